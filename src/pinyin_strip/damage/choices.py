"""Which of many hanzi are the likeliest behind another one? Found among the few that can be.

A hanzi that was never counted behind the other one is as likely as it is frequent. So of a set that is put in
order of frequency once, only the first few have to be looked at, those that were counted there, and those of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from pinyin_strip.damage import plausibility
from pinyin_strip.damage.own_words import PageWords

__all__ = ["Choices"]


class Choices:
    """A set of characters of the repertoire to choose from, each with what decides between equals (the higher)."""

    def __init__(self, rank_of: Mapping[str, int]) -> None:
        self.rank_of = rank_of
        #: Those that follow rules of their own: their share says nothing of what they score behind a hanzi.
        self.special = [char for char in rank_of if plausibility.is_special(char)]
        others = rank_of.keys() - {*self.special}
        self._frequent = sorted(others, key=lambda char: (plausibility.share(char), rank_of[char]), reverse=True)
        self.greatest_share = max(map(plausibility.share, rank_of), default=0.0)
        self._by_form: dict[str, list[str]] = {}
        self._by_variant: dict[str, list[str]] = {}
        for char in rank_of:
            form = plausibility.form_of(char)
            self._by_form.setdefault(form, []).append(char)
            for variant in plausibility.variants_of(form):
                self._by_variant.setdefault(variant, []).append(char)

    def likeliest(self, number: int, before: str) -> list[tuple[float, str]]:
        """The likeliest behind ``before`` on any page, best first, each with its score."""
        some = {*self._frequent[:number], *self._counted_behind(before)}
        score, rank_of = plausibility.score, self.rank_of
        scored = sorted([(score(char, before), rank_of[char], char) for char in some], reverse=True)
        return [(score, char) for score, _, char in scored[:number]]

    def likeliest_on(self, page: PageWords, number: int, before: str) -> list[tuple[float, str]]:
        """The likeliest behind ``before`` on ``page``, best first, each with its score."""
        some = page.candidates.get((self, number))
        if some is None:
            some = page.candidates[self, number] = self._candidates_on(page, number)
        some = some.union(self._counted_behind(before))
        rank_of = self.rank_of
        scores = zip(page.scores(before, some), some, strict=True)
        scored = sorted([(score, rank_of[char], char) for score, char in scores], reverse=True)
        return [(score, char) for score, _, char in scored[:number]]

    def _candidates_on(self, page: PageWords, number: int) -> frozenset[str]:
        """Those that the page shows, and the most frequent ``number`` of the others."""
        shown = {char for variant in page.chars & self._by_variant.keys() for char in self._by_variant[variant]}
        others = (char for char in self._frequent if char not in shown)
        return frozenset((*shown, *islice(others, number)))

    def _counted_behind(self, before: str) -> list[str]:
        """Those that were counted behind ``before`` in the texts that the table is made from."""
        forms = plausibility.followers(plausibility.form_of(before)).forms & self._by_form.keys()
        return [*self.special, *(char for form in forms for char in self._by_form[form])]
