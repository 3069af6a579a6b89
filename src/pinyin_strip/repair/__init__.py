"""Byte-level damage → text: undo what injected readings did to the bytes of a page, where it can be proved."""

from pinyin_strip.document import Edit
from pinyin_strip.repair.mend import Damage, Grade, Repaired, find_damage, repair

__all__ = ["Damage", "Edit", "Grade", "Repaired", "find_damage", "repair"]
