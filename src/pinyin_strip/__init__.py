"""Read the readings that are written into Chinese text: take them out, check them, or turn them into ruby.

The public names come from their rooms when they are first asked for, so that importing the package costs next to nothing.
"""

from pinyin_strip.version import __version__ as __version__

TYPE_CHECKING = False  # what type checkers take for true; typing itself would cost more than all of this file
if TYPE_CHECKING:
    from pinyin_strip.api import check, clean, parse, repair, ruby
    from pinyin_strip.bulk import Stats, clean_array, clean_many, iter_clean
    from pinyin_strip.document import Document
    from pinyin_strip.house import HouseReadings
    from pinyin_strip.options import Options
    from pinyin_strip.renderers import RubyOptions
    from pinyin_strip.rules import RULES
    from pinyin_strip.values import Convention, Damage, Edit, Finding, Gloss, Notation, Repaired, Syllable, Verdict

__all__ = [
    "RULES",
    "Convention",
    "Damage",
    "Document",
    "Edit",
    "Finding",
    "Gloss",
    "HouseReadings",
    "Notation",
    "Options",
    "Repaired",
    "RubyOptions",
    "Stats",
    "Syllable",
    "Verdict",
    "check",
    "clean",
    "clean_array",
    "clean_many",
    "iter_clean",
    "parse",
    "repair",
    "ruby",
]

_ROOMS = {
    "api": ("check", "clean", "parse", "repair", "ruby"),
    "bulk": ("Stats", "clean_array", "clean_many", "iter_clean"),
    "document": ("Document",),
    "house": ("HouseReadings",),
    "options": ("Options",),
    "renderers": ("RubyOptions",),
    "rules": ("RULES",),
    "values": ("Convention", "Damage", "Edit", "Finding", "Gloss", "Notation", "Repaired", "Syllable", "Verdict"),
}


def __getattr__(name: str) -> object:
    """Fetch a public name from its room (PEP 562), and keep it."""
    from importlib import import_module

    for room, names in _ROOMS.items():
        if name in names:
            value: object = getattr(import_module(f"pinyin_strip.{room}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'pinyin_strip' has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names, those that nobody has asked for yet included, and what every module has; no room."""
    return sorted({*__all__, *(name for name in globals() if name.startswith("__") and name.endswith("__"))})
