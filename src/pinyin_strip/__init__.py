"""Read the readings that are written into Chinese text: take them out, check them, or turn them into ruby."""

from pinyin_strip.api import check, clean, parse, ruby
from pinyin_strip.bulk import Stats, clean_array, clean_many, iter_clean
from pinyin_strip.document import Convention, Document, Finding, Gloss, Notation, Syllable, Verdict
from pinyin_strip.options import Options
from pinyin_strip.renderers import RubyOptions
from pinyin_strip.rules import RULES

__all__ = [
    "RULES",
    "Convention",
    "Document",
    "Finding",
    "Gloss",
    "Notation",
    "Options",
    "RubyOptions",
    "Stats",
    "Syllable",
    "Verdict",
    "check",
    "clean",
    "clean_array",
    "clean_many",
    "iter_clean",
    "parse",
    "ruby",
]
