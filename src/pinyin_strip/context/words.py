"""What a phrase dictionary cannot know: function words, which stand beside anything, and homographs."""

from __future__ import annotations

ALONE = {
    "的": "de",
    "了": "le",
    "着": "zhe",
    "过": "guò",
    "和": "hé",
    "与": "yǔ",
    "给": "gěi",
    "把": "bǎ",
    "更": "gèng",
    "会": "huì",
    "要": "yào",
    "便": "biàn",
}
"""Particle, conjunction, preposition, adverb or auxiliary → its reading where no phrase covers it (GB/T 16159-2012 6.1
writes them as words of their own). On CPP sentences right in all 157 such places that have a label; of 12,200 others a model disputes 3."""

USUAL = ALONE | {"得": "de", "长": "cháng"}
"""The reading of a word of one hanzi where nothing tells it. 得 is a particle between verb and complement far more often than
a verb (děi, dé) of its own, and 长 is long; other hanzi have the reading that pypinyin lists first (都 dōu, 还 hái)."""

FUNCTION_WORDS = frozenset(ALONE) | frozenset("地得都还只将为")
"""Hanzi that are function words. A chance neighbour is common for them, so beside what stands proves nothing; and how
often a reading occurs inside dictionary words says nothing about the word that stands between words. Those that are not
in ALONE have two readings that both stand alone: 地 de (悄悄地) and dì (此地), 为 wéi (作为) and wèi (为人民)."""

COMPLEMENTS = frozenset("了着")
"""After 不 and 得 these two may be potential complements, not particles: 去不了 qù bu liǎo, 够得着 gòu de zháo."""

GRAMMATICAL = frozenset(
    {("了", "le"), ("得", "de"), ("得", "děi"), ("地", "de"), ("着", "zhe"), ("的", "de"), ("为", "wèi")}
)
"""(Hanzi, reading) of particles, of the modal verb 得 and of the preposition 为, which stand beside anything."""

VERB_MARKS = frozenset("了着过得住好起著過")
"""Aspect particles and complements: a hanzi before one is a verb."""

INTERJECTIONS = frozenset("啊唉哎嗯哦喔噢诶欸哟嘿哼呵咦嗬嗨")
"""Hanzi whose tone is that of a mood (啊 ā, á, ǎ, à in 《现代汉语词典》): neighbours do not tell it."""

_TWO_ENTRIES = """
    一行 公差 便宜 倒车 六合 分子 卷子 大夫 大王 好事 当天 当年 当日 当时 总长 散发 朝阳 正当 澄清 片子 琢磨 穿着 肚子 行道 调配 转动
    重重
"""
_WORD_OR_CHANCE = """
    一场 中将 为人 和弄 和药 暖和 标的 热和 的哥 的士 的姐 质的 软和 都会
"""
HOMOGRAPHS = frozenset((_TWO_ENTRIES + _WORD_OR_CHANCE).split())
"""Phrases of which pypinyin lists one reading where there are two. First: two entries of 《现代汉语词典》 each, such as
肚子 dǔzi (tripe) and dùzi (belly). Then: a word against a chance meeting of two, 的士 dīshì in 他的士兵. They prove
nothing unless the user loads them."""

COMMON_ENTRIES = {
    "大夫": ("dài", "fu"),
    "肚子": ("dù", "zi"),
    "都会": ("dōu", "huì"),
    "一场": ("yī", "chǎng"),
    "落下": ("luò", "xià"),
    "落了": ("luò", "le"),
}
"""Phrases with two readings, of which pypinyin lists the one that is rarer in modern text: dàfū, an official of old; dǔzi,
tripe; dūhuì, a metropolis; yī cháng, a spell; là, to leave behind."""
