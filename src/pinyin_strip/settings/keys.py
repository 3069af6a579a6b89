"""What may stand in a settings file: every key is a command-line option without its hyphens, and is checked as that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

from pinyin_strip.formats.encoding import check_encoding
from pinyin_strip.options import Options, words_of
from pinyin_strip.renderers import STYLES, RubyOptions
from pinyin_strip.renderers.hsk import LEVELS
from pinyin_strip.selection import selected
from pinyin_strip.values import Convention, Verdict

__all__ = ["KEYS", "MOST_JOBS", "OUTPUT_FORMATS", "Key"]

MOST_JOBS = 1024
OUTPUT_FORMATS = ("concise", "full", "github", "json", "sarif")

_KINDS = {str: "a string", list: "an array of strings", bool: "true or false", int: "a whole number"}

Check = Callable[[Any], object]
"""Raises ``ValueError`` for a value that there is not."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key.

    Args:
        name: as on the command line.
        kinds: the types that its value may have; where ``list`` is one, a string stands for a list of one.
        check: looks at the value.
        of_run: whether it holds for a whole run and not for single files, so that it cannot stand in a table for some of them.
        is_path: whether it names a file, relative to the settings file; not the values in ``words``.
        words: values that name no file.
    """

    name: str
    kinds: tuple[type, ...]
    check: Check
    of_run: bool = False
    is_path: bool = False
    words: tuple[str, ...] = ()

    def read(self, value: object) -> object:
        """Look at a value, and bring it into the shape that the command line gives: several are a tuple.

        Raises:
            ValueError: if there is no such value.

        >>> KEYS["select"].read("R1"), KEYS["standard"].read("taiwan")
        (('R1',), 'taiwan')
        """
        several = value if isinstance(value, list) else [value]
        fits = type(value) in self.kinds and (list not in self.kinds or all(isinstance(one, str) for one in several))
        if not fits:
            raise ValueError(f"{value!r} is not {' or '.join(_KINDS[kind] for kind in self.kinds)}")
        shaped = tuple(several) if list in self.kinds else value
        self.check(shaped)
        return shaped


def _anything(_value: object) -> None:
    """Every value of its type will do."""


def _choice(known: tuple[str, ...], value: str) -> None:
    if value not in known:
        raise ValueError(f"{value!r} is not one of {', '.join(known)}")


def _choices(known: tuple[str, ...], values: tuple[str, ...]) -> None:
    for value in values:
        _choice(known, value)


def _option(name: str, value: object) -> None:
    Options(**{name: value})  # type: ignore[arg-type]


def _option_or_none(name: str, value: object) -> None:
    """The same; ``"none"`` is what nothing is called on the command line."""
    if value != "none":
        _option(name, value)


def _codec(value: str) -> None:
    if value != "auto":
        check_encoding(value)


def _pair(value: str) -> None:
    if len(value) != 2:
        raise ValueError(f"{value!r} are not two characters, an opening and a closing one")


def _classes(values: tuple[str, ...]) -> None:
    RubyOptions(classes=values)


def _count(value: int) -> None:
    if not 0 <= value <= MOST_JOBS:
        raise ValueError(f"{value} is not between 0 (a process for every core) and {MOST_JOBS}")


def _path(value: str) -> None:
    if not value or "\0" in value:
        raise ValueError(f"{value!r} names no file")


def _said(name: str) -> tuple[str, ...]:
    """The words of an option of ruby, as they are said."""
    return tuple(str(word) for word in words_of(RubyOptions)[name] if word)


_TEXT, _TEXTS, _FLAG = (str,), (str, list), (bool,)
_SAID_BY_OPTIONS = (
    "toneless",
    "context",
    "sensitivity",
    "injected",
    "standard",
    "sandhi",
    "neutral",
    "erhua",
)

_LISTED = (
    Key("strip", _TEXTS, partial(_choices, tuple(Verdict))),
    Key("convention", _TEXTS, partial(_choices, tuple(Convention))),
    *(Key(name, _TEXT, partial(_option, name)) for name in _SAID_BY_OPTIONS),
    Key("script", _TEXT, partial(_option_or_none, "script")),
    Key("repair", (str, bool), partial(_option_or_none, "repair")),
    Key("readings", _TEXT, _path, is_path=True),
    Key("select", _TEXTS, selected),
    Key("ignore", _TEXTS, partial(selected, ())),
    Key("unsafe-fixes", _FLAG, _anything),
    Key("baseline", _TEXT, _path, of_run=True, is_path=True),
    Key("output-format", _TEXT, partial(_choice, OUTPUT_FORMATS), of_run=True),
    Key("exit-zero", _FLAG, _anything, of_run=True),
    Key("field", _TEXTS, _anything),
    Key("encoding", _TEXT, _codec),
    Key("output-encoding", _TEXT, _codec),
    Key("keep-ruby", _FLAG, _anything),
    Key("include", _TEXTS, _anything, of_run=True),
    Key("exclude", _TEXTS, _anything, of_run=True),
    Key("jobs", (int,), _count, of_run=True),
    Key("style", _TEXT, partial(_choice, tuple(sorted(STYLES)))),
    Key("notation", _TEXT, partial(_choice, _said("notation"))),
    Key("layout", _TEXT, partial(_choice, _said("layout"))),
    Key("fill", _FLAG, _anything),
    Key("mark", _TEXT, _anything),
    Key("only-hard", _TEXT, _path, is_path=True, words=tuple(LEVELS)),
    Key("drop-known", _FLAG, _anything),
    Key("unsure", _TEXT, _anything),
    Key("brackets", _TEXT, _pair),
    Key("tone-colours", _FLAG, _anything),
    Key("css-class", _TEXTS, _classes),
    Key("zhuyin-position", _TEXT, partial(_choice, _said("zhuyin_position"))),
)
KEYS: Mapping[str, Key] = MappingProxyType({key.name: key for key in _LISTED})
"""Every key by its name."""
