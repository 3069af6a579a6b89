"""What a scan knows while it goes along a text, and what it says of the sites that it finds."""

from __future__ import annotations

from array import array
from collections.abc import MutableSequence, Sequence
from typing import Any

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import COLUMNS, DAMAGE, FOLDS, HANZI, LINE_SITE, OPEN, SLOTS, TONED_SITE

if not cython.compiled:
    from pinyin_strip.fastscan.loops.text import (
        GAP,
        LABEL,
        LABEL_END,
        NAME,
        SHIFT,
        Kinds,
        Text,
        before,
        is_hanzi_at,
        kind_at,
    )

    memcpy: Any = None

__all__ = ["Scan", "Tables", "emit", "moved"]

WIDEST = 24  # characters between two members of a list
RECENT = 16  # sites that are remembered
SYLLABLES = 4096  # that a toned spelling can be one of
LINE = 130  # characters before a reading in which a label may stand


class Tables:
    """What is looked up.

    Args:
        spelt: by slot, the UTF-8 bytes of a toned syllable, the first one lowest; 0 where free.
        known: by slot, its number, and in the lowest three bits its length in bytes.
        first: by hanzi, where its entries begin; one more says where the last ones end.
        said: by entry, the number of a syllable that the hanzi reads.
        steps: the automaton of words that can be cut into syllables: by state and letter, 26 to a state, the next state. 1 is the
            beginning of a word, 0 its end as a reading.
        ends: by state: bit 0, the word may end here; bit 1, it is what is left of one syllable if letters are lost.
        first_plain: by hanzi, where its plain syllables begin; one more says where the last ones end.
        plain: the letters of a syllable without its tone, as it may be typed, the last one lowest; ü is v.
        folds: by code point below U+0250, the letter of a-z without its mark; 0 for what is no such letter.

    ``words`` is made from these: by the number of a syllable, its bytes.

    Raises:
        ValueError: if one of them names what is not there.
    """

    def __init__(
        self,
        spelt: Sequence[int],
        known: Sequence[int],
        first: Sequence[int],
        said: Sequence[int],
        steps: Sequence[int],
        ends: Sequence[int],
        first_plain: Sequence[int],
        plain: Sequence[int],
        folds: Sequence[int],
    ) -> None:
        lengths = [(one.bit_length() + 7) // 8 for one in spelt]
        if len(spelt) != SLOTS or all(spelt) or lengths != [one & 7 for one in known]:
            raise ValueError("these are no tables of spellings")
        for begins, entries in ((first, said), (first_plain, plain)):
            if len(begins) != HANZI + 1 or begins[0] or begins[-1] != len(entries) or list(begins) != sorted(begins):
                raise ValueError("these are no entries of hanzi")
        if len(folds) != FOLDS:
            raise ValueError("these are no letters")
        states = len(ends)
        if states < 2 or len(steps) != 26 * states or min(steps) < 0 or max(steps) >= states:
            raise ValueError("a step leads to a state that is not there")
        self.spelt, self.known, self.first, self.said, self.steps, self.ends = spelt, known, first, said, steps, ends
        self.first_plain, self.plain, self.folds = first_plain, plain, folds
        if not all(0 <= number < SYLLABLES for number in (max(known) >> 3, min(said, default=0), max(said, default=0))):
            raise ValueError("a syllable has no number that is one")
        self.words = array("Q", bytes(8 * SYLLABLES))
        for slot in range(SLOTS):
            if spelt[slot]:
                self.words[known[slot] >> 3] = spelt[slot]


class Scan(Text):
    """One scan.

    Args:
        data: what is scanned.
        kinds: what each character means.
        tables: what is looked up.
        asked: is set, by hanzi, whose readings were asked for.
        sites: room for the sites that are found, COLUMNS numbers each, if these are wanted.
        thorough: whether to note also what stays and deserves a look.
        out: room for the text without toned glosses, if these shall be taken out: for as long as nothing else has to be decided.

    Raises:
        ValueError: if there is not room for every hanzi in ``asked``.
    """

    def __init__(
        self,
        data: bytes | bytearray | memoryview,
        kinds: Kinds,
        tables: Tables,
        asked: bytearray | memoryview,
        sites: MutableSequence[int] | None = None,
        thorough: bool = False,
        out: bytearray | memoryview | None = None,
    ) -> None:
        if len(asked) < HANZI:
            raise ValueError("no room to note whose readings were asked for")
        if kinds is None or tables is None:
            raise ValueError("nothing to look up")
        Text.__init__(self, data, kinds)
        self.tables, self.asked = tables, asked
        self.collects, self.strips, self.thorough = sites is not None, out is not None, thorough
        if sites is not None:
            self.sites = sites
        if out is not None:
            self.out = out
        self.found = self.count = self.written = self.kept = 0
        self.last_end = self.last_base = self.chain = self.gone_start = self.gone_end = self.gone_base = 0
        self.site_kind = self.recent = 0
        if not cython.compiled:  # there it is part of the object
            self.spans = array("q", bytes(16 * RECENT))
        self.mixed = self.damaged = False
        self.body_romanised = self.body_mixed = False
        self.body_has = self.body_first = self.body_words = 0
        self.body_dead = self.body_toned = self.body_clipped = self.body_odd = self.body_encoded = self.body_called = (
            self.body_sound
        ) = False


def emit(scan: Scan, kind: int, start: int, end: int, base: int) -> bool:
    """Note a site, and take it out if it is a toned gloss; false if the scan is of no more use."""
    if scan.collects and not note(scan, kind, start, end, base):
        scan.collects = False  # as long as nothing is open, nobody asks for the sites
        if not scan.strips:
            return False
    if scan.strips and not strip(scan, kind, start, end):
        scan.strips = False  # what is left has to be judged by Python
        return scan.collects
    return True


def note(scan: Scan, kind: int, start: int, end: int, base: int) -> bool:
    """Write a site down; false if there is no more room."""
    place = COLUMNS * scan.found
    if place + COLUMNS > len(scan.sites):
        return False
    scan.sites[place], scan.sites[place + 1], scan.sites[place + 2], scan.sites[place + 3] = kind, start, end, base
    scan.found += 1
    return True


def strip(scan: Scan, kind: int, start: int, end: int) -> bool:
    """Take a site out if it is a toned gloss; false if only Python can tell what goes."""
    if kind & 3 == OPEN or (kind == DAMAGE and (scan.count or not scan.collects)):
        return False
    if kind == DAMAGE:
        scan.damaged = True
        return True
    if scan.recent:
        scan.mixed = (scan.mixed or scan.site_kind != kind) and are_listed(scan, end_of(scan, scan.recent - 1), start)
        if scan.mixed and names_language(scan, begin_of_list(scan), start):
            return False
    scan.site_kind = kind
    scan.spans[2 * (scan.recent % RECENT)], scan.spans[2 * (scan.recent % RECENT) + 1] = start, end
    scan.recent += 1
    if kind in (TONED_SITE, LINE_SITE):
        if scan.damaged or start < scan.kept:
            return False
        scan.written = moved(scan, scan.kept, start, scan.written)
        scan.kept = end
        scan.count += 1
    return True


def are_listed(scan: Scan, end: int, start: int) -> bool:
    """Whether two sites may be members of one list: nothing but a few hanzi and marks stands between them."""
    count = 0
    hanzi = False
    while end < start and count <= WIDEST:
        if is_hanzi_at(scan, end):
            hanzi = True
            end += kind_at(scan, end) & 7
        else:
            looks = kind_at(scan, end)
            if looks >> SHIFT & GAP == 0:
                return False
            end += looks & 7
        count += 1
    return hanzi and count <= WIDEST


def end_of(scan: Scan, number: int) -> int:
    """Where one of the latest sites ends."""
    return scan.spans[2 * (number % RECENT) + 1]


def begin_of_list(scan: Scan) -> int:
    """Where the text begins that may say of what language the latest sites are: before the first of their list."""
    first = scan.recent - 1
    while first > 0 and are_listed(scan, end_of(scan, first - 1), scan.spans[2 * (first % RECENT)]):
        first -= 1
        if scan.recent - first == RECENT:
            return scan.begin
    at = scan.spans[2 * (first % RECENT)]
    for _ in range(LINE):
        at = before(scan, at)
    return at


def names_language(scan: Scan, at: int, end: int) -> bool:
    """Whether another language may be named between two places: the readings of a list could be of that one."""
    kind = 0
    while at < end:
        looks = kind_at(scan, at)
        if looks >> SHIFT & NAME or (looks >> SHIFT & LABEL_END and kind & LABEL):
            return True
        if scan.data[at] < 0x80 and begins_name(scan, at):
            return True
        kind = looks >> SHIFT
        at += looks & 7
    return False


def begins_name(scan: Scan, at: int) -> bool:
    """Whether the name of a romanisation may begin here: jyutping, cantonese, hokkien, tai-lo, poj, ipa."""
    first = scan.data[at] | 0x20
    if first not in (0x6A, 0x63, 0x68, 0x74, 0x70, 0x69) or at + 2 >= scan.end:
        return False
    word = first << 16 | (scan.data[at + 1] | 0x20) << 8 | (scan.data[at + 2] | 0x20)
    return word in (0x6A7975, 0x63616E, 0x686F6B, 0x746169, 0x706F6A, 0x697061)


def moved(scan: Scan, start: int, end: int, written: int) -> int:
    """Copy the bytes from ``start`` to ``end``; return where the copy ends."""
    if start < end:
        if cython.compiled:
            memcpy(cython.address(scan.out[written]), cython.address(scan.data[start]), end - start)
        else:
            scan.out[written : written + end - start] = scan.data[start:end]
    return written + end - start
