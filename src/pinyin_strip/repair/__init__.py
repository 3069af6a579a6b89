"""Byte-level damage → text: undo what injected readings did to the bytes of a page, where it can be proved."""

from pinyin_strip.repair.marks import may_be_damaged
from pinyin_strip.repair.reach import out_of_step
from pinyin_strip.repair.repairing import Grade, Repaired, find_damage, repair
from pinyin_strip.repair.spans import Damage
from pinyin_strip.values import Edit

__all__ = ["Damage", "Edit", "Grade", "Repaired", "find_damage", "may_be_damaged", "out_of_step", "repair"]
