"""CP936 as PHP's mbstring and Windows read it: the bytes of a character, and the characters of a byte stream.

Python's own ``gbk`` codec differs in three points that matter here: it refuses 0x80, it keeps the
byte that cannot follow a lead byte, and it has no user-defined areas. Source for the areas: Microsoft
code page 936, GB 18030-2000 Annex (U+E000-U+E864).
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

EURO = "€"
LOST = "?"
TRAILS: tuple[int, ...] = (*range(0x40, 0x7F), *range(0x80, 0xFF))
LEADS = range(0x81, 0xFF)


class CodePage(NamedTuple):
    """Both directions of the two-byte part of CP936."""

    pair_of: dict[str, bytes]
    char_of: dict[bytes, str]


def is_user_defined(lead: int, trail: int) -> bool:
    """Whether the pair lies in one of the three user-defined areas of code page 936."""
    if 0xAA <= lead <= 0xAF or 0xF8 <= lead <= 0xFE:
        return 0xA1 <= trail <= 0xFE
    return 0xA1 <= lead <= 0xA7 and trail in TRAILS and trail <= 0xA0


def is_private_use(char: str) -> bool:
    """Whether ``char`` is one of the private-use characters that stand for codes without a character."""
    return "\ue000" <= char <= "\ue864"


def _user_defined_pairs() -> Iterable[bytes]:
    """The user-defined codes in the order of their private-use code points."""
    for leads, trails in (
        (range(0xAA, 0xB0), range(0xA1, 0xFF)),
        (range(0xF8, 0xFF), range(0xA1, 0xFF)),
        (range(0xA1, 0xA8), [trail for trail in TRAILS if trail <= 0xA0]),
    ):
        yield from (bytes((lead, trail)) for lead in leads for trail in trails)


@cache
def code_page() -> CodePage:
    """Read the code page once; codes that have no character become U+E000-U+E864, as they do on Windows."""
    char_of: dict[bytes, str] = {}
    unassigned: list[bytes] = []
    for lead in LEADS:
        for trail in TRAILS:
            pair = bytes((lead, trail))
            if is_user_defined(lead, trail):
                continue
            try:
                char_of[pair] = pair.decode("gbk")
            except UnicodeDecodeError:
                unassigned.append(pair)
    for point, pair in enumerate((*_user_defined_pairs(), *unassigned), start=0xE000):
        char_of[pair] = chr(point)
    return CodePage({char: pair for pair, char in char_of.items()}, char_of)


@cache
def later() -> dict[str, str]:
    """Hanzi that newer tables have where code page 936 has none, each with the private-use character in its place.

    They are the 80 codes FE50-FEA0 of GB 18030 (䲟 is FE93); some converters decode them.
    """
    codes = {pair: char for pair, char in code_page().char_of.items() if pair[0] == 0xFE and is_private_use(char)}
    read = {pair.decode("gb18030"): char for pair, char in codes.items() if not is_user_defined(*pair)}
    return {char: place for char, place in read.items() if not "\ue000" <= char <= "\uf8ff"}


def pair_of(char: str) -> bytes | None:
    """The two bytes of ``char``, by the newer tables too, or None if it is ASCII or in no table."""
    return _pairs_by_any_table().get(char)


@cache
def _pairs_by_any_table() -> dict[str, bytes]:
    pairs = code_page().pair_of
    return {**{char: pairs[place] for char, place in later().items()}, **pairs}


def char_of(lead: int, trail: int) -> str | None:
    """The character of two bytes (private use where the page assigns none), or None if they are no pair."""
    return code_page().char_of.get(bytes((lead, trail)))


def encode(text: str) -> bytes:
    """``text`` as CP936 bytes; what the code page lacks becomes ``?``, as converters write it."""
    return text.encode("gbk", _ENCODED)


def decode(data: bytes, dangling: str = LOST) -> str:
    """Read CP936 the way mbstring does.

    A lead byte whose successor cannot be a trail is lost together with that successor: both become ONE
    ``?``. 0x80 alone is the euro sign. A lead byte at the very end shows as ``dangling``.
    """
    text = data.decode("gbk", _DECODED)
    return text[:-1] + dangling if text.endswith(_DANGLING) else text


# Python's codec reads nearly every character as the page has it, and much faster than a loop; what it refuses is
# looked up here.
_ENCODED, _DECODED = "pinyin_strip.cp936.encoded", "pinyin_strip.cp936.decoded"
#: What a lead byte at the very end is decoded to at first: no character, and in no code page.
_DANGLING = "\uffff"


def _encode_refused(error: UnicodeError) -> tuple[bytes, int]:
    """The euro sign, private use, and what the code page lacks."""
    assert isinstance(error, UnicodeEncodeError)
    pairs = code_page().pair_of
    refused = error.object[error.start : error.end]
    return b"".join(b"\x80" if char == EURO else pairs.get(char, b"?") for char in refused), error.end


def _decode_refused(error: UnicodeError) -> tuple[str, int]:
    """0x80, 0xFF, private use, and lead bytes that no trail follows."""
    assert isinstance(error, UnicodeDecodeError)
    data, at = error.object, error.start
    if data[at] in (0x80, 0xFF):
        return EURO if data[at] == 0x80 else LOST, at + 1
    if at + 1 == len(data):
        return _DANGLING, at + 1
    return code_page().char_of.get(data[at : at + 2], LOST), at + 2


codecs.register_error(_ENCODED, _encode_refused)
codecs.register_error(_DECODED, _decode_refused)
