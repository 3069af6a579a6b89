"""What stands inside a bracket: the label before a reading, and several things side by side."""

from __future__ import annotations

from dataclasses import dataclass

from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS, TONED, ZHUYIN
from pinyin_strip.tokenizer.token import PHONETIC, Token

__all__ = ["LABEL", "OTHER_LANGUAGE", "OTHER_READING", "SOUNDS_ALIKE", "Segment", "segments", "trim"]

# What a bracket may say before the reading. The verb forms (读, 念 …) need no colon: 音juān.
LABEL = (
    r"(?:汉语拼音|漢語拼音|现代汉语拼音|注音符号|注音符號|注音|拼音|读音|讀音|发音|發音|读作|讀作|读如|念作|普通话|普通話|"
    r"国语|國語|华语|華語|今音|古音|又音|本音|音|读|讀|念|(?i:hanyu[ ]pinyin|pinyin|py|pronounced|zhuyin|bopomofo)"
    rf"(?![{LETTERS}]))"
)

# A label of another language, or of a romanisation of one: what follows is no reading of Mandarin, whatever it spells.
OTHER_LANGUAGE = (
    r"(?:粤|粵|广东话|廣東話|台语|台語|臺語|台罗|台羅|臺羅|闽|閩|河洛|客家|客语|客語|吴语|吳語|沪语|滬語|潮州|潮汕|潮语|潮語"
    r"|(?:上海|福州|温州|溫州|苏州|蘇州|台山|海南|莆仙|四邑)(?:话|話|闲话|閒話)"
    r"|越南|越语|越語|韩|韓|朝鲜语|朝鮮語|日语|日語|日文|英语|英語|英文|法语|法語|法文|德语|德語|德文|俄语|俄語|泰语|泰語|藏语|藏語|梵"
    r"|满语|滿語|拉丁|西班牙|葡萄牙|意大利|毛利语|毛利語|夏威夷"
    r"|[匈牙冰岛島约約鲁魯巴土耳其阿拉伯希腊臘印尼地马馬来來菲律宾賓波兰蘭捷克瑞典芬丹麦麥挪威荷罗羅亚亞斯瓦里蒙古]{2,4}[语語]"
    r"|粤拼|粵拼|白话字|白話字|音标|音標|记音|記音|罗马字|羅馬字|威妥玛|威妥瑪|耶鲁|耶魯|通用拼音|双拼|雙拼|自然码|自然碼"
    r"|(?i:jyutping|cantonese|hokkien|tai-?lo|poj|ipa))"
)
_OTHER_LANGUAGE = Pattern(rf"{OTHER_LANGUAGE}[^,，;；、。(（)）]{{0,6}}?(?:[音读讀话話语語文拼]|[:：]|(?=[{LETTERS}]))")

# Words may stand before a verb (此处读, 书面语读), but not a denial (不读, 误读) nor another reading (旧读, 又读).
_LABELLED = Pattern(
    rf"\s*(?:[^\P{{Han}}不非误誤错錯别別旧舊古又亦一]{{1,6}}(?=[音读讀念]))?{LABEL}\s*(?:为|為|是)?\s*[:：]?\s*"
)

_TOLD = Pattern(r"=(?:[a-zü]{1,6}[1-5] ?)+")  # 行[=hang2]业: what is told to a speech engine

_EMPHASISED = Pattern(rf"(\*{{1,3}})([^*]*?[{TONED}1-5{ZHUYIN}][^*]*)\1")

_LABEL_LETTERS = frozenset("hpzbHPZB")  # what a label begins with, if not with a hanzi

_HOMOPHONE = Pattern(
    r"(?:(?:读音|讀音|音|读|讀|念)?(?:同|近|如|若|似|作|为|為|[:：])|[读讀]?音)\s*[“\"‘「『']?(\p{Han}{1,4})(?:音|字)?[”\"’」』']?"
    r"|(?:第?[一二三四](?:声|聲)|[轻輕](?:声|聲)|(?:阴|陰|阳|陽)平|上(?:声|聲)|去(?:声|聲))"
)

SOUNDS_ALIKE = Pattern(
    rf"(?:读音|讀音|音|读|讀|念)(?:同|近|如|若|似|作|为|為|[:：])|[读讀]?音[“\"‘「『']?[{HAN}]|第?[一二三四轻輕上去](?:声|聲)|[阴陰阳陽]平"
)

_SPLIT = Pattern(
    r"\s*[，,；;、/／|｜]\s*|\s+[-–—]\s+"
    rf"|(?<=[{LETTERS}])(?:\s+|\s*[=＝]\s*|[:：]\s+)(?!(?:or|and|is|are|was|means?|meaning|with|without|not|of|in|on|to|for|as|by|from|string|int|str|bool|float|any|char)\b)(?=[a-z][A-Za-z ,;.'’\-]+$)"  # lǎoshī teacher
    rf"|(?<=[{LETTERS}{ZHUYIN}ˊˇˋ˙˅])(?:\s*(?:或者|或|(?<=\s)or)\s*(?=[{LETTERS}{ZHUYIN}])|\s+(?=[{HAN}])|[：:]\s*(?=[{HAN}]))"
    rf"|(?<=[{LETTERS}{ZHUYIN}ˊˇˋ])(?=第?[一二三四轻輕][声聲]|[同通][“\"「『]|[{HAN}]{{3}})"
    rf"|(?<=[{ZHUYIN}ˊˇˋ˙˅])(?=[{LETTERS}])|(?<=[{LETTERS}])(?=˙?[{ZHUYIN}])"
    rf"|(?<=[{HAN}])\s+(?=[{LETTERS}{ZHUYIN}])|(?<=[{ZHUYIN}ˊˇˋ˙˅])\s+(?=[{LETTERS}])|(?<=[{LETTERS}1-5])\s+(?=˙?[{ZHUYIN}])"
)

_ENTITY = Pattern(r"&#?\w{1,12}$")  # what its semicolon ends
_TONE = Pattern(rf"[{TONED}{ZHUYIN}]")

_BESIDE = Pattern(
    rf"(?P<alike>\p{{Han}}{{1,2}})(?P<reading>[{LETTERS}{ZHUYIN}ˊˇˋ˙˅]+)"
    rf"|(?P<reading>[{LETTERS}{ZHUYIN}ˊˇˋ˙˅]+)(?P<alike>\p{{Han}}{{1,2}})"
)

# What speaks of another reading: a bracket with one of these is about readings, and makes no sense without the first.
# 又式證反 is one by 反切: two hanzi, of which the first has its initial and the other its final.
OTHER_READING = Pattern(
    r"[“\"]?(?:[又亦一或旧舊古今不也勿非]|后|後){1,2}(?:作|读|讀|说|說|音|念|称|稱|写|寫|\p{Han}{2}[反切])|\p{Han}{2}[反切](?!\p{Han})"
)

_QUOTED_HANZI = Pattern(r"[“\"‘「『'](\p{Han}{1,4})[”\"’」』']")


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bracket: ``start`` to ``end`` with its label, the reading itself, and the homophone beside it."""

    start: int
    end: int
    body_start: int
    body_end: int
    kind: str  # "reading", "homophone", "tone name", "headword" or "other"
    labelled: bool = False
    beside: tuple[int, int] = (0, 0)  # hanzi that should sound like the reading


def trim(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Narrow a bracket's inside to the reading: without blanks, escaped line breaks, emphasis and label."""
    while start < end and (text[start].isspace() or text.startswith(("\\n", "\\r", "\\t"), start)):
        start += 2 if text[start] == "\\" else 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and text[start] == "*" and (marked := _EMPHASISED.fullmatch(text, start, end)):
        start, end = marked.span(2)
    if start < end and text[start] == "=" and _TOLD.fullmatch(text, start, end):
        start += 1
    labelled = start < end and (text[start] in _LABEL_LETTERS or text[start] > "\u2e7f")
    label = _LABELLED.match(text, start, end) if labelled and not _OTHER_LANGUAGE.match(text, start, end) else None
    if label and label.end() < end:
        return label.end(), end, True
    return start, end, False


def segments(text: str, token: Token) -> list[Segment]:
    """Split a bracket that holds more than one thing at its commas, slashes and dashes."""
    found = []
    position = token.body_start
    if token.labelled:  # the label belongs to the first part
        position = token.start + 1
        while position < token.body_start and (text[position].isspace() or text[position] in "(（[［【〔{｛"):
            position += 1
    for cut in [*_SPLIT.finditer(text, token.body_start, token.body_end), None]:
        if cut and cut[0].startswith(";") and _ENTITY.search(text, position, cut.start()):
            continue
        if cut and not cut[0] and not _TONE.search(text, position, cut.start()):
            continue  # what has no tone is a word of its own: iPhone手机
        end = cut.start() if cut else token.body_end
        found.append(_segment(text, position, end))
        if cut is None:
            break
        position = cut.end()
    return found


def _segment(text: str, start: int, end: int) -> Segment:
    if _OTHER_LANGUAGE.match(text, start, end):
        return Segment(start, end, start, end, "other")
    body_start, body_end, labelled = trim(text, start, end)
    alike = _HOMOPHONE.fullmatch(text, start, end)
    if alike and SOUNDS_ALIKE.match(text, start, end):
        first, last = alike.span(1) if alike[1] else (start, end)
        return Segment(start, end, first, last, "homophone" if alike[1] else "tone name")
    if _QUOTED_HANZI.fullmatch(text, start, end):
        return Segment(start, end, start, end, "headword")
    beside = _BESIDE.fullmatch(text, body_start, body_end)
    if beside:  # 谷gǔ, jiǎo皎: a hanzi that sounds alike beside the reading
        first, last = beside.span("reading")
        return Segment(start, end, first, last, "reading", labelled, beside.span("alike"))
    return Segment(
        start,
        end,
        body_start,
        body_end,
        "reading" if PHONETIC.search(text, body_start, body_end) else "other",
        labelled,
    )
