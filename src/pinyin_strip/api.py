"""parse, clean, check, ruby: compositions of the stages."""

from __future__ import annotations

from pinyin_strip import renderers as _renderers  # noqa: F401  fills the table of ruby styles
from pinyin_strip.document import Document, Finding
from pinyin_strip.options import Options

__all__ = ["check", "clean", "parse", "ruby"]

_DEFAULT = Options()
# Taking a gloss out can bring another next to its hanzi (国(guó)guó), so what is left is read again until nothing more
# goes; bounded, so that no text costs more than a fixed number of readings.
ROUNDS = 8


def parse(text: str, options: Options | None = None) -> Document:
    """Read a text: find its glosses, hold each against the readings of its hanzi, and decide what goes.

    Args:
        text: any text; it is never changed.
        options: what is looked for and removed; see ``Options``.

    Returns:
        A document whose offsets count code points of ``text``.

    >>> [(g.text, g.verdict.value, g.stripped) for g in parse("国(guó)际，锂(Li)").glosses]
    [('guó', 'match', True), ('Li', 'match', False)]
    """
    from pinyin_strip.tokenizer import may_hold_gloss

    options = options or _DEFAULT
    document = _read(text, options)
    for _ in range(ROUNDS):
        if not document.removed or not may_hold_gloss(document.clean()):
            break
        again = _read(document.clean(), options)
        if not again.removed:
            break
        document = document.reread(again)
    return document


def _read(text: str, options: Options) -> Document:
    """Send a text through the stages once; they are imported here, so that importing the package costs little."""
    from pinyin_strip.checker import check_tokens
    from pinyin_strip.policy import decide
    from pinyin_strip.proofreader import in_context
    from pinyin_strip.tokenizer import tokenize

    checked = in_context(text, check_tokens(text, tokenize(text, options.conventions)), options.context)
    glosses, remarks = decide(text, checked, options)
    return Document(text, glosses, remarks)


def clean(text: str, options: Options | None = None) -> str:
    """Return the text without its glosses; the same object if nothing is removed.

    >>> clean("国(guó)际博览会(huì)，锂(Li)电池")
    '国际博览会，锂(Li)电池'
    """
    return parse(text, (options or _DEFAULT).for_cleaning()).clean()


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
    return parse(text, options).ruby(style)
