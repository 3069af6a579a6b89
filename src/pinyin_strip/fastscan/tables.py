"""What the fast scan looks up, made from the readings as they are now: syllables, who reads them, words made of them."""

from __future__ import annotations

import json
import sys
import unicodedata
from array import array
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.util import find_spec
from itertools import accumulate
from pathlib import Path

from pinyin_strip import readings
from pinyin_strip.fastscan.loops.counting import stands
from pinyin_strip.fastscan.loops.state import Tables
from pinyin_strip.fastscan.loops.syllable import slot_of
from pinyin_strip.fastscan.stored import digest_of, keep, kept
from pinyin_strip.fastscan.terms import FIRST_HANZI, FOLDS, HANZI, SLOTS
from pinyin_strip.syllables import reading_parts, spelling_of, tables

__all__ = ["Dictionary", "Entries", "arrays_of", "at_hand", "automaton", "dictionary", "is_certain", "renew"]

_LONGEST = 7  # bytes in the longest toned syllable (zhuāng); eight are looked at, with what closes the bracket
# What a bracket may say before the reading; to the scan they are syllables like others.
_LABELS = ("hanyu", "pinyin", "py", "pronounced", "zhuyin", "bopomofo", "or")


_POINTS = list(range(FIRST_HANZI, FIRST_HANZI + HANZI))


class Entries:
    """The dictionary's entry of every hanzi of the basic plane, by number, as they were when tables were made from them.

    Args:
        joined: the entries in UTF-8, a line each; empty where the dictionary has none.
        kin: pairs of hanzi, by number: the second one is the first in another script, so that its readings are asked for, too.
    """

    def __init__(self, joined: bytes, kin: array[int]) -> None:
        self.joined, self.kin = joined, kin

    @classmethod
    def now(cls) -> Entries:
        listed = readings.entries(range(FIRST_HANZI, FIRST_HANZI + HANZI))
        pairs = (
            (code, ord(other) - FIRST_HANZI)
            for code in range(HANZI)
            for other in readings.variants(chr(FIRST_HANZI + code))
            if FIRST_HANZI <= ord(other) < FIRST_HANZI + HANZI
        )
        kin = array("i", (number for pair in pairs for number in pair))
        return cls("\n".join(entry or "" for entry in listed).encode(), kin)

    @cached_property
    def listed(self) -> list[str | None]:
        """The entries, by number."""
        return [entry or None for entry in self.joined.decode().split("\n")]

    @cached_property
    def families(self) -> list[tuple[int, ...]]:
        """Each hanzi and the same in another script, by number."""
        found: list[tuple[int, ...]] = [(code,) for code in range(HANZI)]
        for code, other in zip(self.kin[::2], self.kin[1::2], strict=True):
            found[code] = (*found[code], other)
        return found

    def stand(self, asked: bytearray) -> bool:
        """Whether the hanzi that were asked for, by number, still have the readings that the tables were made from."""
        if not readings.opened() or asked.find(1) < 0:
            return True  # nobody can have changed what nobody has opened
        return stands(asked, self.families, _POINTS, readings.dictionary(), self.listed)


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The tables, and the dictionary's entries that they were made from."""

    tables: Tables
    entries: Entries
    is_stored: bool = False  # they come from disk: made from the dictionary as it ships


_kept: list[Dictionary] = []


def dictionary() -> Dictionary:
    """The tables of this process: those on disk as long as nobody has opened pypinyin, else made from it (some 300 ms).

    Once pypinyin is open, what the user has loaded into it counts, also where it brings new syllables.
    """
    known = _kept[0] if _kept else _load()
    if known is None or (known.is_stored and readings.opened()):
        tables()  # the syllables, as they are from now on
        known = replace(known, is_stored=False) if known and readings.is_stock() else _make()
    _kept[:] = [known]
    return known


def at_hand() -> bool:
    """Whether the tables are there already, or on disk."""
    if not _kept and (known := _load()):
        _kept[:] = [known]
    return bool(_kept)


def renew() -> None:
    """Make the tables anew from the readings as they are now."""
    _kept[:] = [_make()]


_PARTS = {
    "spelt": "Q", "known": "i", "first": "i", "said": "h", "steps": "h", "ends": "B", "first_plain": "i", "plain": "Q", "folds": "B",
    "entries": "B", "kin": "i",
}  # fmt: skip


@cache
def _load() -> Dictionary | None:
    """Read the tables from disk, if they are there."""
    name = _name()
    data = kept(name) if name else None
    if data is None:
        return None
    head, _, rest = data.partition(b"\n")
    parts: dict[str, array[int]] = {}
    at = 0
    with suppress(ValueError, TypeError, IndexError):
        for (part, typecode), size in zip(_PARTS.items(), json.loads(head), strict=True):
            parts[part] = array(typecode, rest[at : at + size])
            at += size
        entries = Entries(parts.pop("entries").tobytes(), parts.pop("kin"))
        return Dictionary(Tables(**parts), entries, is_stored=True)
    return None


def _make() -> Dictionary:
    known = Entries.now()
    parts = arrays_of(known)
    name = _name()
    if name and readings.is_stock():
        stored = (*parts, array("B", known.joined), known.kin)
        head = json.dumps([len(part) * part.itemsize for part in stored]).encode()
        keep(name, b"\n".join((head, b"".join(part.tobytes() for part in stored))))
    return Dictionary(Tables(*parts), known)


def arrays_of(known: Entries) -> tuple[array[int], ...]:
    """What ``Tables`` are made of."""
    listed = [[reading for reading in (entry or "").split(",") if is_certain(reading)] for entry in known.listed]
    numbers = {reading: number for number, reading in enumerate(sorted({r for several in listed for r in several}))}
    first = array("i", accumulate(map(len, listed), initial=0))
    said = array("h", (numbers[reading] for several in listed for reading in several))
    return (*_slots(numbers), first, said, *automaton(), *_plain(), _folds())


_MADE_FROM = (
    "fastscan/tables.py", "fastscan/terms.py", "fastscan/loops/syllable.py", "syllables/tables.py", "syllables/__init__.py", "readings.py", "taiwan.txt", "version.py",
)  # fmt: skip
_PYPINYIN = (
    "__init__.py", "compat.py", "constants.py", "pinyin_dict.py", "pinyin_dict.json", "standard.py", "style/*.py",
    "contrib/*tone_convert.py",
)  # fmt: skip


@cache
def _name() -> str | None:
    """Under what name the tables are kept: they hold for this pypinyin as it came, this code, and this kind of machine."""
    package, pypinyin = Path(__file__).parent.parent, find_spec("pypinyin")
    if not pypinyin or not pypinyin.origin:
        return None
    folder = Path(pypinyin.origin).parent
    theirs = [file for pattern in _PYPINYIN for file in sorted(folder.glob(pattern))]
    with suppress(OSError):  # packed up, so that nobody can tell whether anything has changed
        if len(theirs) >= len(_PYPINYIN):
            return f"tables_{sys.byteorder}-{digest_of([*(package / name for name in _MADE_FROM), *theirs])}"
    return None


def _slots(numbers: Mapping[str, int]) -> tuple[array[int], array[int]]:
    """Lay numbered spellings out: their bytes by slot, and their numbers with the lengths."""
    spelt, known = array("Q", bytes(8 * SLOTS)), array("i", bytes(4 * SLOTS))
    for written, number in numbers.items():
        word = int.from_bytes(written.encode(), "little")
        slot = slot_of(word)
        while spelt[slot]:
            slot = (slot + 1) % SLOTS
        spelt[slot], known[slot] = word, number << 3 | len(written.encode())
    return spelt, known


def _plain() -> tuple[array[int], array[int]]:
    """The syllables of each hanzi without their tones, in every way of typing them that has letters of a-z only."""
    first, plain = array("i", [0]), array("Q")
    from_phrases = _from_phrases()
    for code in range(FIRST_HANZI, FIRST_HANZI + HANZI):
        syllables = {*readings.united(chr(code)).tones, *from_phrases.get(chr(code), ())}
        typed = {form for syllable in syllables for form in _typed(syllable)}
        plain.extend(int.from_bytes(form.encode(), "big") for form in sorted(typed))
        first.append(len(plain))
    return first, plain


def _typed(syllable: str) -> set[str]:
    """How a syllable may be typed; ü is folded to v, and e with a circumflex to e."""
    letters = "".join(char for char in unicodedata.normalize("NFD", syllable.replace("ü", "v")) if char.isascii())
    forms = {letters, letters.replace("v", "u")}
    return forms | {letters.replace("u", "v")} if letters[:1] in "jqxy" else forms


def _from_phrases() -> dict[str, set[str]]:
    """The syllables that hanzi have in words of the phrase dictionary."""
    found: dict[str, set[str]] = {}
    for word, listed in readings.phrases().items():
        for char, several in zip(word, listed, strict=False):
            found.setdefault(char, set()).update(reading_parts(reading)[0] for reading in several)
    for char in list(found):
        for other in readings.variants(char):
            found.setdefault(other, set()).update(found[char])
    return found


def _folds() -> array[int]:
    """The letter of a-z that a letter is without its mark; v for ü."""
    folds = array("B", bytes(FOLDS))
    for code in range(FOLDS):
        letters = unicodedata.normalize("NFD", chr(code).lower())
        if "a" <= letters[0] <= "z":
            folds[code] = ord("v" if letters[0] == "u" and "\u0308" in letters else letters[0])
    return folds


@cache
def is_certain(reading: str) -> bool:
    """Whether a listed reading is one toned syllable in its standard spelling."""
    if not reading or len(reading.encode()) > _LONGEST or reading != reading.lower():
        return False
    plain, tone = reading_parts(reading)
    return tone < 5 and plain in tables().pinyin and spelling_of(plain, tone) == reading


# What has been read of the current syllable, for every way of cutting; what of a clipped syllable (None: it is none).
State = tuple[frozenset[str], str | None]


@cache
def automaton() -> tuple[array[int], array[int]]:
    """Make the automaton that tells whether a word can be cut into syllables, however they are typed.

    States are sets of places in spellings; state 0 is the empty set, state 1 the beginning of a word. Returns the next
    state by state and letter (26 to a state), and by state in bit 0 whether the word may end there, and in bit 1 whether it is
    what is left of a syllable that lost letters after the first.
    """
    forms = {form for form in tables().pinyin if form.isascii() and form.isalpha()}
    whole = {form + suffix for form in forms for suffix in ("", "r")} | set(_LABELS)
    rests = {rest for form in forms for rest in _rests(form)}
    begins = {word[:cut] for word in whole for cut in range(len(word))}
    clipped_begins = {word[:cut] for word in rests for cut in range(len(word) + 1)}
    start: State = (frozenset({""}), "")
    states: dict[State, int] = {(frozenset(), None): 0, start: 1}
    steps, ends, queue = array("h", [0] * 26), array("B", [0]), [start]
    for reading, clipped in queue:
        for letter in "abcdefghijklmnopqrstuvwxyz":
            longer = {begun + letter for begun in reading}
            after = frozenset(word for word in longer if word in begins) | ({""} if longer & whole else frozenset())
            rest = clipped + letter if clipped is not None and clipped + letter in clipped_begins else None
            state: State = (after, rest)
            if state not in states:
                states[state] = len(states)
                queue.append(state)
            steps.append(states[state])
        ends.append(("" in reading) | (clipped in rests) << 1)
    return steps, ends


def _rests(syllable: str) -> set[str]:
    """Everything that can be left of a syllable if letters after the first are lost."""
    rests = {syllable[0]}
    for letter in syllable[1:]:
        rests |= {rest + letter for rest in rests}
    return rests - {syllable}
