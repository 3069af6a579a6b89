"""The word before a gloss: its last hanzi, or another one of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from pinyin_strip import readings
from pinyin_strip.aligner.alignment import Alignment, Fit, Pair
from pinyin_strip.aligner.fit import is_told, near
from pinyin_strip.aligner.lattice import lay, lay_exactly
from pinyin_strip.house import Told
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, SENTENCE_ENDS
from pinyin_strip.syllables import Part, Spelling, spell
from pinyin_strip.tokenizer import Token, is_hanzi
from pinyin_strip.values import Convention, Notation

__all__ = [
    "align_common",
    "as_phrase",
    "as_told",
    "find_pairs",
    "hanzi_before",
    "is_read",
    "misspelt",
    "neutral",
    "rejoined",
]

WORD = 8  # hanzi in the longest word or idiom within which a reading may belong to another hanzi

PROSE = 4  # the same where nothing but prose stands around

TORN = 24  # letters in the longest word that is put together again

_BETWEEN_WORDS = Pattern(r"[、“”‘’\"'《》「」『』·・]")

_INSIDE_SENTENCE = Pattern(r"[，。、；：！？,.!?;:…—“”‘’\"'《》「」『』·・_|｜\-]")

_TAG = Pattern(r"</?(?:b|i|u|s|em|strong|mark|font|span|small|big|sub|sup)(?:\s[^<>\n]{0,30})?>$")

_LAID_OUT = frozenset({Convention.APPOSITION, Convention.INTERLINEAR})


def align_common(text: str, token: Token) -> Alignment | None:
    """The common gloss, made cheap: one toned syllable that is a listed reading of the hanzi directly before it."""
    place = token.base_end - 1
    if token.stopped or token.convention in _LAID_OUT or token.body_end - token.body_start > 8:
        return None
    known = _syllable(readings.raw(text[place]), text[token.body_start : token.body_end])
    if known is None:
        return None
    spelling, part = known
    pairs = (Pair(place, token.base_end, spelling.text, part, Fit.LISTED),)
    return Alignment(
        token, token.start, token.end, spelling.text, spelling.notation, pairs, token.convention,
        spelling.remarks + part.remarks,
    )  # fmt: skip


@lru_cache(maxsize=65_536)
def _syllable(entry: str, body: str) -> tuple[Spelling, Part] | None:
    """Read ``body`` as one toned syllable that a dictionary entry lists (the entry is the key: nothing goes stale)."""
    spelling = spell(body)
    if spelling is None or spelling.notation is Notation.NONE or not spelling.breaks <= {0, len(spelling.letters)}:
        return None
    tones = readings.of_entry(entry).tones
    for part in spelling.parts(len(spelling.letters)):
        if part.start == 0 and not part.erhua and tones.get(part.plain, 0) & (1 << (part.tone or 5)):
            return spelling, part
    return None


def find_pairs(
    text: str, token: Token, spelling: Spelling, told: Mapping[int, Told]
) -> tuple[tuple[Pair, ...], int, bool]:
    """Fit directly before the token; else, exactly, at another hanzi of the word."""
    if not spelling.steps(len(spelling.letters)):
        return (), 0, False  # no way of cutting it into syllables
    words = 1 + sum(0 < place < len(spelling.letters) for place in spelling.breaks)
    if token.stopped and not (spelling.sentence or words > 3):
        return _before_stop(text, token, spelling), 0, False
    passed = (
        _INSIDE_SENTENCE if spelling.sentence or token.stopped or words > 3 else _BETWEEN_WORDS if words > 1 else None
    )
    count = len(spelling.letters) + 9
    hanzi = list(hanzi_before(text, token.base_end, count, token.base_start, passed))
    if exact := lay_exactly(text, spelling, hanzi, told, all_hanzi=False):
        return exact, 0, False
    pairs, missing = lay(text, spelling, hanzi)
    if pairs and not missing and max(pair.fit for pair in pairs) <= Fit.ALLOWED:
        return pairs, 0, False
    closer = bool(pairs) and not missing and max(pair.fit for pair in pairs) <= Fit.NEAR
    if not token.mention:
        sure = neutral if spelling.notation is Notation.NONE and token.convention is not Convention.MARKUP else _exact
        for window in (*_other_hanzi(text, token, hanzi), _quoted_before(text, token), _marked_before(text, token)):
            if not window or not _may_end_at(text, window[0], spelling):
                continue  # as nearly all do
            other, lacking = lay(text, spelling, window, Fit.ALLOWED)
            if other and not lacking and sure(text, other) and not (closer and _is_respelt(other)):
                return other, 0, True
    return pairs, missing, False


def _before_stop(text: str, token: Token, spelling: Spelling) -> tuple[Pair, ...]:
    """Fit before the mark that ends a sentence, as learners' texts have it: exactly, a word or all that the mark ends."""
    if spelling.notation is Notation.NONE or token.mention:
        return ()
    hanzi = list(hanzi_before(text, token.base_end, len(spelling.letters) + 9, token.base_start, _INSIDE_SENTENCE))
    pairs, missing = lay(text, spelling, hanzi, Fit.ALLOWED)
    if missing or not pairs:
        return ()
    before = text[pairs[0].start - 1 : pairs[0].start]
    ends = any(mark in text[token.base_end : token.start + 1] for mark in SENTENCE_ENDS)
    return pairs if len(pairs) > 1 or (ends and not (before and is_hanzi(before))) else ()


def _is_respelt(pairs: Sequence[Pair]) -> bool:
    """Whether a reading fits only as a deviant spelling (nù for nǜ)."""
    return any(pair.part.remarks for pair in pairs)


def _may_end_at(text: str, place: int, spelling: Spelling) -> bool:
    """Whether the last syllable is one of the hanzi at ``place``: without that nothing exact can be laid there."""
    before = text[place - 1] if place else ""
    known = readings.united(before if text[place] in "々〻" and before else text[place]).tones
    suffixed = readings.united(before).tones if before and text[place] in "儿兒" else {}
    return any(
        part.plain in known or (part.erhua and part.plain in suffixed) for part in spelling.steps(len(spelling.letters))
    )


def _exact(_text: str, pairs: Sequence[Pair]) -> bool:
    return max(pair.fit for pair in pairs) <= Fit.ALLOWED


def neutral(text: str, pairs: Sequence[Pair]) -> bool:
    """Whether every syllable is a listed neutral tone, which is spelt without a mark: 跑得快(de)."""
    return all(readings.united(text[p.start]).tones.get(p.part.plain, 0) & (1 << 5) for p in pairs)


def is_read(char: str) -> bool:
    """Whether a syllable may read a character: a hanzi, or a digit of a numeral."""
    return is_hanzi(char) or "0" <= char <= "9"


def hanzi_before(text: str, end: int, count: int, limit: int, passed: Pattern | None = None) -> Iterator[int]:
    """Yield the places of the hanzi before ``end``, nearest first; blanks and the marks in ``passed`` are passed."""
    position, gap = end, 0
    while position > limit and count:
        position -= 1
        char = text[position]
        if is_hanzi(char) or (passed is not None and is_read(char)):
            yield position
            count -= 1
            gap = 0
        elif char in " \t\u3000\xa0" or (passed is not None and passed.match(char)):
            gap += 1
            if gap > 8:
                return
        elif char == ">" and passed is not None and (tag := _TAG.search(text, max(limit, position - 40), position + 1)):
            position = tag.start()
        else:
            return


def _quoted_before(text: str, token: Token) -> Sequence[int]:
    """The hanzi in quotation marks that a following 字 speaks of: ``“甏”字（bèng）``."""
    end = token.base_end - 1
    if not token.opening or text[end] not in "字姓" or text[end - 1 : end] not in tuple("”’\"'」』"):
        return ()
    return list(hanzi_before(text, end - 1, WORD, token.base_start))


_MARKED = Pattern(
    rf"(?:[「『“‘]|[*_]{{1,3}}|<\w{{1,8}}>)([{HAN}]{{1,4}})(?:[」』”’]|[*_]{{1,3}}|</\w{{1,8}}>)[{HAN}]{{1,6}}$"
)


def _marked_before(text: str, token: Token) -> Sequence[int]:
    """The hanzi that are marked within the word before a bracket, as news and exams have it: ``「骰」子（tóu）``."""
    if not token.opening or not is_hanzi(text[token.base_end - 1]):
        return ()
    match = _MARKED.search(text, max(token.base_start, token.base_end - 32), token.base_end)
    return range(match.end(1) - 1, match.start(1) - 1, -1) if match else ()


def _other_hanzi(text: str, token: Token, hanzi: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield what is left of the word when its last hanzi are skipped, one more each time."""
    if token.convention in (Convention.APPOSITION, Convention.INTERLINEAR, Convention.AOZORA):
        return
    run = 1
    while run < len(hanzi) and run <= WORD and hanzi[run] == hanzi[run - 1] - 1:
        run += 1
    if token.convention is Convention.BARE and (run > PROSE or not _stands_alone(text, hanzi[run - 1], token.end)):
        return
    reach = run if run <= WORD or token.quoted else PROSE
    for skipped in range(1, min(reach, len(hanzi))):
        yield hanzi[skipped:run]


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but blanks or a mark stands before a word and behind its reading, as in the columns of an exam: 慰藉jiè 恪守kè."""
    before, behind = text[start - 1 : start], text[end : end + 2]
    parted = not behind or behind[0] in "\r\n" or (behind[0].isspace() and (not behind[1:] or is_hanzi(behind[1])))
    return parted and (not before or before.isspace() or before in "、，。；：")


def misspelt(text: str, token: Token, spelling: Spelling) -> tuple[tuple[Pair, ...], int] | None:
    """A word that is no syllable at all, but one slip away from what its hanzi reads: ``霜（suāng）``.

    With tone digits it would rather be another language: ``天(tin1)`` is Jyutping.
    """
    tones = [tone for tone in spelling.tones if tone]
    if (
        spelling.notation is not Notation.MARKS
        or len(tones) != 1
        or not spelling.breaks <= {0, len(spelling.letters)}
        or token.stopped
    ):
        return None
    place = token.base_end - 1
    if not near(readings.united(text[place]), spelling.letters, tones[0]):
        return None
    part = Part(0, len(spelling.letters), spelling.letters, tones[0])
    return (Pair(place, place + 1, spelling.text, part, Fit.NEAR),), 0


def rejoined(
    text: str, token: Token, spelling: Spelling, told: Mapping[int, Told]
) -> tuple[Spelling, tuple[Pair, ...]] | None:
    """A word whose syllables an export tore apart, each accented letter in a run of its own: ``汀(t īng)``.

    Asked where the pieces do not fit as they stand; the letters without their blanks must read the hanzi exactly.
    """
    if not token.opening or token.stopped or spelling.notation is not Notation.MARKS or len(spelling.breaks) < 2:
        return None
    whole = replace(
        spelling, breaks=frozenset({0}), remarks=(*spelling.remarks, "blanks within a syllable"), _memo={}, _steps=[()]
    )
    if len(spelling.letters) > TORN or not whole.steps(len(whole.letters)):
        return None
    hanzi = list(hanzi_before(text, token.base_end, WORD, token.base_start))
    pairs = lay_exactly(text, whole, hanzi, told, all_hanzi=False)
    return (whole, pairs) if pairs else None


def as_phrase(text: str, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Where a word of pypinyin's phrase dictionary lists a reading that its hanzi lack by themselves (乐亭 Lào tíng)."""
    if len(pairs) < 2 or all(pair.fit <= Fit.ALLOWED for pair in pairs):
        return pairs
    word = "".join(text[pair.start] for pair in pairs)
    listed = readings.of_phrase(word)
    return tuple(
        pair._replace(fit=Fit.LISTED)
        if i < len(listed) and (pair.part.plain, pair.part.tone or 5) in listed[i]
        else pair
        for i, pair in enumerate(pairs)
    )


def as_told(found: Alignment, told: Mapping[int, Told]) -> Alignment:
    """Where the house reads a word so: its readings need no dictionary."""
    if not any(pair.start in told for pair in found.pairs):
        return found
    pairs = (
        pair._replace(fit=Fit.HOUSE) if is_told(told, pair.start, pair.part, found.notation) else pair
        for pair in found.pairs
    )
    return found._replace(pairs=tuple(pairs))
