"""Many texts at once: lists, Arrow arrays and streams, by the fast scan where that decides, else one by one.

The results are those of ``clean``, always. The scan (``fastscan/``) is compiled where there was a C compiler when the package was
installed; else every text goes through the stages.
"""

from pinyin_strip.bulk.arrays import clean_array
from pinyin_strip.bulk.stats import Stats
from pinyin_strip.bulk.texts import clean_many, iter_clean

__all__ = ["Stats", "clean_array", "clean_many", "iter_clean"]
