"""What the compiled lane looks up, made from the readings as they are now: syllables, who reads them, words made of them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from pinyin_strip import readings
from pinyin_strip.lane.stored import keep, kept, state_of
from pinyin_strip.lane.terms import FIRST_HANZI, HANZI, SLOTS, Tables
from pinyin_strip.syllables import reading_parts, spelling_of, tables

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from pinyin_strip.lane.machine import Laid

__all__ = ["Dictionary", "Entries", "dictionary", "is_certain", "renew", "slots", "words"]

_LONGEST = 7  # bytes in the longest toned syllable (zhuāng); one more would not fit into a signed 64-bit key
# What a bracket may say before the reading; to the lane they are syllables like others.
_LABELS = ("hanyu", "pinyin", "py", "pronounced", "zhuyin", "bopomofo")


@dataclass(frozen=True, slots=True)
class Entries:
    """The dictionary's entry of every hanzi of the basic plane, by number, as they were when tables were made from them."""

    entries: list[str | None]

    @classmethod
    def now(cls) -> Entries:
        return cls(readings.entries(range(FIRST_HANZI, FIRST_HANZI + HANZI)))

    def unasked(self) -> NDArray[np.uint8]:
        """Room to note, by number, whose readings a call asks for (of that call alone: others may run beside it)."""
        import numpy as np

        return np.zeros(len(self.entries), np.uint8)

    def stand(self, asked: NDArray[np.uint8]) -> bool:
        """Whether the hanzi that were asked for still have the readings that the tables were made from."""
        if not readings.opened():
            return True  # nobody can have changed what nobody has opened
        hanzi = asked.view(bool).nonzero()[0]
        known = self.entries
        return readings.entries((hanzi + FIRST_HANZI).tolist()) == [known[code] for code in hanzi.tolist()]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The tables, and the dictionary's entries that they were made from."""

    tables: Laid[Tables]
    entries: Entries
    is_stored: bool = False  # they come from disk: made from the dictionary as it ships


_kept: list[Dictionary] = []


def dictionary() -> Dictionary:
    """The tables of this process: those on disk as long as nobody has opened pypinyin, else made from it (some 200 ms).

    Once pypinyin is open, what the user has loaded into it counts, also where it brings new syllables.
    """
    known = _kept[0] if _kept else _load()
    if known is None or (known.is_stored and readings.opened()):
        tables()  # the syllables, as they are from now on
        known = replace(known, is_stored=False) if known and readings.is_stock() else _make()
    _kept[:] = [known]
    return known


def renew() -> None:
    """Make the tables anew from the readings as they are now."""
    _kept[:] = [_make()]


def _load() -> Dictionary | None:
    """Read the tables from disk, if they are there."""
    import numpy as np

    from pinyin_strip.lane.machine import Laid

    name = _name()
    data = kept(name) if name else None
    if data is None:
        return None
    file = BytesIO(data)
    spellings, syllables, width, places, some, steps, ends, entries = (
        np.load(file, allow_pickle=False) for _ in range(len(Tables._fields) + 3)
    )
    reads = np.zeros((HANZI, int(width)), np.uint32)
    reads.reshape(-1)[places] = some
    listed: list[str | None] = [entry or None for entry in entries.tobytes().decode().split("\n")]
    return Dictionary(Laid(Tables(spellings, syllables, reads, steps, ends)), Entries(listed), is_stored=True)


def _make() -> Dictionary:
    import numpy as np

    from pinyin_strip.lane.machine import Laid

    known = Entries.now()
    listed = [[reading for reading in (entry or "").split(",") if is_certain(reading)] for entry in known.entries]
    numbers = {reading: number for number, reading in enumerate(sorted({r for several in listed for r in several}))}
    reads = np.zeros((HANZI, len(numbers) // 32 + 1), np.uint32)
    for code, several in enumerate(listed):
        for reading in several:
            reads[code, numbers[reading] >> 5] |= 1 << (numbers[reading] & 31)
    spellings, syllables = slots(numbers)
    tables = Tables(spellings, syllables, reads, *words())
    name = _name()
    if name and readings.is_stock():
        entries = np.frombuffer("\n".join(entry or "" for entry in known.entries).encode(), np.uint8)
        places = reads.reshape(-1).nonzero()[0]  # most are 0
        some = reads.reshape(-1)[places]
        file = BytesIO()
        for array in (spellings, syllables, reads.shape[1], places, some, tables.steps, tables.ends, entries):
            np.save(file, array, allow_pickle=False)
        keep(name, file.getvalue())
    return Dictionary(Laid(tables), known)


_MADE_FROM = (
    "lane/tables.py", "lane/terms.py", "lane/loops/glosses.py", "syllables/tables.py", "readings.py", "version.py",
)  # fmt: skip


@cache
def _name() -> str | None:
    """Under what name the tables are kept: they hold for the pypinyin that is installed as it came, and for this code."""
    package, pypinyin = Path(__file__).parent.parent, find_spec("pypinyin")
    folder = Path(pypinyin.origin).parent if pypinyin and pypinyin.origin else package
    files = [*(package / name for name in _MADE_FROM), *sorted(folder.glob("*.py")), *sorted(folder.glob("*.json"))]
    with suppress(OSError, ValueError):  # packed up, so that nobody can tell whether anything has changed
        return f"tables-{state_of(files)}.npy"
    return None


def slots(numbers: Mapping[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Lay numbered spellings out as the loops look for them: their bytes by slot, and their numbers with the lengths."""
    import numpy as np

    from pinyin_strip.lane.calls import lay_out_spellings

    spellings, syllables = np.zeros(SLOTS, np.int64), np.zeros(SLOTS, np.int32)
    encoded = {written.encode(): number for written, number in numbers.items()}
    written = np.array([int.from_bytes(one, "little") for one in encoded], np.int64)
    known = np.array([number << 3 | len(one) for one, number in encoded.items()], np.int32)
    lay_out_spellings(written, known, spellings, syllables)
    return spellings, syllables


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
def words() -> tuple[NDArray[np.int16], NDArray[np.uint8]]:
    """Make the automaton that tells whether a word can be cut into syllables, however they are typed.

    States are sets of places in spellings; state 0 is the empty set, state 1 the beginning of a word. Returns the next
    state by state and letter, and by state in bit 0 whether the word may end there, and in bit 1 whether it is what is
    left of a syllable that lost letters after the first.
    """
    import numpy as np

    forms = {form for form in tables().pinyin if form.isascii() and form.isalpha()}
    whole = {form + suffix for form in forms for suffix in ("", "r")} | set(_LABELS)
    rests = {rest for form in forms for rest in _rests(form)}
    begins = {word[:cut] for word in whole for cut in range(len(word))}
    clipped_begins = {word[:cut] for word in rests for cut in range(len(word) + 1)}
    start: State = (frozenset({""}), "")
    states: dict[State, int] = {(frozenset(), None): 0, start: 1}
    steps, ends, queue = [[0] * 26], [0], [start]
    for reading, clipped in queue:
        row = []
        for letter in "abcdefghijklmnopqrstuvwxyz":
            longer = {begun + letter for begun in reading}
            after = frozenset(word for word in longer if word in begins) | ({""} if longer & whole else frozenset())
            rest = clipped + letter if clipped is not None and clipped + letter in clipped_begins else None
            state: State = (after, rest)
            if state not in states:
                states[state] = len(states)
                queue.append(state)
            row.append(states[state])
        steps.append(row)
        ends.append(("" in reading) | (clipped in rests) << 1)
    return np.array(steps, np.int16), np.array(ends, np.uint8)


def _rests(syllable: str) -> set[str]:
    """Everything that can be left of a syllable if letters after the first are lost."""
    rests = {syllable[0]}
    for letter in syllable[1:]:
        rests |= {rest + letter for rest in rests}
    return rests - {syllable}
