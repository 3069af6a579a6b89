"""What a page says about its own subject: how often it has a hanzi, and two of them side by side.

Few of its hanzi are ever asked for, so each is counted along the text when it is; a page that is asked for many
is counted once as a whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from operator import add

__all__ = ["Pairs", "Singles"]

#: So many hanzi, or pairs, are counted one by one: as long as that takes no longer than to count all.
FEW = 80


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
