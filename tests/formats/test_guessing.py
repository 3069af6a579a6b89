"""An encoding is told by which reading of the bytes is Chinese text, short or long; what is no text is refused."""

from __future__ import annotations

import codecs
import gzip
import random
import re
import sys
import zlib
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.cli import cli
from pinyin_strip.extras import install_line
from pinyin_strip.formats import Refused
from pinyin_strip.formats.encoding import SAMPLE, codec_of, guess

SIMPLIFIED = [
    "清晨的渡口还很安静，老船工把缆绳解开，慢慢地把船撑到河心。",
    "孙女坐在船头，画一只白鹭，画完了就问爷爷像不像。",
    "昨天下午我们去邮局寄了一个包裹，里面是两本旧书和一封信。",
    "这座桥是五十年前修的，桥下的水比那时候浅了许多。",
    "他说：“等风停了再走吧。”大家都点头，没有人着急。",
    "表 3 列出了各站的水位（单位：米），其中 7 月的数字最高。",
    "国(guó)际(jì)航线从今年(nián)起增加到十二条。",
    "雨停了。",
]
TRADITIONAL = [
    "清晨的渡口還很安靜，老船工把纜繩解開，慢慢地把船撐到河心。",
    "孫女坐在船頭，畫一隻白鷺，畫完了就問爺爺像不像。",
    "昨天下午我們去郵局寄了一個包裹，裡面是兩本舊書和一封信。",
    "這座橋是五十年前修的，橋下的水比那時候淺了許多。",
    "他說：「等風停了再走吧。」大家都點頭，沒有人著急。",
    "表 3 列出了各站的水位（單位：米），其中 7 月的數字最高。",
    "國(ㄍㄨㄛˊ)際航線從今年起增加到十二條。",
    "雨停了。",
]
HONG_KONG = ["佢哋喺碼頭度等緊船，話風停咗先至行。", "呢度嘅嘢冇人攞，你鍾意就攞走佢啦。"]
WRITTEN = [
    *((text, name) for text in SIMPLIFIED for name in ("gb18030", "gbk", "utf-8", "utf-16-le", "utf-16-be")),
    *((text, name) for text in TRADITIONAL for name in ("big5", "gb18030", "gbk", "utf-16-le")),
    *((text, "big5hkscs") for text in HONG_KONG),
]


@pytest.fixture
def alone(monkeypatch):
    """Without charset-normalizer."""
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)


def _read(data):
    return data.decode(codec_of("auto", data))


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("text", "name"), WRITTEN)
def test_a_sentence_is_enough(text, name):
    """In simplified and in traditional script, with nobody to ask; so are a page of it, and lines of it."""
    for whole in (text, text * 40, "\r\n".join([text] * 3)):
        assert _read(whole.encode(name)) == whole


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize(("texts", "name"), [(SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5"), (TRADITIONAL, "gb18030")])
def test_ten_characters_are_enough(texts, name):
    """Wherever they are cut out."""
    whole = "".join(texts)
    for start in range(len(whole) - 10):
        part = whole[start : start + 10]
        assert _read(part.encode(name)) == part


@pytest.mark.usefixtures("alone")
@given(st.lists(st.sampled_from(SIMPLIFIED), min_size=1, max_size=4), st.sampled_from(["", "id,text\n1,", "<p>\n"]))
def test_what_stands_before_a_text_does_not_matter(texts, before):
    """Markup, and names of columns."""
    text = before + "".join(texts)
    for name in ("gb18030", "utf-16-le", "utf-16-be"):
        assert _read(text.encode(name)) == text


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("shift", range(12))
@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("".join(SIMPLIFIED) + "\U00020000", "gb18030"),  # the last one has four bytes there
        ("".join(TRADITIONAL), "big5"),
        ("".join(SIMPLIFIED) + "\U00020000", "utf-8"),
        ("".join(SIMPLIFIED) + "\U00020000", "utf-16-le"),
    ],
)
def test_a_file_may_be_cut_within_a_character_where_nobody_looks_further(text, name, shift):
    """Of files larger than the sample; every place in a character is met."""
    whole = "x" * shift + text * (SAMPLE // len(text.encode(name)) + 2)
    data = whole.encode(name)
    assert len(data) > SAMPLE
    assert data.decode(codec_of("auto", data[:SAMPLE])) == whole


@pytest.mark.parametrize("layer", ["", ".gz"])
def test_a_large_file_is_cleaned_in_its_encoding(tmp_path, layer):
    """Through the command line, compressed or not."""
    lines = "渡口的雾散(sàn)了，船也开了。\n"
    data = lines.encode("gb18030") * 12_000
    path = tmp_path / f"a.txt{layer}"
    path.write_bytes(gzip.compress(data) if layer else data)
    done = CliRunner().invoke(cli, ["clean", "-i", "-q", "--encoding", "auto", str(path)])
    assert (done.exit_code, done.stderr) == (0, "")
    made = gzip.decompress(path.read_bytes()) if layer else path.read_bytes()
    assert made == lines.replace("(sàn)", "").encode("gb18030") * 12_000


@pytest.mark.parametrize("name", ["utf-8-sig", "utf-16", "utf-32", "gb18030"])
def test_a_byte_order_mark_decides(name):
    """Whatever stands behind it."""
    text = "\ufeff龘" if name == "gb18030" else "龘"
    assert codec_of("auto", text.encode(name)) in ("utf-8", "utf-16-le", "utf-32-le", "gb18030")
    assert _read(text.encode(name)).removeprefix("\ufeff") == "龘"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_zeros_tell_wide_encodings(codec):
    """A text without a hanzi, too; it is UTF-8 as well, but nobody means that."""
    for text in ("id,text\r\n1,nothing here\r\n", "第 1 行\r\n第 2 行\r\n"):
        assert guess(text.encode(codec)) == codec


def test_a_text_with_a_zero_in_it_is_what_it_was():
    """Logs have them."""
    assert guess("第一行\0第二行\n".encode()) == "utf-8"
    assert guess(b"one\0two\n") == "utf-8"


NO_TEXT = {
    "random bytes": random.Random(1).randbytes(200),
    "many random bytes": random.Random(2).randbytes(SAMPLE),
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + zlib.compress(random.Random(3).randbytes(3000)),
    "a photograph": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + random.Random(4).randbytes(3000),
    "a program": b"\x7fELF\x02\x01\x01" + bytes(9) + random.Random(5).randbytes(300),
    "what was compressed": zlib.compress("渡口".encode() * 9000),
    "a byte order mark and nothing that fits": codecs.BOM_UTF16_LE + b"\xd8" * 40,
    "another language's old encoding": "Le garçon a mangé à côté de la forêt où il était né.".encode("latin-1"),
}


@pytest.mark.parametrize("data", NO_TEXT.values(), ids=NO_TEXT.keys())
def test_what_is_no_chinese_text_is_refused(data):
    """With a way out."""
    with pytest.raises(Refused, match=r"cannot be guessed; left alone. Name it with --encoding"):
        guess(data)


UNCLEAR = "岸".encode("gb18030")  # as good a hanzi in Big5


@pytest.fixture
def asked(monkeypatch):
    """Somebody in charset-normalizer's place, who always gives one answer; what it is asked about is noted."""

    def answer(encoding):
        questions = []

        def from_bytes(data, cp_isolation):
            questions.append((data, cp_isolation))
            return SimpleNamespace(best=lambda: encoding and SimpleNamespace(encoding=encoding))

        monkeypatch.setitem(sys.modules, "charset_normalizer", SimpleNamespace(from_bytes=from_bytes))
        return questions

    return answer


def test_where_it_is_not_clear_somebody_else_chooses_among_the_likely_ones(asked):
    """And only there; an answer that is not among them is none."""
    questions = asked("big5")
    assert guess(SIMPLIFIED[0].encode("gb18030")) == "gb18030"
    assert questions == []
    assert guess(UNCLEAR) == "big5"
    assert questions == [(UNCLEAR, ["gb18030", "big5"])]
    for nothing in (None, "utf_16"):
        asked(nothing)
        with pytest.raises(Refused, match="cannot be guessed"):
            guess(UNCLEAR)


@pytest.mark.usefixtures("alone")
def test_where_it_is_not_clear_and_nobody_can_be_asked_it_is_refused():
    """The message says what brings who can be asked."""
    with pytest.raises(Refused, match=rf"not clear, .*--encoding, or install: {re.escape(install_line('formats'))}"):
        guess(UNCLEAR)
