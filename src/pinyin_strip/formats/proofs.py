"""Files as a proofreader reads them: the findings of all their texts in one list, at their places in the file.

Whatever the format calls a text is read by itself, and what was found is carried over to where it is written; what is no
text (code, attributes, other fields) is not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from pinyin_strip.api import parse
from pinyin_strip.document import Document
from pinyin_strip.fixes import Correction, plan
from pinyin_strip.formats.blocks import BlockFormat, EmbeddedText
from pinyin_strip.formats.byte_index import ByteIndex
from pinyin_strip.formats.protocol import Fix, Settings
from pinyin_strip.options import Options
from pinyin_strip.proof import Proof
from pinyin_strip.values import Finding, Gloss, Syllable

__all__ = ["ReadText", "corrected_file", "moved", "proofread_file", "read_text"]

Move = Callable[[int, int], tuple[int, int]]
_Spanned = TypeVar("_Spanned", Finding, Gloss, Syllable, Correction)


class ReadText(NamedTuple):
    """A text as it was read, and the corrections for every finding that can be put right; offsets are those of the text."""

    document: Document
    planned: dict[Finding, tuple[Correction, ...]]


def read_text(text: str, options: Options) -> ReadText:
    """Read one text.

    >>> [one.verdict.value for one in read_text("六(liù)", Options()).document.glosses]
    ['match']
    """
    document = parse(text, options)
    return ReadText(document, plan(document))


def proofread_file(
    name: str,
    text: str,
    kind: BlockFormat,
    settings: Settings,
    codes: frozenset[str],
    read: Callable[[str, Options], ReadText] = read_text,
) -> Proof:
    """Check the texts of a file.

    Args:
        name: what reports call the file.
        text: all of it, without byte order mark; offsets of the proof count its code points.
        kind: its format.
        settings: what is looked for, and where.
        codes: the findings that are wanted.
        read: how each of its texts is read; somebody may remember those that were read before.

    Raises:
        Refused: if the file is not what its format says.

    >>> from pinyin_strip.formats import by_name
    >>> proof = proofread_file("a.md", "`六(lìu)`六(lìu)", by_name("markdown"), Settings(), frozenset({"R202"}))
    >>> [(finding.code, finding.start) for finding in proof.findings]
    [('R202', 9)]
    """
    data = text.encode("utf-8", "surrogatepass")
    index = ByteIndex(text)
    embedded = kind.embedded_texts(kind.whole(data), settings, [])
    placed = [_in_file(read(one.text, settings.options), one, index) for one in embedded]
    glosses = [gloss for one in placed for gloss in one.document.glosses]
    remarks = [remark for one in placed for remark in one.document.remarks]
    if len(embedded) > 1:
        glosses.sort(key=lambda one: (one.start, one.end))
        remarks.sort(key=lambda one: (one.start, one.code))
    planned = {finding: corrections for one in placed for finding, corrections in one.planned.items()}
    document = Document(text, tuple(glosses), tuple(remarks))
    return Proof(name, document, tuple(one for one in remarks if one.code in codes), planned)


def corrected_file(text: str, kind: BlockFormat, settings: Settings, fix: Fix) -> str:
    """Put the texts of a file right; every other character stays.

    >>> from pinyin_strip.formats import by_name
    >>> corrected_file("<i title='六(lìu)'>六(lìu)</i>", by_name("html"), Settings(), Fix())
    "<i title='六(lìu)'>六(liù)</i>"
    """
    piece = kind.whole(text.encode("utf-8", "surrogatepass"))
    return bytes(kind.clean(piece, replace(settings, fix=fix)).data).decode("utf-8", "surrogatepass")


def moved(read: ReadText, move: Move) -> ReadText:
    """Carry what was found in a text over to another one; ``move`` says where a span of the one stands in the other.

    >>> moved(read_text("六(lìu)", Options()), lambda start, end: (start + 9, end + 9)).document.remarks[0].start
    10
    """
    document = read.document
    remarks = {one: _placed(one, move) for one in document.remarks}
    planned = {remarks[one]: tuple(_corrections(corrections, move)) for one, corrections in read.planned.items()}
    glosses = tuple(_moved(one, move) for one in document.glosses)
    return ReadText(
        replace(document, glosses=glosses, remarks=tuple(remarks[one] for one in document.remarks)), planned
    )


def _in_file(read: ReadText, embedded: EmbeddedText, index: ByteIndex) -> ReadText:
    """Carry over to the file what was found in one of its texts."""
    return read if embedded.where is None else moved(read, _mover(embedded.where, index))


def _mover(where: Move, index: ByteIndex) -> Move:
    def move(start: int, end: int) -> tuple[int, int]:
        first, last = where(start, end)
        return index.character(first), index.character(last)

    return move


def _placed(value: _Spanned, move: Move) -> _Spanned:
    start, end = move(value.start, value.end)
    return replace(value, start=start, end=end)


def _moved(gloss: Gloss, move: Move) -> Gloss:
    first, last = move(gloss.base_start, gloss.base_end)
    syllables = tuple(_placed(one, move) for one in gloss.syllables)
    extra = move(*gloss.extra) if gloss.extra else None
    placed = _placed(gloss, move)
    return replace(placed, base_start=first, base_end=last, syllables=syllables, extra=extra)


def _corrections(corrections: Sequence[Correction], move: Move) -> Iterator[Correction]:
    """Carry corrections over; one that is written in another way in the file, or across tags, is left to ``corrected_file``."""
    carried = [_placed(correction, move) for correction in corrections]
    if all(new.end - new.start == old.end - old.start for old, new in zip(corrections, carried, strict=True)):
        yield from carried
