"""Text → tokens: what is shaped like a gloss, and where the hanzi that it may read would stand.

Only shapes are looked at here; whether the hanzi read so is the aligner's question. Every pattern is bounded or cannot
overlap itself, so that the time grows with the length of the text and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pinyin_strip.document import Convention
from pinyin_strip.patterns import Pattern

__all__ = ["LETTERS", "Segment", "Token", "is_hanzi", "may_hold_gloss", "segments", "tokenize"]

LONGEST_BODY = 400  # code points in one bracket: a long sentence with its readings

# Latin letters with anything that can be a tone mark on them, look-alikes, full-width forms, combining marks.
LETTERS = r"A-Za-z\u00c0-\u024f\u0251\u0261\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a\u0300-\u036f"
ZHUYIN = r"\u3105-\u312f\u31a0-\u31bf"
_TONED = r"\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f"
_PHONETIC = Pattern(rf"[{LETTERS}{ZHUYIN}&]")

_FAMILIES = {
    "(（": Convention.PARENTHESIS, "[［": Convention.SQUARE, "【": Convention.LENTICULAR,
    "〔": Convention.TORTOISE, "{｛": Convention.BRACE, "《": Convention.AOZORA,
}  # fmt: skip
_OPEN = {bracket: convention for brackets, convention in _FAMILIES.items() for bracket in brackets}
_CLOSE = dict(zip(")）]］】〕}｝》", [_OPEN[c] for c in "(（[［【〔{｛《"], strict=True))
_OPENING, _CLOSING = ("".join(f"\\{bracket}" for bracket in side) for side in (_OPEN, _CLOSE))
_BRACKETED = Pattern(rf"([{_OPENING}])([^{_OPENING}{_CLOSING}]{{1,{LONGEST_BODY}}}+)([{_CLOSING}])")
_RT = Pattern(
    r"(?:<rp>[^<]{0,8}</rp>\s*)?<rt(?:\s[^<>]{0,200})?>([^<]{1,400})(?:</rt>)?(?:\s*<rp>[^<]{0,8}</rp>)?", re.I
)
_PIPE = Pattern(r"\{\{?([^{}|｜\n]{1,60})([|｜])([^{}|｜\n]{1,200})\}")
_BARE = Pattern(
    rf"(?<=\p{{Han}})(?:(?=[^\s]{{0,40}}?[{_TONED}1-5])[{LETTERS}]++(?:['’·\-]?[{LETTERS}]++){{0,12}}+[1-5]?"
    rf"|˙?[{ZHUYIN}][{ZHUYIN}ˊˇˋ˙˅]*+)(?![{LETTERS}{ZHUYIN}0-9])"
)
_APPOSED = Pattern(
    rf"(?<=[\p{{Han}}”’\"'」』》])(?:[ \t]*(?:,[ \t]+|，)[ \t]*|[ \t]*[\-–—―]{{1,2}}[ \t]*|[ \t]+)"
    rf"(?=[^\n]{{0,60}}?[{_TONED}1-5{ZHUYIN}])"
    rf"[{LETTERS}]++[1-5]?(?:[ '’·\-]{{1,2}}[{LETTERS}]++[1-5]?){{0,60}}+(?![{LETTERS}])"
)
# What a bracket may say before the reading. The verb forms (读, 念 …) need no colon: 音juān.
LABEL = (
    r"(?:汉语拼音|漢語拼音|现代汉语拼音|注音符号|注音符號|注音|拼音|读音|讀音|发音|發音|读作|讀作|读如|念作|普通话|普通話|"
    r"国语|國語|华语|華語|今音|古音|又音|本音|音|读|讀|念|(?i:hanyu[ ]pinyin|pinyin|py|pronounced|zhuyin|bopomofo))"
)
_LABELLED = Pattern(rf"\s*{LABEL}\s*(?:为|為|是)?\s*[:：]?\s*")
# The same words before a bracket or a bare reading make it the object of a sentence, not a gloss: 读音为 yuè.
_MENTION = Pattern(r"(?:读音|讀音|发音|發音|拼音|注音|音|读|讀|念|叫)(?:作|成|为|為|是|做|如|若|同)?[\s:：“\"‘'「]*$")
_HOMOPHONE = Pattern(
    r"(?:(?:读音|讀音|音|读|讀|念)?(?:同|近|如|若|似|作|为|為|[:：])|音)\s*[“\"‘「『']?(\p{Han}{1,4})(?:音|字)?[”\"’」』']?"
    r"|(?:第?[一二三四](?:声|聲)|[轻輕](?:声|聲)|(?:阴|陰|阳|陽)平|上(?:声|聲)|去(?:声|聲))"
)
_SOUNDS_ALIKE = Pattern(
    r"(?:读音|讀音|音|读|讀|念)(?:同|近|如|若|似|作|为|為|[:：])|音[“\"‘「『']?\p{Han}|第?[一二三四轻輕上去](?:声|聲)|[阴陰阳陽]平"
)
_SPLIT = Pattern(r"\s*[，,；;、/／|｜]\s*|\s+[-–—]\s+")
# Tags, also escaped ones, wiki macros, escaped line breaks, and note marks: ① [2] （3）.
_MARK = Pattern(
    r"(?:<[^<>\n]{1,120}>|&lt;(?:[^&\n]|&(?!lt;)){1,160}?&gt;|~[A-Za-z]~|\\[nrt]"
    r"|[①-⓿❶-➓]|[\[［〔【(（]\s?\d{1,3}\s?[\]］〕】)）])$"
)
_MARK_ENDS = frozenset(">;~nrt]］〕】)）") | {chr(code) for code in (*range(0x2460, 0x2500), *range(0x2776, 0x2794))}
_CLOSERS = frozenset("”’\"'」』》〉*_`~")
_STOPS = frozenset("。，、；：！？…,.!?;:")


@dataclass(frozen=True, slots=True)
class Token:
    """One thing that is shaped like a gloss.

    ``start`` to ``end`` is what would go, ``body_start`` to ``body_end`` the reading without bracket and label, and
    ``base_end`` the end of the hanzi before it (0 if none stands there). ``gap`` tells what lies between.
    """

    start: int
    end: int
    body_start: int
    body_end: int
    base_end: int
    convention: Convention
    opening: str = ""
    closing: str = ""
    quoted: bool = False  # a closing quote, title mark or tag lies between: the base is delimited
    stopped: bool = False  # a mark that ends a sentence or clause lies between
    mention: bool = False  # the words before speak about the reading
    labelled: bool = False  # the bracket says 拼音 or the like
    base_start: int = 0  # the base cannot begin before this
    extra: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bracket: ``start`` to ``end`` with its label, the reading itself, and the homophone beside it."""

    start: int
    end: int
    body_start: int
    body_end: int
    kind: str  # "reading", "homophone", "tone name", "headword" or "other"
    labelled: bool = False


def is_hanzi(char: str) -> bool:
    """Whether a character is a hanzi, in any plane; 〇, 々, radicals and compatibility forms included."""
    return "\u4e00" <= char <= "\u9fff" or (char > "\u2e7f" and _HAN.match(char) is not None)


_HAN = Pattern(r"\p{Han}")


def may_hold_gloss(text: str) -> bool:
    """Whether there is anything in the text that a gloss can be made of: a cheap look before the real one."""
    return _PHONETIC.search(text) is not None or _SOUNDS_ALIKE.search(text) is not None


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
    allowed = conventions | {Convention.PARTIAL}
    return sorted((token for token in found if token.convention in allowed), key=lambda token: token.start)


def _scan_brackets(text: str) -> Iterator[Token]:
    last: Token | None = None
    for match in _BRACKETED.finditer(text):
        opening, body, closing = match.groups()
        convention = _OPEN[opening]
        if convention is not _CLOSE[closing]:
            continue
        if not _PHONETIC.search(body) and not _SOUNDS_ALIKE.search(body):
            continue
        start, end = match.span()
        body_start, body_end, labelled = trim(text, start + 1, end - 1)
        if last is not None and last.end == start:
            base_end, quoted, stopped = last.base_end, last.quoted, last.stopped
        else:
            base_end, quoted, stopped = find_base(text, start)
        head = start
        if base_end:
            while head > base_end and text[head - 1] in " \t\xa0\u3000":
                head -= 1
        extra, base_start = None, 0
        if convention is Convention.AOZORA:
            extra, base_start = _aozora_bar(text, base_end)
        mention = _MENTION.search(text, max(0, base_end - 8), base_end) is not None if base_end else False
        last = Token(
            head, end, body_start, body_end, base_end, convention, opening, closing, quoted, stopped, mention,
            labelled, base_start, extra,
        )  # fmt: skip
        yield last


def _aozora_bar(text: str, base_end: int) -> tuple[tuple[int, int] | None, int]:
    """Find the ｜ that tells where an Aozora base begins; it goes with the gloss."""
    bar = max(text.rfind("｜", max(0, base_end - 40), base_end), text.rfind("|", max(0, base_end - 40), base_end))
    if bar < 0 or not all(map(is_hanzi, text[bar + 1 : base_end])):
        return None, 0
    return (bar, bar + 1), bar + 1


def trim(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Narrow a bracket's inside to the reading: without blanks, escaped line breaks and label."""
    while start < end and (text[start].isspace() or text.startswith(("\\n", "\\r", "\\t"), start)):
        start += 2 if text[start] == "\\" else 1
    while end > start and text[end - 1].isspace():
        end -= 1
    label = _LABELLED.match(text, start, end)
    if label and label.end() < end:
        return label.end(), end, True
    return start, end, False


def find_base(text: str, start: int) -> tuple[int, bool, bool]:
    """Go back from ``start`` over what may stand between a gloss and its hanzi.

    Returns the end of the hanzi (0 if there is none), whether a quote or markup was passed, and whether a mark that
    ends a clause was. Blanks, line breaks, closing quotes and title marks, tags, emphasis and note marks are passed.
    """
    end, quoted, stopped = start, False, False
    for _ in range(16):
        if end == 0:
            break
        char = text[end - 1]
        if is_hanzi(char):
            return end, quoted, stopped
        if char.isspace():
            end -= 1
        elif char in _MARK_ENDS and (mark := _MARK.search(text, max(0, end - 180), end)):
            quoted = quoted or char not in "nrt"
            end = mark.start()
        elif char in _CLOSERS or (char == "|" and end == start):
            end, quoted = end - 1, True
        elif char in _STOPS and end > 1:
            end, stopped = end - 1, True
        else:
            break
    return 0, quoted, stopped


def segments(text: str, token: Token) -> list[Segment]:
    """Split a bracket that holds more than one thing at its commas, slashes and dashes."""
    found = []
    position = token.body_start
    if token.labelled:  # the label belongs to the first part
        position = token.start + 1
        while position < token.body_start and (text[position].isspace() or text[position] in _OPEN):
            position += 1
    for cut in [*_SPLIT.finditer(text, token.body_start, token.body_end), None]:
        end = cut.start() if cut else token.body_end
        found.append(_segment(text, position, end))
        if cut is None:
            break
        position = cut.end()
    return found


_BESIDE = Pattern(
    rf"\p{{Han}}{{1,2}}\s*(?P<after>[{LETTERS}{ZHUYIN}ˊˇˋ˙˅]+)|(?P<before>[{LETTERS}{ZHUYIN}ˊˇˋ˙˅]+)\s*\p{{Han}}{{1,2}}"
)
_QUOTED_HANZI = Pattern(r"[“\"‘「『'](\p{Han}{1,4})[”\"’」』']")


def _segment(text: str, start: int, end: int) -> Segment:
    body_start, body_end, labelled = trim(text, start, end)
    alike = _HOMOPHONE.fullmatch(text, start, end)
    if alike and _SOUNDS_ALIKE.match(text, start, end):
        first, last = alike.span(1) if alike[1] else (start, end)
        return Segment(start, end, first, last, "homophone" if alike[1] else "tone name")
    if _QUOTED_HANZI.fullmatch(text, start, end):
        return Segment(start, end, start, end, "headword")
    beside = _BESIDE.fullmatch(text, body_start, body_end)
    if beside:  # 谷gǔ, jiǎo皎: a hanzi that sounds alike beside the reading
        group = "after" if beside["after"] else "before"
        return Segment(start, end, beside.start(group), beside.end(group), "reading", labelled)
    return Segment(
        start,
        end,
        body_start,
        body_end,
        "reading" if _PHONETIC.search(text, body_start, body_end) else "other",
        labelled,
    )


def _scan_rt(text: str) -> Iterator[Token]:
    if "<rt" not in text and "<RT" not in text:
        return
    for match in _RT.finditer(text):
        base_end, _, _ = find_base(text, match.start())
        body_start, body_end, labelled = trim(text, *match.span(1))
        start, end = match.span()
        yield Token(start, end, body_start, body_end, base_end, Convention.MARKUP, labelled=labelled)


def _scan_pipes(text: str) -> Iterator[Token]:
    if "{" not in text:
        return
    for match in _PIPE.finditer(text):
        base_end, _, _ = find_base(text, match.start(2))
        if base_end > match.start(1):
            body_start, body_end, _ = trim(text, *match.span(3))
            start, end = match.start(2), match.end(3)
            yield Token(start, end, body_start, body_end, base_end, Convention.PIPE, base_start=match.start(1))


def _scan_bare(text: str) -> Iterator[Token]:
    for match in _BARE.finditer(text):
        start, end = match.span()
        mention = _MENTION.search(text, max(0, start - 8), start) is not None
        yield Token(start, end, start, end, start, Convention.BARE, mention=mention)


def _scan_apposed(text: str) -> Iterator[Token]:
    for match in _APPOSED.finditer(text):
        start, end = match.span()
        body = start
        while not (text[body].isalpha() or text[body] in "ɡɑ"):
            body += 1
        base_end, quoted, _ = find_base(text, start)
        mention = _MENTION.search(text, max(0, base_end - 8), base_end) is not None
        yield Token(start, end, body, end, base_end, Convention.APPOSITION, quoted=quoted, mention=mention)


_READING_LINE = Pattern(rf"[{LETTERS}{ZHUYIN}ˊˇˋ˙˅\s'’·\-|｜,，、.。!！?？;；:：…—“”\"1-5()（）]+")
_HANZI_LINE = Pattern(r"[\p{Han}\s|｜,，、.。!！?？;；:：…—“”\"'‘’「」『』《》·()（）]+")
_TONE_SIGN = Pattern(rf"[{_TONED}{ZHUYIN}]|[{LETTERS}][1-5]")


def _scan_lines(text: str) -> Iterator[Token]:
    """Find lines of readings next to a line of hanzi; the token's base is that whole line."""
    if "\n" not in text or not _TONE_SIGN.search(text):
        return
    lines, position = [], 0
    for line in text.splitlines(keepends=True):
        lines.append((position, position + len(line)))
        position += len(line)
    kinds = [_line_kind(text, *line) for line in lines]
    for index, (start, end) in enumerate(lines):
        if kinds[index] != "reading":
            continue
        stop = start + len(text[start:end].rstrip("\r\n"))
        below = index + 1 + (kinds[index + 1 : index + 2] == ["rule"])
        if kinds[below : below + 1] == ["hanzi"]:
            yield Token(start, end, start, stop, lines[below][1], Convention.INTERLINEAR, base_start=lines[below][0])
        above = index - 1 - (index > 1 and kinds[index - 1] == "rule")
        if index and kinds[above] == "hanzi":
            before = lines[index - 1][0] + len(text[slice(*lines[index - 1])].rstrip("\r\n"))
            yield Token(before, stop, start, stop, lines[above][1], Convention.INTERLINEAR, base_start=lines[above][0])


_RULE_LINE = Pattern(r"[\s|:]*+-[\s|:\-]*+")  # the row between head and body of a Markdown table


def _line_kind(text: str, start: int, end: int) -> str:
    if end - start > 2 * LONGEST_BODY:
        return ""
    if _READING_LINE.fullmatch(text, start, end) and _TONE_SIGN.search(text, start, end):
        return "reading"
    if _RULE_LINE.fullmatch(text, start, end):
        return "rule"
    if _HANZI_LINE.fullmatch(text, start, end) and _HAN.search(text, start, end):
        return "hanzi"
    return ""


_COLUMN = Pattern(
    rf"(?<=\p{{Han}})[ \t]*\r?\n[ \t]*([{LETTERS}]{{1,8}}[1-5]?|[{ZHUYIN}ˊˇˋ˙˅]{{1,5}})"
    r"(?=[ \t]*(?:\r?\n|\p{P}|\p{Han}|$))"
)


def _scan_columns(text: str) -> Iterator[Token]:
    """Find readings that stand each on the line after its one hanzi, the next hanzi following on the same line."""
    if "\n" not in text:
        return
    for match in _COLUMN.finditer(text):
        start, end = match.span()
        yield Token(start, end, match.start(1), end, start, Convention.INTERLINEAR, base_start=max(0, start - 1))


_SCANS: tuple[tuple[Callable[[str], Iterator[Token]], frozenset[Convention]], ...] = (
    (_scan_brackets, frozenset(_OPEN.values())),
    (_scan_rt, frozenset({Convention.MARKUP})),
    (_scan_pipes, frozenset({Convention.PIPE})),
    (_scan_bare, frozenset({Convention.BARE})),
    (_scan_apposed, frozenset({Convention.APPOSITION})),
    (_scan_lines, frozenset({Convention.INTERLINEAR})),
    (_scan_columns, frozenset({Convention.INTERLINEAR})),
)
