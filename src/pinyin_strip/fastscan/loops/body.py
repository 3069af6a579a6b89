"""What stands in a bracket: whether it could be read as a gloss, or certainly is something else."""

from __future__ import annotations

try:
    import cython
except ImportError:
    from pinyin_strip.fastscan.loops import without_cython as cython
from pinyin_strip.fastscan.terms import LONGEST_BODY

if not cython.compiled:
    from pinyin_strip.fastscan.loops.state import Scan
    from pinyin_strip.fastscan.loops.text import (
        CALLS,
        CLOSING,
        HAN,
        INVISIBLE,
        JOIN,
        LETTER,
        OPENING,
        SHIFT,
        SOUND,
        SPACE,
        STOP,
        TONE,
        TONED,
        ZHUYIN,
        is_hanzi_at,
        kind_at,
        kind_before,
    )  # fmt: skip
    from pinyin_strip.fastscan.loops.words import read_word

__all__ = ["could_be_read", "read_body", "tone_ahead"]

# Words that say that a reading follows: their first eight letters, the last one lowest.
PY, HANYU, PINYIN, ZHUYIN_WORD = 0x7079, 0x68616E7975, 0x70696E79696E, 0x7A687579696E
BOPOMOFO, PRONOUNCED = 0x626F706F6D6F666F, 0x70726F6E6F756E63


def read_body(scan: Scan, inside: int) -> int:
    """Note what stands in a bracket; return where the next bracket of any kind stands, -1 if none is near."""
    scan.body_has = scan.body_first = scan.body_words = 0
    scan.body_romanised = scan.body_mixed = False
    scan.body_dead = scan.body_toned = scan.body_clipped = scan.body_odd = scan.body_encoded = scan.body_called = (
        scan.body_sound
    ) = False
    at, room, last = inside, LONGEST_BODY, 0
    while at < scan.end and room >= 0:
        byte = scan.data[at]
        if 0x61 <= byte | 0x20 <= 0x7A:
            word = read_word(scan, at)
            room -= (word >> 16) - at
            scan.body_called = scan.body_called or last & CALLS != 0
            add_word(scan, at, word)
            at = word >> 16
            continue
        looks = kind_at(scan, at)
        kind = looks >> SHIFT
        if kind & (OPENING | CLOSING):
            return at if at > inside else -1
        scan.body_has |= kind
        scan.body_called = scan.body_called or (kind & (LETTER | ZHUYIN) != 0 and last & CALLS != 0)
        if not kind & (SPACE | STOP):
            last = kind
        if not scan.body_first and not kind & SPACE:
            scan.body_first = kind | 1 << 24  # so that it counts even if it is nothing
            if is_foreign_sound(scan, at):
                scan.body_first |= LETTER
        add_other(scan, at, byte, kind)
        room -= 1
        at += looks & 7
    return -1


def add_word(scan: Scan, begin: int, word: int) -> None:
    """Note a word of ASCII letters, and whether a tone digit follows it."""
    end, can_be = word >> 16, scan.tables.ends[word & 0xFFFF]
    scan.body_has |= LETTER
    if not scan.body_first:
        scan.body_first = LETTER
        scan.body_called = is_label(scan, begin, end)
    scan.body_words += 1
    scan.body_clipped = scan.body_words == 1 and can_be & 2 != 0
    follows = scan.data[end] if end < scan.end else 0
    if follows == 0x3A and scan.data[end - 1] | 0x20 == 0x75 and end + 1 < scan.end:  # lu:4
        follows = scan.data[end + 1]
    if follows >= 0x80 and kind_at(scan, end) >> SHIFT & (LETTER | INVISIBLE):
        return  # the word goes on
    if begin > scan.begin and scan.data[begin - 1] >= 0x80 and kind_before(scan, begin) & (LETTER | INVISIBLE):
        return  # it went on from there
    if can_be & 1 == 0:
        scan.body_dead = True
        small = end - begin > 1 and scan.data[end - 1] > 0x60 and scan.data[end - 2] > 0x60
        scan.body_romanised = scan.body_romanised or (small and 0x31 <= follows <= 0x39)  # saan1
    elif 0x30 <= follows <= 0x39:
        scan.body_toned = True


def is_label(scan: Scan, begin: int, end: int) -> bool:
    """Whether a word says that a reading follows: hanyu, pinyin, py, zhuyin, bopomofo, pronounced."""
    word = 0
    for at in range(begin, min(end, begin + 8)):
        word = word << 8 | (scan.data[at] | 0x20)
    return word in (PY, HANYU, PINYIN, ZHUYIN_WORD, BOPOMOFO, PRONOUNCED)


def add_other(scan: Scan, at: int, byte: int, kind: int) -> None:
    """Note what is no ASCII letter."""
    curly = byte == 0xE2 and three_bytes(scan, at) == 0xE28099  # ’
    if not (curly or kind & (LETTER | SPACE) or byte in (0x27, 0x2D, 0x2E) or 0x30 <= byte <= 0x39):
        scan.body_mixed = True
    if curly:
        scan.body_romanised = True
    if kind & SOUND:
        scan.body_sound = scan.body_sound or tells_sound(scan, at)
    if byte >= 0x80:
        if kind & (LETTER | ZHUYIN | TONE) or is_foreign_sound(scan, at):
            scan.body_toned = True
        elif not kind & (JOIN | SPACE | HAN | INVISIBLE):
            scan.body_odd = True
    elif byte == 0x26 or byte == 0x5C:  # & \\
        follows = scan.data[at + 1] if at + 1 < scan.end else 0
        if (byte == 0x26 and (follows == 0x23 or 0x61 <= follows | 0x20 <= 0x7A)) or (
            byte == 0x5C and follows in (0x6E, 0x72, 0x74)
        ):
            scan.body_encoded = True
        else:
            scan.body_odd = True
    elif 0x30 <= byte <= 0x39:
        last = at
        if last - 2 > scan.begin and scan.data[last - 1] == 0x3A and scan.data[last - 2] | 0x20 == 0x75:  # lu:4
            last -= 1
        if byte > 0x35 or not kind_before(scan, last) & LETTER:
            scan.body_odd = True
    elif not kind & (JOIN | SPACE):
        scan.body_odd = True


def is_foreign_sound(scan: Scan, at: int) -> bool:
    """Whether a letter or sign stands here that romanisations of other languages have: IPA, modifiers, ⁿ."""
    byte, second = scan.data[at], scan.data[at + 1] if at + 1 < scan.end else 0
    if 0xC9 <= byte <= 0xCB:
        return byte > 0xC9 or second >= 0x90
    return byte == 0xE2 and second == 0x81 and at + 2 < scan.end and scan.data[at + 2] == 0xBF


def tells_sound(scan: Scan, at: int) -> bool:
    """Whether the hanzi here may tell a reading without letters: 音同, 读作, 三声, 阳平 (``tokenizer/segments.py``)."""
    hanzi, follows = three_bytes(scan, at), three_bytes(scan, at + 3)
    if hanzi in (0xE5A3B0, 0xE881B2):  # 声 聲 behind 一 二 三 四 轻 輕 上 去
        return three_bytes(scan, at - 3) in (
            0xE4B880, 0xE4BA8C, 0xE4B889, 0xE59B9B, 0xE8BDBB, 0xE8BC95, 0xE4B88A, 0xE58EBB,
        )  # fmt: skip
    if hanzi == 0xE5B9B3:  # 平 behind 阴 陰 阳 陽
        return three_bytes(scan, at - 3) in (0xE998B4, 0xE999B0, 0xE998B3, 0xE999BD)
    if hanzi == 0xE99FB3 and is_hanzi_behind(scan, at + 3):  # 音
        return True
    return follows >> 16 == 0x3A or follows in (  # : ： 同 近 如 若 似 作 为 為
        0xEFBC9A, 0xE5908C, 0xE8BF91, 0xE5A682, 0xE88BA5, 0xE4BCBC, 0xE4BD9C, 0xE4B8BA, 0xE782BA,
    )  # fmt: skip


def is_hanzi_behind(scan: Scan, at: int) -> bool:
    """Whether a hanzi stands here, or behind a quotation mark that opens here."""
    sign = three_bytes(scan, at)
    if sign in (0xE2809C, 0xE28098, 0xE3808C, 0xE3808E):  # “ ‘ 「 『
        at += 3
    elif sign >> 16 in (0x22, 0x27):
        at += 1
    return at < scan.end and is_hanzi_at(scan, at)


def three_bytes(scan: Scan, at: int) -> int:
    """Three bytes as one number, the first one highest; 0 where they are not there."""
    if at < scan.begin or at + 3 > scan.end:
        return 0
    return scan.data[at] << 16 | scan.data[at + 1] << 8 | scan.data[at + 2]


def could_be_read(scan: Scan, alone: bool) -> bool:
    """Whether the bracket that was read last could hold a reading; ``alone`` tells that nothing else may stand in it: 《》."""
    spelt = not (scan.body_dead or scan.body_odd)
    if scan.body_encoded or scan.body_called or (scan.body_romanised and not scan.body_mixed):
        return True
    if alone and scan.body_has & HAN:
        return scan.body_has & (CALLS | ZHUYIN) != 0  # 一 may be typed for ㄧ
    if alone and not spelt:
        return scan.body_toned  # no title, but perhaps another language's
    if scan.body_toned or scan.body_sound:
        return True
    if not scan.body_has & LETTER or scan.body_has & (HAN | INVISIBLE) == HAN:
        return False  # among hanzi only tones, a label or a sound make letters a reading (``aligner/shared.py``)
    return spelt or scan.body_has & INVISIBLE != 0


def tone_ahead(scan: Scan, at: int) -> bool:
    """Whether a toned letter follows, nothing but letters before it: twelve at most, and a blank."""
    for _ in range(15):
        if at >= scan.end:
            return False
        looks = kind_at(scan, at)
        if looks >> SHIFT & (TONED | ZHUYIN):
            return True
        apostrophe = scan.data[at] == 0x27 or (
            looks & 7 == 3 and scan.data[at + 1] == 0x80 and scan.data[at + 2] == 0x99
        )
        if not (looks >> SHIFT & (LETTER | SPACE) or apostrophe):
            return False
        at += looks & 7
    return False
