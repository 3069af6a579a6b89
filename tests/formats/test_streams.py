"""Compression and encodings: what comes out of them is what went in."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma

import pytest

from pinyin_strip.formats import Refused, Undecodable
from pinyin_strip.formats.compression import DAMAGED, LAYERS, compressed, decompressed
from pinyin_strip.formats.encoding import Decoded, Encoded, codec_of

DATA = "渡口的雾散(sàn)了。\n".encode() * 20_000


@pytest.fixture(params=LAYERS)
def layer(request):
    if request.param == ".zst":
        pytest.importorskip("zstandard")
    return request.param


def _packed(layer, data=DATA):
    target = io.BytesIO()
    writer = compressed(target, layer)
    writer.write(data)
    writer.close()
    return target.getvalue()


def test_what_is_compressed_comes_back(layer):
    """In small reads; two files put one after the other are one."""
    reader = decompressed(io.BytesIO(_packed(layer) + _packed(layer, b"x")), layer)
    assert b"".join(iter(lambda: reader.read(7777), b"")) == DATA + b"x"


def test_the_usual_tools_read_it():
    """Python's own decompressors stand for them."""
    assert [gzip.decompress(_packed(".gz")), bz2.decompress(_packed(".bz2")), lzma.decompress(_packed(".xz"))] == [
        DATA
    ] * 3
    assert _packed(".gz") == _packed(".gz")


def test_a_file_that_was_cut_off_is_told_from_one_that_ended(layer):
    """Half a file is never taken for a whole one."""
    packed = _packed(layer)
    reader = decompressed(io.BytesIO(packed[: len(packed) // 2]), layer)
    with pytest.raises(DAMAGED):
        b"".join(iter(lambda: reader.read(1 << 16), b""))


@pytest.mark.parametrize("name", ["gb18030", "big5", "utf-16-be", "hz", "gbk"])
def test_an_encoding_is_read_and_written_back(name):
    """To the byte, and in pieces of any size."""
    text = "中文的河\n" * 30_000
    data = text.encode(name)
    reader, target = Decoded(io.BytesIO(data), name, exact=True), io.BytesIO()
    writer = Encoded(target, name)
    while block := reader.read(1001):
        writer.write(block)
    writer.finish()
    assert target.getvalue() == data


def test_an_undecodable_byte_is_named_with_its_offset():
    """Behind the first read, and in the middle of a character."""
    data = "雾".encode("gb18030") * 50_000
    with pytest.raises(Undecodable, match=f"not gb18030 at byte {len(data)} "):
        Decoded(io.BytesIO(data + b"\xff\xff"), "gb18030", exact=True).read()
    with pytest.raises(Undecodable, match=f"byte {len(data)} "):
        Decoded(io.BytesIO(data + b"\xb0"), "gb18030", exact=True).read()


def test_what_would_not_come_back_is_refused_unless_another_encoding_is_written():
    """Big5 of some makers spells one character in two ways."""
    data = b"a\xa1\xc3"  # cp950 reads it, and writes what it reads as other bytes or not at all
    twice = next(
        (
            bytes([lead, trail])
            for lead in range(0xA1, 0xFA)
            for trail in range(0x40, 0xFF)
            if _differs(bytes([lead, trail]))
        ),
        data,
    )
    with pytest.raises(Refused, match="byte 1 would not come back"):
        Decoded(io.BytesIO(b"a" + twice), "cp950", exact=True).read()
    assert Decoded(io.BytesIO(b"a" + twice), "cp950", exact=False).read() == ("a" + twice.decode("cp950")).encode()


def _differs(pair):
    try:
        return pair.decode("cp950").encode("cp950") != pair
    except UnicodeError:
        return False


def test_a_character_that_the_output_has_not_is_refused():
    """With a way out."""
    with pytest.raises(Refused, match=r"big5 has no '龢|big5 has no '们.*--output-encoding utf-8"):
        Encoded(io.BytesIO(), "big5").write("们".encode())


SAMPLE = "清晨的渡口还很安静，老船工把缆绳解开，慢慢地把船撑到河心。孙女坐在船头，画一只白鹭。" * 5
TRADITIONAL = "清晨的渡口還很安靜，老船工把纜繩解開，慢慢地把船撐到河心。孫女坐在船頭，畫一隻白鷺。" * 5


@pytest.mark.parametrize(
    ("text", "name"), [(SAMPLE, "gb18030"), (TRADITIONAL, "big5"), (SAMPLE, "utf-8"), (SAMPLE, "utf-16")]
)
def test_an_encoding_can_be_guessed(text, name):
    """From a few sentences."""
    data = text.encode(name)
    assert data.decode(codec_of("auto", data)).removeprefix("\ufeff") == text


def test_a_byte_order_mark_decides_and_stays():
    """UTF-16 of either end comes back as it was."""
    for codec in ("utf-16-be", "utf-16-le"):
        data = "\ufeff雾".encode(codec)
        assert codec_of("utf-16", data) == codec
        assert Decoded(io.BytesIO(data), codec, exact=True).read() == "\ufeff雾".encode()
