"""HTML and XML → tags, text and what is neither, each with its place in bytes; every byte belongs to exactly one.

Source: HTML Living Standard, 13.2.5 (tokenization); XML 1.0, 2.4 to 2.8. Nothing is resolved or expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

__all__ = ["MarkupKind", "Tag", "tokens"]


class MarkupKind(Enum):
    """What a token is."""

    TEXT = auto()
    START = auto()
    END = auto()
    EMPTY = auto()
    """A tag that ends itself: ``<w:br/>``; in HTML the slash means nothing, so such tags are starts."""
    OTHER = auto()
    """Comments, declarations, instructions, raw text: passed over."""


class Tag(NamedTuple):
    """One token; ``name`` is the tag's, in lower case in HTML, and empty for text."""

    kind: MarkupKind
    start: int
    end: int
    name: str = ""


# Whatever stands in a tag is part of it, up to the next ">" outside quotation marks or the end: a match cannot fail behind a name.
_ATTRIBUTES = rb"""(?:[\s/]++|(?:=[^\s/>=]*+|[^\s/>=]++)(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+)?+)?+)*+"""


def _token(first: bytes) -> re.Pattern[bytes]:
    """A token, given the bytes that a name may begin with."""
    return re.compile(
        rb"<!--(?:-?>|.*?(?:--!?>|\Z))"
        rb"|(?P<cdata><!\[CDATA\[.*?(?:\]\]>|\Z))"
        rb"|<!(?i:doctype)[^\[>]*+(?:(?P<subset>\[)|>)"
        rb"|<\?.*?(?:>|\Z)"
        rb"|<!.*?(?:>|\Z)|</[^" + first + rb"].*?(?:>|\Z)"
        rb"|<(?P<end>/?)(?P<name>[" + first + rb"][^\s/>]*+)(?P<rest>" + _ATTRIBUTES + rb")(?:>|\Z)",
        re.DOTALL,
    )


_HTML_TOKEN = _token(b"a-zA-Z_:")
_XML_TOKEN = _token(b"a-zA-Z_:\x80-\xff")  # XML 1.0, section 2.3: names may begin with any letter, hanzi included
_RAW = frozenset({"script", "style", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"})


def tokens(data: bytes, *, xml: bool) -> Iterator[Tag]:
    """Yield the tokens of a page in order.

    >>> [(tag.kind.name, tag.name) for tag in tokens(b"<p>x<br/></p>", xml=True)]
    [('START', 'p'), ('TEXT', ''), ('EMPTY', 'br'), ('END', 'p')]
    """
    pattern = _XML_TOKEN if xml else _HTML_TOKEN
    text = position = 0
    subsets = _Subsets(data)
    while (start := data.find(b"<", position)) >= 0:
        match = pattern.match(data, start)
        if match is None:
            position = start + 1
            continue
        if text < start:
            yield Tag(MarkupKind.TEXT, text, start)
        token = _tag(match, xml=xml)
        if match["subset"]:
            token = token._replace(end=subsets.end(match.end()))
        text = position = token.end
        yield token
        if not xml and token.kind is MarkupKind.START and token.name in _RAW:
            text = position = _end_of_raw(data, position, token.name)
            yield Tag(MarkupKind.OTHER, token.end, position)
    if text < len(data):
        yield Tag(MarkupKind.TEXT, text, len(data))


class _Subsets:
    """Where declarations of a document type end that have an internal subset; an end that is missing is searched for once."""

    _END = re.compile(rb"\]\s*+>")

    def __init__(self, data: bytes) -> None:
        self._data, self._none = data, False

    def end(self, start: int) -> int:
        """Return where the declaration ends; without an end of its subset, behind the next ``>``."""
        found = None if self._none else self._END.search(self._data, start)
        if found:
            return found.end()
        self._none = True
        return self._data.find(b">", start) + 1 or len(self._data)


def _tag(match: re.Match[bytes], *, xml: bool) -> Tag:
    name = match["name"]
    if name is None or not match.group().endswith(b">"):
        return Tag(MarkupKind.OTHER, *match.span())
    kind = (
        MarkupKind.END
        if match["end"]
        else MarkupKind.EMPTY
        if xml and match["rest"].endswith(b"/")
        else MarkupKind.START
    )
    written = name.decode("utf-8", "replace")
    return Tag(kind, *match.span(), written if xml else written.lower())


def _end_of_raw(data: bytes, position: int, name: str) -> int:
    if name == "plaintext":
        return len(data)
    match = re.compile(rb"</" + name.encode() + rb"(?=[\s/>])", re.IGNORECASE).search(data, position)
    return match.start() if match else len(data)
