"""Documents → what the page shows: files cut into pages, and one list of findings over all of them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from pinyin_strip.document import Document
from pinyin_strip.fixes import plan
from pinyin_strip.places import Places
from pinyin_strip.report.page.legend import LEGEND, place
from pinyin_strip.report.page.proposals import Proposal, proposals
from pinyin_strip.report.page.runs import MarkedRun, paged, runs
from pinyin_strip.rules import RULES
from pinyin_strip.values import Finding

__all__ = ["File", "Listed", "ReportPage", "build"]

PAGE_LENGTH = 2000  # code points of the source that are shown at a time
AROUND = 12  # code points of context on either side of a finding
SLICES = 60  # parts of the whole length whose density is drawn


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding in the list, with its place and what could be done about it."""

    finding: Finding
    file: int
    page: int
    line: int
    column: int
    verdict: int
    before: str
    after: str
    proposals: tuple[Proposal, ...]

    def row(self) -> tuple[object, ...]:
        """What the list of the page needs: sent at once, for all findings."""
        one, fixable = self.finding, int(any(one.action == "replace" for one in self.proposals))
        return (
            one.code, self.file, self.page, self.line, self.column, self.verdict, one.base, one.given, one.expected, fixable,
        )  # fmt: skip

    def details(self) -> tuple[object, ...]:
        """What is needed when it is looked at: sent with the page of text that it stands on."""
        one = self.finding
        return one.message, self.before, self.after, one.start, one.end, self.proposals


@dataclass(frozen=True, slots=True)
class File:
    """One text: its name, its fingerprint, its pages, and how many of its glosses have each verdict."""

    name: str
    fingerprint: str
    length: int
    pages: tuple[Sequence[MarkedRun], ...]
    verdicts: tuple[int, ...]
    glosses: tuple[int, ...]  # where its glosses begin


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Everything that the page shows."""

    files: tuple[File, ...]
    findings: tuple[Listed, ...]
    pairs: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # base, given, expected

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(one.finding.code for one in self.findings)

    @property
    def verdicts(self) -> tuple[int, ...]:
        """How many glosses have each verdict, in the order of the legend."""
        return tuple(map(sum, zip(*(file.verdicts for file in self.files), strict=True))) or (0,) * len(LEGEND)

    def counts(self) -> dict[str, int]:
        """How many findings each rule has."""
        return dict(sorted(Counter(one.finding.code for one in self.findings).items()))

    def data(self) -> dict[str, Any]:
        """What the script of the page reads first."""
        return {
            "files": [[file.name, file.fingerprint, len(file.pages)] for file in self.files],
            "findings": [one.row() for one in self.findings],
            "rules": {code: [RULES[code].name, RULES[code].fix] for code in sorted(self.codes) if code in RULES},
            "legend": [[entry.name, entry.sign] for entry in LEGEND],
        }

    def sheets(self) -> Iterator[dict[str, Any]]:
        """What it reads when a page of text is turned to: its runs, and the details of its findings by number."""
        details: dict[tuple[int, int], dict[int, tuple[object, ...]]] = defaultdict(dict)
        for number, one in enumerate(self.findings):
            details[one.file, one.page][number] = one.details()
        for number, file in enumerate(self.files):
            for turn, page in enumerate(file.pages):
                yield {"runs": [run.data() for run in page], "details": details.get((number, turn), {})}


def build(documents: Iterable[tuple[str, Document]]) -> ReportPage:
    """Make the page's data of named documents."""
    files: list[File] = []
    findings: list[Listed] = []
    pairs: Counter[tuple[str, str, str]] = Counter()
    for name, document in documents:
        pages = tuple(paged(runs(document, len(findings)), PAGE_LENGTH))
        findings += _listed(document, len(files), pages)
        pairs.update((f.base, f.given, ", ".join(f.expected[:3])) for f in document.findings() if f.expected)
        files.append(_file(name, document, pages))
    return ReportPage(tuple(files), tuple(findings), pairs)


def _file(name: str, document: Document, pages: tuple[Sequence[MarkedRun], ...]) -> File:
    counted = Counter(place(gloss.verdict) for gloss in document.glosses)
    fingerprint = sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest()
    starts = tuple(gloss.start for gloss in document.glosses)
    verdicts = tuple(counted[index] for index in range(len(LEGEND)))
    return File(name, fingerprint, len(document.text), pages, verdicts, starts)


def _listed(document: Document, file: int, pages: Sequence[Sequence[MarkedRun]]) -> Iterable[Listed]:
    text, places = document.text, Places(document.text)
    glosses = {(gloss.start, gloss.end): gloss for gloss in document.glosses}
    starts, planned = [page[0].start for page in pages], plan(document)
    for one in document.findings():
        gloss = glosses.get((one.start, one.end))
        anchor = gloss.base_start if gloss and gloss.stripped else one.start
        page = max(0, bisect_right(starts, anchor) - 1)
        before = text[max(0, one.start - AROUND) : one.start].rpartition("\n")[2]
        after = text[one.end : one.end + AROUND].partition("\n")[0]
        yield Listed(
            one, file, page, *places.place(one.start), place(gloss.verdict if gloss else None), before, after,
            tuple(proposals(document, one, gloss, planned.get(one, ()))),
        )  # fmt: skip
