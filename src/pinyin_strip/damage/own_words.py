"""What a page says about its own subject: how often it has a hanzi, and two of them side by side.

Few of its hanzi are ever asked for, so each is counted along the text when it is; a page that is asked for many
is counted once as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from math import log
from operator import add

from pinyin_strip.damage.plausibility import (
    chance_of,
    counted,
    followers,
    form_of,
    known_as,
    share,
    simplified_points,
    variants,
)

__all__ = ["PageWords", "vouched"]

#: So many hanzi, or pairs, are counted one by one: as long as that takes no longer than to count all.
FEW = 80
#: Weight of the page's own words.
HERE = 0.15
#: Scores that are kept for a page; a long one has no more to say.
REMEMBERED = 1 << 16
#: A hanzi that makes up this share of all text may stand beside anything.
COMMONPLACE = 4e-4


class Singles(dict[str, int]):
    """How often hanzi stand on a page, by simplified form, in any variant; 0 for what is no hanzi.

    Args:
        text: the page.
        variants: for a simplified form that is written in more ways than one, all of them.
    """

    def __init__(self, text: str, variants: Mapping[str, str]) -> None:
        super().__init__()
        self._text, self._variants = text, variants

    def __missing__(self, form: str) -> int:
        if not "\u4e00" <= form <= "\u9fff":
            times = 0
        elif len(self) < FEW:
            times = sum(map(self._text.count, self._variants.get(form, form)))
        else:
            times = sum(map(self._all.__getitem__, self._variants.get(form, form)))
        self[form] = times
        return times

    @cached_property
    def _all(self) -> Counter[str]:
        return Counter(self._text)


class Pairs(dict[str, int]):
    """How often two hanzi that both stand on a page stand side by side there, by simplified forms.

    Args:
        text: the page.
        simplified: the simplified form of a character, where it is another one.
        variants: for a simplified form that is written in more ways than one, all of them.
    """

    def __init__(self, text: str, simplified: Mapping[int, str], variants: Mapping[str, str]) -> None:
        super().__init__()
        self._text, self._simplified, self._variants = text, simplified, variants

    def __missing__(self, both: str) -> int:
        first, second = both[0], both[1]
        if first == second or len(self) >= FEW:  # str.count would pass over the second pair of 哈哈哈
            times = self._all[both]
        else:
            seconds = self._variants.get(second, second)
            times = sum(self._text.count(one + two) for one in self._variants.get(first, first) for two in seconds)
        self[both] = times
        return times

    @cached_property
    def _all(self) -> Counter[str]:
        plain = self._text.translate(self._simplified)
        return Counter(map(add, plain, plain[1:]))


class PageWords(dict[str, float]):
    """Scores on a page by its own words: that of the last character of each key behind the one before it, if any.

    Each is reckoned when it is first asked for.

    Attributes:
        singles: how often the page has a hanzi.
        pairs: how often it has two hanzi, of which it has each, side by side.
        candidates: what `choices.Choices` choose from on the page.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text, self._total = text, len(text) + 100
        self.candidates: dict[tuple[object, int], frozenset[str]] = {}
        self.singles = Singles(text, variants())
        self.pairs = Pairs(text, simplified_points(), variants())

    @cached_property
    def chars(self) -> frozenset[str]:
        """Every character of the page."""
        return frozenset(self._text)

    def __missing__(self, key: str) -> float:
        if len(self) >= REMEMBERED:
            self.clear()
        self[key] = score = self.scores(key[:-1], key[-1])[0]
        return score

    def highest(self, before: str, most: float) -> float:
        """What no hanzi of so great a share scores more than, behind ``before``, however often the page has it."""
        first = form_of(before)
        known, beside = followers(first), self.singles[first]
        chance = known.highest + known.unseen * most
        return log((1 - HERE) * chance + HERE * max(chance, 0.7 + 0.3 * beside / (beside + 3)))

    def has_pair(self, first: str, second: str) -> bool:
        """Whether two hanzi stand side by side on the page."""
        return bool(self.singles[first] and self.singles[second] and self.pairs[first + second])

    def scores(self, before: str, chars: Iterable[str]) -> list[float]:
        """The score of each of ``chars`` behind ``before``."""
        first, singles = form_of(before), self.singles
        known, beside = followers(first), singles[first]
        found = []
        for char in chars:
            form, written, alone = known_as(char)
            chance = known.share(form) * written + known.unseen * alone
            if alone < 0:  # neither an ideographic space nor a number in one sign stands among hanzi
                chance = chance_of(char, before)
            elif times := singles[form]:
                pairs = self.pairs[first + form] if beside else 0
                chance = (1 - HERE) * chance + HERE * (0.7 * times / self._total + 0.3 * pairs / (beside + 3))
            found.append(log(chance))
        return found


def vouched(char: str, before: str, after: str, page: PageWords) -> bool:
    """Whether ``char`` makes a known pair with a neighbour, is frequent enough to stand alone, or is a usual mark."""
    if share(char) >= COMMONPLACE:
        return True
    if not "\u4e00" <= char <= "\u9fff":
        return char < "\x80" or char == "\u3000" or form_of(char) in counted()
    pairs = ((form_of(one), form_of(two)) for one, two in ((before, char), (char, after)))
    return any(followers(first).share(second) > 0 or page.has_pair(first, second) for first, second in pairs)
