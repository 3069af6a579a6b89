"""Values, as the command line or a settings file gives them → ``Options``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from pinyin_strip.house import HouseReadings
from pinyin_strip.options import Options

__all__ = ["options_of", "state_of_file"]

_SAID = tuple(field.name for field in fields(Options) if field.name != "readings")
_NOTHING = {"repair": False, "script": None}
"""What ``none`` is in ``Options``, where somebody takes back what a settings file asks for."""


def options_of(values: Mapping[str, Any]) -> Options:
    """Make ``Options`` of what somebody has said for their fields; ``None`` is nothing, other names mean nothing here.

    Raises:
        BadReadings: if there is a file of readings, and it cannot be used.

    >>> options_of({"standard": "taiwan", "strip": None, "repair": "none"}) == Options(standard="taiwan")
    True
    """
    chosen = {name: values[name] for name in _SAID if values.get(name) is not None}
    for name, nothing in _NOTHING.items():
        if chosen.get(name) == "none":
            chosen[name] = nothing
    if values.get("readings"):
        chosen["readings"] = _house(values["readings"], state_of_file(Path(values["readings"])))
    return Options(**chosen)


def state_of_file(path: Path) -> tuple[int, int] | None:
    """What changes if a file does; ``None`` if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


@lru_cache(maxsize=64)
def _house(path: str, _state: tuple[int, int] | None) -> HouseReadings:
    return HouseReadings.from_file(path)
