"""Settings that live with a project: ``[tool.pinyin-strip]`` in ``pyproject.toml``, or ``.pinyin-strip.toml``."""

from pinyin_strip.settings.errors import SettingsError
from pinyin_strip.settings.find import FILES, Finder
from pinyin_strip.settings.keys import KEYS, Key
from pinyin_strip.settings.project import NO_SETTINGS, PER_FILE, PER_FILE_IGNORES, ProjectSettings, Setting, read

__all__ = [
    "FILES",
    "KEYS",
    "NO_SETTINGS",
    "PER_FILE",
    "PER_FILE_IGNORES",
    "Finder",
    "Key",
    "ProjectSettings",
    "Setting",
    "SettingsError",
    "read",
]
