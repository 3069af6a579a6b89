"""Loops over UTF-8 bytes: whether anything in a text could be a gloss, or a part of one, to the full path.

Every file here is ordinary Python, and is compiled ahead of time where a C compiler is at hand; the ``.pxd`` file beside it
gives the C types. Offsets count bytes. What a loop is fed is checked where it comes in, so that no loop need look.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence

__all__ = [
    "BAR",
    "CLOSING",
    "HAN",
    "OPENING",
    "READING",
    "Text",
    "Words",
    "bracket",
    "has_base",
    "holds_sign",
    "sign_of",
]

# What a character that is neither a basic hanzi nor an ASCII letter means for a reading. From SPLITTING on, it also ends
# a part of the bracket.
JOINING, FORBIDDEN, OPENING, READING, SPLITTING, BAR, ODD, HAN, CLOSING = range(9)


def _ascii_signs() -> Sequence[int]:
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
    return array("b", signs)


ASCII_SIGNS = _ascii_signs()
# First bytes of characters that mean nothing outside of brackets, whatever follows.
QUIET = bytes(
    0xE4 <= byte <= 0xE9
    or 0x80 <= byte < 0xC0
    or 0xCE <= byte < 0xE0
    or (byte < 0x80 and not chr(byte).isalpha() and chr(byte) not in "([{|<&")
    for byte in range(256)
)


class Text:
    """UTF-8 bytes, and which of them are looked at: those from ``begin`` to ``end``."""

    def __init__(self, data: bytes | bytearray | memoryview) -> None:
        view = memoryview(data)
        self.data = view
        self.begin, self.end = 0, view.nbytes


class Words:
    """An automaton that tells whether a word can be cut into syllables.

    Args:
        steps: by state and letter, 26 to a state, the next state; 0 if there is none. 1 is the beginning of a word.
        ends: by state: bit 0, the word may end here; bit 1, it is what is left of one syllable if letters are lost.

    Raises:
        ValueError: if there is a step to a state that is not there.
    """

    def __init__(self, steps: Sequence[int], ends: Sequence[int]) -> None:
        states = len(ends)
        if states < 2 or len(steps) != 26 * states or min(steps) < 0 or max(steps) >= states:
            raise ValueError("a step leads to a state that is not there")
        self.steps, self.ends = steps, ends


def sign_of(text: Text, at: int) -> tuple[int, int]:
    """Return how many bytes the character at ``at`` has, and what it means for a reading."""
    first = text.data[at]
    second = text.data[at + 1] if at + 1 < text.end else 0
    third = text.data[at + 2] if at + 2 < text.end else 0
    if first < 0x80:
        if first == 0x26:  # & opens an entity
            if second == 0x23 or (second | 0x20 == 0x6C and third | 0x20 == 0x74):  # &#257; or &lt;rt&gt;
                return 1, READING
            return 1, ODD if second > 0x40 and third > 0x2F else FORBIDDEN
        if first == 0x3C and second | 0x20 == 0x72 and (third | 0x20 == 0x74 or third | 0x20 == 0x70):  # <rt, <rp
            return 1, READING
        return 1, ASCII_SIGNS[first]
    if first < 0xC4:  # Latin-1
        if first == 0xC3 and second != 0x97 and second != 0xB7:
            return 2, READING
        return 2, SPLITTING if first == 0xC2 and (second == 0xB7 or second == 0xA0) else ODD
    if first < 0xE0:  # to U+024F; ɑ ɡ; combining marks
        reading = first < 0xC9 or (first == 0xC9 and (second <= 0x8F or second == 0x91 or second == 0xA1))
        return 2, READING if reading or first == 0xCC or (first == 0xCD and second <= 0xAF) else ODD
    if first == 0xE3:
        return cjk_sign(second, third)
    if first == 0xEF:
        return full_width_sign(second, third)
    if first == 0xE2:
        if second == 0x80:  # dashes, quotation marks and blanks, but U+200B to U+200F have no width
            return 3, ODD if 0x8B <= third <= 0x8F else SPLITTING
        return 3, HAN if second >= 0xBA else ODD  # radicals
    if first == 0xE1:
        return 3, READING if 0xB8 <= second <= 0xBB else ODD  # Latin Extended Additional
    if first < 0xF0:
        return 3, ODD
    return 4, HAN if 0xA0 <= second <= 0xB3 or second == 0x96 else ODD


def cjk_sign(second: int, third: int) -> tuple[int, int]:
    """Sort U+3000 to U+3FFF by the last two bytes."""
    if second == 0x80:
        if third == 0x8A or third == 0x90 or third == 0x94:  # 《 【 〔
            return 3, OPENING
        if third == 0x8B or third == 0x91 or third == 0x95:
            return 3, CLOSING
        iteration = third == 0x85 or third == 0x87 or 0xA1 <= third <= 0xA9 or third >= 0xB8  # 々 〇 and numerals
        return 3, HAN if iteration else SPLITTING
    if (second == 0x84 and third >= 0x85) or second == 0x86:  # zhuyin (and Hangul letters)
        return 3, READING
    return 3, HAN if second >= 0x90 else ODD


def full_width_sign(second: int, third: int) -> tuple[int, int]:
    """Sort U+F000 to U+FFFF by the last two bytes."""
    if second == 0xBC:
        if third == 0x88 or third == 0xBB:  # （ ［
            return 3, OPENING
        if third == 0x89 or third == 0xBD:
            return 3, CLOSING
        if 0xA1 <= third <= 0xBA:
            return 3, READING
        return 3, ODD if 0x90 <= third <= 0x99 else SPLITTING  # digits
    if second == 0xBD:
        if 0x9B <= third <= 0x9D:  # ｛ ｜ ｝
            return 3, OPENING if third == 0x9B else BAR if third == 0x9C else CLOSING
        return 3, READING if 0x81 <= third <= 0x9A else SPLITTING
    return 3, HAN if 0xA4 <= second <= 0xAB else ODD


def has_base(text: Text, at: int) -> bool:
    """Whether hanzi may stand before a bracket: not if a letter or digit does (except the n of an escaped line break)."""
    at -= 1
    while at >= text.begin and text.data[at] <= 0x20:
        at -= 1
    if at < text.begin:
        return False
    letter = text.data[at] | 0x20
    if 0x30 <= text.data[at] <= 0x39:
        return False
    return not 0x61 <= letter <= 0x7A or (at > text.begin and text.data[at - 1] == 0x5C)


def tells_sound(before: int, hanzi: int) -> bool:
    """Whether two hanzi in a bracket, each as its three bytes, may tell a reading without letters: 音同, 三声, 阳平."""
    if hanzi in (0xE99FB3, 0xE8AFBB, 0xE8AE80, 0xE5BFB5):  # 音 读 讀 念
        return True
    if hanzi in (0xE5A3B0, 0xE881B2):  # 声 聲 after 一 二 三 四 轻 輕 上 去
        return before in (0xE4B880, 0xE4BA8C, 0xE4B889, 0xE59B9B, 0xE8BDBB, 0xE8BC95, 0xE4B88A, 0xE58EBB)
    return hanzi == 0xE5B9B3 and before in (0xE998B4, 0xE999B0, 0xE998B3, 0xE999BD)  # 平 after 阴 陰 阳 陽


def holds_sign(data: bytes | bytearray | memoryview, words: Words, stripped: bool) -> bool:
    """Whether anything in a text could be a gloss; see ``may_hold_gloss``."""
    window = Text(data)
    return may_hold_gloss(window, words, stripped)


def may_hold_gloss(text: Text, words: Words, stripped: bool) -> bool:
    """Whether anything in ``text`` could be a gloss, or a part of one, to the full path.

    It errs on that side only. Everything that the tokenizer looks for has one of these signs: a letter or sign that is
    peculiar to readings (toned, zhuyin), letters that can be cut into syllables with a tone digit after them or in a
    bracket or on a line of their own, a bracket that tells a sound by other hanzi, ruby markup. ``stripped`` tells that
    glosses were taken out: then a bracket may also hold what is left of a syllable (``个(g)`` between glosses).
    """
    at = looked = text.begin
    brace = False
    while at < text.end:
        if at >= looked:
            while at + 34 <= text.end and not has_sign(text, at):
                at += 32
            looked = at + 32
        byte = text.data[at]
        if QUIET[byte]:
            at += 3 if byte >= 0xE0 else 1
        elif 0x61 <= byte | 0x20 <= 0x7A:
            at = past_word(text, at, words)
            if at < 0:
                return True
        else:
            size, sign = sign_of(text, at)
            if sign == READING or (sign == BAR and brace):
                return True
            brace = brace or byte == 0x7B
            if sign == OPENING and has_base(text, at):
                at = bracket(text, at + size, stripped, brace, words)
                if at < 0:
                    return True
            else:
                at += size
    return False


def has_sign(text: Text, at: int) -> bool:
    """Whether any character that begins in these 32 bytes may mean something for a reading (two more are looked at).

    Each range is a difference of its own, within one byte: then a processor compares sixteen at a time.
    """
    found = 0
    for place in range(at, at + 32):
        byte, second, third = text.data[place], text.data[place + 1], text.data[place + 2]
        letter, mark, latin = ((byte | 0x20) - 0x61) & 0xFF, (byte - 0x26) & 0xFF, (byte - 0xC3) & 0xFF
        cjk, wide = (third - 0x8A) & 0xFF, (third - 0x89) & 0xFF
        found |= (letter < 28) | (mark < 3) | (byte == 0x3C)  # and [ \\ { |, & ' (, <
        found |= (latin < 11) | (byte == 0xE1)
        found |= (byte == 0xE3) & ((second != 0x80) | (cjk < 11))
        found |= (byte == 0xEF) & ((second != 0xBC) | (wide > 23))
    return found != 0


def past_word(text: Text, begin: int, words: Words) -> int:
    """Return where a word outside of brackets ends; -1 if it is a reading with a tone digit, or on a line under a hanzi."""
    at = begin
    while at < text.end and 0x61 <= text.data[at] | 0x20 <= 0x7A:
        at += 1
    if not is_toned(text, at) and (at - begin > 8 or not is_under_hanzi(text, begin)):
        return at
    _, state = read_word(text, begin, words)
    return -1 if words.ends[state] & 1 else at


def read_word(text: Text, begin: int, words: Words) -> tuple[int, int]:
    """Return where a word ends, and the state in which it leaves the automaton."""
    state = 1
    for at in range(begin, text.end):
        letter = (text.data[at] | 0x20) - 0x61
        if letter < 0 or letter > 25:
            return at, state
        state = words.steps[26 * state + letter]
    return text.end, state


def is_toned(text: Text, at: int) -> bool:
    """Whether a tone digit follows the word that ends here; lu: is a way of typing lü."""
    if at + 1 < text.end and text.data[at] == 0x3A and text.data[at - 1] | 0x20 == 0x75:
        at += 1
    return at < text.end and 0x30 <= text.data[at] <= 0x35


def is_under_hanzi(text: Text, at: int) -> bool:
    """Whether this is the beginning of a line, and the line before may end in a hanzi."""
    breaks = 0
    while at > text.begin and breaks < 2:
        byte = text.data[at - 1]
        if byte == 0x0A:
            breaks += 1
        elif byte > 0x20:
            return breaks == 1 and byte >= 0x80
        at -= 1
    return False


def bracket(text: Text, at: int, stripped: bool, brace: bool, words: Words) -> int:
    """Return where the bracket whose inside begins here ends, or the next one opens; -1 if it may hold a reading.

    A comma, a hanzi and the like part what is inside; a part may be a reading if all its words are.
    """
    found = odd = letters = False  # a possible reading; a character of unknown use; any letter
    words_read, alive, clipped = 0, True, False  # of this part
    hanzi = 0  # the one directly before, as its three bytes
    while at < text.end:
        byte = text.data[at]
        if 0x61 <= byte | 0x20 <= 0x7A:
            begin = at
            at, state = read_word(text, at, words)
            can_be = words.ends[state]
            toned = is_toned(text, at)
            if toned and can_be & 1:
                return -1
            letters = True
            words_read += 1
            alive = alive and can_be & 1 != 0
            clipped = words_read == 1 and stripped and can_be & 2 != 0
            if toned and words_read == 1 and at - begin > 1:  # a misspelt syllable, if it stands alone and has one tone
                found = found or not (at + 1 < text.end and 0x30 <= text.data[at + 1] <= 0x39)
            hanzi = 0
            continue
        before, hanzi, size, sign = hanzi, 0, 3, HAN
        if 0xE4 <= byte <= 0xE9 and at + 2 < text.end:
            hanzi = byte << 16 | text.data[at + 1] << 8 | text.data[at + 2]
            found = found or tells_sound(before, hanzi)
        else:
            size, sign = sign_of(text, at)
        if sign == READING or (sign == BAR and brace):
            return -1
        if sign == OPENING:
            return at
        at += size
        if sign >= SPLITTING:
            found = found or (words_read > 0 and (alive or clipped))
            words_read, alive, clipped = 0, True, False
            odd = odd or sign == ODD
            if sign == CLOSING:
                return -1 if found or (odd and letters) else at
        elif sign == FORBIDDEN:
            alive = clipped = False
    return at
