"""What only neighbours can say of a gloss: are readings written so in this text, and is it Mandarin that is spelt here?

A reading without tones proves little (锂 Li, 米兰 Milan, 抖音 douyin), so it goes only where the text shows that readings are
written so. A reading in a wrong tone is a misprint in Chinese text, and right in a list of another language's readings.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

from pinyin_strip import readings
from pinyin_strip.aligner import Fit
from pinyin_strip.checker import Checked, Judged
from pinyin_strip.document import Convention, Notation, Verdict
from pinyin_strip.patterns import Pattern
from pinyin_strip.signs import HAN, LETTERS
from pinyin_strip.syllables import spell
from pinyin_strip.tokenizer import OTHER_LANGUAGE, Token, hanzi_in

__all__ = ["ELEMENTS", "NEAR_BY", "Neighbours", "is_certain", "is_neutral", "is_symbol"]

NEAR_BY = 40  # hanzi on either side in which other glosses speak for a toneless one

# How many toneless readings prove each other. In the gold files one in ten look-alikes in a bracket happens to read the
# hanzi before it. Side by side, each after its own hanzi, three do so by chance once in a thousand times, and neither
# names nor ids are written so. In a list four do so once in ten thousand times; words in a list prove nothing, however
# many they are, since account names and ids are spelt from the hanzi.
RUN, LIST = 3, 4
CAPITALS = 2  # toned neighbours that it takes where a capital speaks for a name

# The chemical elements: their symbols are two letters that often read the hanzi (锂 Li, 钠 Na), since many were named
# by sound. Hanzi as in GB/T 39038 and the CNCTST lists, both scripts.
ELEMENTS = frozenset(
    "氢氦锂铍硼碳氮氧氟氖钠镁铝硅磷硫氯氩钾钙钪钛钒铬锰铁钴镍铜锌镓锗砷硒溴氪铷锶钇锆铌钼锝钌铑钯银镉铟锡锑碲碘氙铯钡镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥"
    "铪钽钨铼锇铱铂金汞铊铅铋钋砹氡钫镭锕钍镤铀镎钚镅锔锫锎锿镄钔锘铹鋰鈹鈉鎂鋁鉀鈣鈧鈦釩鉻錳鐵鈷鎳銅鋅鎵鍺鍶釔鋯鈮鉬鍀釕銠鈀銀鎘銦錫銻銫鋇鑭鈰鐠釹鉕釤銪"
    "釓鋱鏑鈥鉺銩鐿鑥鉿鉭鎢錸鋨銥鉑鉈鉛鉍釙鈁鐳錒釷鏷鈾錼鈽鋂鋦"
)

_MARKS = r"[\s、，,;；/／|｜<>＜＞→•·“”\"'「」『』《》*_`]"
_LIST_GAP = Pattern(rf"{_MARKS}{{0,12}}+[{HAN}]{{1,8}}+[”\"'」』》*_`\s]{{0,4}}+")
_RUN_GAP = Pattern(rf"(?:\s|<[^<>\n]{{1,120}}>){{0,4}}+([{HAN}]{{1,8}}+)\s{{0,2}}+")

# What is said of an account, a field or an address: what follows in Latin letters is one, not a reading.
_ID_WORD = (
    r"(?:账号|帐号|賬號|帳號|账户|帳戶|用户|用戶|登录|登錄|登入|字段|欄位|栏位|列名|表名|学号|學號|工号|工號|网址|網址|邮箱|郵箱|域名|网名|網名"
    r"|昵称|暱稱|平台|渠道|微信号|标识|標識|编码|代号|代號|变量|變數|参数|參數|文件名|目录|密码|(?i:\bid|user|login|account|name|key))"
)
_SPEAKS_OF_ID = Pattern(rf"(?:{_ID_WORD}[^\n。！？]{{0,12}}|(?:@\S{{0,3}}|\d{{1,2}}:\d\d\]?\s*)[{HAN}]{{0,8}})$")
_LABELLED_LIST = Pattern(rf"{OTHER_LANGUAGE}[^\n。！？:：]{{0,12}}[:：][^\n。！？]*$")
_LANGUAGE = Pattern(rf"{OTHER_LANGUAGE}[{HAN}]{{0,3}}$")
_TONED_LATIN = Pattern(
    rf"(?=[A-Za-z’' \-]*[^\x00-\x7f])[{LETTERS}’' \-.ⁿ]+|[a-z]{{2,}}[1-9](?:[ \-]?[a-z]{{2,}}[1-9])*"
)


def is_certain(one: Judged) -> bool:
    """Whether a reading speaks for itself: it has tones, or stands in ruby markup."""
    return not one.toneless or one.alignment.convention is Convention.MARKUP


def is_neutral(text: str, one: Judged) -> bool:
    """Whether a reading is one listed neutral tone, which Hanyu Pinyin leaves unmarked: the first syllable of a word never is."""
    pairs = one.alignment.pairs
    return len(pairs) == 1 and bool(readings.united(text[pairs[0].start]).tones.get(pairs[0].part.plain, 0) & (1 << 5))


def is_symbol(text: str, one: Judged) -> bool:
    """Whether one syllable without a tone is certainly something else: an element's symbol, or an acronym (小米 MI)."""
    found = one.alignment
    if len(found.pairs) > 1 or not found.text[:1].isupper():
        return False
    acronym = len(found.text) > 1 and found.text.isupper()
    return acronym or (len(found.text) < 3 and text[found.pairs[0].start] in ELEMENTS)


class _Site(NamedTuple):
    """A bracket with Latin letters or zhuyin after hanzi: what it reads, if anything, and what kind of evidence it is."""

    start: int
    end: int
    kind: str  # "toned", "toneless", "off" (a wrong tone, a slip), "misfit" (pinyin of other hanzi) or "foreign"
    base_start: int = -1
    hanzi: int = 0  # how many are read
    dress: tuple[Convention, bool, bool] | None = None  # the bracket, a capital, a word of several syllables


class Neighbours:
    """The brackets of one text by what they turned out to be, and which stand near each other.

    Distance counts hanzi, so that taking glosses out does not bring others nearer.
    """

    def __init__(self, text: str, checked: Checked) -> None:
        self._text, self._checked = text, checked

    @cached_property
    def _sites(self) -> list[_Site]:
        judged = [_site(one) for one in self._checked.judged]
        foreign = [_Site(token.start, token.end, "foreign") for token in self._checked.foreign]
        return sorted([*judged, *foreign])

    @cached_property
    def _place(self) -> dict[int, int]:
        """Which site begins at an offset."""
        return {site.start: index for index, site in enumerate(self._sites)}

    @cached_property
    def _ordinal(self) -> list[int]:
        """How many hanzi stand before each site."""
        found, count, position = [], 0, 0
        for site in self._sites:
            count += hanzi_in(self._text, position, site.start)
            found.append(count)
            position = site.start
        return found

    @cached_property
    def _ordinals(self) -> dict[object, list[int]]:
        """The places of the sites of each kind, and of the toned ones in each dress."""
        found: dict[object, list[int]] = {}
        for place, site in zip(self._ordinal, self._sites, strict=True):
            found.setdefault(site.kind, []).append(place)
            if site.kind == "toned":
                found.setdefault(site.dress, []).append(place)
        return found

    @cached_property
    def _romanised(self) -> list[int]:
        tokens = [token for token in self._checked.foreign if _is_romanised(self._text, token)]
        return [self._ordinal[self._place[token.start]] for token in tokens]

    @cached_property
    def _lists(self) -> list[int]:
        """Which list each site belongs to."""
        return self._grouped(lambda site, gap: _LIST_GAP.fullmatch(gap) is not None)

    @cached_property
    def _runs(self) -> list[int]:
        """Which run each site belongs to: readings side by side, each of all the hanzi since the one before it."""
        return self._grouped(_is_next_in_run)

    def _grouped(self, belongs: Callable[[_Site, str], bool]) -> list[int]:
        groups: list[int] = []
        last = None
        for index, site in enumerate(self._sites):
            near = last is not None and last.end <= site.start <= last.end + _WIDEST
            same = near and last is not None and belongs(site, self._text[last.end : site.start])
            groups.append(groups[-1] if same else index)
            last = site
        return groups

    def _members(self, groups: Sequence[int], site: int) -> list[_Site]:
        return self._sites[bisect_left(groups, groups[site]) : bisect_right(groups, groups[site])]

    def _near(self, places: Sequence[int], site: int) -> int:
        """How many of the places lie near a site."""
        here = self._ordinal[site]
        return bisect_right(places, here + NEAR_BY) - bisect_left(places, here - NEAR_BY)

    def _count(self, kind: object, site: int) -> int:
        return self._near(self._ordinals.get(kind, ()), site)

    # ------------------------------------------------------------------------------------- what they say

    def toned(self, one: Judged) -> bool:
        """Whether readings with tones stand near: then one without is in the neutral tone, not short of a tone."""
        return self._count("toned", self._place[one.alignment.start]) > 0

    def speak_for(self, one: Judged) -> bool:
        """Whether the text shows that readings are written as this toneless one is."""
        site = self._place[one.alignment.start]
        if self._is_run(site):
            return True
        if is_symbol(self._text, one) or self._is_id(one):
            return False
        toned, foreign = self._count("toned", site), self._count("foreign", site)
        if is_neutral(self._text, one) and one.alignment.text.islower():
            return 0 < toned >= foreign
        listed = self._members(self._lists, site)
        if any(other.kind in ("foreign", "misfit") for other in listed):
            return False
        if len(listed) >= LIST and all(_is_plain(other) for other in listed):
            return True
        dress = self._sites[site].dress
        alike = self._count(dress, site)
        return alike >= (CAPITALS if dress and dress[1] else 1) and foreign <= alike

    def _is_run(self, site: int) -> bool:
        """Whether a site stands in a run long enough, or in several short ones."""
        run = [other for other in self._members(self._runs, site) if other.kind in ("toned", "toneless")]
        if len(run) >= RUN:
            return True
        return len(run) == RUN - 1 and self._near(self._in_runs, site) > RUN and all(other.hanzi == 1 for other in run)

    @cached_property
    def _in_runs(self) -> list[int]:
        sizes = Counter(self._runs)
        return [place for place, run in zip(self._ordinal, self._runs, strict=True) if sizes[run] > 1]

    def _is_id(self, one: Judged) -> bool:
        """Whether what stands around a word, or the word itself, speaks of an account, a field or an address."""
        found, text = one.alignment, self._text
        start, end = found.base
        before, after = text[max(0, start - 24) : end], text[found.end : found.end + 3]
        return (
            "_" in found.text
            or _SPEAKS_OF_ID.search(before) is not None
            or (after.lstrip()[:1] in (":", "：") and len(found.pairs) > 1)
            or after[:1] in ("@", "_")
        )

    def speak_against(self, one: Judged) -> bool:
        """Whether labels or siblings show that another language is spelt here, so that only an exact reading counts."""
        if one.alignment.notation is Notation.ZHUYIN or one.verdict in (Verdict.MISMATCH, Verdict.UNLISTED):
            return False
        site = self._place[one.alignment.start]
        digits = one.alignment.notation is Notation.DIGITS
        if digits and self._may_be_numbered(one, site):
            return True
        romanised = self._near(self._romanised, site) if self._checked.foreign else 0
        if one.verified:
            if digits and one.alignment.worst > Fit.LISTED:
                return romanised > 0
            return romanised > 1 and self._is_outnumbered(site)
        if self.is_told(one):
            return True
        toned = self._count("toned", site)
        if romanised:
            return toned <= romanised
        return not toned and (self._others(site) > 0 or self._count("off", site) > 1)

    def _others(self, site: int) -> int:
        """How many members of a list read no Mandarin."""
        return sum(found.kind in ("foreign", "misfit") for found in self._members(self._lists, site))

    def _is_outnumbered(self, site: int) -> bool:
        """Whether so few members of a list read Mandarin that chance makes them."""
        toned = sum(found.kind == "toned" for found in self._members(self._lists, site))
        return 1 < self._others(site) >= 2 * toned

    def _may_be_numbered(self, one: Judged, site: int) -> bool:
        """Whether one digit may count accounts instead of tones: 张三(zhang1), 账号：李娜(na4)."""
        if sum(char.isdigit() for char in one.alignment.text) > 1:
            return False
        alone = one.alignment.distant and self._count("toned", site) < 2
        return alone or self._is_id(one)

    def is_told(self, one: Judged) -> bool:
        """Whether the text says that another language is meant: 粵語：沙（sā）, 臺羅（Tâi-lô）."""
        start, end = one.alignment.base
        line = self._text[max(0, start - 120) : start]
        return (
            _LABELLED_LIST.search(line) is not None or _LANGUAGE.search(self._text[max(0, end - 8) : end]) is not None
        )


_WIDEST = 160  # code points between two sites of a list or a run, tags included


def _site(one: Judged) -> _Site:
    found = one.alignment
    kind = "misfit"
    if one.verified and not found.missing:
        kind = "toned" if is_certain(one) else "toneless"
    elif one.verdict in (Verdict.TONE, Verdict.NEAR):
        kind = "off"
    dress = found.token.convention, found.text[:1].isupper(), len(found.pairs) > 1
    first, last = found.base
    return _Site(found.start, found.end, kind, first, last - first, dress)


def _is_next_in_run(site: _Site, gap: str) -> bool:
    """Whether a site reads all the hanzi of the gap before it."""
    match = _RUN_GAP.fullmatch(gap)
    return match is not None and site.kind in ("toned", "toneless") and site.hanzi == len(match[1])


def _is_plain(site: _Site) -> bool:
    """Whether a member of a list is a reading of one hanzi in small letters."""
    return site.kind in ("toned", "toneless") and site.hanzi == 1 and site.dress is not None and not site.dress[1]


def _is_romanised(text: str, token: Token) -> bool:
    """Whether a bracket holds a reading of another language: toned as readings are, but no pinyin, nor a slip of the hanzi's."""
    body = text[token.body_start : token.body_end]
    if not _TONED_LATIN.fullmatch(body):
        return False
    spelling = spell(body)
    letters = spelling.letters if spelling else _letters(body)
    return not any(_differs_by_one(letters, plain) for plain in readings.united(text[token.base_end - 1]).tones)


def _letters(body: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", body.lower()) if "a" <= char <= "z")


def _differs_by_one(written: str, listed: str) -> bool:
    """Whether at most one letter was changed, added or lost."""
    if abs(len(written) - len(listed)) > 1:
        return False
    longer, shorter = sorted((written, listed), key=len, reverse=True)
    place = next((i for i, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[place + 1 :] == shorter[place + (len(longer) == len(shorter)) :]
