"""The texts of a file with what was read in them: what has not changed is not read again, and of what has, the part around.

A paragraph of a page, a string of JSON, an element of XML is a text of its own: it is read again if it has changed, and the
result is what ``check`` says. Plain text and Markdown are one text each, in which neighbours speak for each other: whether a
reading without tones is one is told by others near by (``settle.py``), a line is read with the line beside it, a list with its
rows, and the standard is that of the whole text. So a long text is read ``quickly`` first: from ``REACH`` code points before the change to as
many behind it, with as many more on either side to look at, by the standard that the text had. That says what ``check`` says
unless more than that is needed: a list or a run of readings that goes on beyond, damage further up, a standard that the change
turns. Therefore it is marked as not ``exact``, and read whole when somebody has time for it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, TypeVar, cast

from pinyin_strip.api import parse
from pinyin_strip.document import Document
from pinyin_strip.options import Options, Standard
from pinyin_strip.values import Finding, Gloss, Syllable

__all__ = ["REACH", "Known", "Reader", "in_common"]

REACH = 600  # code points; 40 hanzi, each with its reading, are some 300, and the longest bracket has 400
_Spanned = TypeVar("_Spanned", Finding, Gloss, Syllable)
SHORT = 6 * REACH  # a text up to this is read whole: the part around a change would be about as long


class Known(NamedTuple):
    """What was read in a text, and whether that is what ``check`` says of it."""

    document: Document
    exact: bool


@dataclass(slots=True)
class Reader:
    """Reads the texts of a file once; ``known`` are those that it has read, by the text.

    Args:
        former: what an earlier reader of the same file and options has known.
        quickly: whether long texts that have changed are read around the change only.
    """

    former: Mapping[str, Known] = field(default_factory=dict)
    quickly: bool = False
    known: dict[str, Known] = field(default_factory=dict)

    @property
    def exact(self) -> bool:
        """Whether all that was read is what ``check`` says."""
        return all(one.exact for one in self.known.values())

    def __call__(self, text: str, options: Options) -> Document:
        """Read a text, or remember it."""
        known = self.known.get(text) or self.former.get(text)
        if known is None or not (known.exact or self.quickly):
            known = self._read(text, options)
        self.known[text] = known
        return known.document

    def _read(self, text: str, options: Options) -> Known:
        before = self._nearest(text) if self.quickly and len(text) > SHORT else None
        changed = _changed(before.text, text) if before else None
        if before is None or changed is None or changed[1] - changed[0] > SHORT:
            return Known(parse(text, options), True)
        return Known(_read_around(before, text, changed, options), False)

    def _nearest(self, text: str) -> Document | None:
        """Of the long texts that were read before, the one that has most in common with this one."""
        long = (one.document for one in self.former.values() if len(one.document.text) > SHORT)
        return max(long, key=lambda one: sum(in_common(one.text, text)), default=None)


def _changed(old: str, new: str) -> tuple[int, int]:
    """Return which part of the new text stands in the place of another.

    >>> _changed("国国际", "国际"), _changed("清晨", "清早晨")
    ((1, 1), (1, 2))
    """
    start, end = in_common(old, new)
    return start, len(new) - end


def in_common(one: str, other: str) -> tuple[int, int]:
    """Return how long a beginning and an end two texts have in common; these do not overlap."""
    start = _prefix(one, other)
    return start, _prefix(one[start:][::-1], other[start:][::-1])


def _prefix(one: str, other: str) -> int:
    """Return how many of the first characters are the same, by halves: to compare slices is much faster than to count."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[low:middle] == other[low:middle] else (low, middle - 1)
    return low


def _read_around(old: Document, text: str, changed: tuple[int, int], options: Options) -> Document:
    """Read a text around a change, by the standard that it had, and take over the rest."""
    shift = len(text) - len(old.text)
    first, last = _back(text, changed[0] - REACH), _on(text, changed[1] + REACH)
    start, end = _back(text, first - REACH), _on(text, last + REACH)
    by_its_standard = replace(options, standard=cast("Standard", old.standard))
    part = _shifted(parse(text[start:end], by_its_standard), start)
    ahead = _picked(old, lambda one: one.start < first and one.end <= changed[0])
    inside = _picked(part, lambda one: first <= one.start < last)
    behind = _shifted(_picked(old, lambda one: one.start >= last - shift), shift)
    return _joined(text, old, (ahead, inside, behind))


def _back(text: str, at: int) -> int:
    """Return where the line of a place begins, or the place if that is too far."""
    return (text.rfind("\n", max(0, at - REACH), at) + 1 or at) if at > 0 else 0


def _on(text: str, at: int) -> int:
    """Return where the line of a place ends, or the place if that is too far."""
    return min(len(text), text.find("\n", at, at + REACH) + 1 or at)


def _picked(document: Document, wanted: Callable[[Finding | Gloss], bool]) -> Document:
    return replace(
        document, glosses=tuple(filter(wanted, document.glosses)), remarks=tuple(filter(wanted, document.remarks))
    )


def _shifted(document: Document, by: int) -> Document:
    """Carry what was found in a part of a text over to all of it."""
    if not by:
        return document
    glosses = tuple(_shifted_gloss(one, by) for one in document.glosses)
    return replace(document, glosses=glosses, remarks=tuple(_placed(one, by) for one in document.remarks))


def _shifted_gloss(gloss: Gloss, by: int) -> Gloss:
    return replace(
        _placed(gloss, by),
        base_start=gloss.base_start + by,
        base_end=gloss.base_end + by,
        syllables=tuple(_placed(one, by) for one in gloss.syllables),
        extra=gloss.extra and (gloss.extra[0] + by, gloss.extra[1] + by),
    )


def _placed(value: _Spanned, by: int) -> _Spanned:
    return replace(value, start=value.start + by, end=value.end + by)


def _joined(text: str, like: Document, parts: Sequence[Document]) -> Document:
    """Join what was found in the parts of a text, in their order; damage that was undone is left to a reading of all of it."""
    glosses = tuple(gloss for part in parts for gloss in part.glosses)
    remarks = tuple(remark for part in parts for remark in part.remarks)
    return replace(like, text=text, glosses=glosses, remarks=remarks, edits=())
