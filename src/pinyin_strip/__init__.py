"""Read the readings that are written into Chinese text: take them out, check them, or turn them into ruby."""

from pinyin_strip.api import check, clean, parse, ruby
from pinyin_strip.document import Convention, Document, Finding, Gloss, Notation, Syllable, Verdict
from pinyin_strip.options import Options
from pinyin_strip.rules import RULES

__all__ = [
    "RULES",
    "Convention",
    "Document",
    "Finding",
    "Gloss",
    "Notation",
    "Options",
    "Syllable",
    "Verdict",
    "check",
    "clean",
    "parse",
    "ruby",
]
