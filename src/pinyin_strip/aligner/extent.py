"""What goes with a gloss is the gloss: its reading, brackets, label, marks and blanks, and not one character more.

The searches and the aligner say where a gloss begins and ends. This is the check that they said so rightly: every
character of the span is accounted for, whichever way of writing found it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from pinyin_strip import readings
from pinyin_strip.aligner.alignment import Alignment
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import BRACKETS, CLOSING, EMPHASIS, HAN, QUOTATION, in_class
from pinyin_strip.tokenizer import LABEL, is_hanzi
from pinyin_strip.tokenizer.pairs import closing_marks, paired
from pinyin_strip.tokenizer.shapes.apposed import LABEL as APPOSED_LABEL
from pinyin_strip.tokenizer.shapes.lines import LONGEST_LINE, is_repeated
from pinyin_strip.tokenizer.shapes.notations import ELEMENTS, EMPHASISED, MACROS, TYPST
from pinyin_strip.values import Convention, Notation

__all__ = ["is_whole_gloss"]

_MARKS = r"\s*'’‘ʼ`´\-‐-―−·•・‧_/／,，、.。．…!！?？;；:：“”\"「」『』〈〉=＝~～|｜\u200b-\u200f\u2060\ufeff\u00ad"
_SPEECH_TAG = (
    Pattern(r"<(?:phoneme|say-as)\s[^<>]*[\"']"),
    Pattern(r"[\"'][^<>]*>"),
)  # before the reading, and behind it
_FRAME = Pattern(
    rf"(?:(?<=[\[［])=|[{BRACKETS}{_MARKS}{HAN}]|\\[nNrt]|<[bB][rR] ?/?>|</?(?:r[tp]|{ELEMENTS}|{EMPHASISED})(?:\s[^<>]*)?>|\^|{TYPST}|{MACROS}|(?i:hanyu[ ]pinyin|pinyin|py|pronounced|zhuyin|bopomofo|or))*"
)
_SEPARATOR = Pattern(
    rf"[ \t]*[,，;；/／]?[ \t]*[\-–—―]{{0,2}}[ \t]*(?:{APPOSED_LABEL})?[\u3000{in_class(''.join(EMPHASIS))}]*"
)
_LABEL = Pattern(rf"\p{{Han}}{{0,6}}(?:{LABEL})(?:[为為是同近如若似作])?|或者?|[一二三四轻輕](?:声|聲)")
_HANZI = Pattern(f"[{HAN}]+")
_QUOTES = QUOTATION - {"‘"}  # what closes that is an apostrophe, too
_QUOTE = Pattern(rf"[\"{''.join(sorted(_QUOTES))}{''.join(EMPHASIS[mark] for mark in sorted(_QUOTES))}]")


def is_whole_gloss(text: str, found: Alignment) -> bool:
    """Whether all that would be taken out belongs to the gloss."""
    span, token = text[found.start : found.end], found.token
    if token.convention is Convention.INTERLINEAR:
        span = _without_prefix(text, found)
    if token.opening and _QUOTE.search(span) and not _is_balanced(span):
        return False
    if token.opening and span == f"{token.opening}{found.text}{token.closing}" and len(found.pairs) == 1:
        return True
    if _opens_more(text, found):
        return False
    frames = _frames(span, found)
    if frames is None and ("&" in span or "\\" in span):
        frames = _frames(_plain(span), found)
    if frames is None:
        return False
    if not _is_framed(text, frames[0], frames[-1], found) or any(
        pair.start < found.end and found.start < pair.end for pair in found.pairs
    ):
        return False
    if _SPEECH_TAG[0].fullmatch(frames[0]) and _SPEECH_TAG[1].fullmatch(frames[-1]):
        frames = frames[1:-1]
    base = text[max(0, token.base_end - 16) : token.base_end]
    return all(_FRAME.fullmatch(frame) and _is_told(frame, base, found) for frame in set(frames))


def _is_balanced(span: str) -> bool:
    """Whether the quotation marks in a bracket open and close in it: one that closes more would go with it."""
    return span.count('"') % 2 == 0 and all(span.count(mark) == span.count(EMPHASIS[mark]) for mark in _QUOTES)


def _opens_more(text: str, found: Alignment) -> bool:
    """Whether half of a pair of quotation marks or brackets would go, of a part of a bracket or behind a bar."""
    token = found.token
    part = token.opening and (found.start, found.end) != (token.start, token.end)
    if not (part or found.convention is Convention.PIPE):
        return False
    return paired(text, found.start, found.end) != (found.start, found.end)


def _without_prefix(text: str, found: Alignment) -> str:
    """The span of a line of readings, blanks for what it repeats of the line of hanzi: the speaker, the time, the number."""
    span, token = text[found.start : found.end], found.token
    if token.base_start >= token.end:  # the line of hanzi is the next one
        line, base_line = token.start, token.end
    else:
        line = text.rfind("\n", max(0, token.body_start - LONGEST_LINE), token.body_start) + 1
        base_line = text.rfind("\n", max(0, token.base_start - LONGEST_LINE), token.base_start) + 1
    first = max(found.start, line)
    if line == base_line or not is_repeated(text[first : token.body_start], text[base_line : token.base_start]):
        return span
    return span[: first - found.start] + " " * (token.body_start - first) + text[token.body_start : found.end]


def _is_framed(text: str, head: str, tail: str, found: Alignment) -> bool:
    """Whether a gloss begins and ends as its way of writing does."""
    token = found.token
    if found.convention in (Convention.BARE, Convention.APPOSITION):
        apart = _SEPARATOR.fullmatch(head) is not None if found.convention is Convention.APPOSITION else not head
        marked = not token.whole and tail == closing_marks(text, token)
        return apart and (
            not tail
            or tail in (",", ", ")
            or tail in CLOSING
            or tail in "/／"
            or marked
            or (token.whole and not tail.isalnum())
        )
    whole = (found.start, found.end) == (token.start, token.end)
    return not (whole and token.opening) or (head.lstrip()[:1] == token.opening and tail[-1:] == token.closing)


def _plain(span: str) -> str:
    """The span as its reading was spelt: entities resolved, escaped line breaks as blanks."""
    return html.unescape(span).replace("\\n", "  ").replace("\\r", "  ").replace("\\t", "  ")


def _frames(span: str, found: Alignment) -> list[str] | None:
    """What stands before, between and after the syllables; ``None`` if one of them does not stand there."""
    frames, reached = [], 0
    for written in _written(found):
        place = span.find(written, reached)
        if place < 0:
            return None
        frames.append(span[reached:place])
        reached = place + len(written)
    return [*frames, span[reached:]]


def _written(found: Alignment) -> Iterator[str]:
    """The syllables as they are written, each once; a reading told without letters is its own text."""
    if found.notation is Notation.HOMOPHONE and found.convention is Convention.HOMOPHONE:
        yield from found.text.split("/")
    else:
        yield from (pair.written for pair in found.pairs)


def _is_told(frame: str, base: str, found: Alignment) -> bool:
    """Whether the hanzi beside a reading are a label, name its base, or tell its sound (谷gǔ)."""
    if frame.isascii() or not _HANZI.search(frame):
        return True
    rest = _LABEL.sub("", frame)
    spelt = {pair.part.plain for pair in found.pairs}
    return all(
        word in base or all(spelt & readings.united(hanzi).tones.keys() for hanzi in word if is_hanzi(hanzi))
        for word in _HANZI.findall(rest)
    )
