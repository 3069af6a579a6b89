"""Text comes out as it went in but for its glosses, in one block or in many."""

from __future__ import annotations

import pytest

from pinyin_strip import clean
from pinyin_strip.formats import Refused, Undecodable, blocks, text


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", ""])
def test_line_endings_and_the_last_one_stay(rewrite, end):
    """Neither kind nor number of line breaks changes."""
    source = f"渡口的雾散(sàn)了{end}船也开(kāi)了{end}"
    assert rewrite("text", source.encode()).data.decode() == source.replace("(sàn)", "").replace("(kāi)", "")


def test_a_byte_order_mark_stays(rewrite):
    """It is written back, and does not hide a gloss on the first line."""
    assert rewrite("text", "\ufeff雾(wù)".encode()).data == "\ufeff雾".encode()


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("1\r\n00:00:01,000 --> 00:00:02,500\r\n开(kāi)船\r\n", "1\r\n00:00:01,000 --> 00:00:02,500\r\n开船\r\n"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\n开(kāi)船\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n开船\n"),
        ("Dialogue: 0,0:00:01.00,,,0,0,0,,{\\an8}开(kāi)船", "Dialogue: 0,0:00:01.00,,,0,0,0,,{\\an8}开船"),
        ("[00:12.50]开(kāi)船\n", "[00:12.50]开船\n"),
        ("\\section{渡口}\n开(kāi)船 % 旧稿\n", "\\section{渡口}\n开船 % 旧稿\n"),
    ],
    ids=["srt", "vtt", "ass", "lrc", "tex"],
)
def test_what_is_not_text_in_subtitles_and_markup_stays(rewrite, source, wanted):
    """Times, tags, commands and links are no glosses."""
    assert rewrite("text", source.encode()).data.decode() == wanted


PROSE = "老船工把缆绳(lǎnshéng)解开，渡口的雾还没有散(sàn)。\n孙女画了一只白鹭\n(báilù)，又画苍鹭（cānglù\n）。\n"
PLAIN = "河面很宽，天色渐渐亮起来。\n" * 30


@pytest.mark.parametrize(
    "source", [PROSE * 40, (PROSE + PLAIN) * 20, "河面\nhé miàn\n" * 300], ids=["dense", "mixed", "rows"]
)
def test_many_blocks_give_what_one_block_gives(rewrite, monkeypatch, source):
    """Text is cut where no gloss, and no row of readings with its hanzi, stands across the border."""
    monkeypatch.setattr(blocks, "BLOCK", 5000)
    result = rewrite("text", source.encode())
    assert result.pieces > 1
    assert result.data.decode() == clean(source)


def test_a_border_is_sought_where_no_letter_stands_near():
    """A calm place is worth going back for."""
    data = (PLAIN * 5 + PROSE * 3 + "x").encode()
    assert text.border(data) <= len((PLAIN * 5).encode()) - text.WINDOW + 60


def test_a_line_longer_than_memory_is_refused_by_name(rewrite, monkeypatch):
    """The message says where it begins."""
    monkeypatch.setattr(blocks, "BLOCK", 1000)
    monkeypatch.setattr(blocks, "LONGEST", 5000)
    with pytest.raises(Refused, match="the line at byte 5 is longer than"):
        rewrite("text", b"\xef\xbb\xbfa\n" + b"b" * 9000)


def test_bytes_that_are_not_utf8_are_named_with_their_offset(rewrite, monkeypatch):
    """Also behind the first block."""
    monkeypatch.setattr(blocks, "BLOCK", 100)
    data = "雾散了。\n".encode() * 50 + b"\xff"
    with pytest.raises(Undecodable, match=f"not UTF-8 at byte {len(data) - 1} "):
        rewrite("text", data)
