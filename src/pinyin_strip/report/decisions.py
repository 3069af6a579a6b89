"""Decisions made in the page → changed files: all of a file's changes or none, and only if it is what the page showed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

__all__ = ["Change", "DecisionError", "FileDecisions", "carried_out", "read_decisions"]

FORMAT, VERSION = "pinyin-strip decisions", 1


class DecisionError(ValueError):
    """The decisions cannot be carried out; the message says why, and that nothing was changed."""


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A span of the source (code points) and what comes in its place."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class FileDecisions:
    """What was decided about one file, and the fingerprint (SHA-256 of its bytes) that it had."""

    path: str
    fingerprint: str
    changes: tuple[Change, ...]
    accepted: int
    rejected: int


def read_decisions(text: str) -> list[FileDecisions]:
    """Read what the page has written.

    Raises:
        DecisionError: if it is not such a file.
    """
    try:
        data = json.loads(text)
        if data["format"] != FORMAT or data["version"] != VERSION:
            raise DecisionError(
                f"these are {data['format']!r} of version {data['version']!r}, not {FORMAT!r} of {VERSION}"
            )
        return [_file(one) for one in data["files"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, DecisionError):
            raise
        raise DecisionError(
            f"not a file of decisions as the report writes it ({error or type(error).__name__})"
        ) from error


def _file(data: Mapping[str, Any]) -> FileDecisions:
    path, fingerprint = data["path"], data["sha256"]
    if not isinstance(path, str) or not isinstance(fingerprint, str):
        raise DecisionError("a file has no path or no fingerprint")
    decisions = data["decisions"]
    changes = [change for one in decisions if one["action"] != "leave" for change in _changes(one["parts"])]
    rejected = sum(one["action"] == "leave" for one in decisions)
    return FileDecisions(path, fingerprint, tuple(changes), len(decisions) - rejected, rejected)


def _changes(parts: Sequence[Sequence[Any]]) -> Iterator[Change]:
    for start, end, new in parts:
        if type(start) is not int or type(end) is not int or not isinstance(new, str):
            raise DecisionError(f"[{start!r}, {end!r}, {new!r}] is not a start, an end and a text")
        yield Change(start, end, new)


def carried_out(decisions: FileDecisions, data: bytes) -> str:
    """Return the text with every accepted change made.

    Raises:
        DecisionError: if the file is not what the page showed, or two decisions contradict each other.
    """
    if sha256(data).hexdigest() != decisions.fingerprint:
        raise DecisionError("has changed since the report was made; make a new report")
    text = data.decode("utf-8")
    written, position = [], 0
    for change in sorted(set(decisions.changes)):
        if not 0 <= change.start <= change.end <= len(text):
            raise DecisionError(f"a change at {change.start} to {change.end} lies outside the text")
        if change.start < position:
            raise DecisionError(f"two decisions change the same place (offset {change.start}); accept only one of them")
        written += [text[position : change.start], change.new]
        position = change.end
    return "".join([*written, text[position:]])
