"""What the loops of the fast scan and their callers say to each other: sizes of tables, and what numbers stand for."""

from __future__ import annotations

from pinyin_strip.tokenizer.shapes.brackets import LONGEST_BODY
from pinyin_strip.tokenizer.shapes.lines import LONGEST_LINE
from pinyin_strip.tokenizer.shapes.sentences import LONGEST as LONGEST_SENTENCE

__all__ = [
    "CHAINED",
    "COLUMNS",
    "DAMAGE",
    "FIRST_HANZI",
    "FOLDS",
    "FOREIGN",
    "HANZI",
    "INLINE",
    "LEFT",
    "LINE_SITE",
    "LONGEST_BODY",
    "LONGEST_LINE",
    "LONGEST_SENTENCE",
    "NO_BASE",
    "OPEN",
    "SLOTS",
    "TONED_SITE",
    "UNSURE",
]

FIRST_HANZI, HANZI = 0x4E00, 0x5200  # the unified ideographs of the basic plane
FOLDS = 0x250  # characters whose letter is looked up: ASCII, Latin-1 and Latin Extended
SLOTS = 8192  # some 1,400 syllables: more than half of them are found, or found missing, at the first look

COLUMNS = 4  # numbers to a site: what it is, where it starts and ends, and where its base begins (toned) or ends
TONED_SITE = 1  # certainly a gloss: toned syllables in a bracket, listed readings of the hanzi directly before
FOREIGN = 2  # certainly none: Latin letters in a bracket behind hanzi
OPEN = 3  # Python judges it
DAMAGE = 4  # no site, but a mark of byte-level damage (damage/marks.py): what stands near it may be no gloss
LINE_SITE = 5  # certainly a gloss: a line of toned readings beside its line of hanzi
CHAINED = 8  # beside OPEN: the bracket stands directly behind another one, and reads what that reads

INLINE = 12  # bytes of a text that stand in its view (Arrow columnar format)
NO_BASE = -1  # instead of the place where hanzi end: none stand before
UNSURE = -2  # the same: only Python can tell

LEFT = -1  # instead of a count: only Python can tell
