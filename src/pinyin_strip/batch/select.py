"""Paths → jobs: folders are searched, hidden and binary files passed over with a word, outputs mirror inputs."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path

from pinyin_strip.batch.atomic import is_stream
from pinyin_strip.batch.plan import STDIN, FileJob
from pinyin_strip.formats import Refused, by_name, is_web_archive, kind_of, name_of, split_suffix

__all__ = ["Search", "Selection", "is_folder", "select"]

HEAD = 8192  # bytes in which a NUL tells a binary file
_SLASHES = tuple(filter(None, (os.sep, os.altsep)))


@dataclass(slots=True)
class Selection:
    """What was found: jobs in the order of their names, what was passed over and why, and paths that cannot be read."""

    jobs: list[FileJob] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    failures: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Search:
    """How folders are searched and files taken."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    format: str | None = None
    output: Path | None = None
    into_folder: bool = False
    """Whether the output is a folder."""
    in_place: bool = False
    folders: bool = True
    """Whether folders are searched; not where all texts go to standard output, one after the other."""
    wide: bool = False
    """Whether the encoding may hold NUL bytes (UTF-16, UTF-32)."""
    makes: str | None = None
    """The format that text is turned into, if it is not to stay text (ruby of some styles)."""


def is_folder(output: str, paths: Sequence[str]) -> bool:
    """Whether an output is a folder: there is one, its name ends in a slash, or it is to hold what comes of several files.

    >>> is_folder("clean/", ["a.txt"]), is_folder("clean", ["a.txt", "b.txt"]), is_folder("clean", ["a.txt"])
    (True, True, False)
    """
    holds_several = len(paths) > 1 or any(Path(path).is_dir() for path in paths if path != "-")
    return holds_several or output.endswith(_SLASHES) or Path(output).is_dir()


def select(paths: Sequence[str], search: Search) -> Selection:
    """Find the files that paths stand for; a path that is no folder is taken, unless nobody knows what such files hold."""
    found, into_folder = Selection(), search.into_folder
    for text in paths:
        path = Path(text)
        if text == "-":
            target = search.output and (search.output / "stdin.txt" if into_folder else search.output)
            found.jobs.append(FileJob(STDIN, None, target, search.format or "text"))
        elif path.is_dir() and not search.folders:
            found.failures.append((text, "Is a directory; say what is to become of it: -o DIR, -i, --diff or --check"))
        elif path.is_dir():
            below = Path(path.resolve().name) if search.output and len(paths) > 1 else Path()
            for file in _walk(path, search, found):
                inner = below / file.relative_to(path)
                _take(file, search, search.output and search.output / inner, found)
        else:
            inner_target = search.output / path.name if into_folder and search.output else search.output
            _take(path, search, inner_target, found)
    if not into_folder and not search.in_place:
        _refuse_false_names(found, search)
    _refuse_collisions(found)
    return found


def _take(path: Path, search: Search, target: Path | None, found: Selection) -> None:
    """Make a job of a file, or a failure if nobody knows what such files hold."""
    try:
        kind = search.format or kind_of(path.name)
    except Refused as error:
        missing = not path.exists()
        found.failures.append((str(path), "No such file or directory" if missing else str(error)))
        return
    try:
        size = path.stat().st_size
    except OSError:
        size = 0  # opening it will say what is wrong
    found.jobs.append(FileJob(str(path), path, path.resolve() if search.in_place else target, kind, size))


def _refuse_false_names(found: Selection, search: Search) -> None:
    """Take out jobs whose output would be called something that it is not: no format is turned into another here."""
    kept = []
    for job in found.jobs:
        named = job.target and _kind_told_by(job.target)
        same = job.source and job.target and split_suffix(job.source.name)[0] == split_suffix(job.target.name)[0]
        if not named or same or named in (job.format, search.makes) or {named, job.format} <= _PLAIN:
            kept.append(job)
            continue
        suffix = split_suffix(str(job.target))[0]
        other = f"say what the input is: --as {named}" if suffix else f"a folder: {job.target}{os.sep}"
        found.failures.append(
            (job.name, f"{job.target} would be taken for {named}, and is {job.format}; left alone. "
             f"Choose a name that ends as {', '.join(by_name(job.format).suffixes)}, or {other}")
        )  # fmt: skip
    found.jobs = kept


def _kind_told_by(target: Path) -> str | None:
    """Say what an output would be taken for by its name; nothing if nobody knows, or if it is a device."""
    if is_stream(target):
        return None
    return name_of(target.name) or (None if split_suffix(target.name)[0] else "text")


_PLAIN = frozenset({"text", "markdown"})


def _walk(root: Path, search: Search, found: Selection) -> Iterator[Path]:
    """Yield the files of a folder that are to be cleaned."""
    output = search.output.resolve() if search.output else None

    def failed(error: OSError) -> None:
        found.failures.append((str(error.filename), error.strerror or str(error)))

    for folder, folders, files in os.walk(root, onerror=failed):
        here = Path(folder)
        kept = []
        for name in sorted(folders):
            if name.startswith("."):
                found.skipped["hidden folder"] += 1
            elif not _matches(here / name, root, search.exclude) and (here / name).resolve() != output:
                kept.append(name)
        folders[:] = kept
        for name in sorted(files):
            reason = _unwanted(here / name, root, search)
            if reason is None:
                yield here / name
            elif reason:
                found.skipped[reason] += 1


def _unwanted(path: Path, root: Path, search: Search) -> str | None:
    """Say why a file in a folder is passed over; ``None`` if it is not, nothing if the patterns say so."""
    if _matches(path, root, search.exclude) or (search.include and not _matches(path, root, search.include)):
        return ""
    if path.name.startswith("."):
        return "hidden"
    suffix = split_suffix(path.name)[0]
    kind = search.format or name_of(path.name) or ("text" if search.include and not suffix else None)
    if kind is None:
        return None if is_web_archive(path.name) else f"of unknown kind ({suffix or 'no suffix'})"
    if by_name(kind).texty and not split_suffix(path.name)[1] and not search.wide:
        head = _head(path)
        if b"\0" in head:
            return "binary"
        if any(mark in head[:_OURS_BEGIN] for mark in _OURS):
            return "written by pinyin-strip"
    return None


def _matches(path: Path, root: Path, patterns: Sequence[str]) -> bool:
    """Whether a pattern fits a path below the folder, or the name alone."""
    inner = path.relative_to(root).as_posix()
    return any(fnmatch(inner, pattern) or fnmatch(path.name, pattern.rstrip("/")) for pattern in patterns)


# What report, its page and check --write-baseline begin their files with: they tell of texts, and are none.
_OURS_BEGIN = 256  # bytes in which they say so
_OURS = (b'<meta name="generator" content="pinyin-strip', b'"format": "pinyin-strip')


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError:
        return b""  # opening it again will say what is wrong


def _refuse_collisions(found: Selection) -> None:
    """Take out jobs that come twice, would be written where another is, or over another input."""
    targets: dict[Path, str] = {}
    sources = {job.source.resolve(): job.name for job in found.jobs if job.source}
    kept = []
    for job in found.jobs:
        target = job.target and job.target.resolve()
        if target is None:
            kept.append(job)
        elif target in targets:
            if targets[target] != job.name:
                found.failures.append((job.name, f"{job.target} is where {targets[target]} goes; left alone"))
        elif job.source and target in sources and target != job.source.resolve():
            found.failures.append((job.name, f"{job.target} is an input itself; left alone"))
        else:
            targets[target] = job.name
            kept.append(job)
    found.jobs = kept
