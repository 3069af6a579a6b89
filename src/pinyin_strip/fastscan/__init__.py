"""The fast scan: compiled from our own Python source, it finds every place where a gloss could stand, and decides the common ones.

What it leaves is judged by the same functions as without it, so that the answer does not depend on whether it is there.
"""

from pinyin_strip.fastscan.batches import Rows, is_utf8, strip, strip_texts
from pinyin_strip.fastscan.choice import available, beyond, has_numpy, is_ready, supports

__all__ = ["Rows", "available", "beyond", "has_numpy", "is_ready", "is_utf8", "strip", "strip_texts", "supports"]
