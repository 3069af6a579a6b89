"""Token → alignment: which hanzi does it read, and how well does each syllable fit its hanzi?

As many hanzi as the reading has syllables, directly before it; how an unspaced word splits is decided by what the hanzi
can read (``xīān`` over 西安), not by greed. A reading that does not fit there may belong to another hanzi of the same word
or quotation (``重要（zhòng）``): those are tried nearest first, and only an exact fit counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache

from pinyin_strip import readings
from pinyin_strip.document import Convention, Notation
from pinyin_strip.patterns import Pattern
from pinyin_strip.syllables import Part, Spelling, spell
from pinyin_strip.tokenizer import Segment, Token, is_hanzi, segments

__all__ = ["Alignment", "Fit", "Pair", "align", "one_slip"]

WORD = 8  # hanzi in the longest word or idiom within which a reading may belong to another hanzi
PROSE = 4  # the same where nothing but prose stands around


class Fit(IntEnum):
    """How well a spelt syllable fits a hanzi; the value is what the alignment pays for it."""

    LISTED = 0
    """A listed reading."""
    ALLOWED = 1
    """What 一/不 sandhi, third-tone sandhi, the neutral tone or erhua make of a listed reading."""
    TONE = 10
    """A listed syllable with another tone."""
    NEAR = 30
    """One likely slip away from a listed reading."""
    UNLISTED = 60
    """No reading is listed for the hanzi."""
    OTHER = 100
    """Another syllable altogether."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One syllable, the hanzi that it reads (source offsets), and how well it fits."""

    start: int
    end: int
    written: str
    part: Part
    fit: Fit


@dataclass(frozen=True, slots=True)
class Alignment:
    """A token with its base: ``pairs`` in the order of the text, and the spans that go if the gloss does."""

    token: Token
    start: int
    end: int
    text: str
    notation: Notation
    pairs: tuple[Pair, ...]
    convention: Convention
    remarks: tuple[str, ...] = ()
    distant: bool = False  # the base is not the hanzi directly before
    whole_word: bool = False  # the base is everything between two borders (quotation, line, punctuation)
    missing: int = 0  # syllables for which no hanzi was left

    @property
    def worst(self) -> Fit:
        return max((pair.fit for pair in self.pairs), default=Fit.OTHER)

    @property
    def base(self) -> tuple[int, int]:
        return min(pair.start for pair in self.pairs), max(pair.end for pair in self.pairs)


def align(text: str, token: Token) -> Alignment | None:
    """Find the hanzi that a token reads; ``None`` if it is no reading at all or nothing stands before it to be read."""
    if not token.base_end:
        return None
    whole = _align_common(text, token) or _align_whole(text, token)
    if whole is not None and not whole.missing and whole.worst <= Fit.NEAR:
        return whole
    if token.convention in _SHARED:
        parts = _align_segments(text, token)
        if parts is not None:
            return parts
    return whole


def _align_common(text: str, token: Token) -> Alignment | None:
    """The common gloss, made cheap: one toned syllable that is a listed reading of the hanzi directly before it."""
    place = token.base_end - 1
    if token.stopped or token.convention in _LAID_OUT or token.body_end - token.body_start > 8:
        return None
    char = text[place]
    known = _syllable(char, readings.raw(char), text[token.body_start : token.body_end])
    if known is None:
        return None
    spelling, part = known
    pairs = (Pair(place, token.base_end, spelling.text, part, Fit.LISTED),)
    return Alignment(
        token, token.start, token.end, spelling.text, spelling.notation, pairs, token.convention,
        spelling.remarks + part.remarks,
    )  # fmt: skip


_LAID_OUT = frozenset({Convention.APPOSITION, Convention.INTERLINEAR})


@lru_cache(maxsize=65_536)
def _syllable(char: str, entry: str, body: str) -> tuple[Spelling, Part] | None:
    """Read ``body`` as one toned syllable that the hanzi lists; ``entry`` is its line in the dictionary."""
    spelling = spell(body)
    if spelling is None or spelling.notation is Notation.NONE or not spelling.breaks <= {0, len(spelling.letters)}:
        return None
    for part in spelling.parts(len(spelling.letters)):
        if part.start == 0 and not part.erhua and _hold(char, entry, part.plain, part.tone, False) is Fit.LISTED:
            return spelling, part
    return None


_SHARED = frozenset(
    {Convention.PARENTHESIS, Convention.SQUARE, Convention.TORTOISE, Convention.LENTICULAR, Convention.BRACE}
)


def _align_whole(text: str, token: Token) -> Alignment | None:
    spelling = spell(text[token.body_start : token.body_end])
    if spelling is None or len(spelling.letters) > 8 * (len(text) or 1):
        return None
    if token.convention is Convention.APPOSITION:
        return _align_apposed(text, token, spelling)
    if token.convention is Convention.INTERLINEAR:
        return _align_line(text, token, spelling)
    pairs, missing, distant = _find_base(text, token, spelling)
    if not pairs or missing or max(pair.fit for pair in pairs) > Fit.NEAR:
        pairs, missing = _misspelt(text, token, spelling) or (pairs, missing)
    if not pairs:
        return None
    return _alignment(text, token, spelling, _as_phrase(text, pairs), distant=distant, missing=missing)


def _misspelt(text: str, token: Token, spelling: Spelling) -> tuple[tuple[Pair, ...], int] | None:
    """A word that is no syllable at all, but one slip away from what its hanzi reads: ``霜（suāng）``."""
    tones = [tone for tone in spelling.tones if tone] + list(spelling.digits.values())
    if len(tones) != 1 or not spelling.breaks <= {0, len(spelling.letters)} or token.stopped:
        return None
    place = token.base_end - 1
    if not _near(readings.united(text[place]), spelling.letters, tones[0]):
        return None
    part = Part(0, len(spelling.letters), spelling.letters, tones[0])
    return (Pair(place, place + 1, spelling.text, part, Fit.NEAR),), 0


def _as_phrase(text: str, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Where a word of pypinyin's phrase dictionary lists a reading that its hanzi lack by themselves (乐亭 Lào tíng)."""
    if len(pairs) < 2 or all(pair.fit <= Fit.ALLOWED for pair in pairs):
        return pairs
    word = "".join(text[pair.start] for pair in pairs)
    listed = readings.of_phrase(word)
    return tuple(
        replace(pair, fit=Fit.LISTED)
        if i < len(listed) and (pair.part.plain, pair.part.tone or 5) in listed[i]
        else pair
        for i, pair in enumerate(pairs)
    )


def _alignment(
    text: str, token: Token, spelling: Spelling, pairs: tuple[Pair, ...], *, distant: bool = False, missing: int = 0
) -> Alignment:
    first, last = pairs[0].start, pairs[-1].end
    border = not (first and is_hanzi(text[first - 1])) and not is_hanzi(text[last : last + 1] or " ")
    return Alignment(
        token, token.start, token.end, spelling.text, spelling.notation, pairs, token.convention, _remarks(spelling, pairs),
        distant, border, missing,
    )  # fmt: skip


def _remarks(spelling: Spelling, pairs: Sequence[Pair]) -> tuple[str, ...]:
    found = [*spelling.remarks, *(remark for pair in pairs for remark in pair.part.remarks)]
    return tuple(dict.fromkeys(found))


# ------------------------------------------------------------------------------------------------ the base


def _find_base(text: str, token: Token, spelling: Spelling) -> tuple[tuple[Pair, ...], int, bool]:
    """Fit directly before the token; else, exactly, at another hanzi of the word."""
    count = spelling.letters.count("") + 8
    loose = spelling.sentence or token.stopped or len(spelling.breaks) > 3
    hanzi = list(_hanzi_before(text, token.base_end, count, token.base_start, loose))
    if token.stopped and not (spelling.sentence or len(spelling.breaks) > 3):
        return (), 0, False
    pairs, missing = _fit(text, spelling, hanzi)
    if pairs and not missing and max(pair.fit for pair in pairs) <= Fit.ALLOWED:
        return pairs, 0, False
    if not token.mention:
        sure = _neutral if spelling.notation is Notation.NONE and token.convention is not Convention.MARKUP else _exact
        for window in _other_hanzi(text, token, hanzi):
            other, lacking = _fit(text, spelling, window)
            if other and not lacking and sure(text, other):
                return other, 0, True
    return pairs, missing, False


def _exact(_text: str, pairs: Sequence[Pair]) -> bool:
    return max(pair.fit for pair in pairs) <= Fit.ALLOWED


def _neutral(text: str, pairs: Sequence[Pair]) -> bool:
    """Whether every syllable is a listed neutral tone, which is spelt without a mark: 跑得快(de)."""
    return all(readings.united(text[p.start]).tones.get(p.part.plain, 0) & (1 << 5) for p in pairs)


def _hanzi_before(text: str, end: int, count: int, limit: int, loose: bool) -> Iterator[int]:
    """Yield the places of the hanzi before ``end``, nearest first; ``loose`` passes the marks inside a sentence."""
    position, gap = end, 0
    while position > limit and count:
        position -= 1
        char = text[position]
        if is_hanzi(char):
            yield position
            count -= 1
            gap = 0
        elif char in " \t\u3000\xa0" or (loose and _INSIDE_SENTENCE.match(char)):
            gap += 1
            if gap > 8:
                return
        else:
            return


_INSIDE_SENTENCE = Pattern(r"[，。、；：！？,.!?;:…—“”‘’\"'《》「」『』·・_|｜\-]")


def _other_hanzi(text: str, token: Token, hanzi: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield what is left of the word when its last hanzi are skipped, one more each time."""
    if token.convention in (Convention.BARE, Convention.APPOSITION, Convention.INTERLINEAR, Convention.AOZORA):
        return
    run = 1
    while run < len(hanzi) and run <= WORD and hanzi[run] == hanzi[run - 1] - 1:
        run += 1
    reach = run if run <= WORD or token.quoted else PROSE
    for skipped in range(1, min(reach, len(hanzi))):
        yield hanzi[skipped:run]


def _fit(text: str, spelling: Spelling, hanzi: Sequence[int]) -> tuple[tuple[Pair, ...], int]:
    """Lay the spelling over the hanzi (nearest first) at the least cost; also how many syllables found no hanzi."""
    best: dict[tuple[int, int], tuple[int, int, Part | None, int]] = {}

    def cheapest(end: int, index: int) -> tuple[int, int, Part | None, int]:
        """Cost, missing hanzi, last part and hanzi that it covers, for the letters before ``end``."""
        if end == 0:
            return 0, 0, None, 0
        known = best.get((end, index))
        if known is not None:
            return known
        chosen: tuple[int, int, Part | None, int] = (_IMPOSSIBLE, 0, None, 0)
        for part in spelling.parts(end):
            for fit, covers in _fits(text, hanzi, index, part, spelling.notation):
                rest = cheapest(part.start, index + covers)
                cost = fit + rest[0]
                if cost < chosen[0]:
                    chosen = (cost, rest[1] + (index + covers > len(hanzi)), part, covers)
                if cost == 0:
                    break
        best[end, index] = chosen
        return chosen

    end, index, pairs = len(spelling.letters), 0, []
    _, missing, _, _ = cheapest(end, 0)
    while end:
        _, _, part, covers = best[end, index]
        if part is None:
            return (), 0
        fit = next(fit for fit, c in _fits(text, hanzi, index, part, spelling.notation) if c == covers)
        if index + covers <= len(hanzi):
            pairs.append(Pair(hanzi[index + covers - 1], hanzi[index] + 1, spelling.written(part), part, fit))
        end, index = part.start, index + covers
    return tuple(reversed(pairs)), missing


_IMPOSSIBLE = 1_000_000


def _fits(text: str, hanzi: Sequence[int], index: int, part: Part, notation: Notation) -> Iterator[tuple[Fit, int]]:
    """Yield how a syllable fits the hanzi at ``index``, and how many hanzi it covers (two with erhua)."""
    if index >= len(hanzi):
        yield Fit.OTHER, 1
        return
    place = hanzi[index]
    if part.erhua:
        if text[place] in "儿兒" and index + 1 < len(hanzi) and hanzi[index + 1] == place - 1:
            yield max(Fit.ALLOWED, _hold_at(text, place - 1, part, notation)), 2
        else:
            yield max(Fit.TONE, _hold_at(text, place, part, notation)), 1
    else:
        yield _hold_at(text, place, part, notation), 1


# ------------------------------------------------------------------------------------------------ one syllable, one hanzi


def _hold_at(text: str, place: int, part: Part, notation: Notation) -> Fit:
    char = text[place]
    if char in "々〻" and place:
        char = text[place - 1]
    fit = _hold(char, readings.raw(char), part.plain, part.tone, notation is Notation.NONE)
    if fit is Fit.TONE and part.tone == 2 and _has(char, part.plain, 3) and _third_tone_follows(text, place):
        return Fit.ALLOWED
    return fit


@lru_cache(maxsize=65_536)
def _hold(char: str, entry: str, plain: str, tone: int | None, toneless: bool) -> Fit:
    """Hold one syllable against one hanzi. ``entry`` is the dictionary's own line, so that nothing cached goes stale."""
    bit = readings.ANY_TONE if toneless else 1 << (tone or 5)
    if readings.own(char).tones.get(plain, 0) & bit:
        return Fit.LISTED
    if char in _SANDHI and plain == _SANDHI[char][0] and tone in _SANDHI[char][1]:
        return Fit.ALLOWED
    known = readings.united(char)
    if not known:
        return Fit.UNLISTED
    tones = known.tones.get(plain, 0)
    if tones & bit:
        return Fit.LISTED
    if tones:
        return Fit.ALLOWED if tone in (None, 5) else Fit.TONE
    return Fit.NEAR if not toneless and _near(known, plain, tone or 5) else Fit.OTHER


# GB/T 16159-2012, 6.5 writes 一 and 不 in their original tone; texts for learners write what is spoken.
_SANDHI = {"一": ("yi", (1, 2, 4)), "不": ("bu", (2, 4))}


def _has(char: str, plain: str, tone: int) -> bool:
    return bool(readings.united(char).tones.get(plain, 0) & (1 << tone))


def _third_tone_follows(text: str, place: int) -> bool:
    """Whether the next hanzi, glosses and blanks between them passed, can be read in the third tone."""
    depth = 0
    for char in text[place + 1 : place + 24]:
        if char in "(（[［〔{":
            depth += 1
        elif char in ")）]］〕}":
            depth -= 1
        elif depth <= 0 and is_hanzi(char):
            return any(tones & 0b1000 for tones in readings.united(char).tones.values())
        elif depth <= 0 and not char.isspace() and char not in "’'·-" and not char.isalpha():
            return False
    return False


def _near(known: readings.Readings, plain: str, tone: int) -> bool:
    """Whether a syllable is one likely slip away from a listed reading in the same tone."""
    return any(tones & (1 << tone) and one_slip(plain, listed) for listed, tones in known.tones.items())


# Pairs that dialects merge or fingers confuse (Putonghua Shuiping Ceshi, its tables of errors): n/l, f/h, r/l.
_CONFUSED = ({"n", "l"}, {"f", "h"}, {"r", "l"})


def one_slip(written: str, listed: str) -> bool:
    """Whether one letter is missing, doubled or too many, two are swapped, or one of a confused pair is written.

    >>> one_slip("xin", "xing"), one_slip("zong", "zhong"), one_slip("ma", "ba")
    (True, True, False)
    """
    if len(written) < 2 or len(listed) < 2 or written == listed:
        return False
    longer, shorter = (written, listed) if len(written) > len(listed) else (listed, written)
    if len(longer) == len(shorter) + 1:
        return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
    if len(longer) != len(shorter):
        return False
    differ = [i for i, (a, b) in enumerate(zip(written, listed, strict=True)) if a != b]
    if len(differ) == 1:
        return {written[differ[0]], listed[differ[0]]} in _CONFUSED
    return len(differ) == 2 and written[differ[0]] == listed[differ[1]] and written[differ[1]] == listed[differ[0]]


# ------------------------------------------------------------------------------------------------ other layouts


def _align_apposed(text: str, token: Token, spelling: Spelling) -> Alignment | None:
    """After a comma, a dash or a blank: the longest beginning that reads the whole run of hanzi before it, exactly."""
    if spelling.notation is Notation.NONE or token.mention:
        return None
    hanzi = list(_hanzi_before(text, token.base_end, 60, 0, False))
    if not 2 <= len(hanzi) < 60:
        return None
    for cut in sorted(spelling.breaks | {len(spelling.letters)}, reverse=True):
        if not cut or cut > 7 * len(hanzi):
            continue
        end = token.body_start + spelling.ends[cut - 1]
        end += cut in spelling.digits
        head = spell(text[token.body_start : end])
        if head is None or head.notation is Notation.NONE:
            continue
        pairs, missing = _fit(text, head, hanzi)
        count = sum(pair.end - pair.start if pair.part.erhua else 1 for pair in pairs)
        if pairs and not missing and count == len(hanzi) and max(pair.fit for pair in pairs) <= Fit.ALLOWED:
            return Alignment(
                token, token.start, end, head.text, head.notation, pairs, token.convention, _remarks(head, pairs),
                whole_word=True,
            )  # fmt: skip
    return None


def _align_line(text: str, token: Token, spelling: Spelling) -> Alignment | None:
    """A line of readings must cover its line of hanzi: every hanzi read, and at most one in four misread."""
    hanzi = [i for i in range(token.base_end - 1, token.base_start - 1, -1) if is_hanzi(text[i])]
    pairs, missing = _fit(text, spelling, hanzi)
    covered = sum(pair.end - pair.start if pair.part.erhua else 1 for pair in pairs)
    column = token.base_end - token.base_start == 1
    if not pairs or missing or covered != len(hanzi):
        return None
    wrong = sum(pair.fit > Fit.NEAR for pair in pairs)
    if not column and wrong * 4 > len(pairs):
        return None
    return _alignment(text, token, spelling, pairs)


# ------------------------------------------------------------------------------------------------ shared brackets


def _align_segments(text: str, token: Token) -> Alignment | None:
    """A bracket with several things in it: alternatives, one reading in two notations, or a reading and a note."""
    parts = segments(text, token)
    read = [_align_segment(text, token, part) for part in parts]
    good = [
        found is not None and (part.kind == "headword" or found.worst <= Fit.ALLOWED)
        for part, found in zip(parts, read, strict=True)
    ]
    if not any(
        (one and one.pairs and one.notation is not Notation.NONE) or (one and len(one.pairs) > 1)
        for one, fine in zip(read, good, strict=True)
        if fine
    ):
        return None
    foreign = [part.labelled and part.kind == "reading" for part in parts]  # 中古拼音：hiuk beside 拼音：xù
    if all(fine or other for fine, other in zip(good, foreign, strict=True)):
        return _merge(
            token,
            token.start,
            token.end,
            [r for r, fine in zip(read, good, strict=True) if fine and r],
            token.convention,
        )
    if any(text[s.start : s.end].strip() == "" for s in parts):
        return None
    if good[0]:
        count = next(i for i, fine in enumerate(good) if not fine)
        return _merge(token, parts[0].start, parts[count].start, [r for r in read[:count] if r], Convention.PARTIAL)
    if good[-1]:
        count = next(i for i, fine in enumerate(reversed(good)) if not fine)
        return _merge(token, parts[-count - 1].end, parts[-1].end, [r for r in read[-count:] if r], Convention.PARTIAL)
    middle = good.index(True)
    found = read[middle]
    return _merge(token, parts[middle].start, parts[middle + 1].start, [found] if found else [], Convention.PARTIAL)


def _align_segment(text: str, token: Token, part: Segment) -> Alignment | None:
    if part.kind == "headword":
        return Alignment(token, part.start, part.end, "", Notation.HOMOPHONE, (), token.convention)
    if part.kind in ("homophone", "tone name"):
        return _align_homophone(text, token, part)
    spelling = spell(text[part.body_start : part.body_end]) if part.kind == "reading" else None
    if spelling is None:
        return None
    pairs, missing, distant = _find_base(text, token, spelling)
    if not pairs or missing:
        return None
    found = _alignment(text, token, spelling, pairs, distant=distant)
    if spelling.notation is Notation.NONE and not _neutral(text, pairs) and (len(pairs) < 2 or not found.whole_word):
        return None  # a toneless word in a list of other things proves nothing, unless it reads a whole title or name
    return found


def _merge(token: Token, start: int, end: int, found: Sequence[Alignment], convention: Convention) -> Alignment | None:
    """One gloss out of the readings that share a bracket."""
    told = [one for one in found if one.pairs]
    if not told:
        return None
    pairs = tuple(pair for one in told for pair in one.pairs)
    text = "/".join(one.text for one in told)
    remarks = tuple(dict.fromkeys(remark for one in told for remark in one.remarks))
    return Alignment(
        token, start, end, text, told[0].notation, pairs, convention, remarks, any(o.distant for o in told)
    )


_TONE_NAMES = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "轻": 5,
    "輕": 5,
    "阴": 1,
    "陰": 1,
    "阳": 2,
    "陽": 2,
    "上": 3,
    "去": 4,
}


def _align_homophone(text: str, token: Token, part: Segment) -> Alignment | None:
    """A reading told by a hanzi that sounds alike, or by the name of its tone; it must share a listed reading."""
    said = text[part.body_start : part.body_end]
    pairs = _sound_alike(text, token, said) if part.kind == "homophone" else _tone_named(text, token, said)
    if not pairs:
        return None
    written = text[part.start : part.end]
    return Alignment(token, part.start, part.end, written, Notation.HOMOPHONE, tuple(pairs), Convention.HOMOPHONE)


def _tone_named(text: str, token: Token, said: str) -> list[Pair]:
    place = token.base_end - 1
    if text[place] in "调調声聲音":  # 读阴平调(第一声) speaks about the tone
        return []
    tone = next(_TONE_NAMES[char] for char in said if char in _TONE_NAMES)
    plain = next((p for p, tones in readings.united(text[place]).tones.items() if tones & (1 << tone)), None)
    return [Pair(place, place + 1, said, Part(0, 0, plain, tone), Fit.LISTED)] if plain else []


def _sound_alike(text: str, token: Token, alike: str) -> list[Pair]:
    pairs = []
    for offset, char in enumerate(alike):
        place = token.base_end - len(alike) + offset
        if place < 0 or not is_hanzi(text[place]):
            return []
        base, other = readings.united(text[place]).tones, readings.own(char).tones
        shared = [(plain, tones & other[plain]) for plain, tones in base.items() if tones & other.get(plain, 0)]
        if not shared:
            return []
        plain, tones = shared[0]
        tone = next(t for t in range(1, 6) if tones & (1 << t))
        pairs.append(Pair(place, place + 1, char, Part(0, 0, plain, tone), Fit.LISTED))
    return pairs
