"""datatrove: a formatter, and a step that cleans, counts, and tags or drops documents by what was found in them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Literal

from pinyin_strip.api import clean, parse
from pinyin_strip.bulk import Stats
from pinyin_strip.integrations.counts import stats_row
from pinyin_strip.integrations.limits import Figures, Limits
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

if TYPE_CHECKING:
    from datatrove.data import Document
    from datatrove.pipeline.filters.base_filter import BaseFilter
    from datatrove.pipeline.formatters.base import BaseFormatter
else:
    BaseFilter = load("datatrove.pipeline.filters.base_filter").BaseFilter
    BaseFormatter = load("datatrove.pipeline.formatters.base").BaseFormatter

__all__ = ["PinyinStripFilter", "PinyinStripFormatter"]

_NEEDED = [("pinyin_strip", "pinyin-strip")]


class PinyinStripFormatter(BaseFormatter):  # type: ignore[misc]  # a host has no types of ours
    """Takes the readings out of every document.

    Args:
        options: what is looked for and removed; see ``Options``.

    >>> PinyinStripFormatter().format("国(guó)际")
    '国际'
    """

    name = "🀄 pinyin-strip"
    _requires_dependencies = _NEEDED

    def __init__(self, options: Options | None = None) -> None:
        super().__init__()
        self.options = options

    def format(self, text: str) -> str:
        """Return the text without its glosses."""
        return clean(text, self.options)


class PinyinStripFilter(BaseFilter):  # type: ignore[misc]
    """Cleans every document, counts what it sees, and drops or tags those that are beyond the limits.

    What is counted goes into datatrove's own statistics (``texts``, ``removed``, ``verdict_match``, …: the numbers of
    ``Stats``), which datatrove adds up over ranks. Dropped documents keep their text; they are counted by their reason
    (``dropped_gloss_density``) and go to the ``exclusion_writer`` if there is one.

    Args:
        options: what is looked for and removed; see ``Options``.
        limits: how dense glosses may stand, and how much may be damaged; see ``Limits``.
        beyond: what becomes of documents beyond a limit. ``"tag"`` keeps them, cleaned, writes the ``Figures`` of every
            document into its metadata (``gloss_density``, …), and the name of the limit as ``gloss_beyond``.
        exclusion_writer: a writer for what is dropped.

    Raises:
        ValueError: if ``beyond`` is neither of the two.

    >>> from datatrove.data import Document
    >>> page = Document(text="渡(dù)口(kǒu)", id="1")
    >>> PinyinStripFilter(limits=Limits(density=0.5)).filter(page)
    (False, 'gloss_density')
    """

    name = "🀄 pinyin-strip"
    _requires_dependencies = _NEEDED

    def __init__(
        self,
        options: Options | None = None,
        limits: Limits | None = None,
        beyond: Literal["drop", "tag"] = "drop",
        exclusion_writer: Any = None,  # noqa: ANN401  a datatrove writer
    ) -> None:
        if beyond not in ("drop", "tag"):
            raise ValueError(f"beyond={beyond!r} is not one of 'drop', 'tag'")
        super().__init__(exclusion_writer)
        self.options, self.limits, self.beyond = (options or Options()).for_cleaning(), limits or Limits(), beyond

    def filter(self, doc: Document) -> bool | tuple[bool, str]:
        """Clean one document in its place, unless it is to be dropped."""
        document = parse(doc.text, self.options)
        for name, count in stats_row(Stats.of(document)).items():
            if count:
                self.stat_update(name, value=count)
        figures = Figures.of(document)
        beyond = self.limits.exceeded(figures)
        if beyond and self.beyond == "drop":
            return False, f"gloss_{beyond}"
        if self.beyond == "tag":
            doc.metadata |= {f"gloss_{name}": value for name, value in asdict(figures).items()}
            if beyond:
                doc.metadata["gloss_beyond"] = beyond
        doc.text = document.clean()
        return True
