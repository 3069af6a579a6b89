"""Where the strings of a JSON value stand, or those that a dotted path leads to; lists on the way are looked through."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import NamedTuple

__all__ = ["JsonString", "find_strings"]

_TOKEN = re.compile(rb'"(?:[^"\\]++|\\.)*+"|[{}\[\],:]|[^\s{}\[\],:"]++', re.DOTALL)


class JsonString(NamedTuple):
    """A string of a JSON value: where it stands, quotes included, and the keys that lead to it, parted by dots."""

    start: int
    end: int
    path: str


def find_strings(data: bytes, paths: Collection[str] | None = None) -> list[JsonString]:
    r"""Return the strings at ``paths`` in one well-formed JSON value; all without paths. A key is never one of them.

    >>> [tuple(one) for one in find_strings(b'{"a": {"b": "x"}, "c": ["y", {"d": "z"}]}', {"a.b", "c"})]
    [(12, 15, 'a.b'), (24, 27, 'c')]
    """
    found: list[JsonString] = []
    stack: list[str | None] = []  # the key of each open object, None for a list
    is_key = False
    for match in _TOKEN.finditer(data):
        token = match.group()
        if token == b"{":
            stack.append("")
            is_key = True
        elif token == b"[":
            stack.append(None)
            is_key = False
        elif token in (b"}", b"]"):
            stack.pop()
        elif token == b",":
            is_key = bool(stack) and stack[-1] is not None
        elif token == b":":
            is_key = False
        elif token[0] == 0x22:
            if is_key:
                stack[-1] = json.loads(token, strict=False)
            else:
                path = ".".join(key for key in stack if key is not None)
                if paths is None or path in paths:
                    found.append(JsonString(*match.span(), path))
    return found
