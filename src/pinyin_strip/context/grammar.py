"""What the words beside a hanzi tell of its reading: function words, adjectives after adverbs of degree, verbs before particles.

A phrase dictionary cannot know these, because they stand beside anything; a model of neighbours that learnt from
encyclopaedias seldom sees them. The rules are those of a grammar (吕叔湘, 《现代汉语八百词》), one function each.
"""

from __future__ import annotations

from collections.abc import Callable

from pinyin_strip import readings

__all__ = ["by_grammar"]

PRONOUNS = frozenset("我你您他她它们咱谁")

DEGREE = frozenset("很太更最挺越真极够较")
"""Adverbs of degree, or their last hanzi (比较): what follows is an adjective."""

ADJECTIVES = {
    "长": "cháng", "重": "zhòng", "好": "hǎo", "少": "shǎo", "难": "nán", "干": "gān", "强": "qiáng", "薄": "báo", "空": "kōng",
    "累": "lèi", "假": "jiǎ", "脏": "zāng", "差": "chà", "熟": "shú", "闷": "mèn", "冲": "chòng", "散": "sǎn",
}  # fmt: skip
"""Hanzi with several readings that are adjectives with this one."""

AUXILIARIES = frozenset("会能想要正在可肯敢爱")
"""What stands before a verb, or its last hanzi."""

BEHIND_NOUNS = frozenset("和与及或都也是的有在上里中内外之等为被")
"""What follows a noun, so that 地 before it is a place (栖息地和家园)."""

THIS = frozenset("这那此该各某每本当两外块片")
"""What makes 地 a place (该地, 两地, 一块地), or a part of another word (这地方)."""

BEHIND_VERBS = frozenset("了着过得到起出给")
"""Particles of aspect and complement, and what else follows a verb."""

VERBS = {
    "种": "zhòng", "数": "shǔ", "背": "bēi", "切": "qiē", "弹": "tán", "教": "jiāo", "结": "jiē", "盛": "chéng", "扎": "zhā",
    "吐": "tǔ", "铺": "pū", "担": "dān", "撒": "sǎ", "量": "liáng", "缝": "féng", "磨": "mó", "卷": "juǎn", "藏": "cáng",
    "传": "chuán", "称": "chēng", "喝": "hē", "发": "fā", "落": "luò", "降": "jiàng", "钻": "zuān", "挑": "tiāo",
    "压": "yā", "载": "zài", "划": "huá",
}  # fmt: skip
"""Hanzi with several readings that are verbs with this one, and stand alone."""

SINGLE_VERBS = frozenset("种数弹盛铺担撒缝磨卷喝钻挑")
"""Those of them that make no other word behind an auxiliary (能量 and 要强 do)."""

BECOMING = frozenset("成作变化认以称视定分改译升沦名命列评选任当誉尊奉身更最极尤颇较大广甚即之")
"""What 为 wéi follows: verbs of becoming and taking for, and adverbs that it makes of one syllable two (更为)."""

CHOOSING = frozenset("选称视认封拜尊任聘")
"""Verbs of choosing and taking for, whose object 为 follows."""

BEFORE_FOR = PRONOUNS | frozenset("并而去来要能会愿想专也还始图快手意")
"""What 为 wèi follows, if anything does: the subject, an auxiliary, a conjunction, the end of an adverb or of a verb of
intention (尽快, 亲手, 特意, 开始, 试图)."""

BEHIND_FOR = PRONOUNS | frozenset("自别大何此了什")
"""What 为 wèi is for: 为自己, 为别人, 为大家, 为什么."""

BEING = frozenset("人文首期止数时一二三四五六七八九十第最")
"""What follows 为 wéi at the head of a clause: 为人, 为文, 为首, 为期, numbers and superlatives."""

COUNTING = frozenset("一二两三四五六七八九十百千万几半多每各哪这那某")
"""Numerals, and what stands for them before a measure."""

NUMBERS = COUNTING | {"第"}

KINDS = COUNTING - frozenset("半多")
"""What stands before 种 zhǒng, a kind: 多种树 may also say that more should be planted."""

OBTAINED = frozenset("到以出知奖分票名失胜救罪病逞当体主意手益")
"""What makes a word with 得 dé before it (得到, 得以); pypinyin does not list them, because it takes 得 for dé."""

SURNAMES = {
    "单": "shàn", "解": "xiè", "任": "rén", "曾": "zēng", "华": "huà", "区": "ōu", "查": "zhā", "朴": "piáo", "仇": "qiú", "翟": "zhái",
    "盖": "gě", "宁": "nìng", "那": "nā", "缪": "miào", "员": "yùn", "折": "shé", "燕": "yān",
}  # fmt: skip
"""Surnames with a reading of their own. Source: 《通用规范汉字表》 and 《现代汉语词典》."""

TITLES = (
    "先生", "女士", "小姐", "老师", "教授", "主任", "同学", "医生", "大夫", "太太", "师傅", "经理", "校长", "警官",
)  # fmt: skip
"""What stands behind a surname."""

FINAL = {"吧": "ba", "吗": "ma", "嘛": "ma", "呢": "ne", "啊": "a", "呀": "ya", "啦": "la", "哇": "wa"}
"""Particles at the end of a clause."""

ANSWERING, ANSWERED = frozenset("反适相对响供回效感呼顺接照答报"), frozenset("付邀聘征战用试变酬急验届时对景声邀")
"""What makes a word with 应 yìng behind it (适应), or before it (应付)."""

HEADED = frozenset(
    "校家市部局院会队班组船厂店社省县乡村镇州处科所站连排营团师军旅首酋族董事书察庭舰区街行成生增助滋见兄年学"
)
"""What 长 zhǎng follows: what has a head (市长, 秘书长), and what makes a word for growth or age with it (成长, 年长)."""

GROWING = frozenset("着得出大满成高老辈子女官孙者进势胖")
"""What follows 长 zhǎng: complements, and what makes a word for elders with it."""

_OBTAINING = frozenset("值获取赢求博夺所难心只")
"""What makes a word with 得 dé behind it (获得, 难得)."""

MUST = PRONOUNS | frozenset("就还也总都可又必")
"""What stands before 得 děi: the subject, an adverb."""


def by_grammar(simple: str, place: int) -> str:
    """Return the reading that grammar calls for at a place (code points) of a line in simplified script; else ``""``.

    >>> [by_grammar(line, 2) for line in ("他跑得快", "你就得去", "说到为止", "太阳很好")]
    ['de', 'děi', '', '']
    >>> by_grammar("路很长", 2), by_grammar("头发长得快", 2), by_grammar("教他画画", 0), by_grammar("慢慢地走", 2)
    ('cháng', 'zhǎng', 'jiāo', 'de')
    >>> by_grammar("高兴地唱", 2), by_grammar("会弹琴", 1), by_grammar("数一数", 0), by_grammar("选他为代表", 2)
    ('de', 'tán', 'shǔ', 'wéi')
    """
    hanzi, before, after = simple[place], simple[place - 1 : place], simple[place + 1 : place + 2]
    rule = _RULES.get(hanzi)
    found = rule(simple, place, before, after) if rule else ""
    if found:
        return found
    if hanzi in FINAL and _is_read(before) and not _is_read(after):
        return FINAL[hanzi]
    if hanzi in SURNAMES and (before == "姓" or simple.startswith(TITLES, place + 1) or _is_called(simple, place)):
        return SURNAMES[hanzi]
    if before in DEGREE and hanzi in ADJECTIVES:
        return ADJECTIVES[hanzi]
    if hanzi in VERBS and place > 1 and before in "了一" and simple[place - 2] == hanzi:
        return VERBS[hanzi]  # 数了数, 数一数
    if hanzi in VERBS and (after in BEHIND_VERBS or after in PRONOUNS - {"们"} or _is_tried(simple, place)):
        return VERBS[hanzi]
    if hanzi in SINGLE_VERBS and before in AUXILIARIES and _is_read(after):
        return VERBS[hanzi]
    return ""


def _is_tried(simple: str, place: int) -> bool:
    """Whether a verb is doubled, or done for a moment: 数一数, 数了数, 量一下."""
    hanzi, after, behind = simple[place], simple[place + 1 : place + 2], simple[place + 2 : place + 3]
    return (after in ("一", "了") and behind == hanzi) or simple[place + 1 : place + 3] in ("一下", "一点", "一些")


def _is_called(simple: str, place: int) -> bool:
    """Whether a surname stands behind 老 or 小 at the head of a clause, and makes no word with what follows: 老曾是我们的邻居."""
    phrases = readings.phrases()
    return (
        simple[place - 1 : place] in ("老", "小")
        and not _is_read(simple[place - 2 : place - 1])
        and not any(simple[start : start + size] in phrases for start in (place - 1, place) for size in (2, 3))
    )


def _must_or_particle(simple: str, place: int, before: str, after: str) -> str:
    """得: a particle between verb and complement, děi before a verb, dé in words that begin with it."""
    if before == "不" and not _is_complement(simple, place, after):
        return "dé"  # 不得不, 不得已
    behind = simple[place + 2 : place + 3]
    if before in _OBTAINING or after == "第" or (after in ("了", "过") and (before in MUST or behind in NUMBERS)):
        return "dé"
    if after in OBTAINED or simple[place + 1 : place + 3] in ("不到", "不出"):
        return "dé" if not _is_complement(simple, place, after) else "de"
    if not _is_read(before) or not _is_read(after):
        return "děi" if before in MUST or (not _is_read(before) and _is_read(after)) else ""
    return "děi" if before in MUST else "de"


def _is_complement(simple: str, place: int, after: str) -> bool:
    """Whether 得 joins a verb and what it results in (做得到, 看得出): a verb before it, and nothing else behind."""
    return after in "到出" and not _is_read(simple[place + 2 : place + 3]) and _is_read(simple[place - 1 : place])


def _adverbial(simple: str, place: int, before: str, after: str) -> str:
    """地: a particle after a word of two or more, a doubled syllable (慢慢地) or 然, before what is said to be done so."""
    if not _is_read(after):
        return ""
    doubled = place > 1 and before == simple[place - 2]
    doubled = doubled or (place > 3 and simple[place - 4 : place - 2] == simple[place - 2 : place])
    if doubled or before == "然":
        return "de"
    return "de" if after not in BEHIND_NOUNS and before not in THIS and _is_no_word(simple, place) else ""


def _is_no_word(simple: str, place: int) -> bool:
    """Whether two hanzi stand before a place, and it makes no phrase of the dictionary with its neighbours (高兴地唱, but 目的地)."""
    phrases = readings.phrases()
    if any(simple[place - size : place + 1] in phrases for size in (1, 2, 3)) or simple[place : place + 2] in phrases:
        return False
    return place > 1 and _is_read(simple[place - 1]) and _is_read(simple[place - 2])


def _for_or_as(simple: str, place: int, before: str, after: str) -> str:
    """为: wéi after verbs of becoming, and of choosing somebody (选他为代表); wèi behind a subject and before a person."""
    if before in BECOMING or (before in PRONOUNS and simple[place - 2 : place - 1] in tuple(CHOOSING)):
        return "wéi"
    for_people = after in BEHIND_FOR or simple[place + 1 : place + 3] in ("人民", "人类", "人们")
    return "wèi" if before in BEFORE_FOR or for_people or _heads_a_clause(simple, place) else ""


def _heads_a_clause(simple: str, place: int) -> bool:
    """Whether 为 begins a clause in which something is done for what follows it: 为病人着想, 为庄稼腾出地方, but 为一种地形."""
    end = place + 1
    while _is_read(simple[end : end + 1]):
        end += 1
    clause = simple[place + 1 : end]
    is_done = any(char in BEHIND_VERBS for char in clause[2:]) and "所" not in clause  # 为人所知
    return not _is_read(simple[place - 1 : place]) and is_done and clause[0] not in BEING


def _growing(simple: str, place: int, before: str, after: str) -> str:
    """长: zhǎng is to grow, and behind the name of a body its head."""
    return "zhǎng" if before not in DEGREE and (before in HEADED or after in GROWING) else ""


def _spinning(simple: str, place: int, before: str, after: str) -> str:
    """转: zhuàn is the lasting movement."""
    return "zhuàn" if after and after in "着得" else ""


def _resulting(simple: str, place: int, before: str, after: str) -> str:
    """着: after 不 or 得 it is what a verb results in (睡不着)."""
    return "zháo" if before in ("不", "得") and place > 1 and _is_read(simple[place - 2]) else ""


def _planting(simple: str, place: int, before: str, after: str) -> str:
    """种: zhòng is to plant, unless a numeral or a pronoun makes it a kind (这种花)."""
    if before in KINDS:
        return "zhǒng"
    return "zhòng" if after and after in "树菜花草地田瓜豆粮稻麦茶果" and before not in COUNTING else ""


def _measure(simple: str, place: int, before: str, after: str) -> str:
    """只: zhī is a measure behind numerals; 这只是 is 这 and 只是."""
    counted = before in COUNTING and before != "" and (before not in "这那" or after not in tuple("是有能要会不好"))
    return "zhī" if counted else ""


def _dry(simple: str, place: int, before: str, after: str) -> str:
    """干: gān is what drying results in (晒干)."""
    return "gān" if before and before in "晒晾烘烤擦吹风阴喝流口饼" else ""


def _cheap(simple: str, place: int, before: str, after: str) -> str:
    """便: pián in 便宜, cheap, which is all that is left of it in speech (便宜行事 biàn yí is a phrase of its own)."""
    return "pián" if after == "宜" else ""


def _should(simple: str, place: int, before: str, after: str) -> str:
    """应: the auxiliary is yīng; yìng is to answer, in words."""
    return "yīng" if before not in ANSWERING and _is_read(after) and after not in ANSWERED else ""


def _is_read(char: str) -> bool:
    return bool(char) and not char.isdigit() and bool(readings.raw(char))


_RULES: dict[str, Callable[[str, int, str, str], str]] = {
    "得": _must_or_particle,
    "地": _adverbial,
    "为": _for_or_as,
    "长": _growing,
    "转": _spinning,
    "着": _resulting,
    "种": _planting,
    "只": _measure,
    "应": _should,
    "便": _cheap,
    "干": _dry,
}
