"""Judged gloss → findings: what a proofreader should look at, and why."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip import readings
from pinyin_strip.aligner import NO_APOSTROPHE, Alignment, loosely_read
from pinyin_strip.checker import Judged
from pinyin_strip.lost_letters import LOST, full, spells_nothing, what_is_left
from pinyin_strip.patterns import Pattern
from pinyin_strip.rules import RULES
from pinyin_strip.signs import TONED
from pinyin_strip.syllables import respelt, spell, spelling_of
from pinyin_strip.tokenizer import Token, is_hanzi
from pinyin_strip.values import Convention, Damage, Edit, Finding, Notation, Verdict

__all__ = ["damaged", "findings", "left", "orphan", "repaired", "unspelt", "withheld"]

_BY_VERDICT = {
    Verdict.ALTERNATE: "R101", Verdict.TONE: "R102", Verdict.NEAR: "R103", Verdict.MISMATCH: "R104",
    Verdict.UNLISTED: "R105",
}  # fmt: skip


def findings(text: str, one: Judged, stripped: bool, *, unmarked: bool = False) -> Iterator[Finding]:
    """Say what is to be looked at in one gloss; ``unmarked`` says that it lacks no tone, since it is neutral."""
    found, token = one.alignment, one.alignment.token
    mixed = bool(token.opening) and token.opening.isascii() is not token.closing.isascii()
    if one.verdict is Verdict.MATCH and not (found.remarks or mixed or one.toneless):
        return
    start, end = found.base
    base = text[start:end]
    code = "R106" if found.missing else _BY_VERDICT.get(one.verdict)
    if code:
        yield _finding(code, found.start, found.end, base, found.text, one.expected, source=one.evidence)
    if one.toneless and one.verdict is Verdict.MATCH and not unmarked:
        yield _finding("R107" if stripped else "R108", found.start, found.end, base, found.text, ())
    if found.remarks:
        yield from _spelling_findings(found, base)
    if mixed:
        yield _finding("R301", found.start, found.end, base, found.text, ())


def left(text: str, token: Token) -> Finding | None:
    """Report what spells readings of the hanzi beside it, tones apart, and could not be read as their gloss."""
    found = loosely_read(text, token)
    if found is None and (rest := what_is_left(text, token)) is not None and spells_nothing(rest):
        start, end = rest.base
        return _finding("R109", token.start, token.end, text[start:end], rest.text, (), f"{LOST}: {full(rest)}")
    if found is None or (found.toneless and (found.given.isupper() or len(found.given) == 1)):  # an acronym, a formula
        return None
    base = text[found.start : found.end]
    if found.toneless:
        return _finding("R108", token.start, token.end, base, found.given, ())
    return _finding("R109", token.start, token.end, base, found.given, (), _why(token))


_ONE_TONED = Pattern(f"[a-zü]{{0,5}}[{TONED}][a-zü]{{0,4}}")


def unspelt(text: str, token: Token) -> Finding | None:
    """Report what has a tone mark of Hanyu Pinyin and spells no syllable: among glosses it is a misprint of one (艄(xàao))."""
    given = text[token.body_start : token.body_end]
    if not 0 < token.base_end == token.start or not _ONE_TONED.fullmatch(given):
        return None
    spelling = spell(given)
    if spelling and spelling.steps(len(spelling.letters)):
        return None
    hanzi = text[token.base_end - 1]
    return _finding("R104", token.start, token.end, hanzi, given, readings.united(hanzi).spelt)


def withheld(text: str, one: Judged, reason: str) -> Finding:
    """Report a listed reading that stays, and why."""
    found = one.alignment
    base = text[slice(*found.base)]
    return _finding("R109", found.start, found.end, base, found.text, (), reason)


def _why(token: Token) -> str:
    """Why a reading was left, in words that tell what would take it."""
    if not token.is_whole:
        return "its bracket does not close"
    if token.stopped:
        return "a mark that ends a sentence stands between"
    if token.convention is Convention.INTERLINEAR:
        return "the line does not read every hanzi of the line beside it"
    return "something else stands in it, or between them"


def _spelling_findings(found: Alignment, base: str) -> Iterator[Finding]:
    start, end = found.start, found.end
    right = _spelt_rightly(found)
    for remark in found.remarks:
        if remark == "misplaced tone mark":
            yield _finding("R202", start, end, base, found.text, (right,))
        elif remark == NO_APOSTROPHE:
            yield _finding("R203", start, end, base, found.text, (right,))
        else:
            yield _finding("R201", start, end, base, found.text, (right,), remark)


def _spelt_rightly(found: Alignment) -> str:
    """The same reading in the standard spelling: zhuyin stays zhuyin, all else has tone marks, and an apostrophe where it needs one."""
    between = " " if any(char.isspace() for char in found.text) else ""
    parts = [pair.part for pair in found.pairs]
    if found.notation is Notation.ZHUYIN:
        return between.join(respelt(part.plain, part.tone, Notation.ZHUYIN, erhua=part.erhua) for part in parts)
    return between.join(
        "'" * (number > 0 and not between and part.plain[0] in "aoeê") + spelling_of(part.plain, part.tone)
        for number, part in enumerate(parts)
    )


def orphan(text: str, token: Token) -> Finding | None:
    """Report a toned reading in a bracket that has nothing before it to read, amid Chinese text."""
    if token.convention is not Convention.PARENTHESIS:
        return None
    spelling = spell(text[token.body_start : token.body_end])
    if (
        spelling is None
        or spelling.notation not in (Notation.MARKS, Notation.ZHUYIN)
        or not spelling.parts(len(spelling.letters))
    ):
        return None
    before, after = text[max(0, token.start - 8) : token.start].rstrip()[-1:], text[token.end : token.end + 1]
    if before.isalnum() or not (is_hanzi(after or " ") or before in _CHINESE_MARKS):
        return None
    return _finding("R302", token.start, token.end, "", spelling.text, ())


def damaged(text: str, place: Damage) -> Finding:
    """Report text that is out of step, and what is certain of it."""
    known = f"{place.certain} stood at its beginning" if place.certain else place.reason or "it is left as it is"
    given = text[place.start : place.end]
    return Finding(
        "R501", place.start, place.end, "", given, (), RULES["R501"].message.format(given=given, expected=known)
    )


def repaired(text: str, edit: Edit) -> Finding:
    """Report a repair: what stood there, how sure that is, and why."""
    given = text[edit.start : edit.end]
    message = RULES["R502"].message.format(given=given, expected=edit.replacement or "nothing")
    return Finding(
        "R502", edit.start, edit.end, "", given, (edit.replacement,), f"{message} ({edit.grade}: {edit.reason})"
    )


_CHINESE_MARKS = frozenset("，。、；：！？《》「」『』“”…")


def _finding(
    code: str,
    start: int,
    end: int,
    base: str,
    given: str,
    expected: tuple[str, ...],
    remark: str = "",
    source: str = "",
) -> Finding:
    wanted = remark or ", ".join(expected) or "none"
    message = RULES[code].message.format(base=base, given=given, expected=wanted)
    if remark and expected:
        message += f"; the standard spelling is {expected[0]}"
    if source:
        message += f" ({source})"
    return Finding(code, start, end, base, given, expected, message)
