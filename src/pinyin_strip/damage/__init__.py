"""Byte-level damage → text: undo what injected readings did to the bytes of a page, where it can be proved."""

from pinyin_strip.damage.marks import may_be_damaged
from pinyin_strip.damage.reach import out_of_step
from pinyin_strip.damage.repairing import find_damage, repair

__all__ = ["find_damage", "may_be_damaged", "out_of_step", "repair"]
