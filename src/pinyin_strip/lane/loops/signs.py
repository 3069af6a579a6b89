"""Loops over UTF-8 bytes: whether anything in a text could be a gloss, or a part of one, to the full path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from pinyin_strip.lane.loops.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = ["BAR", "CLOSING", "HAN", "OPENING", "READING", "bracket", "has_base", "may_hold_gloss", "sign_of"]

BLOCK = 32  # bytes that are looked at together where nothing is to do

# What a character that is neither a basic hanzi nor an ASCII letter means for a reading. From SPLITTING on, it also ends
# a part of the bracket.
JOINING, FORBIDDEN, OPENING, READING, SPLITTING, BAR, ODD, HAN, CLOSING = range(9)


def _ascii_signs() -> NDArray[np.int8]:
    """Sort the ASCII characters; what is not named here splits."""
    signs = [JOINING if code <= 0x20 else SPLITTING for code in range(128)]
    named = {
        "\n'-._!?\"~`": JOINING,
        "0123456789+=%$#@^": FORBIDDEN,
        "([{": OPENING,
        ")]}": CLOSING,
        "|": BAR,
        "\\": ODD,
    }
    for characters, sign in named.items():
        for character in characters:
            signs[ord(character)] = sign
    return np.array(signs, np.int8)


_ASCII = _ascii_signs()
# First bytes of characters that mean nothing outside of brackets, whatever follows.
_QUIET = np.array(
    [
        0xE4 <= byte <= 0xE9
        or 0x80 <= byte < 0xC0
        or 0xCE <= byte < 0xE0
        or (byte < 0x80 and not chr(byte).isalpha() and chr(byte) not in "([{|<&")
        for byte in range(256)
    ]
)


@compiled
def sign_of(text: Bytes, at: int) -> tuple[int, int]:
    """Return how many bytes the character at ``at`` has, and what it means for a reading."""
    first = text[at]
    second = text[at + 1] if at + 1 < len(text) else 0
    third = text[at + 2] if at + 2 < len(text) else 0
    if first < 0x80:
        if first == 0x26:  # & opens an entity
            if second == 0x23 or (second | 0x20 == 0x6C and third | 0x20 == 0x74):  # &#257; or &lt;rt&gt;
                return 1, READING
            return 1, ODD if second > 0x40 and third > 0x2F else FORBIDDEN
        if first == 0x3C and second | 0x20 == 0x72 and (third | 0x20 == 0x74 or third | 0x20 == 0x70):  # <rt, <rp
            return 1, READING
        return 1, _ASCII[first]
    if first < 0xC4:  # Latin-1
        if first == 0xC3 and second != 0x97 and second != 0xB7:
            return 2, READING
        return 2, SPLITTING if first == 0xC2 and (second == 0xB7 or second == 0xA0) else ODD
    if first < 0xE0:  # to U+024F; ɑ ɡ; combining marks
        reading = first < 0xC9 or (first == 0xC9 and (second <= 0x8F or second == 0x91 or second == 0xA1))
        return 2, READING if reading or first == 0xCC or (first == 0xCD and second <= 0xAF) else ODD
    if first == 0xE3:
        return 3, _cjk_sign(second, third)
    if first == 0xEF:
        return 3, _full_width_sign(second, third)
    if first == 0xE2:
        if second == 0x80:  # dashes, quotation marks and blanks, but U+200B to U+200F have no width
            return 3, ODD if 0x8B <= third <= 0x8F else SPLITTING
        return 3, HAN if second >= 0xBA else ODD  # radicals
    if first == 0xE1:
        return 3, READING if 0xB8 <= second <= 0xBB else ODD  # Latin Extended Additional
    if first < 0xF0:
        return 3, ODD
    return 4, HAN if 0xA0 <= second <= 0xB3 or second == 0x96 else ODD


@compiled
def _cjk_sign(second: int, third: int) -> int:
    """Sort U+3000 to U+3FFF by the last two bytes."""
    if second == 0x80:
        if third == 0x8A or third == 0x90 or third == 0x94:  # 《 【 〔
            return OPENING
        if third == 0x8B or third == 0x91 or third == 0x95:
            return CLOSING
        iteration = third == 0x85 or third == 0x87 or 0xA1 <= third <= 0xA9 or third >= 0xB8  # 々 〇 and numerals
        return HAN if iteration else SPLITTING
    if (second == 0x84 and third >= 0x85) or second == 0x86:  # zhuyin (and Hangul letters)
        return READING
    return HAN if second >= 0x90 else ODD


@compiled
def _full_width_sign(second: int, third: int) -> int:
    """Sort U+F000 to U+FFFF by the last two bytes."""
    if second == 0xBC:
        if third == 0x88 or third == 0xBB:  # （ ［
            return OPENING
        if third == 0x89 or third == 0xBD:
            return CLOSING
        if 0xA1 <= third <= 0xBA:
            return READING
        return ODD if 0x90 <= third <= 0x99 else SPLITTING  # digits
    if second == 0xBD:
        if third == 0x9B or third == 0x9C or third == 0x9D:  # ｛ ｜ ｝
            return (OPENING, BAR, CLOSING)[third - 0x9B]
        return READING if 0x81 <= third <= 0x9A else SPLITTING
    return HAN if 0xA4 <= second <= 0xAB else ODD


@compiled
def has_base(text: Bytes, at: int) -> bool:
    """Whether hanzi may stand before a bracket: not if a letter or digit does (except the n of an escaped line break)."""
    at -= 1
    while at >= 0 and text[at] <= 0x20:
        at -= 1
    if at < 0:
        return False
    letter = text[at] | 0x20
    if 0x30 <= text[at] <= 0x39:
        return False
    return not 0x61 <= letter <= 0x7A or (at > 0 and text[at - 1] == 0x5C)


def _code(character: str) -> int:
    return int.from_bytes(character.encode(), "big")


_SOUND = tuple(map(_code, "音读讀念"))
_VOICE, _ORDINAL = tuple(map(_code, "声聲")), tuple(map(_code, "一二三四轻輕上去"))
_LEVEL, _SIDE = _code("平"), tuple(map(_code, "阴陰阳陽"))


@compiled
def _tells_sound(before: int, hanzi: int) -> bool:
    """Whether two hanzi in a bracket may tell a reading without letters: 音同, 三声, 阳平."""
    if hanzi in _SOUND:
        return True
    return (hanzi in _VOICE and before in _ORDINAL) or (hanzi == _LEVEL and before in _SIDE)


@compiled
def may_hold_gloss(text: Bytes, stripped: bool, steps: NDArray[np.int16], ends: Bytes) -> bool:
    """Whether anything in ``text`` could be a gloss, or a part of one, to the full path.

    It errs on that side only. Everything that the tokenizer looks for has one of these signs: a letter or sign that is
    peculiar to readings (toned, zhuyin), letters that can be cut into syllables with a tone digit after them or in a
    bracket or on a line of their own, a bracket that tells a sound by other hanzi, ruby markup. ``stripped`` tells that
    glosses were taken out: then a bracket may also hold what is left of a syllable (``个(g)`` between glosses).
    """
    at = looked = 0
    end = len(text)
    brace = False
    while at < end:
        if at >= looked:
            while at + BLOCK + 2 <= end and not _has_sign(text[at : at + BLOCK + 2]):
                at += BLOCK
            looked = at + BLOCK
        byte = text[at]
        if _QUIET[byte]:
            at += 3 if byte >= 0xE0 else 1
        elif 0x61 <= byte | 0x20 <= 0x7A:
            at = _word(text, at, steps, ends)
            if at < 0:
                return True
        else:
            size, sign = sign_of(text, at)
            if sign == READING or (sign == BAR and brace):
                return True
            brace = brace or byte == 0x7B
            if sign == OPENING and has_base(text, at):
                at = bracket(text, at + size, stripped, brace, steps, ends)
                if at < 0:
                    return True
            else:
                at += size
    return False


@compiled
def _has_sign(block: Bytes) -> bool:
    """Whether any character that begins in this block, but for the last two bytes, may mean something for a reading."""
    found = False
    for place in range(BLOCK):
        byte, second, third = block[place], block[place + 1], block[place + 2]
        found |= (byte | 0x20 >= 0x61) & (byte | 0x20 <= 0x7A)
        found |= (byte == 0x28) | (byte == 0x5B) | (byte == 0x7B) | (byte == 0x26) | (byte == 0x3C) | (byte == 0x7C)
        found |= ((byte >= 0xC3) & (byte <= 0xCD)) | (byte == 0xE1)
        found |= (byte == 0xE3) & ((second >= 0x84) | ((second == 0x80) & (third >= 0x8A) & (third <= 0x94)))
        found |= (byte == 0xEF) & ((second == 0xBD) | ((second == 0xBC) & ((third == 0x88) | (third >= 0xA1))))
    return found


@compiled
def _word(text: Bytes, begin: int, steps: NDArray[np.int16], ends: Bytes) -> int:
    """Return where a word outside of brackets ends; -1 if it is a reading with a tone digit, or on a line under a hanzi."""
    at = begin
    while at < len(text) and 0x61 <= text[at] | 0x20 <= 0x7A:
        at += 1
    if not _is_toned(text, at) and (at - begin > 8 or not _is_under_hanzi(text, begin)):
        return at
    return -1 if ends[_read_word(text, begin, steps)[1]] & 1 else at


@compiled
def _read_word(text: Bytes, begin: int, steps: NDArray[np.int16]) -> tuple[int, int]:
    """Return where a word ends, and the state in which it leaves the automaton."""
    state = 1
    rest = text[begin:]
    for place in range(len(rest)):
        letter = (rest[place] | 0x20) - 0x61
        if letter < 0 or letter > 25:
            return begin + place, state
        state = steps[state, letter]
    return len(text), state


@compiled
def _is_toned(text: Bytes, at: int) -> bool:
    """Whether a tone digit follows the word that ends here; lu: is a way of typing lü."""
    if at + 1 < len(text) and text[at] == 0x3A and text[at - 1] | 0x20 == 0x75:
        at += 1
    return at < len(text) and 0x30 <= text[at] <= 0x35


@compiled
def _is_under_hanzi(text: Bytes, at: int) -> bool:
    """Whether this is the beginning of a line, and the line before may end in a hanzi."""
    breaks = 0
    while at > 0 and breaks < 2:
        byte = text[at - 1]
        if byte == 0x0A:
            breaks += 1
        elif byte > 0x20:
            return breaks == 1 and byte >= 0x80
        at -= 1
    return False


@compiled
def bracket(text: Bytes, at: int, stripped: bool, brace: bool, steps: NDArray[np.int16], ends: Bytes) -> int:
    """Return where the bracket whose inside begins here ends, or the next one opens; -1 if it may hold a reading.

    A comma, a hanzi and the like part what is inside; a part may be a reading if all its words are.
    """
    found = odd = letters = False  # a possible reading; a character of unknown use; any letter
    words, alive, clipped = 0, True, False  # of this part
    hanzi = 0  # the one directly before, as its three bytes
    end = len(text)
    while at < end:
        byte = text[at]
        if 0x61 <= byte | 0x20 <= 0x7A:
            begin = at
            at, state = _read_word(text, at, steps)
            can_be = ends[state]
            toned = _is_toned(text, at)
            if toned and can_be & 1:
                return -1
            letters = True
            words += 1
            alive = alive and can_be & 1 != 0
            clipped = words == 1 and stripped and can_be & 2 != 0
            if toned and words == 1 and at - begin > 1:  # a misspelt syllable, if it stands alone and has one tone
                found = found or not (at + 1 < end and 0x30 <= text[at + 1] <= 0x39)
            hanzi = 0
            continue
        before, hanzi, size, sign = hanzi, 0, 3, HAN
        if 0xE4 <= byte <= 0xE9 and at + 2 < end:
            hanzi = byte << 16 | text[at + 1] << 8 | text[at + 2]
            found = found or _tells_sound(before, hanzi)
        else:
            size, sign = sign_of(text, at)
        if sign == READING or (sign == BAR and brace):
            return -1
        if sign == OPENING:
            return at
        at += size
        if sign >= SPLITTING:
            found = found or (words > 0 and (alive or clipped))
            words, alive, clipped = 0, True, False
            odd = odd or sign == ODD
            if sign == CLOSING:
                return -1 if found or (odd and letters) else at
        elif sign == FORBIDDEN:
            alive = clipped = False
    return at
