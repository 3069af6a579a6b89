"""Which encoding a file is in: every one that may be is read, and the reading that is Chinese text wins.

A short text is told better by what Chinese is like than by how often its bytes come. Scores are natural logarithms of
probabilities; what no encoding explains better than chance does is no text.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from functools import lru_cache
from math import log

from pinyin_strip.damage.plausibility import NO_PAGE, score, simplified_score
from pinyin_strip.extras import install_line
from pinyin_strip.formats.protocol import Refused

__all__ = ["SAMPLE", "guess"]

SAMPLE = 1 << 18  # bytes that a guess looks at
WINDOW = 1 << 13  # bytes of these that are scored
MARGIN = 3.0  # how far the best reading has to be before the others: the odds are e**3, some twenty, to one for it

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    ("\ufeff".encode("gb18030"), "gb18030"),
)
#: How much likelier than bytes by chance a file is in an encoding, before anybody has looked; without a byte order mark the
#: wide ones are rare.
_BYTES = {"gb18030": 12.0, "big5": 12.0, "big5hkscs": 11.0}
_WIDE = {"utf-16-le": 4.0, "utf-16-be": 4.0, "utf-32-le": 4.0, "utf-32-be": 4.0}
_BYTE, _ASCII = -log(256), -log(95) + 1.0  # any byte, by chance; a printable one, of which texts have more than others
_NEVER = -20.0  # what text does not hold: controls, private use, unassigned
_SYMBOL, _HANZI = -8.0, -14.0  # the least that any of these is given: tables of frequencies know only common ones
#: Hanzi of written Cantonese, which are common where it is written and hardly counted elsewhere.
_CANTONESE, _COMMON = frozenset("佢係唔嘅咗喺啲哋嚟冇嘢俾睇噉咁乜嗰呢攞揾諗咩啱瞓靚嘥噃"), -8.0
_TRADITIONAL = -1.0  # fewer pages are in traditional script, and most of these in Big5 or UTF-8
#: Scripts of letters beside hanzi (range, first one, further ones): those of readings come often, one after the other or not.
_LETTERS = (
    ("\u00c0", "\u024f", -6.0, -4.5),
    ("\u0300", "\u036f", -8.0, -6.0),
    ("\u0370", "\u03ff", -10.0, -4.5),
    ("\u0400", "\u04ff", -10.0, -4.5),
    ("\u3040", "\u30ff", -9.0, -4.5),
    ("\u3105", "\u312f", -10.0, -4.5),
    ("\uac00", "\ud7a3", -13.0, -9.0),
)
_HIGH = re.compile(rb"[^\x01-\x7f]")


def guess(head: bytes) -> str:
    """Guess an encoding from the first bytes of a file, up to ``SAMPLE`` of them.

    A byte order mark decides, then whether the bytes are UTF-8, then which reading of them is likeliest as Chinese text. Where
    that is not clear, charset-normalizer chooses among the likely ones.

    Raises:
        Refused: if nobody knows, or charset-normalizer is missing where it is needed.

    >>> guess("渡口的雾散了".encode("gb18030")), guess("渡口的霧散了".encode("big5"))
    ('gb18030', 'big5')
    """
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked and _reads(head, marked):
        return marked
    if b"\0" not in head and _reads(head, "utf-8"):
        return "utf-8"
    scores = _scores(head)
    if max(scores.values(), default=0.0) < MARGIN and _reads(head, "utf-8"):
        return "utf-8"  # with NULs in it
    likely = _likely(head, scores)
    return likely[0] if len(likely) == 1 else _asked(head, likely)


def _reads(data: bytes, encoding: str) -> bool:
    """Whether bytes are text in an encoding; the last character may be cut off if they are as many as are looked at."""
    try:
        codecs.getincrementaldecoder(encoding)().decode(data, final=len(data) < SAMPLE)
    except UnicodeDecodeError:
        return False
    return True


def _scores(head: bytes) -> dict[str, float]:
    """Say of every encoding that the bytes can be read in how much better than chance it explains them."""
    names = _WIDE if b"\0" in head else _BYTES | _WIDE
    window = _window(head)
    chance = sum(_ASCII if 0x20 <= byte < 0x7F or byte in b"\t\n\r" else _BYTE for byte in window)
    found: dict[str, float] = {}
    for name, prior in names.items():
        if (name != "big5hkscs" or "big5" not in found) and _reads(head, name):
            text = codecs.getincrementaldecoder(name)().decode(window)
            found[name] = prior + _plausible(text) - chance
    return found


def _window(head: bytes) -> bytes:
    """Cut out what is scored: from the first byte on that is not ASCII, where a character begins in every encoding."""
    first = _HIGH.search(head)
    start = first.start() & ~3 if first else 0
    return head[start : start + WINDOW]


def _likely(head: bytes, scores: dict[str, float]) -> list[str]:
    """Return the encodings that may be the right one, the best one first.

    Raises:
        Refused: if none is likelier than chance.
    """
    ranked = sorted(scores, key=lambda name: -scores[name])
    best = scores[ranked[0]] if ranked else -MARGIN
    if best <= -MARGIN:
        raise Refused("its encoding cannot be guessed; left alone. Name it with --encoding")
    likely = [name for name in ranked if scores[name] > best - MARGIN]
    return likely if best >= MARGIN else [*likely, "chance"]


def _asked(head: bytes, likely: list[str]) -> str:
    """Let charset-normalizer choose among encodings."""
    try:
        from charset_normalizer import from_bytes
    except ImportError:
        raise Refused(
            "its encoding is not clear, and --encoding auto needs charset-normalizer to tell; left alone. "
            f"Name it with --encoding, or install: {install_line('formats')}"
        ) from None
    names = {name.replace("-", "_"): name for name in likely if name != "chance"}
    best = from_bytes(head[: len(head) - _cut_off(head, likely[0])], cp_isolation=list(names)).best()
    if best is None or best.encoding not in names:
        raise Refused("its encoding cannot be guessed; left alone. Name it with --encoding")
    return names[best.encoding]


def _cut_off(head: bytes, encoding: str) -> int:
    """Count the bytes of a character that was cut off at the end."""
    decoder = codecs.getincrementaldecoder(encoding)()
    decoder.decode(head)
    return len(decoder.getstate()[0])


def _plausible(text: str) -> float:
    """Score a text in the script that it fits better."""
    pairs = [_pair(char, before) for char, before in zip(text, "\n" + text, strict=False)]
    return max(sum(one for one, _ in pairs), sum(other for _, other in pairs) + _TRADITIONAL)


@lru_cache(maxsize=1 << 16)
def _pair(char: str, before: str) -> tuple[float, float]:
    """Score a character after another one: on a page in simplified script, and in traditional script."""
    if char < "\x7f":
        alike = _ASCII if char >= " " or char in "\t\n\r" else _NEVER
        return alike, alike
    for first, last, new, further in _LETTERS:
        if first <= char <= last:
            alike = further if first <= before <= last else new
            return alike, alike
    category = unicodedata.category(char)
    if category[0] == "C":
        return _NEVER, _NEVER
    least = _SYMBOL if category[0] in "PS" or "\uff01" <= char <= "\uff5e" else _HANZI
    least = _COMMON if char in _CANTONESE else least
    befores = (before,) if before > "\u3000" else (before, "")  # a blank or a letter may stand between any hanzi
    return (
        max(least, *(simplified_score(char, one) for one in befores)),
        max(least, *(score(char, one, NO_PAGE) for one in befores)),
    )
