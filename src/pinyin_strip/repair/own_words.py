"""What a page says about its own subject: how often it has a hanzi, and two of them side by side.

Few of its hanzi are ever asked for, so each is counted along the text when it is; a page that is asked for many
is counted once as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from operator import add

__all__ = ["OwnWords"]

#: So many hanzi, or pairs, are counted one by one: as long as that takes no longer than to count all.
FEW = 100


class OwnWords:
    """Counts of hanzi and of their neighbours on a page, in simplified form.

    Args:
        text: the page.
        simplified: the simplified form of a character, where it is another one.
        variants: for a simplified form that is written in more ways than one, all of them.
    """

    def __init__(self, text: str, simplified: Mapping[int, str], variants: Mapping[str, str]) -> None:
        self._text, self._simplified, self._variants = text, simplified, variants
        #: How many characters the page has; the more, the more a count is worth.
        self.total = len(text) + 100
        self._singles: dict[str, int] = {}
        self._pairs: dict[str, int] = {}

    def single(self, form: str) -> int:
        """How often the hanzi ``form`` stands on the page, in any variant; 0 for what is no hanzi."""
        known = self._singles.get(form)
        if known is not None:
            return known
        if not "\u4e00" <= form <= "\u9fff":
            times = 0
        elif len(self._singles) < FEW:
            times = sum(map(self._text.count, self._variants.get(form, form)))
        else:
            times = self._all_singles[form]
        self._singles[form] = times
        return times

    def pair(self, first: str, second: str) -> int:
        """How often ``first`` and ``second`` stand side by side on the page."""
        both = first + second
        known = self._pairs.get(both)
        if known is not None:
            return known
        if not self.single(first) or not self.single(second):
            times = 0
        elif first == second or len(self._pairs) >= FEW:  # str.count would pass over the second pair of 哈哈哈
            times = self._all_pairs[both]
        else:
            seconds = self._variants.get(second, second)
            times = sum(self._text.count(one + two) for one in self._variants.get(first, first) for two in seconds)
        self._pairs[both] = times
        return times

    @cached_property
    def chars(self) -> frozenset[str]:
        """Every character of the page."""
        return frozenset(self._text)

    @cached_property
    def _plain(self) -> str:
        return self._text.translate(self._simplified)

    @cached_property
    def _all_singles(self) -> Counter[str]:
        return Counter(self._plain)

    @cached_property
    def _all_pairs(self) -> Counter[str]:
        return Counter(map(add, self._plain, self._plain[1:]))
