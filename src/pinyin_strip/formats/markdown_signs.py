"""Which signs in a paragraph of Markdown nobody sees: told by the parser's own rules, as ``InlineReader`` tells what is no prose.

Source: CommonMark 0.31.2, section 6; GitHub Flavored Markdown, strikethrough.
"""

from __future__ import annotations

from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, link_pairs
from markdown_it.utils import EnvType

from pinyin_strip.formats.markdown_inline import InlineReader
from pinyin_strip.formats.spans import Span
from pinyin_strip.places import ShownSpan

__all__ = ["SignReader"]


class SignReader(InlineReader):
    """The inline parser with an eye on its signs; ``signs_in`` is what it is there for."""

    def __init__(self) -> None:
        super().__init__()
        self._signs: list[ShownSpan] = []
        self._delimiters: dict[int, Span] = {}

    def signs_in(self, content: str, parser: MarkdownIt, env: EnvType) -> list[ShownSpan]:
        """Return the spans of a paragraph's content that are seen as something else, mostly as nothing: sorted and apart."""
        self._signs, self._delimiters = [], {}
        self.hidden_in(content, parser, env)
        return sorted(self._signs)

    def _through(self, state: StateInline) -> None:
        """Go through a text, and see afterwards which marks of emphasis belong together."""
        outer, self._delimiters = self._delimiters, {}
        super()._through(state)
        link_pairs(state)
        for delimiters in (state.delimiters, *(meta["delimiters"] for meta in state.tokens_meta if meta)):
            for one in delimiters:
                if one.end >= 0:
                    self._hide(self._delimiters[id(one)], self._delimiters[id(delimiters[one.end])])
        self._delimiters = outer

    def _hide(self, *spans: Span, written: str = "") -> None:
        self._signs += [ShownSpan(start, end, written) for start, end in spans if start < end]

    def _note(self, rule: str, start: int, state: StateInline) -> None:
        """Note which signs are in what a rule consumed."""
        super()._note(rule, start, state)
        end, raw = self._base + state.pos, state.src[start - self._base : state.pos]
        if rule in ("link", "image"):
            first, last = self._label
            self._hide((start, first), (last, end))
        elif rule == "autolink":
            self._hide((start, start + 1), (end - 1, end))
        elif rule == "entity":
            self._hide((start, end), written=unescape(raw))
        elif rule == "html_inline":
            broken = self._tags[-1].name == "br" and not state.src.startswith("\n", state.pos)
            self._hide((start, end), written="\n" * broken)
        elif rule == "escape" and (raw[1] == "\n" or state.tokens[-1].content == raw[1:]):
            self._hide((start, start + 1))
        elif rule == "tokenize":
            self._delimit(raw, start, state)
        else:
            width = _width_of_marks(rule, raw)
            self._hide((start, start + width), (end - width, end))

    def _delimit(self, raw: str, start: int, state: StateInline) -> None:
        """Note where the marks stand that were added to the delimiters: one by one, or two by two if they strike out."""
        width = 2 if raw[0] == "~" else 1
        start += len(raw) % width
        count = len(raw) // width
        for number, one in enumerate(state.delimiters[-count:]):
            self._delimiters[id(one)] = (start + number * width, start + (number + 1) * width)


def _width_of_marks(rule: str, raw: str) -> int:
    """Return how many signs stand before and behind code or math; 0 if it is neither."""
    if rule == "backtick" and raw.strip("`"):  # else backticks that nothing closes
        return len(raw) - len(raw.lstrip("`"))
    if rule == "_math":
        return 1 if raw[0] == "$" and raw[1] != "$" else 2
    return 0
