"""The values that travel between the rooms: frozen, typed, picklable; every offset counts code points of the source."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate

__all__ = [
    "RUBY_STYLES",
    "Convention",
    "Document",
    "Finding",
    "Gloss",
    "Notation",
    "Syllable",
    "Verdict",
]


class Verdict(StrEnum):
    """What holding a gloss against the readings of its hanzi has shown."""

    MATCH = "match"
    """A listed reading, and nothing in the context speaks against it."""
    ALTERNATE = "alternate"
    """A listed reading, but the context calls for another one."""
    TONE = "tone"
    """The right syllable with a tone that is not listed."""
    NEAR = "near"
    """One likely slip away from a listed reading."""
    MISMATCH = "mismatch"
    """Pinyin, but not a reading of these hanzi."""
    UNLISTED = "unlisted"
    """The dictionary has no reading for these hanzi."""


class Notation(StrEnum):
    """How a gloss is spelt."""

    MARKS = "marks"
    """Hanyu Pinyin with tone marks: ``guó``."""
    DIGITS = "digits"
    """Hanyu Pinyin with tone digits: ``guo2``."""
    NONE = "none"
    """Hanyu Pinyin without tones: ``guo``."""
    ZHUYIN = "zhuyin"
    """Zhuyin fuhao (Bopomofo): ``ㄍㄨㄛˊ``."""
    HOMOPHONE = "homophone"
    """No spelling at all: a hanzi that sounds alike, or a tone by its name: ``音同“蹦”``, ``三声``."""


class Convention(StrEnum):
    """A way of writing a gloss into the line."""

    PARENTHESIS = "parenthesis"
    """In parentheses of either width after the hanzi: ``国(guó)``, ``北京（Běijīng）``."""
    SQUARE = "square"
    """In square brackets, the notation of Anki and CC-CEDICT included: ``国[guó]``."""
    LENTICULAR = "lenticular"
    """In lenticular brackets: ``国【guó】``."""
    TORTOISE = "tortoise"
    """In tortoise-shell brackets, as annotated classics print them: ``窈窕〔yǎo tiǎo〕``."""
    BRACE = "brace"
    """In braces: ``国{guó}``."""
    AOZORA = "aozora"
    """The ruby notation of Aozora Bunko: ``国《guó》``, ``｜中国《zhōngguó》``."""
    PIPE = "pipe"
    """The Markdown ruby notation, base and reading in one pair of braces: ``{国|guó}``."""
    MARKUP = "markup"
    """HTML ruby elements in plain text: ``国<rt>guó</rt>``."""
    BARE = "bare"
    """Flattened ruby, glued to its hanzi without a bracket: ``窈yǎo窕tiǎo``, ``般ㄅㄛ若ㄖㄜˇ``."""
    APPOSITION = "apposition"
    """After a comma, a dash or a blank: ``普通话, Pǔtōnghuà``."""
    INTERLINEAR = "interlinear"
    """A line or table row of readings beside the line of hanzi that it reads."""
    PARTIAL = "partial"
    """A reading that shares its bracket (one that is looked for) with something else: ``（huāng，病入膏肓）``."""
    HOMOPHONE = "homophone"
    """A reading told without letters, in a bracket that is looked for: ``蚌(音同“蹦”)``."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """One spelt syllable.

    ``text`` is how it is written, ``plain`` its letters without tone (``lü``), ``tone`` 1 to 4, 5 for the neutral tone,
    or ``None`` where no tone is written. ``start`` and ``end`` are the hanzi that it reads in the source.
    """

    text: str
    plain: str
    tone: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a proofreader should look at: a rule's code, the span, and what was read and expected there."""

    code: str
    start: int
    end: int
    base: str
    given: str
    expected: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Gloss:
    """A reading written into the text.

    ``start`` to ``end`` is what is taken out (brackets, label and a blank before the bracket included), ``base_start``
    to ``base_end`` the hanzi that it reads, ``text`` the reading as written. ``extra`` holds a further span that goes
    with it (the ``｜`` before an Aozora base). ``expected`` are the readings that were looked for where the verdict is
    not ``match``.
    """

    start: int
    end: int
    base_start: int
    base_end: int
    text: str
    notation: Notation
    convention: Convention
    syllables: tuple[Syllable, ...]
    verdict: Verdict
    expected: tuple[str, ...] = ()
    stripped: bool = False
    extra: tuple[int, int] | None = None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Every span that goes with this gloss, in order."""
        own = (self.start, self.end)
        return (own,) if self.extra is None else tuple(sorted((self.extra, own)))


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


RUBY_STYLES: dict[str, Callable[[Document], str]] = {}
"""Ruby renderers by name; ``renderers.py`` fills this table, and so may a user."""


@dataclass(frozen=True)
class Document:
    """A text with its glosses as standoff annotation: the text itself never changes.

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

    @cached_property
    def removed(self) -> tuple[tuple[int, int], ...]:
        """The spans of the source that ``clean()`` takes out: sorted, and they never overlap."""
        return _merged(sorted(span for gloss in self.glosses if gloss.stripped for span in gloss.spans))

    def clean(self) -> str:
        """Return the text without the removed spans; the same object if there are none."""
        return self._clean

    @cached_property
    def _clean(self) -> str:
        if not self.removed:
            return self.text
        kept, last = [], 0
        for start, end in self.removed:
            kept.append(self.text[last:start])
            last = end
        kept.append(self.text[last:])
        return "".join(kept)

    def findings(self) -> list[Finding]:
        """Return what a proofreader should look at, in the order of the text."""
        return list(self.remarks)

    def ruby(self, style: str = "html") -> str:
        """Render the text with its stripped glosses as ruby.

        Raises:
            ValueError: if no renderer has the name ``style``.
        """
        if style not in RUBY_STYLES:
            raise ValueError(f"unknown ruby style {style!r}; known: {', '.join(sorted(RUBY_STYLES))}")
        return RUBY_STYLES[style](self)

    def to_clean(self, offset: int) -> int:
        """Map an offset of the source (0 to ``len(text)``) to the clean text; inside a removed span, to its place.

        Raises:
            IndexError: if the offset lies outside the text.
        """
        if not 0 <= offset <= len(self.text):
            raise IndexError(f"offset {offset} is outside the source text (0 to {len(self.text)})")
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset
        start, end = self.removed[index]
        return min(offset, start) - self._shift[index] if offset < end else offset - self._shift[index + 1]

    def to_source(self, offset: int) -> int:
        """Map an offset of the clean text to the source: the place of the character that stands there.

        At the end of the clean text this is the end of what is kept, so that ``to_clean(to_source(i)) == i`` always.

        Raises:
            IndexError: if the offset lies outside the clean text.
        """
        length = len(self.text) - self._shift[-1]
        if not 0 <= offset <= length:
            raise IndexError(f"offset {offset} is outside the clean text (0 to {length})")
        return offset + self._shift[bisect_right(self._clean_starts, offset)]

    def reread(self, again: Document) -> Document:
        """Return this document with what a second reading of its clean text takes out beyond it, in source offsets."""
        new = [self._carried(gloss) for gloss in again.glosses if gloss.stripped]
        spans = _merged(sorted(span for gloss in new for span in gloss.spans))
        kept = [gloss for gloss in self.glosses if gloss.stripped or not _touches(spans, gloss.start, gloss.end)]
        remarks = [one for one in self.remarks if not _touches(spans, one.start, one.end)]
        remarks += [
            replace(
                one, start=self._to_source_span(one.start, one.end)[0], end=self._to_source_span(one.start, one.end)[1]
            )
            for one in again.remarks
            if any(gloss.stripped and gloss.start <= one.start < gloss.end for gloss in again.glosses)
        ]
        return Document(
            self.text,
            tuple(sorted([*kept, *new], key=lambda gloss: (gloss.start, gloss.end))),
            tuple(sorted(remarks, key=lambda one: (one.start, one.code))),
        )

    def _carried(self, gloss: Gloss) -> Gloss:
        """Carry a gloss of the clean text over to the source."""
        start, end = self._to_source_span(gloss.start, gloss.end)
        base_start, base_end = self._to_source_span(gloss.base_start, gloss.base_end)
        syllables = []
        for one in gloss.syllables:
            first, last = self._to_source_span(one.start, one.end)
            syllables.append(replace(one, start=first, end=last))
        extra = self._to_source_span(*gloss.extra) if gloss.extra else None
        return replace(
            gloss,
            start=start,
            end=end,
            base_start=base_start,
            base_end=base_end,
            syllables=tuple(syllables),
            extra=extra,
        )

    def _to_source_span(self, start: int, end: int) -> tuple[int, int]:
        return self.to_source(start), self.to_source(end - 1) + 1

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.removed]

    @cached_property
    def _shift(self) -> list[int]:
        """Code points removed before the n-th removed span."""
        return list(accumulate((end - start for start, end in self.removed), initial=0))

    @cached_property
    def _clean_starts(self) -> list[int]:
        """Where each removed span stands in the clean text."""
        return [start - gone for (start, _), gone in zip(self.removed, self._shift, strict=False)]
