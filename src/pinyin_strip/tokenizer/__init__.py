"""Text → tokens: what is shaped like a gloss, and where the hanzi that it may read would stand.

Only shapes are looked at here; whether the hanzi read so is the aligner's question. Every pattern is bounded or cannot
overlap itself, so that the time grows with the length of the text and with nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pinyin_strip.document import Convention
from pinyin_strip.tokenizer.bare import scan_apposed, scan_bare
from pinyin_strip.tokenizer.brackets import CONVENTIONS, scan_brackets, scan_unclosed, with_closing
from pinyin_strip.tokenizer.lines import scan_columns, scan_lines
from pinyin_strip.tokenizer.markup import scan_pipes, scan_rt
from pinyin_strip.tokenizer.segments import LABEL, OTHER_LANGUAGE, OTHER_READING, SOUNDS_ALIKE, Segment, segments
from pinyin_strip.tokenizer.token import LETTERS, PHONETIC, ZHUYIN, Token, hanzi_in, is_hanzi

__all__ = [
    "LABEL",
    "LETTERS",
    "OTHER_LANGUAGE",
    "OTHER_READING",
    "ZHUYIN",
    "Segment",
    "Token",
    "hanzi_in",
    "is_hanzi",
    "may_hold_gloss",
    "segments",
    "tokenize",
    "with_closing",
]


# Each way of looking, and the conventions that it finds.
_SCANS: tuple[tuple[Callable[[str], Iterator[Token]], frozenset[Convention]], ...] = (
    (scan_brackets, CONVENTIONS),
    (scan_unclosed, CONVENTIONS),
    (scan_rt, frozenset({Convention.MARKUP})),
    (scan_pipes, frozenset({Convention.PIPE})),
    (scan_bare, frozenset({Convention.BARE})),
    (scan_apposed, frozenset({Convention.APPOSITION})),
    (scan_lines, frozenset({Convention.INTERLINEAR})),
    (scan_columns, frozenset({Convention.INTERLINEAR})),
)


def may_hold_gloss(text: str) -> bool:
    """Whether there is anything in the text that a gloss can be made of: a cheap look before the real one."""
    if PHONETIC.search(text):
        return True
    return any(bracket in text for bracket in "(（[［【〖〔{｛") and SOUNDS_ALIKE.search(text) is not None


def tokenize(text: str, conventions: frozenset[Convention]) -> list[Token]:
    """Find everything in ``text`` that is shaped like a gloss, in order; tokens may overlap where shapes do.

    >>> [(t.start, t.end, t.base_end) for t in tokenize("国(guó)际", frozenset(Convention))]
    [(1, 6, 1)]
    """
    if not may_hold_gloss(text):
        return []
    found: list[Token] = []
    for scan, wanted in _SCANS:
        if wanted & conventions:
            found += scan(text)
    return sorted((token for token in found if token.convention in conventions), key=lambda token: token.start)
