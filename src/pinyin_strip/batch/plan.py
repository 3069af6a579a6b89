"""What is to be done, as values: a job for each file, and a plan for all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pinyin_strip.formats import Settings

__all__ = ["STDIN", "FileJob", "Plan"]

STDIN = "<stdin>"


@dataclass(frozen=True, slots=True)
class FileJob:
    """One file: where it is read (``None``: standard input), where it goes (``None``: nowhere, or standard output)."""

    name: str
    source: Path | None
    target: Path | None
    format: str
    size: int = 0
    settings: Settings | None = None
    """What is done with it; ``None`` for what the plan says."""
    piped: bool = False
    """Whether ``source`` holds what came on standard input."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a run needs to know beside its files."""

    settings: Settings = field(default_factory=Settings)
    stdout: bool = False
    """Whether what has no target goes to standard output."""
    in_place: bool = False
    backup: bool = False
    diff: bool = False
    manifest: Path | None = None
    """Where finished files are noted, so that a killed run can be resumed."""
    resume: bool = False
    verbose: bool = False
    """Whether it is told of each file who read it, and how long that took."""

    def settings_for(self, job: FileJob) -> Settings:
        """What is done with one file."""
        return job.settings or self.settings

    @property
    def writes_text(self) -> bool:
        """Whether standard output gets texts or a diff, so that nothing else should be said."""
        return self.stdout or self.diff
