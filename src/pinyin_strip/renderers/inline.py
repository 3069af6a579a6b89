"""Pieces → notations that write the reading into the line: Markdown, Anki, Aozora Bunko, brackets, {国|guó}."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pinyin_strip.renderers.html import escape, ruby_element
from pinyin_strip.renderers.options import RubyOptions
from pinyin_strip.renderers.pieces import TextOrWord, Unit, Word, marked

__all__ = ["anki", "aozora", "brackets", "markdown", "pipe"]


def brackets(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write each reading into a bracket after its hanzi, or after the word in the layout ``group``.

    >>> from pinyin_strip import parse
    >>> parse("中国〔zhōng guó〕").ruby("brackets")
    '中(zhōng)国(guó)'
    """
    opening, closing = options.brackets[0], options.brackets[1]
    return _each(pieces, options, lambda unit: f"{unit.base}{opening}{marked(unit, options)}{closing}")


def aozora(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write ``｜国《guó》``. Where the text itself has these signs, Aozora Bunko names them in a note.

    Source: Aozora Bunko, 注記一覧, ルビとルビのように付く文字.
    """
    return _each(pieces, options, lambda unit: f"｜{unit.base}《{marked(unit, options)}》", _aozora_text)


def _aozora_text(text: str) -> str:
    return text.translate(_AOZORA_NOTES)


_AOZORA_NOTES = str.maketrans(
    {
        "《": "※［＃始め二重山括弧、1-1-52］",
        "》": "※［＃終わり二重山括弧、1-1-53］",
        "｜": "※［＃縦線、1-1-35］",
    }
)


def pipe(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write ``{国|guó}``, as Markdown dialects with ruby do; the text is left as it is."""
    return _each(pieces, options, lambda unit: f"{{{unit.base}|{marked(unit, options)}}}")


def markdown(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write ruby elements into Markdown; the text is taken for Markdown and stays as it is."""
    return "".join(piece if isinstance(piece, str) else ruby_element(piece, options) for piece in pieces)


def anki(pieces: Iterable[TextOrWord], options: RubyOptions) -> str:
    """Write a field for Anki's furigana filter: ``国[guó]``, a blank before the base where one is needed.

    The filter takes everything back to a blank for the base, and swallows that blank. A field is HTML, so it is escaped.

    >>> from pinyin_strip import parse
    >>> parse("中国(zhōngguó)和苍鹭(cānglù)").ruby("anki")
    '中[zhōng]国[guó]和 苍[cāng]鹭[lù]'
    """
    written: list[str] = []
    for piece in pieces:
        for unit in [Unit(piece)] if isinstance(piece, str) else _units(piece, options):
            if not unit.reading:
                written.append(escape(unit.base))
                continue
            glued = bool(written) and not written[-1].endswith(("]", "\n", ">"))
            written.append(f"{' ' if glued else ''}{escape(unit.base)}[{escape(marked(unit, options))}]")
    return "".join(written)


def _each(
    pieces: Iterable[TextOrWord],
    options: RubyOptions,
    write: Callable[[Unit], str],
    plain: Callable[[str], str] = str,
) -> str:
    written = []
    for piece in pieces:
        for unit in [Unit(piece)] if isinstance(piece, str) else _units(piece, options):
            written.append(write(unit) if unit.reading else plain(unit.base))  # noqa: PERF401  easier to read so
    return "".join(written)


def _units(word: Word, options: RubyOptions) -> tuple[Unit, ...]:
    return (word.whole,) if options.layout == "group" else word.units
