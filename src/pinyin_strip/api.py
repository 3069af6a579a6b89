"""parse, clean, check, ruby, repair: compositions of the stages."""

from __future__ import annotations

from pinyin_strip.arguments import as_options, as_text
from pinyin_strip.document import Document
from pinyin_strip.options import Options
from pinyin_strip.renderers import Renderer, RubyOptions, Style
from pinyin_strip.values import Finding, Grade, Repaired

__all__ = ["check", "clean", "parse", "repair", "ruby"]

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


def ruby(
    text: str,
    options: Options | None = None,
    *,
    style: Style | Renderer = "html",
    ruby_options: RubyOptions | None = None,
) -> str:
    """Render the text with its glosses as ruby.

    Args:
        text: any text.
        options: which glosses are looked for, and which become ruby: those that ``clean`` would take out.
        style: the name of a style, or a renderer of your own; see ``Document.ruby``.
        ruby_options: notation, layout, fill and the like.

    Raises:
        TypeError: as for ``parse``.
        ValueError: if no style has the name ``style``.

    >>> ruby("国(guó)")
    '<ruby>国<rp>(</rp><rt>guó</rt><rp>)</rp></ruby>'
    >>> ruby("国(guó)", style="brackets", ruby_options=RubyOptions(notation="zhuyin"))
    '国(ㄍㄨㄛˊ)'
    """
    return parse(text, as_options(options, _DEFAULT).for_cleaning()).ruby(style, ruby_options)


def repair(text: str, level: Grade = "proved") -> Repaired:
    """Undo what byte-level injection of readings did to a page; the glosses stay.

    Args:
        text: a page as it was found: another script would have changed its bytes.
        level: ``"proved"`` repairs where one original alone gives the text, and every other, with what may have been lost
            supplied, is at least 400 times less likely as Chinese; ``"likely"`` also where one stands clearly above the others.

    Returns:
        The text, every edit with its grade and reason, and the damage that is left; offsets count code points of ``text``.

    Raises:
        TypeError: if ``text`` is no str.
        ValueError: if there is no such level.

    >>> done = repair("能夠?qū)ψ鳂I(yè)，發(fā)展很快")
    >>> done.text, [(edit.start, edit.end, edit.grade) for edit in done.edits], done.left
    ('能夠對作業(yè)，發(fā)展很快', [(2, 13, 'proved')], ())
    """
    from pinyin_strip import damage

    return damage.repair(as_text(text), level)
