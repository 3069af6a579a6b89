"""A word and its reading → the reading of each of its hanzi."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pinyin_strip.patterns import Pattern
from pinyin_strip.readings import united
from pinyin_strip.signs import HAN
from pinyin_strip.syllables import Part, Spelling, spell, spelling_of
from pinyin_strip.values import Notation

__all__ = ["syllables_of"]

_WORD = Pattern(f"[{HAN}]+")
_MOST = 64  # ways of cutting a reading that are looked at; with blanks between its syllables there is one


def syllables_of(word: str, reading: str) -> tuple[str, ...]:
    """Return the reading of each hanzi of a word, in tone-mark spelling; ``"r"`` for a 儿 that is joined to the one before it.

    Args:
        word: hanzi and nothing else.
        reading: tone marks, tone digits or zhuyin; a neutral syllable has no mark, or 5. Of several ways of cutting it the one
            is meant that has more listed readings; blanks or apostrophes settle it.

    Raises:
        ValueError: if it is no reading, has no tones, or another number of syllables than the word has hanzi.

    >>> syllables_of("西安", "Xī'ān"), syllables_of("石子儿", "shí zǐr")
    (('xī', 'ān'), ('shí', 'zǐ', 'r'))
    >>> syllables_of("覃小雨", "Qín Xiǎo")
    Traceback (most recent call last):
    ValueError: 覃小雨 has 3 hanzi, and 'Qín Xiǎo' 2 syllables; write one syllable for each hanzi
    """
    if not _WORD.fullmatch(word):
        raise ValueError(f"{word!r} is no word of hanzi; write the word, a tab and its reading")
    spelling = spell(reading)
    cuts = _standard(spelling, list(_cuts(spelling))) if spelling else []
    if spelling is None or not cuts:
        raise ValueError(f"{reading!r} is no pinyin or zhuyin")
    if spelling.notation is Notation.NONE:
        raise ValueError(f"{reading!r} has no tones; write tone marks or digits (5 for the neutral tone)")
    laid = [spelt for cut in cuts if (spelt := _laid(word, cut))]
    if not laid:
        count = min(map(len, cuts))
        raise ValueError(
            f"{word} has {len(word)} hanzi, and {reading!r} {count} syllable{'s' * (count != 1)}; "
            f"write one syllable for each hanzi"
        )
    return max(laid, key=lambda spelt: _listed(word, spelt))


def _cuts(spelling: Spelling) -> Iterator[list[Part]]:
    """Yield the ways in which letters can be cut into syllables, up to so many."""
    waiting: list[list[Part]] = [[part] for part in reversed(spelling.steps(len(spelling.letters)))]
    found = 0
    while waiting and found < _MOST:
        cut = waiting.pop()
        if cut[0].start == 0:
            found += 1
            yield cut
        else:
            waiting += [[part, *cut] for part in reversed(spelling.steps(cut[0].start))]


def _standard(spelling: Spelling, cuts: list[list[Part]]) -> list[list[Part]]:
    """Those of the cuts in which a, o and e open a syllable behind an apostrophe or a blank only (GB/T 16159-2012, 6.6); else all."""
    if spelling.notation is Notation.ZHUYIN:
        return cuts
    fine = [cut for cut in cuts if not any(_needs_break(part) and part.start not in spelling.breaks for part in cut)]
    return fine or cuts


def _needs_break(part: Part) -> bool:
    """Whether a syllable cannot be told from the end of the one before it: it begins with a, o or e, or is hummed (n, ng, m)."""
    return part.plain[0] in "aoeê" or not any(letter in "aoeiuüê" for letter in part.plain)


def _laid(word: str, cut: Sequence[Part]) -> tuple[str, ...]:
    """The syllable of each hanzi; nothing if there are not as many."""
    spelt: list[str] = []
    for part in cut:
        spelt.append(spelling_of(part.plain, part.tone or 5))
        if part.erhua:
            spelt.append("r")
    fits = len(spelt) == len(word) and all(char in "儿兒" for char, one in zip(word, spelt, strict=True) if one == "r")
    return tuple(spelt) if fits else ()


def _listed(word: str, spelt: Sequence[str]) -> int:
    return sum(one in united(char).spelt for char, one in zip(word, spelt, strict=True))
