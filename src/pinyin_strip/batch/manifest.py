"""Which files are finished, noted as a run goes, so that a killed run can be resumed without doing them again."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, TextIO

from pinyin_strip.batch.plan import FileJob
from pinyin_strip.batch.summary import FileOutcome
from pinyin_strip.formats import Settings, Tally

__all__ = ["Manifest", "fingerprint"]

_COUNTERS = ("removed", "kept", "filled")


def fingerprint(settings: Settings) -> str:
    """Say in one word with what options files were cleaned; equal in every process and Python, whatever is told of the run."""
    told = _plain(settings)
    del told["lists_kept"]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:  # noqa: ANN401  options hold values of many kinds
    """Spell options so that equal ones are spelt alike: a set has no order of its own."""
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    return sorted(map(str, value)) if isinstance(value, frozenset) else value


class Manifest:
    """A file of JSON lines: the options first, then each finished file with the size, time and digest of both its ends.

    Args:
        path: where it lies; removed when a run ends with nothing left to do.
        settings: all that files are cleaned with; notes of a run with others do not count, nor that of a file which had others.
        resume: whether an earlier run's notes count at all.
        say: told, in one sentence, if they do not, or not all of them, so that nobody waits twice without knowing why.

    A file is finished or not: a large one that a run was killed in is done again from its beginning.
    """

    def __init__(self, path: Path, settings: Collection[Settings], *, resume: bool, say: Callable[[str], None]) -> None:
        self.path = path
        self._prints = {one: fingerprint(one) for one in settings}
        self._options = " ".join(sorted(self._prints.values()))
        self._known = _load(path, self._options, say) if resume else {}
        self._file: TextIO | None = None

    def done(self, job: FileJob, settings: Settings) -> FileOutcome | None:
        """Return what became of a file in an earlier run, if it was finished and neither end was touched since."""
        if not self._is_done(job) or self._known[_key(job)].get("options") != self._prints[settings]:
            return None
        note = self._known[_key(job)]
        counts = note["tally"]
        tally = Tally(**counts | {name: Counter(counts[name]) for name in _COUNTERS})
        return FileOutcome(job.name, "done before", tally, note["notices"], target=str(job.target))

    def _is_done(self, job: FileJob) -> bool:
        note = self._known.get(_key(job))
        if note is None or job.source is None or job.target is None:
            return False
        try:
            if not _is(job.target, note["output"]):
                return False
            return job.source.resolve() == job.target.resolve() or _is(job.source, note["input"])
        except OSError:
            return False

    def note(self, job: FileJob, settings: Settings, before: dict[str, Any], outcome: FileOutcome) -> None:
        """Note a finished file."""
        if job.source is None or job.target is None:
            return
        note = {
            "file": _key(job),
            "options": self._prints[settings],
            "input": before,
            "output": describe(job.target),
            "notices": outcome.notices,
            "tally": {name: getattr(outcome.tally, name) for name in outcome.tally.__dataclass_fields__},
        }
        self._write(note)

    def _write(self, note: dict[str, Any]) -> None:
        if self._file is None:
            beside = self.path.with_name(self.path.name + ".part")
            self._file = beside.open("w", encoding="utf-8")
            self._line({"options": self._options})
            for known in self._known.values():
                self._line(known)
            self._file.flush()
            beside.replace(self.path)  # the notes of the run before are there until these are
        self._line(note)
        self._file.flush()

    def _line(self, value: dict[str, Any]) -> None:
        if self._file is not None:
            self._file.write(json.dumps(value) + "\n")  # in ASCII: names need not be UTF-8

    def close(self, *, finished: bool) -> None:
        """End the notes; a run that has finished everything leaves none."""
        if self._file is not None:
            self._file.close()
        if finished:
            self.path.unlink(missing_ok=True)


def _key(job: FileJob) -> str:
    return f"{job.source and job.source.resolve()} → {job.target and job.target.resolve()}"


def _load(path: Path, options: str, say: Callable[[str], None]) -> dict[str, dict[str, Any]]:
    """Read the notes of a run with the same options; a line that was cut off is passed over."""
    try:
        head, *lines = path.read_text("utf-8", errors="replace").splitlines() or [""]
    except OSError as error:
        say(f"{path}: {error.strerror or error}; nothing to resume, every file is done anew")
        return {}
    begun = _noted(head, ("options",))
    if begun is None or begun["options"] != options:
        why = "cannot be read" if begun is None else "was written by a run with other options"
        say(f"{path}: {why}; nothing to resume, every file is done anew")
        return {}
    notes = [_noted(line, ("file", "input", "output", "notices", "tally")) for line in lines]
    if lost := notes.count(None):
        say(f"{path}: {lost} of {len(notes)} notes cannot be read; those files are done again")
    return {note["file"]: note for note in notes if note is not None}


def _noted(line: str, names: Collection[str]) -> dict[str, Any] | None:
    """Read one note; ``None`` if it is cut off or damaged."""
    try:
        note = json.loads(line)
    except (ValueError, RecursionError):
        return None
    sound = isinstance(note, dict) and note.keys() >= set(names)
    return note if sound and ("file" not in names or _is_sound(note)) else None


def _is_sound(note: dict[str, Any]) -> bool:
    """Whether a note of a file says all that is asked of it, in the types that it is written in."""
    ends = (note["input"], note["output"])
    return (
        isinstance(note["file"], str)
        and all(isinstance(end, dict) and end.keys() >= {"size", "mtime_ns", "sha256"} for end in ends)
        and isinstance(note["notices"], list)
        and all(isinstance(notice, str) for notice in note["notices"])
        and isinstance(note["tally"], dict)
        and note["tally"].keys() == {one.name for one in fields(Tally)}
        and all(isinstance(count, dict if name in _COUNTERS else int) for name, count in note["tally"].items())
    )


def describe(path: Path) -> dict[str, Any]:
    """Return a file's size, time of change and digest."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    stat = path.stat()
    return {"size": stat.st_size, "mtime_ns": stat.st_mtime_ns, "sha256": digest}


def _is(path: Path, note: dict[str, Any]) -> bool:
    return bool(path.stat().st_size == note["size"] and describe(path)["sha256"] == note["sha256"])
