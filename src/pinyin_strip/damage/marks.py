"""Where can damage stand? Every sign of it, found by one look along the text that opens no dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from heapq import merge

from pinyin_strip.damage.injected import READING

__all__ = ["MARKUP", "find", "may_be_damaged"]

_TAGS = (
    "a|b|br|center|dd|div|dl|dt|em|font|h[1-6]|hr|i|iframe|img|input|li|ol|p|script|section|span|strong|style|sub|sup|table"
    "|tbody|td|th|tr|u|ul"
)
_ENTITIES = (
    "amp|copy|deg|emsp|ensp|gt|hellip|ldquo|lsquo|lt|mdash|middot|nbsp|ndash|quot|rdquo|rsquo|times|#[0-9]{2,5}"
    "|#x[0-9a-fA-F]{2,4}"
)
#: Markup of which a lead byte swallowed the first sign: what is left of a tag, of a comment or of an entity.
MARKUP = re.compile(
    rf"(?P<tag>/[a-z][a-z0-9]{{0,9}}\s*>|!--|(?:{_TAGS})(?:\s+[a-z-]+\s*=|\s*/?>))|(?P<entity>(?:{_ENTITIES});)"
)

_MARKUP_ONLY = re.sub(r"\(\?P<\w+>", "(?:", MARKUP.pattern)

# Two patterns, each with one sign at its beginning, so that a scan leaps from one sign to the next.
_QUESTION = re.compile(
    rf"\?(?:(?P<gloss>{READING}\))|(?P<markup>(?<=[^\x00-\x28\x2a-\x7f]\?)(?:{_MARKUP_ONLY}))"
    r"|(?P<cut>(?<!\?\?)(?!\?{3})[、。！，；？!,;?](?=[^\x00-\x7f]|[A-Za-z]|\?|(?<=\?\?)[!,;])))"
)
_BRACKET = re.compile(rf"\((?<=[^\x00-\x20][@-~€]\()(?P<letter>{READING}\))")


def find(text: str) -> Iterator[re.Match[str]]:
    """The places of ``text`` that may be damaged, in order; ``lastgroup`` of each says what stands there.

    - ``gloss``: ``?py)``, a reading whose bracket a torn hanzi swallowed;
    - ``markup``: ``?div id=``, ``?/p>``, ``?!--``, ``?nbsp;`` behind a hanzi or a bracket: the first sign was swallowed;
    - ``cut``: ``?`` and a mark, with more behind them;
    - ``letter``: a reading behind a letter, which may be the last byte of a hanzi.

    >>> [(mark.group(), mark.lastgroup) for mark in find("能夠?qū)ψ鳂I(yè)，新?,F開")]
    [('?qū)', 'gloss'), ('(yè)', 'letter'), ('?,', 'cut')]
    """
    return merge(_QUESTION.finditer(text), _BRACKET.finditer(text), key=lambda mark: mark.start())


def may_be_damaged(text: str) -> bool:
    """Whether anything in ``text`` looks like damage."""
    return _QUESTION.search(text) is not None or _BRACKET.search(text) is not None
