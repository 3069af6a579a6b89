"""The sites of a text where the loops were not compiled: the commonest glosses by one expression, all other signs by the shapes."""

from __future__ import annotations

from functools import lru_cache

from pinyin_strip import readings
from pinyin_strip.damage import may_be_damaged
from pinyin_strip.fastscan.tables import is_certain
from pinyin_strip.fastscan.terms import DAMAGE, TONED_SITE
from pinyin_strip.fastscan.tokens import Site
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import CLOSING, CLOSING_OF, TONED, in_class
from pinyin_strip.tokenizer import Last, Token, signs_of, tokens_at
from pinyin_strip.tokenizer.shapes import SHAPES

__all__ = ["sites_and_tokens"]

_ONE_SYLLABLE = Pattern(rf".([a-z{TONED}]{{1,6}})([{in_class(CLOSING)}])(?![{in_class(''.join(CLOSING_OF))}])")


def sites_and_tokens(text: str) -> tuple[list[Site], list[Token]]:
    """Find the toned glosses that are certain, and the tokens that have to be judged.

    >>> sites, tokens = sites_and_tokens("国(guó)银行(yin hang)")
    >>> [(site.start, site.end) for site in sites], [(token.start, token.end) for token in tokens]
    ([(1, 6)], [(8, 18)])
    """
    sites = [Site(DAMAGE, 0, 0, 0)] if may_be_damaged(text) else []
    tokens: list[Token] = []
    last: Last = {}
    done = 0
    for at in signs_of(text):
        if at < done:
            continue
        end = _toned_gloss(text, at)
        if end:
            sites.append(Site(TONED_SITE, at, end, at - 1))
            done = end
        else:
            tokens += (token for token in tokens_at(text, at, SHAPES, last) if token.may_go)
    return sites, tokens


def _toned_gloss(text: str, at: int) -> int:
    """Where a bracket ends that holds one toned syllable, a listed reading of the hanzi directly before it; 0 for any other."""
    opening = text[at]
    if opening not in CLOSING_OF or opening == "《" or not at or not "\u4e00" <= text[at - 1] <= "\u9fff":
        return 0
    match = _ONE_SYLLABLE.match(text, at)
    if match is None or match[2] != CLOSING_OF[opening]:
        return 0
    return match.end() if _is_sure(match[1]) and match[1] in readings.united(text[at - 1]).spelt else 0


@lru_cache(maxsize=1 << 12)
def _is_sure(reading: str) -> bool:
    return is_certain(reading)
