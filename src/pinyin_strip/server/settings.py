"""What an editor sets: the fields of ``Options`` and which rules count, each looked at by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from pinyin_strip.formats import Settings
from pinyin_strip.options import Options
from pinyin_strip.selection import selected
from pinyin_strip.values import Convention, Verdict

__all__ = ["SECTION", "accepted", "settings_for"]

SECTION = "pinyin-strip"
_RULES = ("select", "ignore")
KEYS = (*(field.name for field in fields(Options)), *_RULES)
_KNOWN = {"strip": tuple(map(str, Verdict)), "conventions": tuple(map(str, Convention))}

Setting = Any  # whatever JSON can say
"""One setting as the editor sent it."""


def settings_for(path: str, from_client: Mapping[str, Setting]) -> tuple[Settings, frozenset[str]]:
    """Return how a file is read, and the codes of the findings that are shown.

    Args:
        path: of the file.
        from_client: settings that ``accepted`` has let through.

    >>> settings, codes = settings_for("a.txt", {"standard": "taiwan", "select": "R2", "ignore": ["R203"]})
    >>> settings.options.standard, sorted(codes)
    ('taiwan', ['R201', 'R202'])
    """
    chosen = {name: value for name, value in from_client.items() if name not in _RULES}
    return Settings(Options(**chosen)), selected(*(_listed(from_client.get(name, ())) for name in _RULES))


def accepted(given: object) -> tuple[dict[str, Setting], list[str]]:
    """Sort settings: those that can be used, and a sentence for each that cannot.

    Args:
        given: what the editor sent; it may stand below ``SECTION``.

    >>> accepted({"pinyin-strip": {"neutral": "full", "standart": "taiwan"}})
    ({'neutral': 'full'}, ['standart is no setting; did you mean standard?'])
    """
    if isinstance(given, Mapping) and isinstance(given.get(SECTION), Mapping):
        given = given[SECTION]
    if given is None:
        return {}, []
    if not isinstance(given, Mapping):
        return {}, [f"settings are an object with names and values, not {given!r}"]
    complaints = {str(name): told for name, value in given.items() if (told := _complaint(str(name), value))}
    return {str(name): value for name, value in given.items() if str(name) not in complaints}, [*complaints.values()]


def _complaint(name: str, value: Setting) -> str:
    """What is wrong with a setting, ``""`` if nothing is."""
    if name not in KEYS:
        near = get_close_matches(name, KEYS, n=1)
        return f"{name} is no setting; " + (f"did you mean {near[0]}?" if near else f"known: {', '.join(KEYS)}")
    if (name in _RULES or name in _KNOWN) and not all(isinstance(one, str) for one in _listed(value)):
        return f"{name} is a name or a list of names, not {value!r}"
    try:
        settings_for("", {name: value})
    except (TypeError, ValueError) as error:
        known = f"; known: {', '.join(_KNOWN[name])}" if name in _KNOWN else ""
        return str(error) if str(error).startswith(name) else f"{name}: {error}{known}"
    return ""


def _listed(value: Setting) -> Iterator[Setting]:
    yield from value if isinstance(value, list | tuple) else (value,)
