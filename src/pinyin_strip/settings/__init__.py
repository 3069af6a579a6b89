"""Settings that live with a project: ``[tool.pinyin-strip]`` in ``pyproject.toml``, or ``.pinyin-strip.toml``."""

from pinyin_strip.settings.errors import SettingsError
from pinyin_strip.settings.find import FILES, Finder, candidates
from pinyin_strip.settings.keys import KEYS, MOST_JOBS, OUTPUT_FORMATS, Key
from pinyin_strip.settings.made import options_of, state_of_file
from pinyin_strip.settings.project import (
    NO_SETTINGS,
    PER_FILE,
    PER_FILE_IGNORES,
    ProjectSettings,
    Setting,
    read,
    read_named,
)

__all__ = [
    "FILES",
    "KEYS",
    "MOST_JOBS",
    "NO_SETTINGS",
    "OUTPUT_FORMATS",
    "PER_FILE",
    "PER_FILE_IGNORES",
    "Finder",
    "Key",
    "ProjectSettings",
    "Setting",
    "SettingsError",
    "candidates",
    "options_of",
    "read",
    "read_named",
    "state_of_file",
]
