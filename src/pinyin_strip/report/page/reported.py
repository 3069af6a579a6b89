"""What a report is made of: files, the texts that each holds, and where in the file each text stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pinyin_strip.document import Document
from pinyin_strip.places import Places, ShownBlock, ShownSpan

__all__ = ["ReportedFile", "ReportedText"]


@dataclass(frozen=True, slots=True)
class ReportedText:
    """One text of a file: a paragraph, a field, an element, or the whole file if it is plain text.

    Args:
        document: what ``parse`` made of it; its offsets count code points of this text.
        label: where it stands, as people find it (``"chapter 2, paragraph 7"``); empty for plain text, whose places are
            lines and columns.
        number: its position, from 0, among the texts of the file as its format yields them, those that the report leaves
            out included; decisions name it by this number.
        first_line: the line of the file, from 1, at which an unlabelled text starts.
        blocks: what people see of it, each with a label of its own, if it is a source with signs of markup in it.
    """

    document: Document
    label: str = ""
    number: int = 0
    first_line: int = 1
    blocks: Sequence[ShownBlock] | None = None

    @property
    def seen(self) -> Sequence[ShownBlock]:
        """What people see of it: its blocks, or all of it as one."""
        if self.blocks is not None:
            return self.blocks
        return [ShownBlock(self.label, [ShownSpan(0, len(self.document.text))])]

    def place(self, places: Places, offset: int) -> str:
        """Return the place of an offset in words; ``places`` are the lines of this text.

        >>> from pinyin_strip import parse
        >>> document, places = parse("努(nù)力。\\n西瓜"), Places("努(nù)力。\\n西瓜")
        >>> ReportedText(document, first_line=5).place(places, 8), ReportedText(document, "record 5, text").place(places, 8)
        ('6:1', 'record 5, text, line 2')
        """
        line, column = places.place(offset)
        if not self.label:
            return f"{line + self.first_line - 1}:{column}"
        return self.label if line == 1 else f"{self.label}, line {line}"


@dataclass(frozen=True, slots=True)
class ReportedFile:
    """A file of the report.

    Args:
        name: its path, as decisions and reports call it.
        fingerprint: the SHA-256 of its bytes, in hexadecimal: decisions hold for a file with these bytes only.
        texts: what it holds, in its order.
        reading: how it was read, as JSON; whoever carries decisions out has to read it so.

    Raises:
        ValueError: if the numbers of the texts do not ascend: decisions could not tell one text from another.
    """

    name: str
    fingerprint: str
    texts: Sequence[ReportedText]
    reading: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for before, after in pairwise(self.texts):
            if before.number >= after.number:
                raise ValueError(f"{self.name}: text {after.number} comes after text {before.number}; numbers ascend")
