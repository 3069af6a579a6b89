"""The one place where formats hand texts to the cleaner, the renderers or the corrector, and count what becomes of them."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import accumulate

from pinyin_strip import fastscan
from pinyin_strip.api import parse
from pinyin_strip.cleaning import cleaned
from pinyin_strip.document import Document
from pinyin_strip.fastscan.loops.counting import count_characters
from pinyin_strip.fixes import fixes
from pinyin_strip.formats.protocol import Change, Revision, Settings
from pinyin_strip.formats.tally import Tally
from pinyin_strip.offsets import replaced
from pinyin_strip.options import Options
from pinyin_strip.values import Verdict

__all__ = [
    "beyond_scan",
    "changes",
    "is_scanned",
    "read_text",
    "rewrite_encoded",
    "rewrite_text",
    "rewrite_texts",
    "scan_supports",
    "toned_glosses",
]


def rewrite_texts(texts: Sequence[str], settings: Settings) -> tuple[dict[int, Revision], Tally]:
    """Clean the texts of a piece, render them as ruby or put them right; returns those that change, by number.

    >>> {row: new.text for row, new in rewrite_texts(["国(guó)", "锂(Li)"], Settings())[0].items()}
    {0: '国'}
    """
    changed, tally = rewrite_encoded([text.encode("utf-8", "surrogatepass") for text in texts], settings)
    revised = {
        row: Revision(changed[row].decode("utf-8", "surrogatepass"), partial(changes, texts[row], settings, row))
        for row in sorted(changed)
    }
    return revised, tally


def rewrite_encoded(texts: Sequence[bytes], settings: Settings) -> tuple[dict[int, bytes], Tally]:
    """Clean texts in UTF-8, or render them as ruby; returns those that change, by number.

    >>> rewrite_encoded(["国(guó)".encode(), b"(Li)"], Settings())[0][0].decode()
    '国'
    """
    tally, changed = Tally(len(texts)), dict[int, bytes]()
    left: Iterable[int] = range(len(texts)) if settings.decided is None else sorted(settings.decided)
    if is_scanned(settings):
        left = _scanned(texts, changed, tally)
    for row in left:
        text = texts[row].decode("utf-8", "surrogatepass")
        new = rewrite_text(text, settings, tally, row)
        if new != text:
            changed[row] = new.encode("utf-8", "surrogatepass")
        tally.characters += len(text)
    tally.changed = len(changed)
    return changed, tally


def is_scanned(settings: Settings) -> bool:
    """Whether texts go through the fast scan: it is there, and does what is asked for."""
    return scan_supports(settings) and fastscan.available()


def scan_supports(settings: Settings) -> bool:
    """Whether the fast scan does what is asked for."""
    return not beyond_scan(settings)


def beyond_scan(settings: Settings) -> str:
    """What is asked for that the fast scan does not do; nothing if it does everything.

    >>> beyond_scan(Settings(Options(script="simplified"))), beyond_scan(Settings())
    ('another script (script)', '')
    """
    if not settings.strips:
        return "corrections"
    return "ruby" if settings.ruby is not None else fastscan.beyond(settings.options.for_cleaning())


def rewrite_text(text: str, settings: Settings, tally: Tally, row: int = 0) -> str:
    """Clean a text, render it as ruby or put it right, and count its glosses; ``row`` is its number in the piece."""
    tally.judged += 1
    if not settings.strips:
        return replaced(text, changes(text, settings, row))
    if settings.ruby is not None:
        document = read_text(text, settings.options)
        tally.count(document.glosses)
        return settings.ruby.render(document, tally)
    found = cleaned(text, settings.options.for_cleaning())
    for (verdict, _, stripped), count in found.glosses.items():
        (tally.removed if stripped else tally.kept)[verdict.value] += count
    return found.text


def _scanned(texts: Sequence[bytes], changed: dict[int, bytes], tally: Tally) -> list[int]:
    """Take out the certain glosses, and count; returns the numbers of the texts that it leaves."""
    lone = set(_with_lone_surrogates(texts))
    texts = [b"" if row in lone else text for row, text in enumerate(texts)] if lone else texts
    data = b"".join(texts)
    rows = fastscan.strip(data, array("q", accumulate(map(len, texts), initial=0)))
    for row in rows.changed:
        changed[row] = bytes(rows.data[rows.offsets[row] : rows.offsets[row + 1]])
    tally.removed += toned_glosses(rows.glosses)
    left = sorted(lone.union(rows.left))
    tally.characters += count_characters(data) - sum(count_characters(texts[row]) for row in left)
    return left


def toned_glosses(count: int) -> Counter[str]:
    """Count what the scan took out by verdict: it takes out nothing but matches."""
    return Counter({Verdict.MATCH.value: count} if count else {})


def _with_lone_surrogates(texts: Sequence[bytes]) -> list[int]:
    """Return the numbers of the texts that hold what UTF-8 cannot: JSON can spell half a surrogate pair."""
    found = []
    for row, text in enumerate(texts):
        if b"\xed" in text:  # begins a surrogate, and some Hangul
            try:
                text.decode()
            except UnicodeDecodeError:
                found.append(row)
    return found


def read_text(text: str, options: Options) -> Document:
    """Read a text, as it is read for cleaning."""
    return parse(text, options.for_cleaning())


def changes(text: str, settings: Settings, row: int = 0) -> Sequence[Change]:
    """Return the spans of a text that are rewritten, in order, and what stands in their place.

    >>> changes("国(guó)际", Settings())
    [(1, 6, '')]
    """
    if settings.decided is not None:
        return settings.decided.get(row, ())
    document = parse(text, settings.options)
    if settings.fix is not None:
        found = fixes(document, settings.fix.unsafe, settings.fix.codes)
        return [(one.start, one.end, one.replacement) for one in found]
    return document.changes
