"""Class names for ruby elements, as a site's stylesheet has them."""

from __future__ import annotations

from collections.abc import Iterable

from pinyin_strip.patterns import Pattern

__all__ = ["class_names"]

_START = (
    "A-Za-z_\u00b7\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u037d\u037f-\u1fff\u200c\u200d\u203f\u2040\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff"
)
_NAME = Pattern(rf"(?:--|-?[{_START}])[{_START}0-9-]*")


def class_names(names: Iterable[str]) -> tuple[str, ...]:
    """Return names in their order, each once; one string is one name.

    Source: CSS Syntax Module Level 3, 4.2 (ident code points) and 4.3.9 (what begins an identifier), without escapes.

    Raises:
        ValueError: if one could not stand in a stylesheet after a dot.

    >>> class_names(["pinyin", "text--small", "注音", "pinyin"])
    ('pinyin', 'text--small', '注音')
    """
    found = tuple(dict.fromkeys((names,) if isinstance(names, str) else names))
    for name in found:
        if not _NAME.fullmatch(name):
            raise ValueError(
                f"{name!r} is no name of a CSS class: letters, digits, - and _, and no digit at its beginning"
            )
    return found
