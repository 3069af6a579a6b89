"""How likely a run of hanzi is as Chinese: repertoire, frequency of characters, pairs that words are made of.

A converter maps simplified text character by character, so what stood on the page before damage is an image
of GB 2312; and people write words. Scores are natural logarithms of probabilities; only differences count.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from math import exp, log
from typing import NamedTuple

from pinyin_strip.readings import convert, stock_phrases
from pinyin_strip.repair import gbk

#: The most frequent hanzi of modern written Chinese, roughly in order (simplified; general knowledge of the
#: language, as any frequency list has it). Dictionaries list words, so they know little of 的, 在 or 這.
FREQUENT = (
    "的一是不了在人有我他这中大来上个国和到们为说子以时会要就地出得生可也你对下自过那能后天作里用去学家多行"
    "方成日都面发年同于小心还而事动此好前所进法分然最本些样无定但经长开使现理高如手意力情道明实间加部老"
    "工什么全体外当没头新问重其主因被机正相从想文并外将两业性与名公第给度把电次应关点军美者水四很三二几"
    "教月及等起种相话此它通物表由资战向口位员气合化内教先看位又王光目特平原建提每回路系见利今打身信接门已"
    "民产品至别代山气指走解制变立计任政题保决总比革命论取市社件联海系转权导造各安门反带式先图数究书识少流"
    "管言放直告义受声白统认展花死达许组质世术传万东活格感期级科报济育程请据共济更入百规西题运神做爱真期局"
    "律量任队常较完车角商场技住边字且清听空住快马千算金元确思则必改始知非强影往今阳却该易病往观号快持护容"
    "根引供示调办需领求际城准环节增收型参交际满阶越效责积务集整标研单施研备象构层类营素存推随专状照注设验"
    "府士区服域案支越视步基石热养片双断终县院围编习约际精布置价斯按治连划置围济讲例线查团深近失格项未修企"
    "般油划派群段细适油属境首显率款击站评率配包击预票央险乐初村检协购监介域优息投试依减待充兴止源减额销态"
    "势职局众财技举网创督促户控室板球游维武防占批诉纪负够创农底离假速宣食除青继善置夫语乎密临土半守居轻味"
    "尽阿怎跟远亲吃快极友苦坚何句早林河落福某答顾黑英半写布微兰红吗吧呢啊让母父孩女男师结果满随够象音河医"
    "药复核载测候核值否础材料液温含且均衡固顶左右背景缺杂补既含遇伤采取遵循呈现逐渐丰富降低促优势潜"
)
#: Probability of a hanzi by its plane in GB 2312 alone: level 1 (3,755 in common use), level 2, neither.
LEVEL = (1e-5, 1e-6, 3e-7)
#: Share of the pair model where a word is known; the rest is the frequency of the single hanzi.
PAIRED = 0.5
#: Marks that written Chinese is full of, and their share of all characters.
MARKS = {"，": 0.05, "。": 0.03, "、": 0.01, "“": 0.006, "”": 0.006, "：": 0.005, "；": 0.002, "！": 0.002,
         "？": 0.002, "（": 0.004, "）": 0.004, "《": 0.002, "》": 0.002, "\u3000": 1e-4, "—": 0.002, "…": 0.001,
         "①": 5e-5, "②": 5e-5, "③": 5e-5, "④": 5e-5, "⑤": 5e-5, "‘": 3e-4, "’": 3e-4}  # fmt: skip
#: Pairs of marks that do stand side by side, and how often the second follows; all others do not (MARK_PAIR).
ADJACENT = {"。”": 0.1, "！”": 0.2, "？”": 0.2, "”。": 0.05, "”，": 0.1, "：“": 0.4, "，“": 0.03, "。“": 0.03,
            "）。": 0.1, "）、": 0.05, "）“": 1e-3, "”、": 0.1, "”“": 0.05, "》、": 0.1, "》（": 0.02, "》。": 0.05,
            "》，": 0.1, "……": 0.5, "——": 0.5, "\u3000\u3000": 0.5, "\n\u3000": 0.5, " \u3000": 0.2,
            "\u3000（": 0.1, "\u3000①": 0.05, "\u3000②": 0.05, "\u3000③": 0.05, "\u3000④": 0.05,
            "\u3000⑤": 0.05, "；\u3000": 0.02, "。\u3000": 0.005, "！（": 3e-3, "。（": 0.01, "”）": 0.02, "（“": 0.02,
            "）；": 0.03, "），": 0.1, "”；": 0.03, "”（": 0.02, "、“": 0.1, "、《": 0.1, "》》": 1e-5}  # fmt: skip
MARK_PAIR = 1e-5
SIGN = 3e-6
OUTSIDE = 1e-7
#: What one occurrence in pypinyin's phrases counts, on the scale of the table; and what keeps rare hanzi
#: from making every pair that they have certain.
PHRASE = 40.0
RARE = 2000.0
#: Weight of the page's own words; and what is left of a hanzi that a converter mostly changes.
HERE = 0.15
UNCONVERTED = 0.1
#: Traditional forms that OpenCC prefers to the ones that converters write.
VARIANTS = "爲説衆裏牀羣峯"
#: A hanzi that makes up this share of all text may stand beside anything.
COMMONPLACE = 4e-4


class Language(NamedTuple):
    """Counts over simplified forms: share of single hanzi, counts of pairs within words and of hanzi in words."""

    single: dict[str, float]
    pair: dict[str, float]
    hanzi: dict[str, float]


class PageWords(NamedTuple):
    """Counts on the page itself, which speak for its subject: hanzi, pairs of neighbours, characters in all."""

    single: Counter[str]
    pairs: Counter[str]
    total: int


NO_PAGE = PageWords(Counter(), Counter(), 1)


@cache
def simplified() -> dict[str, str]:
    """Each character of the code page and its simplified form (OpenCC t2s, one character at a time)."""
    chars = [char for char in gbk.code_page().pair_of if not gbk.is_private_use(char)]
    forms = convert("\n".join(chars), "t2s").split("\n")
    return dict(zip(chars, forms, strict=True))


@cache
def repertoire() -> frozenset[str]:
    """Characters that a converted page can hold.

    They are what the code page shares with GB 2312 through OpenCC's t2s, without the forms that only
    simplified script has (众: s2t changes it, and Big5 lacks it), because the converter changed those.
    """
    known = [char for char, form in simplified().items() if _level(form) < 2 or _is_mark(char)]
    forms = convert("\n".join(known), "s2t").split("\n")
    pairs = zip(known, forms, strict=True)
    return frozenset(char for char, form in pairs if char == form or _encodes(char, "big5"))


@cache
def converted() -> frozenset[str]:
    """Characters of the repertoire that OpenCC's s2t changes: a converter leaves few of them (后, 里, 于)."""
    known = sorted(repertoire())
    forms = convert("\n".join(known), "s2t").split("\n")
    return frozenset(char for char, form in zip(known, forms, strict=True) if char != form and form not in VARIANTS)


@cache
def language() -> Language:
    """Read the counts of data/frequencies.txt, and add pypinyin's phrases and the order of FREQUENT."""
    count, pair = _frequencies()
    for phrase in stock_phrases():
        for at in range(len(phrase) - 1):
            two = phrase[at : at + 2]
            pair[two] = pair.get(two, 0.0) + PHRASE
    total = sum(count.values())
    order = list(dict.fromkeys(FREQUENT))
    weights = {char: 1 / (rank + 12) for rank, char in enumerate(order)}
    whole = sum(weights.values())
    single = {
        char: 0.6 * count.get(char, 0.0) / total + 0.35 * weights.get(char, 0.0) / whole + LEVEL[_level(char)]
        for char in {*count, *order}
    }
    return Language(single, pair, count)


def _frequencies() -> tuple[dict[str, float], dict[str, float]]:
    """Counts of hanzi and of pairs (middle of the power of two that is stored)."""
    from importlib.resources import files

    source = files("pinyin_strip").joinpath("repair/data/frequencies.txt").read_text(encoding="utf-8")
    tables: list[dict[str, float]] = []
    for size, block in enumerate(source.split("\n\n"), start=1):
        rows = (row.split("\t") for row in block.strip().split("\n"))
        counts = (
            (items[at : at + size], 1.4 * 2 ** int(power)) for power, items in rows for at in range(0, len(items), size)
        )
        tables.append(dict(counts))
    return tables[0], tables[1]


@cache
def _probability(char: str) -> float:
    """Share of ``char`` (any script) among the characters of a page."""
    form = simplified().get(char, char)
    if form in MARKS:
        return MARKS[form]
    if _is_mark(char):
        return SIGN if char in repertoire() else OUTSIDE
    if char not in repertoire():
        return OUTSIDE
    share = language().single.get(form, LEVEL[_level(form)])
    return share * UNCONVERTED if char in converted() else share


def score(char: str, before: str, page: PageWords) -> float:
    """Logarithm of the probability of ``char`` after ``before`` on ``page``."""
    form = _form(char)
    seen = page.pairs[_form(before) + form]
    known = page.single[form]
    if not seen and not known:
        return _score(char, before)
    here = 0.7 * known / page.total + 0.3 * seen / (page.single[_form(before)] + 3)
    return log((1 - HERE) * exp(_score(char, before)) + HERE * here)


@lru_cache(maxsize=1 << 18)
def _score(char: str, before: str) -> float:
    """The same without the page."""
    words = language()
    first, second = _form(before), _form(char)
    if second in MARKS and _is_sign(first):
        return log(ADJACENT.get(first + second, MARK_PAIR))
    alone = _probability(char)
    joined = words.pair.get(first + second, 0.0) / (words.hanzi.get(first, 0.0) + RARE)
    return log(PAIRED * joined + (1 - PAIRED) * alone)


@cache
def _form(char: str) -> str:
    """Simplified form of one character; ASCII marks count as full-width ones."""
    if char and char in ",;:!?()":
        return chr(ord(char) + 0xFEE0)
    return simplified().get(char, char)


@cache
def _is_sign(char: str) -> bool:
    """Whether ``char`` is punctuation or white space."""
    return char in MARKS or char in ("\n", " ", "\u3000")


def vouched(char: str, before: str, after: str, page: PageWords) -> bool:
    """Whether ``char`` makes a known pair with a neighbour, or is frequent enough to stand alone."""
    if not "\u4e00" <= char <= "\u9fff" or _probability(char) >= COMMONPLACE:
        return True
    pairs = (_form(one) + _form(two) for one, two in ((before, char), (char, after)))
    return any(pair in language().pair or page.pairs[pair] for pair in pairs)


def words_of(text: str) -> PageWords:
    """Count the hanzi of ``text`` and their neighbours in simplified form."""
    forms = simplified()
    plain = "".join(forms.get(char, char) for char in text)
    pairs = (plain[at : at + 2] for at in range(len(plain) - 1) if "\u4e00" <= plain[at] <= "\u9fff")
    single = Counter(char for char in plain if "\u4e00" <= char <= "\u9fff")
    return PageWords(single, Counter(pair for pair in pairs if "\u4e00" <= pair[1] <= "\u9fff"), len(plain) + 100)


def _level(char: str) -> int:
    """0 or 1 for the two levels of GB 2312, 2 for hanzi outside it and for what is no hanzi."""
    pair = gbk.pair_of(char)
    if pair is None or pair[1] < 0xA1 or not 0xB0 <= pair[0] <= 0xF7:
        return 2
    return 0 if pair[0] <= 0xD7 else 1


def _is_mark(char: str) -> bool:
    """Whether ``char`` is one of the signs of GB 2312 (punctuation, digits, letters), no hanzi."""
    pair = gbk.pair_of(char)
    return pair is not None and pair[0] in (0xA1, 0xA2, 0xA3) and pair[1] >= 0xA1


def _encodes(char: str, codec: str) -> bool:
    try:
        char.encode(codec)
    except UnicodeEncodeError:
        return False
    return True
