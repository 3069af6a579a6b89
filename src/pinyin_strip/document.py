"""A text with its glosses as standoff annotation: what is left of it, as ruby, and where each place of it went."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from pinyin_strip.house import HouseReadings
from pinyin_strip.offsets import OffsetMap
from pinyin_strip.renderers import Renderer, RubyOptions, Style, renderer
from pinyin_strip.script import in_script
from pinyin_strip.values import (  # noqa: F401  documents that an earlier version pickled name all of these here
    Convention,
    Edit,
    Finding,
    Gloss,
    Injection,
    Notation,
    Syllable,
    Verdict,
)

__all__ = ["Document"]


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """Unite sorted spans that overlap."""
    united: list[tuple[int, int]] = []
    for start, end in spans:
        if united and start < united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return tuple(united)


def _touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether any of the sorted, disjoint spans overlaps this one."""
    place = bisect_right(spans, (start, end))
    return (place < len(spans) and spans[place][0] < end) or (place > 0 and spans[place - 1][1] > start)


@dataclass(frozen=True)
class Document:
    """A text with its glosses as standoff annotation: the text itself never changes.

    ``standard`` is the one that its readings are proofread against: the one that the options name, or the one that the text shows.
    ``readings`` are the house's, if it was read with any.

    >>> from pinyin_strip import parse
    >>> document = parse("国(guó)际")
    >>> document.clean(), document.removed
    ('国际', ((1, 6),))
    >>> document.to_clean(6), document.to_source(1)
    (1, 6)
    """

    text: str
    glosses: tuple[Gloss, ...] = ()
    remarks: tuple[Finding, ...] = field(default=(), repr=False)
    edits: tuple[Edit, ...] = ()
    left: int = 0
    script: str | None = None
    standard: str = "mainland"
    readings: HouseReadings | None = field(default=None, repr=False)

    @cached_property
    def removed(self) -> tuple[tuple[int, int], ...]:
        """The spans of the source that ``clean()`` takes out: sorted, and they never overlap, nor any of the edits."""
        spans = _merged(sorted(span for gloss in self.glosses if gloss.stripped for span in gloss.spans))
        if not self.edits:
            return spans
        edited = [(edit.start, edit.end) for edit in self.edits]
        return tuple(span for span in spans if not _touches(edited, *span))

    @cached_property
    def changes(self) -> list[tuple[int, int, str]]:
        """Every span of the source that ``clean()`` takes out or repairs, in order, and what stands in its place.

        Another script is no change: it gives every hanzi another form, in its place.
        """
        changes = [(start, end, "") for start, end in self.removed]
        return sorted([*changes, *((edit.start, edit.end, edit.replacement) for edit in self.edits)])

    def clean(self) -> str:
        """Return the text without the removed spans, damage repaired, in the script that was asked for.

        The same object as ``text`` if nothing changes. The order is fixed: repair reads the bytes of the page as it is,
        glosses are taken out of what it gives, and the script is converted last, because it would change the bytes.
        """
        return self._clean

    @cached_property
    def _clean(self) -> str:
        clean = self.text
        if self.changes:
            kept: list[str] = []
            last = 0
            for start, end, replacement in self.changes:
                kept += (self.text[last:start], replacement)
                last = end
            clean = "".join([*kept, self.text[last:]])
        return clean if self.script is None else in_script(clean, self.script)

    def findings(self) -> list[Finding]:
        """Return what a proofreader should look at, in the order of the text."""
        return list(self.remarks)

    @property
    def injection(self) -> Injection:
        """How far the text is a page with injected readings, for a pipeline that tags or drops such pages."""
        glosses = sum(
            gloss.stripped
            and self.text[gloss.start] == "("
            and gloss.base_end == gloss.start == gloss.base_start + 1
            and not _in_gb2312(self.text[gloss.base_start])
            for gloss in self.glosses
        )
        hanzi = sum("\u4e00" <= char <= "\u9fff" for char in self.clean())
        repaired = len(self.edits)
        return Injection(glosses / hanzi if hanzi else 0.0, glosses, repaired + self.left, repaired, self.left)

    def ruby(self, style: Style | Renderer = "html", options: RubyOptions | None = None) -> str:
        """Render the text with its stripped glosses as ruby.

        Args:
            style: html, document, markdown, pipe, latex, latex-ruby, anki, aozora, brackets, interlinear; or a renderer of
                your own, a function that is called with this document, and with the options if there are any.
            options: notation, layout, fill and the like; see ``RubyOptions``.

        Raises:
            TypeError: if ``options`` are no ``RubyOptions``.
            ValueError: if no style has the name ``style``.
        """
        if not isinstance(options, RubyOptions | None):
            raise TypeError(
                f"options of ruby are a RubyOptions, not {type(options).__name__}: pass RubyOptions(fill=True) or the like"
            )
        render = renderer(style)
        return render(self) if options is None else render(self, options)

    def to_clean(self, offset: int) -> int:
        """Map an offset of the source (0 to ``len(text)``) to the clean text; inside a change, to where that begins.

        Raises:
            IndexError: if the offset lies outside the text.
        """
        return self._offsets.to_clean(offset)

    def to_source(self, offset: int) -> int:
        """Map an offset of the clean text to the source: the place of the character that stands there.

        Inside a repair this is where the repair begins. ``to_clean(to_source(i)) == i`` everywhere else.

        Raises:
            IndexError: if the offset lies outside the clean text.
        """
        return self._offsets.to_source(offset)

    def to_source_span(self, start: int, end: int) -> tuple[int, int]:
        """Map a span of the clean text to the source: glosses inside it included, those at its end not.

        A repair that it touches is included whole.

        Raises:
            IndexError: if the span is not inside the clean text.

        >>> from pinyin_strip import parse
        >>> parse("白(bái)鹭(lù)飞").to_source_span(0, 2)
        (0, 7)
        """
        return self._offsets.to_source_span(start, end)

    @cached_property
    def _offsets(self) -> OffsetMap:
        return OffsetMap(self.changes, len(self.text))

    def reread(self, again: Document) -> Document:
        """Return this document with what a second reading of its clean text takes out beyond it, in source offsets."""
        new = [self._carried(gloss) for gloss in again.glosses if gloss.stripped]
        spans = _merged(sorted(span for gloss in new for span in gloss.spans))
        kept = [gloss for gloss in self.glosses if gloss.stripped or not _touches(spans, gloss.start, gloss.end)]
        remarks = [one for one in self.remarks if not _touches(spans, one.start, one.end)]
        stripped = _merged(sorted((gloss.start, gloss.end) for gloss in again.glosses if gloss.stripped))
        remarks += [self._carried_finding(one) for one in again.remarks if _touches(stripped, one.start, one.end)]
        return Document(
            self.text,
            tuple(sorted([*kept, *new], key=lambda gloss: (gloss.start, gloss.end))),
            tuple(sorted(remarks, key=lambda one: (one.start, one.code))),
            standard=self.standard,
            readings=self.readings,
        )

    def over(self, source: str, edits: tuple[Edit, ...]) -> Document:
        """Return this document, which was read from repaired text, as one over the source that was repaired.

        What is removed inside a repair becomes part of it; glosses there span the whole repair.
        """
        if not edits:
            return self
        repaired = Document(source, edits=edits)
        carried = []
        for edit in edits:
            first = repaired.to_clean(edit.start)
            last = first + len(edit.replacement)
            nearest = bisect_left(self.removed, first, key=lambda span: span[1])
            inside = self.removed[nearest : bisect_left(self.removed, (last,))]
            kept: list[str] = []
            at = first
            for start, end in inside:
                kept.append(self.text[at : max(at, start)])
                at = max(at, min(end, last))
            carried.append(replace(edit, replacement="".join(kept) + self.text[at:last]))
        return Document(
            source,
            tuple(repaired._carried(gloss) for gloss in self.glosses),
            tuple(repaired._carried_finding(one) for one in self.remarks),
            tuple(carried),
            standard=self.standard,
            readings=self.readings,
        )

    def _carried(self, gloss: Gloss) -> Gloss:
        """Carry a gloss of the clean text over to the source."""
        start, end = self.to_source_span(gloss.start, gloss.end)
        base_start, base_end = self.to_source_span(gloss.base_start, gloss.base_end)
        syllables = []
        for one in gloss.syllables:
            first, last = self.to_source_span(one.start, one.end)
            syllables.append(replace(one, start=first, end=last))
        extra = self.to_source_span(*gloss.extra) if gloss.extra else None
        return replace(
            gloss,
            start=start,
            end=end,
            base_start=base_start,
            base_end=base_end,
            syllables=tuple(syllables),
            extra=extra,
        )

    def _carried_finding(self, finding: Finding) -> Finding:
        start, end = self.to_source_span(finding.start, finding.end)
        return replace(finding, start=start, end=end)
