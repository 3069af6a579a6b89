"""Readings that 《现代汉语词典》 has for surnames, names of persons, places and peoples only.

Neighbours do not tell a name: 单 is shàn in 单县 and in 单雄信 because these are called so. And nobody writes such a reading who
does not know the name, so against it there must be a word of the dictionary.
"""

from __future__ import annotations

from pinyin_strip.context.setting import MODERN
from pinyin_strip.context.words import FUNCTION_WORDS
from pinyin_strip.readings import simplified

_SURNAMES = """
    万mò 任rén 仇qiú 令líng 冼xiǎn 区ōu 华huà 单shàn 召shào 员yùn 宓mì 宓fú 尉yù 朴piáo 查zhā 洗xiǎn 燕yān 牟mù 盖gě
    祢mí 种chóng 秘bì 繁pó 纪jǐ 缪miào 葛gě 解xiè 费bì 过guō 那nā 郗chī 郗xī 铫yáo 曾zēng
"""
_OTHERS = """
    会kuài 六lù 冒mò 厦xià 台tāi 其jī 单chán 堡pù 峒tóng 柏bó 柞zhà 枞zōng 栎yuè 汗hán 泌bì
    洞tóng 浚xùn 渑miǎn 珲hún 番pān 筠jūn 荥xíng 荥yíng 莞guǎn 蚌bèng 谷yù 铅yán 镐hào 顿dú 龟qiū
    兹cí
"""
NO_NAME = FUNCTION_WORDS | MODERN
"""What no given name and no title begins with."""

SURNAME_READINGS = frozenset((entry[0], entry[1:]) for entry in _SURNAMES.split())
NAME_READINGS = SURNAME_READINGS | {(entry[0], entry[1:]) for entry in _OTHERS.split()}
"""(Hanzi, reading in tone-mark spelling)."""


def may_be_a_name(text: str, position: int, given: str) -> bool:
    """Whether ``given`` is what the hanzi at ``position`` (code points) is read in names, and it may stand in one.

    A surname is followed by a given name or a title, so not by a function word, and no number stands before it.

    >>> may_be_a_name("说到单雄信", 2, "shàn"), may_be_a_name("他的成绩单", 4, "shàn"), may_be_a_name("说到单雄信", 2, "dān")
    (True, False, False)
    """
    reading = (simplified(text[position]), given)
    if reading not in NAME_READINGS:
        return False
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if reading in SURNAME_READINGS:
        return after.isalpha() and after not in NO_NAME and not before.isdigit()
    return before.isalpha() or after.isalpha()
