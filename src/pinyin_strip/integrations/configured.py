"""Options out of a host's configuration: YAML, JSON and SQL know mappings, everything of ours knows ``Options``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from pinyin_strip.options import Options

__all__ = ["options_from"]


def options_from(configured: Mapping[str, Any] | Options | None) -> Options:
    """Make Options of what a configuration holds.

    Args:
        configured: a mapping of the names of options to their values (a list where Options takes a set), Options, which
            come back as they are, or ``None`` for the defaults.

    Raises:
        ValueError: if there is no option of a name, or an option has no such value; the message names what there is.

    >>> options_from({"repair": "proved", "strip": ["match"]}) == Options(repair="proved", strip={"match"})
    True
    """
    if isinstance(configured, Options):
        return configured
    known = [field.name for field in fields(Options)]
    for name in configured or {}:
        if name not in known:
            raise ValueError(f"no option {name!r}; there are: {', '.join(known)}")
    return Options(**(configured or {}))
