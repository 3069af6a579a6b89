"""Readings that stand apart: after a comma, a dash or a blank, and on a line of their own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from pinyin_strip import readings
from pinyin_strip.aligner.alignment import Alignment, Fit, Pair, alignment_of, remarks_of
from pinyin_strip.aligner.fit import hold
from pinyin_strip.aligner.lattice import lay, lay_exactly, may_begin_with, may_cover, may_end_with
from pinyin_strip.aligner.word import hanzi_before, is_read
from pinyin_strip.house import Told
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, PAIRED, QUOTATION, SENTENCE_ENDS, ZHUYIN
from pinyin_strip.syllables import Part, Spelling, spell, tables
from pinyin_strip.tokenizer import Token, with_closing
from pinyin_strip.tokenizer.pairs import closing_marks
from pinyin_strip.values import Notation

__all__ = ["align_apposed", "align_line", "align_spaced"]


# What makes a quotation of a reading: “guójiā”中的“jiā”, “guójiā”一词.
_SPEAKS_OF = Pattern(r"[的中里作读讀念拼]|一[词詞字]|[这這][个個]|[两兩二三四]?[个個]?(?:音节|音節|字|词|詞)")
# What goes on about the reading: 拨，bō，不读bá.
_SPEAKS_ON = Pattern(r"\s?(?:[不勿非别別莫又也亦旧舊古今或常多误誤]{0,2}(?:读|讀|念|音|作)|[不非]是)")
_BEFORE_NOTES = frozenset(("", "\n", "。", "；", *map(chr, range(0x2460, 0x2474))))  # ① to ⑳


def align_apposed(text: str, token: Token, spelling: Spelling, told: Mapping[int, Told]) -> Alignment | None:
    """After a comma, a dash or a blank: the longest beginning that reads the whole run of hanzi before it, exactly.

    What is the content of a list may be misprinted.
    """
    if spelling.notation is Notation.NONE or token.mention:
        return None
    hanzi = list(hanzi_before(text, token.base_end, 60, 0))
    if not hanzi:
        return None
    paired = len(hanzi) == 1 and not token.quoted and text[hanzi[0] - 1 : hanzi[0]] in PAIRED  # (门, mén), “长 zhǎng”
    noted = (
        len(hanzi) == 1 and text[token.start] in ",，" and text[hanzi[0] - 1 : hanzi[0]] in _BEFORE_NOTES
    )  # ①眄，miǎn，
    alone = paired or noted or (len(hanzi) == 1 and token.quoted)
    closing = closing_marks(text, token)
    if text[token.start] in QUOTATION:
        return _align_framed(text, token, spelling, hanzi, closing, told)
    worst = Fit.NEAR if token.content else Fit.ALLOWED
    if not 2 - (alone or token.content) <= len(hanzi) < 60 or not may_cover(text, spelling, hanzi):
        return None
    if not may_begin_with(text, spelling, hanzi[-1], told):
        return None
    for cut in sorted(spelling.breaks | {len(spelling.letters)}, reverse=True):
        if not len(hanzi) <= cut <= 7 * len(hanzi) or not may_end_with(text, spelling, cut, hanzi[0], told):
            continue
        end = token.body_start + spelling.ends[cut - 1]
        if paired and text[end : end + 1] != PAIRED[text[hanzi[0] - 1]]:
            continue
        if not text.startswith(closing, end) or (
            closing and text[end + len(closing) : end + len(closing) + 1] == closing[-1]
        ):
            continue
        if noted and (text[end : end + 1] not in (",", "，") or _SPEAKS_ON.match(text, end + 1)):
            continue
        head = spell(text[token.body_start : end])
        if head is None or head.notation is Notation.NONE:
            continue
        pairs, missing = lay_exactly(text, head, hanzi, told), 0
        if not pairs:
            pairs, missing = lay(text, head, hanzi, worst)
        count = sum(pair.end - pair.start if pair.part.erhua else 1 for pair in pairs)
        if pairs and not missing and count == len(hanzi) and max(pair.fit for pair in pairs) <= worst:
            start, end = _span_of(text, token, end + len(closing), len(pairs))
            return Alignment(
                token, start, end, head.text, head.notation, pairs, token.convention, remarks_of(head, pairs),
                whole_word=True,
            )  # fmt: skip
    return None


def _align_framed(
    text: str, token: Token, spelling: Spelling, hanzi: Sequence[int], closing: str, told: Mapping[int, Told]
) -> Alignment | None:
    """In quotation marks or emphasis directly behind a word: nothing but its reading, exactly."""
    pairs, missing = lay_exactly(text, spelling, hanzi, told, all_hanzi=False), 0
    if not pairs:
        pairs, missing = lay(text, spelling, hanzi, Fit.ALLOWED)
    if len(pairs) < 2 or missing or not text.startswith(closing, token.end):
        return None
    if _SPEAKS_OF.match(text, token.end + len(closing)):
        return None
    return Alignment(
        token, token.start, token.end + len(closing), spelling.text, spelling.notation, pairs, token.convention,
        remarks_of(spelling, pairs),
    )  # fmt: skip


def _span_of(text: str, token: Token, end: int, count: int) -> tuple[int, int]:
    """What goes with a reading: the comma before it or the one behind it, the slash of a pair, a bracket that nothing opened.

    The comma behind a clause of three hanzi or more is its own, unless another mark follows.
    """
    if text[token.start] == "，":
        if text[end : end + 1] == ",":
            return token.start + 1, end + 1 + (text[end + 1 : end + 2] == " ")
        if count >= _CLAUSE and text[end : end + 1] not in _COMMAS:
            return token.start + 1, end
    slashed = any(char in "/／" for char in text[token.start : token.body_start])
    if slashed and text[end : end + 1] in ("/", "／") and not text[end + 1 : end + 2].isalnum():
        return token.start, end + 1
    return token.start, with_closing(text, end)


_CLAUSE = 3  # hanzi
_COMMAS = frozenset("，、；;" + SENTENCE_ENDS)
_READ = Pattern(rf"[{HAN}0-9]")  # what ``is_read`` says of each character
_WORD = Pattern(rf"[{LETTERS}]+")
_NUMERAL = Pattern(r"[0-9]")
_ONLY_MARKS = Pattern(rf"[^{LETTERS}{ZHUYIN}\d&\\]*")


def align_spaced(text: str, token: Token, body: str) -> tuple[Alignment | None, bool]:
    """The common line, made cheap: as many words as hanzi, each a syllable in its standard spelling that reads its hanzi.

    Also whether it is worth while to look closer: not if there are more words than hanzi, or fewer letters.
    """
    hanzi = [match.start() for match in _READ.finditer(text, token.base_start, token.base_end)]
    words = _WORD.findall(body)
    if len(words) < len(hanzi) and _NUMERAL.search(text, token.base_start, token.base_end):
        hanzi = _without_numerals(text, hanzi)
    if len(words) > len(hanzi) or len(body) < len(hanzi):
        return None, False
    if len(words) < len(hanzi) or len(hanzi) < 2 or not _ONLY_MARKS.fullmatch(_WORD.sub("", body)):
        return None, True
    pairs = []
    letters = 0
    entries = readings.entries([ord(text[place]) for place in hanzi])
    for place, entry, word in zip(hanzi, entries, words, strict=True):
        known = (_listed(entry, word) if entry else None) or _allowed(text, place, word)
        if known is None:
            return None, True
        plain, tone, fit = known
        pairs.append(Pair(place, place + 1, word, Part(letters, letters + len(plain), plain, tone), fit))
        letters += len(plain)
    if all(pair.part.tone is None for pair in pairs):
        return None, True
    return Alignment(token, token.start, token.end, body, Notation.MARKS, tuple(pairs), token.convention), True


def _without_numerals(text: str, places: list[int]) -> list[int]:
    """Without the digits: a converter that writes a reading under every hanzi passes over them."""
    return [place for place in places if not "0" <= text[place] <= "9"]


@lru_cache(maxsize=65_536)
def _listed(entry: str, word: str) -> tuple[str, int | None, Fit] | None:
    """The syllable and tone of a word that a dictionary entry lists (the entry is the key: nothing goes stale)."""
    found = tables().parts.get(word) or tables().parts.get(word.lower())
    if found is None or not readings.of_entry(entry).tones.get(found[0], 0) & (1 << found[1]):
        return None
    return found[0], found[1] if found[1] < 5 else None, Fit.LISTED


def _allowed(text: str, place: int, word: str) -> tuple[str, int | None, Fit] | None:
    """The same of a word that reads its hanzi by sandhi, as a neutral tone, or in another script or standard."""
    found = tables().parts.get(word) or tables().parts.get(word.lower())
    if found is None:
        return None
    tone = found[1] if found[1] < 5 else None
    fit = hold(text, place, Part(0, len(found[0]), found[0], tone), Notation.MARKS)
    return (found[0], tone, fit) if fit <= Fit.ALLOWED else None


def align_line(text: str, token: Token, spelling: Spelling, told: Mapping[int, Told]) -> Alignment | None:
    """A line or sentence of readings must cover its hanzi: every hanzi read, and at most one in four misread."""
    hanzi = [i for i in range(token.base_end - 1, token.base_start - 1, -1) if is_read(text[i])]
    pairs, missing = lay_exactly(text, spelling, hanzi, told), 0
    if not pairs and _NUMERAL.search(text, token.base_start, token.base_end):
        passed = _without_numerals(text, hanzi)
        pairs = lay_exactly(text, spelling, passed, told)
        hanzi = passed if pairs else hanzi
    if not pairs and spelling.notation is Notation.NONE and "r" not in spelling.letters:
        return None  # without tones, only listed readings count
    if not pairs:
        pairs, missing = lay(text, spelling, hanzi)
    covered = sum(pair.end - pair.start if pair.part.erhua else 1 for pair in pairs)
    if token.whole and (len(hanzi) < 2 or spelling.notation is Notation.NONE):
        return None
    column = token.base_end - token.base_start == 1
    if not pairs or missing or covered != len(hanzi):
        return None
    wrong = sum(pair.fit > Fit.NEAR for pair in pairs)
    if not column and wrong * 4 > len(pairs):
        return None
    return alignment_of(text, token, spelling, pairs)
