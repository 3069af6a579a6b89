"""Where in a paragraph of Markdown there is no prose: told by the parser itself, rule by rule, as it goes through it.

markdown-it-py's tokens of a paragraph have no offsets, so its loop over the rules is repeated here and takes note of what
each rule consumed. Source: CommonMark 0.31.2, section 6; GitHub Flavored Markdown, strikethrough; TeX math as in Pandoc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType

from pinyin_strip.formats.spans import Span, apart

__all__ = ["InlineReader"]

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_RUBY = frozenset({"ruby", "rb", "rt", "rp", "rtc"})
_UNREAD = frozenset(
    {"script", "style", "textarea", "pre", "code", "kbd", "samp", "var", "svg", "math", "object", "select", "iframe"}
)
_CLOSERS = {"$$": re.compile(r"\$\$"), "$": re.compile(r"(?<![\s\\])\$(?!\d)"), "\\(": re.compile(r"\\\)"),
            "\\[": re.compile(r"\\\]")}  # fmt: skip


class _Tag(NamedTuple):
    """An HTML tag, or what is no tag but looks like one (a comment, an instruction): then it has no name."""

    start: int
    end: int
    name: str
    closing: bool


class InlineReader(ParserInline):
    """The inline parser, with an eye on offsets; ``hidden_in`` is what it is there for.

    Args:
        ruby: whether ruby elements are prose.
        images: whether the texts of images are; no markup can stand in them.
        math: whether there is math; CommonMark knows none.
    """

    def __init__(self, *, ruby: bool = True, images: bool = True, math: bool = True) -> None:
        super().__init__()
        if math:
            self.ruler.before("escape", "math", self._math)
        self._ruby, self._images = ruby, images
        self._hidden: list[Span] = []
        self._tags: list[_Tag] = []
        self._label: Span = (0, 0)  # what was gone through last inside a link or an image
        self._base = self._at = self._depth = 0
        self._unclosed: dict[tuple[str, int], int] = {}

    def hidden_in(self, content: str, parser: MarkdownIt, env: EnvType) -> list[Span]:
        """Return the spans of a paragraph's content that are no prose: sorted and apart, offsets in code points."""
        self._hidden, self._tags, self._unclosed = [], [], {}
        self._base = self._at = self._depth = 0
        self._through(StateInline(content, parser, env, []))
        return list(apart([*self._hidden, *self._in_tags(content)]))

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        """Go through the text of an image, which stands two characters after its beginning."""
        before, closers = self._base, self._unclosed
        self._base, self._unclosed = self._at + 2, {}
        state = StateInline(src, md, env, tokens)
        self._through(state)
        self._label = (self._base, self._base + len(src))
        self._base, self._unclosed = before, closers
        return state.tokens

    def _through(self, state: StateInline) -> None:
        """Go through all of a text."""
        self.tokenize(state)

    def tokenize(self, state: StateInline) -> None:
        """Go through a range as ``ParserInline.tokenize`` does, and note what is no prose."""
        rules = self.ruler.getRules("")
        begin, end, deepest = state.pos, state.posMax, state.md.options["maxNesting"]
        while state.pos < end:
            start = state.pos
            self._at = self._base + start
            for rule in rules if state.level < deepest else ():
                if rule(state, False):
                    self._note(rule.__name__, self._base + start, state)
                    break
            else:
                state.append_pending(state.src[start])
                state.pos = start + 1
        if state.pending:
            state.pushPending()
        self._label = (self._base + begin, self._base + end)

    def _note(self, rule: str, start: int, state: StateInline) -> None:
        """Note what a rule consumed, if it is no prose."""
        end = self._base + state.pos
        if rule in ("autolink", "_math"):
            self._hidden.append((start, end))
        elif rule == "backtick":
            raw = state.src[start - self._base : state.pos]
            if raw.strip("`"):  # else backticks that nothing closes
                self._hidden.append((start, end))
        elif rule == "html_inline":
            found = _TAG.match(state.src, start - self._base)
            name = found[2].lower() if found else ""
            self._tags.append(_Tag(start, end, name, bool(found and found[1])))
        elif rule in ("link", "image"):
            self._hidden += self._around(rule, start, end, state.src)

    def _around(self, rule: str, start: int, end: int, source: str) -> list[Span]:
        """Return what is no prose in a link or an image: all but its text.

        The text of a reference that names its definition by it ([text], [text][]) is a name and stays as it is.
        """
        first, last = self._label
        behind = source[last + 1 - self._base : end - self._base]
        if not behind or behind == "[]" or (rule == "image" and not self._images):
            return [(start, end)]
        return [(start, first), (last, end)]

    def _in_tags(self, content: str) -> list[Span]:
        """Return what is no prose in and between HTML tags: their insides, and what stands in code, scripts and the like.

        The angle brackets, the names of ruby elements and breaks stay, for the tokenizer knows them.
        """
        found, number = list[Span](), 0
        while number < len(self._tags):
            tag = self._tags[number]
            number += 1
            if tag.name in _UNREAD or (tag.name == "ruby" and not self._ruby):
                last = tag if tag.closing else _closing(islice(self._tags, number, None), tag.name)
                found.append((tag.start, last.end if last else len(content)))
                while number < len(self._tags) and self._tags[number].start < found[-1][1]:
                    number += 1
            elif tag.name == "br":
                continue
            elif tag.name == "img":
                found.append((tag.start, tag.end))
            else:
                head = 1 + tag.closing + len(tag.name) if tag.name in _RUBY else 1
                if tag.name in _RUBY and content[tag.start + head].isspace():
                    head += 1  # tells the name from what follows
                found.append((tag.start + head, tag.end - 1))
        return found

    def _math(self, state: StateInline, silent: bool) -> bool:
        r"""Take $…$, $$…$$, \(…\) or \[…\] whole."""
        start = state.pos
        opening = state.src[start : start + 2]
        if opening not in _CLOSERS:
            opening = opening[:1]
        place = start + len(opening)
        if opening not in _CLOSERS or place >= state.posMax or (opening == "$" and state.src[place].isspace()):
            return False
        end = self._end_of_math(state, opening, place)
        if end < 0:
            return False
        if not silent:
            state.push("math_inline", "math", 0)
        state.pos = end
        return True

    def _end_of_math(self, state: StateInline, opening: str, place: int) -> int:
        """Return where math ends that began before a place, -1 if it does not; nothing is looked for twice in vain."""
        key = opening, state.posMax
        if self._unclosed.get(key, state.posMax) <= place:
            return -1
        closing = _CLOSERS[opening].search(state.src, place + 1, state.posMax)
        if closing is None:
            self._unclosed[key] = place
            return -1
        return closing.end()


def _closing(tags: Iterable[_Tag], name: str) -> _Tag | None:
    """Return the tag that closes an element which begins before these; the same name may nest in it."""
    depth = 1
    for tag in tags:
        if tag.name == name:
            depth += -1 if tag.closing else 1
            if not depth:
                return tag
    return None
