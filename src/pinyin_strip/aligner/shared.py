"""Brackets that a reading shares: alternatives, one reading in two notations, a homophone, a note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pinyin_strip import readings
from pinyin_strip.aligner.alignment import Alignment, Fit, Pair, alignment_of
from pinyin_strip.aligner.word import find_pairs, neutral
from pinyin_strip.house import Told
from pinyin_strip.patterns import Pattern
from pinyin_strip.syllables import Part, Spelling, spell
from pinyin_strip.tokenizer import OTHER_READING, Segment, Token, is_hanzi, segments
from pinyin_strip.values import Convention, Notation

__all__ = ["align_segments"]

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


def align_segments(text: str, token: Token, told: Mapping[int, Told]) -> Alignment | None:
    """A bracket with several things in it: alternatives, one reading in two notations, or a reading and a note."""
    parts = segments(text, token)
    if len(parts) == 1 and _is_whole(token, parts[0]):
        return None
    read = [_align_segment(text, token, part, told) for part in parts]
    if _has_label(text, parts, read):
        return None
    tones = any(one and part.kind == "tone name" for one, part in zip(read, parts, strict=True))  # san，三声
    toned_letters = {_letters(one) for one in read if one and one.notation is not Notation.NONE}
    read = [
        one if one and (not one.pairs or _letters(one) in toned_letters or _proved(text, one, tones)) else None
        for one in read
    ]
    good = [
        found is not None and (part.kind == "headword" or found.worst <= Fit.ALLOWED)
        for part, found in zip(parts, read, strict=True)
    ]
    toned = [one and one.pairs and one.notation is not Notation.NONE for one in read]
    if not any(fine and told for fine, told in zip(good, toned, strict=True)):
        return None
    if _differ(parts, read):
        return None
    if all(good):
        return _merge(token, token.start, token.end, [one for one in read if one], token.convention)
    rest = [text[part.start : part.end].strip() for part, fine in zip(parts, good, strict=True) if not fine]
    if rest[0].isascii() and rest[0].isalpha() and any(one and one.distant for one in read):
        return None  # of a name in another language only a part
    if _goes_on(text, parts, good) or _is_bare_translation(text, parts, read):
        return None
    if any(one == text[token.base_end - 1] or OTHER_READING.match(one) or _REST.fullmatch(one) for one in rest):
        return None  # what would be left makes no sense by itself
    if _is_torn([fine and one is not None and bool(one.pairs) for fine, one in zip(good, read, strict=True)]):
        return None
    if good[0]:
        count = next(i for i, fine in enumerate(good) if not fine)
        if any(map(is_hanzi, text[parts[count - 1].end : parts[count].start])):
            return None  # 或者 would go with it
        return _merge(token, parts[0].start, parts[count].start, [r for r in read[:count] if r], Convention.PARTIAL)
    if good[-1]:
        count = next(i for i, fine in enumerate(reversed(good)) if not fine)
        if any(map(is_hanzi, text[parts[-count - 1].end : parts[-count].start])):
            return None
        return _merge(token, parts[-count - 1].end, parts[-1].end, [r for r in read[-count:] if r], Convention.PARTIAL)
    middle = good.index(True)
    found = read[middle]
    return _merge(token, parts[middle].start, parts[middle + 1].start, [found] if found else [], Convention.PARTIAL)


# What makes no sense by itself: a label, a conjunction, the name or number of a tone, a sign.
_REST = Pattern(
    r"[\W_\d]{0,2}|(?:或者?|和|与|與|又|今|古|旧|舊|普|国|國|台|陆|陸|现代|現代|书面语?|書面語?|口语|口語|官话|官話|北京|白读|白讀|文读|文讀)[:：]?"
    r"|第?[\d一二三四][声聲]|[阴陰阳陽]?[平上去入輕轻][声聲]?"
)


def _has_label(text: str, parts: Sequence[Segment], read: Sequence[Alignment | None]) -> bool:
    """Whether several readings share the bracket, and one has its label before it, parted by a blank: 官话 shān、粤语 saan1."""
    if sum(part.kind == "reading" for part in parts) < 2:
        return False
    return any(
        later is not None and earlier is None and text[first.end : second.start].isspace()
        for first, second, earlier, later in zip(parts, parts[1:], read, read[1:], strict=False)
    )


def _is_torn(good: Sequence[bool]) -> bool:
    """Whether something else stands between two readings, so that one of them would be left: zháo，着火；zhe，看着."""
    places = [number for number, fine in enumerate(good) if fine]
    return places[-1] - places[0] + 1 > len(places)


def _goes_on(text: str, parts: Sequence[Segment], good: Sequence[bool]) -> bool:
    """Whether words that could be syllables follow a reading behind a blank: they may be more of it, not its translation.

    So may what is glued to it in the other notation.
    """
    for one, two, fine, other in zip(parts, parts[1:], good, good[1:], strict=False):
        gap = text[one.end : two.start]
        spelling = spell(text[two.start : two.end].strip()) if fine and not other and gap.isspace() else None
        if spelling and spelling.steps(len(spelling.letters)):
            return True
        if fine is not other and not gap and not (is_hanzi(text[one.end - 1]) or is_hanzi(text[two.start])):
            return True
    return False


def _is_bare_translation(text: str, parts: Sequence[Segment], read: Sequence[Alignment | None]) -> bool:
    """Whether a word in another language follows the reading of a single hanzi behind a blank: it may spell that language, too (là bas)."""
    return any(
        one and len(one.pairs) == 1 and not other and text[first.end : second.start].isspace()
        and text[second.start].isascii()
        for first, second, one, other in zip(parts, parts[1:], read, read[1:], strict=False)
    )  # fmt: skip


def _differ(parts: Sequence[Segment], read: Sequence[Alignment | None]) -> bool:
    """Whether what is glued together in two notations spells two readings."""
    return any(
        one and other and first.end == second.start and one.pairs and other.pairs and _letters(one) != _letters(other)
        for first, second, one, other in zip(parts, parts[1:], read, read[1:], strict=False)
    )


def _is_whole(token: Token, part: Segment) -> bool:
    """Whether a part is the reading in the bracket as it has been read before, with nothing beside it."""
    return (
        part.kind == "reading"
        and part.beside == (0, 0)
        and (part.body_start, part.body_end)
        == (
            token.body_start,
            token.body_end,
        )
    )


def _align_segment(text: str, token: Token, part: Segment, told: Mapping[int, Told]) -> Alignment | None:
    if part.kind == "headword":
        return Alignment(token, part.start, part.end, "", Notation.HOMOPHONE, (), token.convention)
    if part.kind in ("homophone", "tone name"):
        return _align_homophone(text, token, part)
    spelling = spell(text[part.body_start : part.body_end]) if part.kind == "reading" else None
    if spelling is None or not _sounds_like(text[slice(*part.beside)], spelling):
        return None
    pairs, missing, distant = find_pairs(text, token, spelling, told)
    if not pairs or missing:
        return None
    return alignment_of(text, token, spelling, pairs, distant=distant)


def _sounds_like(beside: str, spelling: Spelling) -> bool:
    """Whether the hanzi beside a reading in its bracket is there for its sound: 谷gǔ, but not 读gǔ."""
    known = [readings.united(char) for char in beside]
    return not beside or any(part.plain in one.tones for one in known for part in spelling.parts(len(spelling.letters)))


def _letters(one: Alignment) -> str:
    """What a reading spells, tones apart: said once with its tone, it may be said again without (guó or guo)."""
    return " ".join(pair.part.plain for pair in one.pairs)


def _proved(text: str, one: Alignment, among_tones: bool) -> bool:
    """Whether a toneless word in a list of other things is a reading: it proves nothing by itself."""
    return one.notation is not Notation.NONE or among_tones or neutral(text, one.pairs)


def _merge(token: Token, start: int, end: int, found: Sequence[Alignment], convention: Convention) -> Alignment | None:
    """One gloss out of the readings that share a bracket."""
    told = [one for one in found if one.pairs]
    if not told:
        return None
    if all(one.convention is Convention.HOMOPHONE for one in told):
        convention = Convention.HOMOPHONE
    pairs = tuple(pair for one in told for pair in one.pairs)
    text = "/".join(one.text for one in told)
    remarks = tuple(dict.fromkeys(remark for one in told for remark in one.remarks))
    notation = next((one.notation for one in told if one.notation is not Notation.NONE), Notation.NONE)
    return Alignment(token, start, end, text, notation, pairs, convention, remarks, any(o.distant for o in told))


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
        if place < 0 or not is_hanzi(text[place]) or text[place] == char:  # 音乐 does not say that 乐 sounds like 乐
            return []
        base, other = readings.united(text[place]).tones, readings.own(char).tones
        shared = [(plain, tones & other[plain]) for plain, tones in base.items() if tones & other.get(plain, 0)]
        if not shared:
            return []
        plain, tones = shared[0]
        tone = next(t for t in range(1, 6) if tones & (1 << t))
        pairs.append(Pair(place, place + 1, char, Part(0, 0, plain, tone), Fit.LISTED))
    return pairs
