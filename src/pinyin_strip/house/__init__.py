"""The house's own readings: names and terms that an editor wants read so, whatever a dictionary lists."""

from pinyin_strip.house.file import BadReadings, words_of_file, words_of_lines
from pinyin_strip.house.syllables import syllables_of
from pinyin_strip.house.told import NOTHING, Told
from pinyin_strip.house.value import HouseReadings

__all__ = ["NOTHING", "BadReadings", "HouseReadings", "Told", "syllables_of", "words_of_file", "words_of_lines"]
