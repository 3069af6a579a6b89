"""Where in a page a text stands: the element that holds it, as an XPath that a browser's search takes.

Nobody who cleans needs it, so a page is gone through only when somebody asks.
Source: XPath 1.0, 2.5 (abbreviated syntax); HTML Living Standard, 13.1.2.4 (tags that may be left out).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property

from pinyin_strip.formats.markup_tokens import MarkupKind, Tag, tokens

__all__ = ["Elements"]

STEPS = 50  # of a path; a longer one begins with // instead of at the root

_ID = re.compile(rb"""\s(?:xml:)?id\s*=\s*(?:"([^"'<>]*)"|'([^"'<>]*)')""", re.IGNORECASE)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "details",
        "div",
        "dl",
        "fieldset",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
_ROWS = frozenset(["tr", "tbody", "thead", "tfoot"])
# What ends an element whose end tag was left out.
_ENDED_BY = {
    "p": _BLOCKS,
    "li": frozenset(["li"]),
    "dt": frozenset(["dt", "dd"]),
    "dd": frozenset(["dt", "dd"]),
    "td": frozenset(["td", "th"]) | _ROWS,
    "th": frozenset(["td", "th"]) | _ROWS,
    "tr": _ROWS,
    "thead": _ROWS - {"tr"},
    "tbody": _ROWS - {"tr"},
    "option": frozenset(["option", "optgroup"]),
    "head": frozenset(["body"]),
}
_ONLY = frozenset(["html", "head", "body", "title"])  # there is one of them


@dataclass(slots=True)
class _Element:
    """An open element, its own step, and how many children of each name it has had."""

    parent: _Element | None = None
    name: str = ""
    step: str = ""
    children: Counter[str] = field(default_factory=Counter)

    @property
    def path(self) -> str:
        """The XPath from the nearest element with an id, or from the root."""
        steps, element = list[str](), self
        while element.parent is not None and len(steps) < STEPS:
            steps.append(element.step)
            if element.step.startswith("//"):
                return "/".join(reversed(steps))
            element = element.parent
        return "/" * (1 + (element.parent is not None)) + "/".join(reversed(steps))


class Elements:
    """The elements of a page.

    Args:
        data: the page.
        xml: whether no tag may be left out.
        inline: elements that stand within a text, and are not what holds it.

    >>> Elements(b"<ul><li>a<li><b>b</b></ul>", xml=False, inline={"b"}).at(16)
    '/ul[1]/li[2]'
    """

    def __init__(self, data: bytes, *, xml: bool, inline: Collection[str] = ()) -> None:
        self._data, self._xml, self._inline = data, xml, inline
        self._open: Counter[str] = Counter()

    def at(self, byte: int) -> str:
        """Return the path of the element that holds the text at a byte."""
        starts, elements = self._entered
        return self._block(elements[bisect_right(starts, byte) - 1]).path

    @cached_property
    def _entered(self) -> tuple[list[int], list[_Element]]:
        """The bytes from which on another element is the innermost, and these elements."""
        innermost = _Element()
        starts, elements = [0], [innermost]
        for tag in tokens(self._data, xml=self._xml):
            if tag.kind is MarkupKind.START:
                innermost = self._enter(innermost, tag)
            elif tag.kind is MarkupKind.EMPTY:
                innermost.children[tag.name] += 1
            elif tag.kind is MarkupKind.END:
                innermost = self._leave(innermost, tag.name)
            if innermost is not elements[-1]:
                starts.append(tag.end)
                elements.append(innermost)
        return starts, elements

    def _block(self, element: _Element) -> _Element:
        """Return the innermost element around a place that is no part of its text."""
        while element.name in self._inline and element.parent is not None:
            element = element.parent
        return element

    def _enter(self, innermost: _Element, tag: Tag) -> _Element:
        if not self._xml:
            while tag.name in _ENDED_BY.get((block := self._block(innermost)).name, ()):
                innermost = self._leave(innermost, block.name)
        innermost.children[tag.name] += 1
        if not self._xml and tag.name in _VOID:
            return innermost
        self._open[tag.name] += 1
        return _Element(innermost, tag.name, self._step(tag, innermost.children[tag.name]))

    def _leave(self, innermost: _Element, name: str) -> _Element:
        """Close the innermost element of a name, and what is open in it; an end tag without a start closes nothing."""
        while self._open[name] and innermost.parent is not None:
            self._open[innermost.name] -= 1
            ended, innermost = innermost, innermost.parent
            if ended.name == name:
                break
        return innermost

    def _step(self, tag: Tag, number: int) -> str:
        found = _ID.search(self._data, tag.start, tag.end)
        if found:
            return f'//{tag.name}[@id="{(found[1] or found[2] or b"").decode("utf-8", "replace")}"]'
        return tag.name if tag.name in _ONLY else f"{tag.name}[{number}]"
