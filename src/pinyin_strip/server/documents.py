"""A text that an editor has open: changes come in as they are typed, and its proof is kept up with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pinyin_strip.formats import Fix, Format, Refused, Settings
from pinyin_strip.formats.proofs import texts_in_hand
from pinyin_strip.formats.rounds import corrected_file
from pinyin_strip.proof import Proof
from pinyin_strip.rules import RULES
from pinyin_strip.server.lines import Lines
from pinyin_strip.server.remembered import Known, Reader, in_common
from pinyin_strip.server.settings import Chosen

__all__ = ["LARGE", "Judgement", "OpenDocument"]

LARGE = 40_000  # code points; a longer text is not read while somebody types, but as soon as they pause
_BOM = "\ufeff"

Span = tuple[int, int]
"""A line and a column, as ``Lines`` counts them."""


class Judgement(NamedTuple):
    """What there is to say of a file: a proof of each of its texts, or why there is none; ``exact`` if ``check`` says the same.

    ``notices`` tell what is in the file and should not be, each with its line, ``problem`` why nobody can say how it is to be read.
    """

    proofs: tuple[Proof, ...]
    refusal: str
    notices: tuple[str, ...]
    exact: bool
    known: Mapping[str, Known]
    problem: str = ""


@dataclass(slots=True)
class OpenDocument:
    """One open text.

    Args:
        path: of its file, as reports call it.
        kind: its format.
        lines: the text, and how its columns are counted.
        version: the number that the editor has given to this state of it.
    """

    path: str
    kind: Format
    lines: Lines
    version: int = 0
    chosen: Chosen = field(default_factory=lambda: Chosen(Settings(), frozenset(RULES)))
    problem: str = ""
    _judgement: Judgement | None = None
    _known: Mapping[str, Known] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return self.lines.text

    @property
    def file(self) -> str:
        """The text without byte order mark: offsets of what is found count its code points."""
        return self.text.removeprefix(_BOM)

    @property
    def is_new(self) -> bool:
        """Whether nothing of it has been read yet."""
        return not self._known

    def configure(self, chosen: Chosen, problem: str = "") -> None:
        """Read it in another way from now on, or not at all where there is a problem with its settings."""
        if chosen.settings.options != self.chosen.settings.options:
            self._known = {}
        self.chosen, self.problem, self._judgement = chosen, problem, None

    def change(self, start: Span | None, end: Span | None, new: str) -> None:
        """Put a text in the place of a part, or of all of it if no part is named."""
        text = self.text
        if start is not None and end is not None:
            first, last = sorted((self.lines.offset(*start), self.lines.offset(*end)))
            new = text[:first] + new + text[last:]
        self.lines = Lines(new, self.lines.encoding)
        self._judgement = None

    def judge(self, *, quickly: bool = False) -> Judgement:
        """Say what there is to say of the text as it stands; it takes no note of that, so that any thread may ask.

        Args:
            quickly: whether of a long text only what is around the last changes may be read.
        """
        if self.problem:
            return Judgement((), "", (), True, self._known, self.problem)
        reader = Reader(self._known, quickly)
        notices: list[str] = []
        try:
            read = list(texts_in_hand(self.file, self.kind, self.chosen.settings, notices, reader))
        except Refused as error:
            return Judgement((), str(error), (), True, self._known)
        proofs = tuple(one.proof(self.path, self.chosen.codes) for one in read)
        return Judgement(proofs, "", tuple(notices), reader.exact, reader.known)

    def take(self, judgement: Judgement) -> None:
        """Take note of a judgement of the text as it stands."""
        self._judgement, self._known = judgement, judgement.known

    def judgement(self) -> Judgement:
        """Return what is known of the text as it stands; what is not known yet is found out quickly."""
        if self._judgement is None:
            self.take(self.judge(quickly=True))
        return self._judgement or self.judge()

    def offset(self, position: Span) -> int:
        """Return the offset in the file that a position means: a byte order mark is none of its characters."""
        return max(0, self.lines.offset(*position) - self._mark)

    def position(self, offset: int) -> Span:
        """Return the position of an offset in the file."""
        return self.lines.position(offset + self._mark)

    @property
    def _mark(self) -> int:
        return int(self.text.startswith(_BOM))

    def corrected(self) -> list[tuple[int, int, str]]:
        """Return what ``check --fix`` would change, as spans of the file and what comes in their place."""
        if self.problem:
            return []
        old, chosen = self.file, self.chosen
        try:
            new = corrected_file(old, self.kind, chosen.settings, Fix(chosen.codes, chosen.unsafe))
        except Refused:
            return []
        before, after = old.split("\n"), new.split("\n")
        if len(before) != len(after):
            return [_difference(old, new, 0)]
        return list(_by_line(before, after))


def _by_line(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    at = 0
    for old, new in zip(before, after, strict=True):
        if old != new:
            yield _difference(old, new, at)
        at += len(old) + 1


def _difference(old: str, new: str, at: int) -> tuple[int, int, str]:
    """Return the one change that makes a text of another; ``at`` is where that begins."""
    start, end = in_common(old, new)
    return at + start, at + len(old) - end, new[start : len(new) - end]
