"""Which hanzi do converters follow by a reading, and which reading do they write?

Keys are characters that GB 2312 lacks, with one reading each (measured: 137 characters on 68 sites, not
one exception). What a page shows comes first, then the list below, then any traditional character that
pypinyin reads so.
"""

from __future__ import annotations

import re
from functools import cache

from pinyin_strip import readings
from pinyin_strip.damage import gbk, plausibility
from pinyin_strip.damage.forward import Key

#: Letters that a toned reading is written with; GBK has them all in row A8 and in ASCII.
TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
READING = rf"(?=[a-züê]*[{TONED}])[a-züê{TONED}]{{1,6}}"
GLOSSED = re.compile(rf"([\u4e00-\u9fa5])\(({READING})\)")
# The same for a search along a text: it begins with one sign, so that the scan leaps from bracket to bracket.
_GLOSS = re.compile(rf"\((?<=[\u4e00-\u9fa5]\()({READING})\)")
#: Characters seen with injected readings, most frequent first. The reading is the first that dictionaries
#: list, except for those that follow.
COMMON = (
    "學發業動現術數進統時創經產應關實個對質務機設內國計會據導運當風問農驗轉結聯習網環測規險優長領來構濟過強續"
    "調態戰點養開標樂區鄉認穩車節費達項準勢權評價擴識臺監類隊礎遠堅預無寫責說驅協嚴爭報絡團勵財營場錯紀號見醫"
    "萬獎細側盤簡書級復請擔負蘊競潤夢觀冊獨陽畫詩蟲儲沒稱專鎮補執樹誰護範績"
)
AS_INJECTED = {"應": "yīng", "樂": "lè", "長": "zhǎng", "調": "diào", "會": "huì", "數": "shù", "當": "dāng",
               "強": "qiáng", "識": "shí", "沒": "méi", "說": "shuō", "車": "chē", "誰": "shuí", "內": "nèi",
               "傳": "chuán", "個": "gè", "還": "huán", "重": "zhòng", "著": "zhù", "場": "chǎng",
               "過": "guò", "觀": "guān", "達": "dá", "類": "lèi", "績": "jì", "監": "jiān"}  # fmt: skip


def readings_of(char: str) -> tuple[str, ...]:
    """The readings that dictionaries list for ``char``, the usual one first."""
    return readings.own(char).spelt


@cache
def usual_reading(char: str) -> str:
    """The one reading that converters write for ``char``."""
    return AS_INJECTED.get(char) or next(iter(readings_of(char)), "")


def is_key_character(char: str) -> bool:
    """Whether ``char`` is a traditional hanzi that GB 2312 lacks: only such are ever glossed."""
    pair = gbk.pair_of(char)
    if pair is None or not "\u4e00" <= char <= "\u9fa5" or (0xB0 <= pair[0] <= 0xF7 and pair[1] >= 0xA1):
        return False
    return char in plausibility.repertoire()


@cache
def is_key(char: str, reading: str) -> bool:
    """Whether a converter may have written ``reading`` after the bytes of ``char``."""
    return is_key_character(char) and reading in readings_of(char)


@cache
def read_as(reading: str) -> tuple[str, ...]:
    """The characters that a converter may have followed by ``reading``."""
    return tuple(char for char in sorted(plausibility.repertoire()) if is_key(char, reading))


@cache
def common_keys() -> frozenset[Key]:
    """The default table: characters known to be injected, with the reading that is injected."""
    return frozenset((char, usual_reading(char)) for char in COMMON)


def keys_of(text: str) -> dict[Key, int]:
    """The keys that ``text`` shows, each with the number of times, in order of appearance."""
    found: dict[Key, int] = {}
    for match in _GLOSS.finditer(text):
        key = (text[match.start() - 1], match[1])
        if is_key(*key):
            found[key] = found.get(key, 0) + 1
    return found
