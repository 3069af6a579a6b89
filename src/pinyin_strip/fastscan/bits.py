"""What a character may be for a gloss: bits, since most are several of these."""

from __future__ import annotations

HAN = 1
LETTER = 2  # of a reading in Latin letters: with or without a tone mark, full-width, combining
TONED = 4  # one that is not ASCII
ZHUYIN = 8
OPENING = 16
CLOSING = 32
SPACE = 64
JOIN = 128  # may stand between the syllables of a reading
CLOSER = 256  # ends a quotation, a title, an emphasis
STOP = 512  # ends a sentence or a clause
INVISIBLE = 1024
MARK_END = 2048  # may end a tag, an entity or a note mark
LINE = 4096  # may stand in a line of readings
HANZI_LINE = 8192  # may stand in a line of hanzi
GAP = 16384  # may stand between the members of a list
SOUND = 32768  # a hanzi that may tell a sound: 音同, 三声
APART = 65536  # may part hanzi from a reading that stands behind them without a bracket
TERMINATOR = 131072  # may stand behind a reading on a line of its own
TONE = 262144  # tells the tone of the syllable before it: a mark of zhuyin, a digit that is not ASCII
LABEL = 1 << 24  # a hanzi that begins the name of another language, and one that goes on with it
LABEL_END = 1 << 26
NAME = 1 << 25  # one that is such a name by itself
CALLS = 1 << 19  # ends what says that a reading follows: 拼音, 读作, 音
FAMILY = 7 << 20  # which kind of bracket it is, as a number
SHIFT = 3  # the bits below hold how many bytes a character has
