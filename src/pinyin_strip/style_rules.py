"""Style rules (R401 to R406): readings that are right, but not written as a publisher has asked for."""

from __future__ import annotations

from collections.abc import Iterator

from pinyin_strip import readings
from pinyin_strip.aligner import Fit, Pair, hanzi_after
from pinyin_strip.checker import Judged
from pinyin_strip.options import Options
from pinyin_strip.rules import RULES
from pinyin_strip.syllables import in_notation_of, spelling_of
from pinyin_strip.tokenizer import is_hanzi
from pinyin_strip.values import Finding, Notation, Verdict

__all__ = ["asks_for_style", "style_findings"]

_ORIGINAL = {"一": ("yi", 1), "不": ("bu", 4)}


def asks_for_style(options: Options) -> bool:
    """Whether there is any house style to look for."""
    return {options.sandhi, options.neutral, options.erhua} != {"any"}


def style_findings(text: str, one: Judged, options: Options) -> Iterator[Finding]:
    """Report what is not in the style that the options ask for; nothing where they ask for none."""
    if one.verdict is not Verdict.MATCH:
        return
    for option, value, code, look in _LOOKS:
        if getattr(options, option) == value:
            for pair in one.alignment.pairs:
                if expected := look(text, pair):
                    answer = _in_notation(expected, one.alignment.notation)
                    yield _finding(code, one, text[pair.start : pair.end], pair.written, answer)


def _sandhi_written(text: str, pair: Pair) -> str:
    """A tone written as it is spoken, where the original tone was asked for."""
    hanzi, plain, tone = text[pair.start], pair.part.plain, pair.part.tone
    original = _ORIGINAL.get(hanzi)
    if original and plain == original[0] and tone not in (None, 5, original[1]):
        return spelling_of(*original)
    third = readings.united(hanzi).tones.get(plain, 0) & 0b1000
    return spelling_of(plain, 3) if pair.fit is Fit.ALLOWED and tone == 2 and third and not original else ""


def _sandhi_unwritten(text: str, pair: Pair) -> str:
    """The original tone of 一 or 不, where what is spoken was asked for; only where the next tone is beyond doubt."""
    hanzi = text[pair.start]
    if hanzi not in _ORIGINAL or (pair.part.plain, pair.part.tone) != _ORIGINAL[hanzi]:
        return ""
    if hanzi == "一" and text[pair.start - 1 : pair.start] in tuple("第一二三四五六七八九十"):  # an ordinal or a number
        return ""
    tone = _next_tone(text, pair.end)
    spoken = {"不": {4: 2}, "一": {4: 2, 1: 4, 2: 4, 3: 4}}[hanzi].get(tone)
    return spelling_of(pair.part.plain, spoken) if spoken else ""


def _next_tone(text: str, offset: int) -> int:
    """The tone of the next hanzi, glosses passed; 0 if there is none near or it has several."""
    hanzi = hanzi_after(text, offset)
    tones = (
        {tone for bits in readings.own(hanzi).tones.values() for tone in range(1, 6) if bits & (1 << tone)}
        if hanzi
        else ()
    )
    return next(iter(tones)) if len(tones) == 1 else 0


def _neutral_written(text: str, pair: Pair) -> str:
    """A neutral tone where the hanzi has a full one in the same syllable."""
    if pair.part.tone not in (None, 5):
        return ""
    bits = readings.united(text[pair.start]).tones.get(pair.part.plain, 0)
    full = [tone for tone in range(1, 5) if bits & (1 << tone)]
    return spelling_of(pair.part.plain, full[0]) if len(full) == 1 and not bits & (1 << 5) else ""


def _neutral_unwritten(text: str, pair: Pair) -> str:
    """A full tone where the word of two hanzi that ends here has the neutral one in pypinyin's phrases."""
    before = text[pair.start - 1] if pair.start else ""
    if pair.part.tone in (None, 5) or not is_hanzi(before or " "):
        return ""
    listed = readings.of_phrase(before + text[pair.start])
    return pair.part.plain if len(listed) == 2 and listed[1] == {(pair.part.plain, 5)} else ""


def _erhua_apart(text: str, pair: Pair) -> str:
    """儿 read by itself after a hanzi that it could join."""
    alone = text[pair.start] in "儿兒" and pair.part.plain == "er" and pair.start and pair.end - pair.start == 1
    return "r" if alone and text[pair.start - 1] in ")）" else ""


def _erhua_joined(_text: str, pair: Pair) -> str:
    return f"{spelling_of(pair.part.plain, pair.part.tone)} ér" if pair.part.erhua else ""


# Option, its value, the rule, and how it is looked for.
_LOOKS = (
    ("sandhi", "original", "R401", _sandhi_written),
    ("sandhi", "written", "R402", _sandhi_unwritten),
    ("neutral", "full", "R403", _neutral_written),
    ("neutral", "written", "R404", _neutral_unwritten),
    ("erhua", "joined", "R405", _erhua_apart),
    ("erhua", "apart", "R406", _erhua_joined),
)


def _in_notation(expected: str, written: Notation) -> str:
    """Zhuyin is answered in zhuyin, the suffix 儿 included."""
    if written is not Notation.ZHUYIN:
        return expected
    return " ".join("ㄦ" if one == "r" else in_notation_of(one, written) for one in expected.split())


def _finding(code: str, one: Judged, base: str, given: str, expected: str) -> Finding:
    found = one.alignment
    message = RULES[code].message.format(base=base, given=given, expected=expected)
    return Finding(code, found.start, found.end, base, given, (expected,), message)
