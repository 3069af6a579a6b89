"""Decisions made in the page → changed texts: all changes of a text or none, and only in a file that is what the page showed."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pinyin_strip.offsets import replaced

__all__ = ["Change", "DecisionError", "FileDecisions", "carried_out", "read_decisions"]

FORMAT, VERSION = "pinyin-strip decisions", 2


class DecisionError(ValueError):
    """The decisions cannot be carried out; the message says why, and that nothing was changed."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A span of a text (code points of that text) and what comes in its place."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class FileDecisions:
    """What was decided about one file, and the fingerprint (SHA-256 of its bytes) that it had.

    ``changes`` are those of each text of the file, by its number; plain text is one text, number 0. ``reading`` says how the
    file was read, or the texts would have other numbers; empty if nobody has said so.
    """

    path: str
    fingerprint: str
    changes: Mapping[int, tuple[Change, ...]]
    accepted: int
    rejected: int
    reading: Mapping[str, Any] = field(default_factory=dict)

    def refuse_changed(self, fingerprint: str) -> None:
        """Compare the fingerprint that the file has now.

        Raises:
            DecisionError: if its bytes are not those that the page showed.
        """
        if fingerprint != self.fingerprint:
            raise DecisionError("has changed since the report was made; make a new report")


def read_decisions(text: str) -> list[FileDecisions]:
    """Read what the page has written.

    Raises:
        DecisionError: if it is not such a file, or one of another version.
    """
    try:
        data = json.loads(text)
        _refuse_others(data["format"], data["version"])
        return [_file(one) for one in data["files"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, DecisionError):
            raise
        raise DecisionError(f"not a file of decisions as the report writes it ({_missing(error)})") from error


def _refuse_others(name: object, version: object) -> None:
    if name != FORMAT:
        raise DecisionError(f"these are {name!r}, not {FORMAT!r}")
    if type(version) is not int or version != VERSION:
        raise DecisionError(
            f"these are decisions of version {version!r}, and only version {VERSION} can be read; "
            "make a new report with this version of pinyin-strip and decide there"
        )


def _file(data: Mapping[str, Any]) -> FileDecisions:
    path, fingerprint = data["path"], data["sha256"]
    if not isinstance(path, str) or not isinstance(fingerprint, str):
        raise DecisionError("a file has no path or no fingerprint")
    decisions = data["decisions"]
    accepted = [one for one in decisions if one["action"] != "leave"]
    changes: defaultdict[int, list[Change]] = defaultdict(list)
    for one in accepted:
        changes[_number(one["text"])] += _changes(one["parts"])
    by_text = {number: tuple(found) for number, found in sorted(changes.items())}
    reading = data.get("reading") or {}
    if not isinstance(reading, Mapping):
        raise DecisionError(f"{path}: {reading!r} does not say how it was read")
    return FileDecisions(path, fingerprint, by_text, len(accepted), len(decisions) - len(accepted), reading)


def _number(text: object) -> int:
    if type(text) is not int or text < 0:
        raise DecisionError(f"{text!r} is not the number of a text")
    return text


def _changes(parts: Sequence[Sequence[Any]]) -> Iterator[Change]:
    for start, end, new in parts:
        if type(start) is not int or type(end) is not int or not isinstance(new, str):
            raise DecisionError(f"[{start!r}, {end!r}, {new!r}] is not a start, an end and a text")
        yield Change(start, end, new)


def carried_out(text: str, changes: Iterable[Change]) -> str:
    """Return a text with every change made; the same change twice is made once.

    Raises:
        DecisionError: if a change lies outside the text, or two contradict each other.

    >>> carried_out("努(nù)力", [Change(2, 4, "nǔ")])
    '努(nǔ)力'
    """
    made = sorted(set(changes))
    if made and made[0].start < 0:
        raise DecisionError(f"a change at {made[0].start} lies outside the text")
    try:
        return replaced(text, ((one.start, one.end, one.new) for one in made))
    except ValueError as error:
        raise DecisionError(f"{error}; accept only one of two decisions about one place") from None


def _missing(error: Exception) -> str:
    """Say in words what was not there, or not as it should be."""
    return f"it has no {error.args[0]!r}" if isinstance(error, KeyError) else str(error) or type(error).__name__
