"""Files → what the page shows: their texts cut into pages, and one list of findings over all of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pinyin_strip.fixes import plan
from pinyin_strip.places import Places
from pinyin_strip.report.page.legend import LEGEND, place
from pinyin_strip.report.page.pages import Page, paged
from pinyin_strip.report.page.proposals import Proposal, proposals
from pinyin_strip.report.page.reported import ReportedFile, ReportedText
from pinyin_strip.report.page.runs import GONE, MarkedRun, runs
from pinyin_strip.report.page.seen import Seen
from pinyin_strip.rules import RULES
from pinyin_strip.values import Finding

__all__ = ["File", "Listed", "ReportPage", "ReportedFile", "ReportedText", "build"]

PAGE_LENGTH = 2000  # code points of the source that are shown at a time
AROUND = 12  # code points of context on either side of a finding
SLICES = 60  # parts of the whole length whose density is drawn


@dataclass(frozen=True, slots=True)
class Listed:
    """A finding in the list, with its place and what could be done about it.

    ``text`` is the number of its text in the file, ``place`` where it stands in words, ``position`` how many code points
    of the file's texts come before it.
    """

    finding: Finding
    file: int
    page: int
    text: int
    place: str
    position: int
    verdict: int
    before: str
    source: str
    after: str
    proposals: tuple[Proposal, ...]

    def row(self) -> tuple[object, ...]:
        """What the list of the page needs: sent at once, for all findings."""
        one, fixable = self.finding, int(any(one.action == "replace" for one in self.proposals))
        return (
            one.code, self.file, self.page, self.text, one.start, one.end, self.place, self.verdict,
            one.base, one.given, one.expected, fixable,
        )  # fmt: skip

    def details(self) -> tuple[object, ...]:
        """What is needed when it is looked at: sent with the page of text that it stands on."""
        return self.finding.message, self.before, self.source, self.after, self.proposals


@dataclass(frozen=True, slots=True)
class File:
    """One file: its name, its fingerprint, its pages, and how many of its glosses have each verdict."""

    name: str
    fingerprint: str
    length: int
    pages: tuple[Page, ...]
    verdicts: tuple[int, ...]
    reading: Mapping[str, Any]
    glosses: tuple[int, ...]  # how many code points of the file's texts come before each


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
            "files": [[file.name, file.fingerprint, len(file.pages), file.reading] for file in self.files],
            "findings": [one.row() for one in self.findings],
            "rules": {code: [RULES[code].name, RULES[code].fix] for code in sorted(self.codes) if code in RULES},
            "legend": [[entry.name, entry.sign] for entry in LEGEND],
        }

    def sheets(self) -> Iterator[dict[str, Any]]:
        """What it reads when a page of text is turned to: its passages, and the details of its findings by number."""
        details: dict[tuple[int, int], dict[int, tuple[object, ...]]] = defaultdict(dict)
        for number, one in enumerate(self.findings):
            details[one.file, one.page][number] = one.details()
        for number, file in enumerate(self.files):
            for turn, page in enumerate(file.pages):
                yield {"passages": [one.data() for one in page], "details": details.get((number, turn), {})}


def build(reported: Iterable[ReportedFile]) -> ReportPage:
    """Make the page's data of files."""
    files: list[File] = []
    findings: list[Listed] = []
    pairs: Counter[tuple[str, str, str]] = Counter()
    for one in reported:
        pages = tuple(paged(_marked(one, len(findings)), PAGE_LENGTH))
        findings += _listed(one, len(files), pages, len(findings))
        for text in one.texts:
            pairs.update((f.base, f.given, ", ".join(f.expected[:3])) for f in text.document.findings() if f.expected)
        files.append(_file(one, pages))
    return ReportPage(tuple(files), tuple(findings), pairs)


def _marked(reported: ReportedFile, first: int) -> Iterator[tuple[int, str, Sequence[MarkedRun]]]:
    """The runs of each text that has anything to show, block by block; ``first`` is the number of the file's first finding."""
    for text in reported.texts:
        found = len(text.document.findings())
        if found or not text.document.text.isspace():
            for label, marked in Seen(text.document.text, text.seen).passages(runs(text.document, first)):
                yield text.number, label, marked
        first += found


def _file(reported: ReportedFile, pages: tuple[Page, ...]) -> File:
    documents = [text.document for text in reported.texts]
    counted = Counter(place(gloss.verdict) for document in documents for gloss in document.glosses)
    glosses: list[int] = []
    length = 0
    for document in documents:
        glosses += [length + gloss.start for gloss in document.glosses]
        length += len(document.text)
    verdicts = tuple(counted[index] for index in range(len(LEGEND)))
    return File(reported.name, reported.fingerprint, length, pages, verdicts, reported.reading, tuple(glosses))


def _listed(reported: ReportedFile, file: int, pages: Sequence[Page], first: int) -> Iterator[Listed]:
    """The findings of a file, in its order; ``first`` is the number of the first of them."""
    turned, before = _turned(pages), 0
    for text in reported.texts:
        yield from _listed_in(text, file, turned, first, before)
        before += len(text.document.text)
        first += len(text.document.findings())


def _turned(pages: Sequence[Page]) -> dict[int, int]:
    """The page on which each finding is first seen; a reading that goes is not seen in every view."""
    seen, gone = dict[int, int](), dict[int, int]()
    for turn, page in enumerate(pages):
        for run in (run for passage in page for run in passage.runs):
            for number in run.findings:
                (gone if run.kind == GONE else seen).setdefault(number, turn)
    return gone | seen


def _listed_in(
    reported: ReportedText, file: int, turned: Mapping[int, int], first: int, position: int
) -> Iterator[Listed]:
    """The findings of one text; ``turned`` says on which page each is, ``position`` is where the text begins in the file."""
    document, text = reported.document, reported.document.text
    places, planned, seen = Places(text), plan(document), Seen(text, reported.seen)
    glosses = {(gloss.start, gloss.end): gloss for gloss in document.glosses}
    for number, one in enumerate(document.findings(), first):
        gloss = glosses.get((one.start, one.end))
        yield Listed(
            one, file, turned[number], reported.number, reported.place(places, one.start), position + one.start,
            place(gloss.verdict if gloss else None), *seen.around(one.start, one.end, AROUND),
            tuple(proposals(document, one, gloss, planned.get(one, ()))),
        )  # fmt: skip
