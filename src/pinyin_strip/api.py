"""parse, clean, check, ruby: compositions of the stages."""

from __future__ import annotations

from pinyin_strip.arguments import as_options, as_text
from pinyin_strip.document import Document
from pinyin_strip.options import Options
from pinyin_strip.values import Finding

__all__ = ["check", "clean", "parse", "ruby"]

_DEFAULT = Options()
_CLEANING = _DEFAULT.for_cleaning()


def parse(text: str, options: Options | None = None) -> Document:
    """Read a text: find its glosses, hold each against the readings of its hanzi, and decide what goes.

    Args:
        text: any text; it is never changed.
        options: what is looked for and removed; see ``Options``.

    Raises:
        TypeError: if ``text`` is no str, or ``options`` no ``Options``.

    Returns:
        A document whose offsets count code points of ``text``.

    >>> [(g.text, g.verdict.value, g.stripped) for g in parse("国(guó)际，锂(Li)").glosses]
    [('guó', 'match', True), ('Li', 'match', False)]
    """
    from pinyin_strip.pipeline import read  # here, so that importing the package costs little

    return read(as_text(text), as_options(options, _DEFAULT))


def clean(text: str, options: Options | None = None) -> str:
    """Return the text without its glosses; the same object if nothing is removed.

    Raises:
        TypeError: as for ``parse``.

    >>> clean("国(guó)际博览会(huì)，锂(Li)电池")
    '国际博览会，锂(Li)电池'
    """
    from pinyin_strip.cleaning import cleaned

    return cleaned(as_text(text), as_options(options, _CLEANING).for_cleaning()).text


def check(text: str, options: Options | None = None) -> list[Finding]:
    """Return what a proofreader should look at.

    >>> [(f.code, f.base, f.given, f.expected) for f in check("战略(luè)")]
    [('R201', '略', 'luè', ('lüè',))]
    """
    return parse(text, options).findings()


def ruby(text: str, options: Options | None = None, *, style: str = "html") -> str:
    """Render the text with its glosses as ruby.

    Raises:
        ValueError: if no renderer has the name ``style``.

    >>> ruby("国(guó)")
    '<ruby>国<rp>(</rp><rt>guó</rt><rp>)</rp></ruby>'
    """
    return parse(text, as_options(options, _DEFAULT).for_cleaning()).ruby(style)
