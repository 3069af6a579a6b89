"""The compiled lane: what is certain by its bytes is dealt with there, everything else goes through the full path."""

from pinyin_strip.lane.choice import available, has_numpy, pays_to_check, pays_to_clean, serves
from pinyin_strip.lane.clean import Rows, is_utf8, lane_clean, strip, strip_texts

__all__ = [
    "Rows",
    "available",
    "has_numpy",
    "is_utf8",
    "lane_clean",
    "pays_to_check",
    "pays_to_clean",
    "serves",
    "strip",
    "strip_texts",
]
