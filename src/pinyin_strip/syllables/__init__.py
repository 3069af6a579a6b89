"""Spelling ↔ syllable: how a reading is written, in tone marks, tone digits, without tones, or in zhuyin.

No phonology is typed in by hand: the syllables are those of pypinyin's readings, and their other spellings are
pypinyin's own ``Style`` conversions. What is written here is only how the *writing* varies: Unicode composition,
letters that look alike, and the ways of typing ü.
"""

from pinyin_strip.syllables.notation import in_notation_of, respelt
from pinyin_strip.syllables.reader import spell
from pinyin_strip.syllables.spelling import Part, Spelling
from pinyin_strip.syllables.tables import SyllableTables, mark_place, reading_parts, spelling_of, tables, zhuyin_of

__all__ = [
    "Part", "Spelling", "SyllableTables", "in_notation_of", "mark_place", "reading_parts", "respelt", "spell", "spelling_of", "tables",
    "zhuyin_of",
]  # fmt: skip
