"""Many texts at once: lists, Arrow arrays and streams, through the compiled lane where that is sure, else the full path.

The results are those of ``clean``, always. The lane (``lane/``) is compiled where there was a C compiler when the
package was installed; else everything goes through the full path.
"""

from pinyin_strip.bulk.arrays import clean_array
from pinyin_strip.bulk.stats import Stats
from pinyin_strip.bulk.texts import clean_many, iter_clean

__all__ = ["Stats", "clean_array", "clean_many", "iter_clean"]
