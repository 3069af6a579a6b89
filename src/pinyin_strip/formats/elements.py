"""Where in a page a text stands: the element that holds it, as an XPath that a browser's search takes.

Source: XPath 1.0, 2.5 (abbreviated syntax); HTML Living Standard, 13.1.2.4 (tags that may be left out).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from pinyin_strip.formats.markup_tokens import MarkupKind, Tag

__all__ = ["Element", "OpenElements"]

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
class Element:
    """An open element, its own step, and how many children of each name it has had."""

    parent: Element | None = None
    name: str = ""
    step: str = ""
    children: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        """Write the XPath from the nearest element with an id, or from the root."""
        if self.step.startswith("//") or self.parent is None:
            return self.step
        return f"{self.parent}/{self.step}"


class OpenElements:
    """The elements that are open while the tags of a page go by."""

    def __init__(self, *, xml: bool) -> None:
        self.innermost, self._xml = Element(), xml

    def follow(self, data: bytes, tag: Tag) -> None:
        """Take in a tag of the page ``data``."""
        if tag.kind is MarkupKind.START:
            self._open(data, tag)
        elif tag.kind is MarkupKind.EMPTY:
            self.innermost.children[tag.name] += 1
        elif tag.kind is MarkupKind.END:
            self._close(tag.name)

    def _open(self, data: bytes, tag: Tag) -> None:
        while not self._xml and tag.name in _ENDED_BY.get(self.innermost.name, ()) and self.innermost.parent:
            self.innermost = self.innermost.parent
        parent = self.innermost
        parent.children[tag.name] += 1
        if self._xml or tag.name not in _VOID:
            self.innermost = Element(parent, tag.name, _step(data, tag, parent.children[tag.name]))

    def _close(self, name: str) -> None:
        """Close the innermost element of a name; an end tag without a start closes nothing."""
        element: Element | None = self.innermost
        while element is not None and element.name != name:
            element = element.parent
        if element is not None and element.parent is not None:
            self.innermost = element.parent


def _step(data: bytes, tag: Tag, number: int) -> str:
    found = _ID.search(data, tag.start, tag.end)
    if found:
        return f'//{tag.name}[@id="{(found[1] or found[2] or b"").decode("utf-8", "replace")}"]'
    return tag.name if tag.name in _ONLY else f"{tag.name}[{number}]"
