"""The fast scan finds what the stages find, and decides as they do: in lists of sites, in documents, in clean text."""

from __future__ import annotations

from array import array
from collections import Counter
from pathlib import Path
from unicodedata import combining, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypinyin import load_single_dict
from pypinyin.constants import PINYIN_DICT

from pinyin_strip import Options, check, clean, cleaning, fastscan, parse
from pinyin_strip.cleaning import cleaned
from pinyin_strip.fastscan import tables
from pinyin_strip.fastscan.terms import COLUMNS, HANZI, LEFT
from pinyin_strip.syllables import tables as syllables
from tests.profiles import three_times_as_many
from tests.scans import BOTH, COMPILED, INTERPRETED, both_of, by_stages, needs_compiler
from tests.test_bulk import bracketed, certain, mixtures

PAGES = Path(__file__).parent.parent.parent / "shared" / "speed" / "pages"
CLEANING = Options().for_cleaning()

# Every sign beside every other: what begins, what may stand between, what ends, and words that could be readings or could not.
fragments = st.sampled_from(
    [*"国际银行的了儿锂()（）[]【】〖〗{}《》|｜ \n,，。:：;；?!/-<>&*~'’·", "guó", "guo", "guo2", "Běijīng", "bei", "jing", "de", "le", "wanr",
     "DL", "café", "saan1", "it’s", "ㄍㄨㄛˊ", "ˊ", "˙ㄉㄜ", "<rt>", "</rt>", "<b>", "&lt;", "&eacute;", "音", "同", "三声", "拼音：", "粤语",
     "①", "[2]", "\\n", "~R~", "\u200b", "\u0301", "ǖ", "n", "1", "·", "—", "账号", "𠀀", "々", "|---|\n", "x?yè)", "A(yè)", "?,", "读", "读作",
     "或", "=", "\t", "“", "”", "「", "」", "lu:4", "nv", "NG", "r", "·le", "〔", "〕", "℃", "@", "_", "ā", "ɡuó", "ｇ", "²", "běi jīng", "鈥?", "&#39;",
     "\r\n", "\u3000", "pinyin", "Cantonese", "x"]
)  # fmt: skip
BRACKETS = ["()", "（）", "[]", "【】", "《》", "{}", "〔〕"]


@st.composite
def glossed(draw):
    """A hanzi and one of its readings: with its tone, without, with another one as a digit, in capitals; in any bracket."""
    hanzi = draw(st.sampled_from("国际银行的了儿锂河山水画没沙重啊白鹭词"))
    reading = draw(st.sampled_from(PINYIN_DICT[ord(hanzi)].split(",")))
    bare = "".join(char for char in normalize("NFD", reading) if not combining(char))
    written = draw(st.sampled_from([reading, bare, reading.upper(), reading[1:], bare[:1], f"{bare}4", f"{reading}1"]))
    opening, closing = draw(st.sampled_from(BRACKETS))
    return f"{hanzi}{draw(st.sampled_from(['', '', '', ' ']))}{opening}{written}{closing}"


@st.composite
def glossed_word(draw):
    """Several hanzi and readings of them in one bracket, parted or not, a capital here and there, one without its tone perhaps."""
    hanzi = draw(st.lists(st.sampled_from("国际银行西安山水重长"), min_size=2, max_size=4))
    readings = [draw(st.sampled_from(PINYIN_DICT[ord(char)].split(","))) for char in hanzi]
    changed = draw(st.integers(0, 2 * len(hanzi)))
    if changed < len(hanzi):
        readings[changed] = draw(st.sampled_from([readings[changed].capitalize(), "guo", "le", "mà"]))
    opening, closing = draw(st.sampled_from(BRACKETS))
    return (
        f"{''.join(hanzi)}{opening}{draw(st.sampled_from(['', ' ', chr(39), '-', '’', ', '])).join(readings)}{closing}"
    )


@st.composite
def far_apart(draw):
    """Hanzi enough that what stands behind them is no longer near by."""
    return "".join(draw(st.lists(st.sampled_from("山水之间有一条河，。"), min_size=30, max_size=60)))


@st.composite
def inside(draw):
    """A bracket with what does not belong together."""
    opening, closing = draw(st.sampled_from(BRACKETS))
    return opening + "".join(draw(st.lists(fragments, min_size=1, max_size=4))) + closing


SPOKEN = {
    "你好": "nǐ hǎo", "一个": "yí gè", "一样": "yíyàng", "不对": "bú duì", "我们": "wǒmen", "哪儿": "nǎr", "玩儿": "wánr", "女儿": "nǚ'ér",
    "西安": "Xī'ān", "安全": "Ānquán", "他的": "tā de", "说": "shuō", "得": "de", "长": "cháng", "長大": "zhǎngdà", "很": "hěn", "还": "huán",
    "略": "lüè", "人人": "rénrén", "儿": "ér", "二": "èr", "三": "sān", "大夫": "dàifu", "𠀀": "hē", "吗": "ma",
}  # fmt: skip


@st.composite
def line_of_hanzi(draw):
    """A line of hanzi and its reading, each with its marks; now and then what is no reading of them, a name, a number or a translation."""
    words = draw(st.lists(st.sampled_from(sorted(SPOKEN)), min_size=1, max_size=4))
    hanzi = draw(st.sampled_from(["", "", " "])).join(words)
    reading = draw(st.sampled_from([" ", " ", ""])).join(map(SPOKEN.get, words))
    if draw(st.booleans()):
        reading = reading[:1].upper() + reading[1:]
    head = draw(st.sampled_from([""] * 8 + ["A：", "小王：", "1. ", "- ", "## ", "“", "「", "3 ", "> ", "：", "A: "]))
    tail = draw(st.sampled_from([""] * 8 + [" hello there", " (OK)", "5", "人 abc 人", "”", "-人"]))
    extra = draw(st.sampled_from([""] * 10 + [" hello", "”", "'", " 1", "：ā", "-", " jìn", '",']))
    other = draw(st.sampled_from([""] * 12 + ["mǎ: ", "A: ", ",,", '"', "x "]))
    hanzi = head + hanzi + draw(st.sampled_from(["", "。", "？", "，"])) + tail
    return hanzi, other + reading + draw(st.sampled_from(["", ".", "?", ",", "。"])) + extra


@st.composite
def layouts(draw):
    """Interlinear text with one kind of line break, the reading above or below, and what may stand between."""
    parted = draw(
        st.sampled_from(["\n", "\n", "<br>", "<br>\n", "\\n", "\\N", "\r\n", "\n\n", "<br />", "  \n<br>", "\\r\\n"])
    )
    lines = []
    for hanzi, reading in draw(st.lists(line_of_hanzi(), min_size=1, max_size=3)):
        lines += draw(
            st.sampled_from([[hanzi, reading], [reading, hanzi], [hanzi], [reading], [hanzi, reading, reading]])
        )
        lines += draw(
            st.sampled_from([[], [], [], [], ["The river."], [""], ["国(guó)"], ["国(DL)"], ["|---|"], ["?,国"]])
        )
    head, tail = draw(st.sampled_from([("", ""), ("", "\n"), ('{"t": "', '"}'), ("<p>", "</p>"), ("C:\\n", "")]))
    return head + parted.join(lines) + tail


strings = st.lists(
    st.one_of(fragments, certain(), bracketed(), glossed(), glossed_word(), inside(), far_apart()), max_size=14
).map("".join)


def _sites(loops, text, thorough):
    kinds, known = both_of(loops)
    sites, asked = array("q", bytes(8 * COLUMNS * 400)), bytearray(HANZI)
    count = loops.rows.find_sites(text.encode("utf-8", "replace"), kinds, known, asked, sites, thorough)
    return count, sites[: COLUMNS * max(count, 0)], asked


@needs_compiler
@three_times_as_many
@given(st.one_of(strings, mixtures, layouts()), st.booleans())
@example("国; pinyin: ", False)
def test_compiled_and_interpreted_scans_find_the_same_sites(text, thorough):
    """Kinds, places and bases of all of them, and whose readings were asked for."""
    assert _sites(COMPILED, text, thorough) == _sites(INTERPRETED, text, thorough)


def _stripped(loops, text, room):
    kinds, known = both_of(loops)
    sites, asked = array("q", bytes(8 * COLUMNS * room)), bytearray(HANZI)
    count, found, left = loops.rows.strip_text(text.encode("utf-8", "replace"), kinds, known, asked, sites)
    return count, found, left, list(sites[: COLUMNS * max(found, 0)]) if count == LEFT else []


@needs_compiler
@given(st.one_of(strings, mixtures), st.sampled_from([0, 1, 2, 400]))
@example("國(guó)能夠?qū)ψ鳂I(yè)", 400)
@example("国(guó)guó(guó)", 400)
def test_a_text_that_is_left_comes_with_the_sites_that_a_scan_finds(text, room):
    """In one pass; where there is not room for them, that is said."""
    count, found, left, sites = _stripped(COMPILED, text, room)
    assert (count, found, left, sites) == _stripped(INTERPRETED, text, room)
    if count == LEFT and found != LEFT:
        assert (found, array("q", sites)) == _sites(COMPILED, text, False)[:2]
    assert (count > 0) == bool(left) or count == LEFT


@needs_compiler
def test_a_text_may_have_more_glosses_than_there_is_room_for_sites():
    """Nobody asks for the sites as long as nothing is open."""
    count, found, left, _ = _stripped(COMPILED, "国(guó)际（jì）" * 1000, 256)
    assert (count, found, left) == (2000, LEFT, "国际" * 1000)
    assert clean("国(guó)际（jì）" * 1000 + "了(le)") == "国际" * 1000 + "了"


@needs_compiler
@three_times_as_many
@given(st.one_of(strings, mixtures, layouts()))
@example("山水shan1shui3画")
@example("国 g uó ˊ")
@example("国(jì)(guó)(a)")
@example("guó河(hé)(guó)")
@example("河(hé)(hé)")
@example("际(jì)没(me)际(读guo)")
@example("《三声》(ìng)")
@example("水{&}【三声】")
@example("国《guó3》人rén")
@example("山shān没《m》ˊ京 [a]")
@example("字(zi)吗（mǎ）音《ü者》")
@example("鹭(ó)《sn1》锂lǐ5")
@example("山行行行(Shāénghénn)【\u3000t’】")
@example("粤语：西安(Xī'ān)、国际(guo ji)银行（yínháng）")
def test_a_text_is_cleaned_as_by_the_stages(text):
    """Site by site, or as a whole."""
    assert cleaned(text, CLEANING).text == by_stages(text, CLEANING).clean()


@three_times_as_many
@given(st.one_of(strings, mixtures))
@example("鹭(ó)《sn1》锂lǐ5" + "，山水之间有一条河，河边有人在看书写字" * 8 + "。国(guo)银(yin)")
@example("國(guó)能夠?qū)ψ鳂I(yè)，我們的學(xué)校")
@example("国(guó)(guó)[guo]")
def test_a_text_is_cleaned_so_where_the_loops_were_not_compiled(text):
    """By expressions instead of loops; what is counted is the same, too."""
    expected = by_stages(text, CLEANING)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cleaning, "is_ready", lambda _: False)
        found = cleaned(text, CLEANING)
    assert found.text == expected.clean()
    assert found.glosses == Counter((one.verdict, one.notation, one.stripped) for one in expected.glosses)


@needs_compiler
@three_times_as_many
@given(st.one_of(strings, mixtures))
@example("锂lǐ儿[ee]白(n)")
@example("了{le\\o儿}")
@example("国guóCantonese")
@example("国guo2·i")
@example("国(guó)国 （gu）国(guó)")
def test_a_text_is_read_as_by_the_stages(text):
    """Every gloss, every remark: what the scan passes over deserves none."""
    found, expected = parse(text), by_stages(text)
    assert (found.glosses, found.remarks) == (expected.glosses, expected.remarks)


@needs_compiler
@three_times_as_many
@given(st.one_of(strings, mixtures, layouts()))
@example("国《lu:4》")
@example("粤锂(lǐ)际(ji)")
@example("没【me】民(mín5)(běin)")
@example("国水《一˙ㄜ》")
def test_what_is_counted_is_what_the_stages_count(text):
    """Glosses by verdict and notation, those that go and those that stay."""
    expected = by_stages(text, CLEANING)
    assert cleaned(text, CLEANING).glosses == Counter(
        (one.verdict, one.notation, one.stripped) for one in expected.glosses
    )


@needs_compiler
@pytest.mark.skipif(not PAGES.is_dir(), reason="real pages lie beside the checkout")
@pytest.mark.parametrize("kind", ["annotated", "injected", "lists", "plain"])
def test_real_pages_come_out_as_by_the_stages(kind):
    """The beginning of every file: clean text, glosses and remarks."""
    for file in sorted((PAGES / kind).iterdir()):
        page = file.read_text("utf-8", errors="replace")[:1500]
        expected = by_stages(page)
        assert clean(page) == by_stages(page, CLEANING).clean(), file.name
        assert check(page) == expected.findings(), file.name


@needs_compiler
def test_every_certain_syllable_is_removed_by_both():
    """One hanzi for each, in brackets of both widths."""
    examples = {}
    for code in range(0x4E00, 0xA000):
        for reading in PINYIN_DICT.get(code, "").split(","):
            if tables.is_certain(reading):
                examples.setdefault(reading, chr(code))
    assert len(examples) > 1300
    text = "。".join(f"{hanzi}({reading}){hanzi}（{reading}）" for reading, hanzi in examples.items())
    assert clean(text) == "。".join(hanzi * 2 for hanzi in examples.values())
    sample = list(examples.items())[:150]
    text = "。".join(f"{hanzi}({reading})" for reading, hanzi in sample)
    assert by_stages(text).clean() == "。".join(hanzi for _, hanzi in sample)


def test_the_automaton_knows_every_syllable_and_its_concatenations():
    """A word is possible if and only if it can be cut into syllables, each with or without r."""
    steps, ends = tables.automaton()

    def possible(word):
        state = 1
        for letter in word:
            state = steps[26 * state + ord(letter) - 97]
        return bool(ends[state] & 1)

    assert all(possible(form) for form in syllables().pinyin if form.isascii())
    assert all(map(possible, ["zhongguo", "wanr", "lve", "pinyin", "pyli"]))
    assert not any(map(possible, ["zh", "smart", "council", "gdp", "theb"]))


@needs_compiler
@pytest.mark.parametrize(
    "text",
    ["导读：大数据与人工智能（Artificial Intelligence）", "智慧城市(Smart Cities Council)，iPhone4与GDP（2019年）", "城(ISO 9001)市(GB2312)的(https://example.org/path)",
     "《红楼梦》【公告】A股上涨3.5%", "深度学习(DL)的N肥", '{"标题": "区块｜链"}', "a1b2 e3f4", "它们是 CORS 请求", "P<0.05"],
)  # fmt: skip
def test_what_pages_are_full_of_is_decided_by_the_scan(text):
    """Acronyms, English words, numbers, titles, links and ids are no open sites."""
    count, sites, _ = _sites(COMPILED, text, False)
    assert 3 not in [kind & 3 for kind in sites[::COLUMNS]], (count, list(sites))


@pytest.fixture
def other_readings():
    """Load readings, and take them back afterwards."""
    before = {code: PINYIN_DICT[code] for code in map(ord, "说下")}
    yield lambda readings: load_single_dict({ord(hanzi): listed for hanzi, listed in readings.items()})
    PINYIN_DICT.update(before)
    assert clean("说(shuō)") == "说"


def test_readings_that_the_user_loads_are_heard_for_the_other_script_too(other_readings):
    """A hanzi has the readings of its variants, toned or not."""
    assert clean("說mà天") == "說mà天"
    other_readings({"说": "mà"})
    assert clean("說mà天") == "說天"
    assert clean("说(mà)，說(mà)") == "说，說"


@needs_compiler
def test_other_options_go_through_the_stages():
    """What the scan decides is what the default options remove."""
    for options in (Options(strip={"match"}), Options(conventions={"square"}), Options(strip=set())):
        assert not fastscan.supports(options)
        assert clean("国(guó)国[guó]", options) == by_stages("国(guó)国[guó]", options.for_cleaning()).clean()
    assert fastscan.supports(Options(toneless="keep"))


@pytest.mark.parametrize("loops", BOTH)
def test_a_mark_of_damage_leaves_a_row_to_python(loops):
    """Where a mark stands behind a question mark, or what is left of markup, or a reading behind a letter."""
    kinds, known = both_of(loops)
    for end, expected in (
        ("?,", -1),
        ("?！", -1),
        ("國?a", -1),
        (")?b", -1),
        ("F(xiàn)", -1),
        ("?", 1),
        ("x?b", 1),
        ("f(x)", 1),
    ):
        data = f"国(guó)。{end}".encode()
        lengths, glosses = array("q", [0]), array("q", [0])
        loops.rows.strip_rows(
            data, array("q", [0, len(data)]), bytearray(len(data)), lengths, glosses, kinds, known, bytearray(HANZI)
        )
        assert list(glosses) == [expected], end
