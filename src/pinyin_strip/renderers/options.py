"""How ruby is written, whatever the style: one value that travels whole."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from pinyin_strip.allowed import Converted, check_and_convert, converted
from pinyin_strip.renderers.class_names import class_names
from pinyin_strip.renderers.hsk import Level, known_hanzi
from pinyin_strip.values import Notation, NotationName

__all__ = ["Layout", "RubyOptions", "ZhuyinPosition"]

Layout: TypeAlias = Literal["jukugo", "mono", "group"]
ZhuyinPosition: TypeAlias = Literal["over", "right"]


def _as_notation(notation: str | None) -> Notation | None:
    return None if notation is None else Notation(notation)


@dataclass(frozen=True, slots=True)
class RubyOptions:
    """How readings are written over, after or under their hanzi. Frozen, hashable, picklable.

    Args:
        notation: how every reading is spelt (``"marks"``, ``"digits"``, ``"zhuyin"``, ``"none"``); ``None`` leaves each
            as its author wrote it. A reading without tones stays in letters where zhuyin is asked for, because zhuyin
            without a tone mark says the first tone.
        layout: ``"jukugo"`` gives a reading to each hanzi and keeps the word together, ``"mono"`` parts the word into its
            hanzi, ``"group"`` writes one reading over the whole word.
        fill: give hanzi that carry no reading the one that the author wrote over the same word elsewhere, or that the
            sentence calls for, or else their usual one.
        mark: what styles of plain text put behind a filled reading, so that nobody takes it for the author's.
        known: hanzi that need no help: we fill in no reading for them; readings that the author wrote stay. A level of the HSK
            (``"hsk1"`` to ``"hsk6"``, ``"hsk7-9"``) or a learner's list: texts, of which every hanzi counts.
        drop_known: whether the author's readings of known hanzi are left out, too.
        brackets: the pair of brackets of the style ``brackets``.
        unsure: what styles of plain text put behind the mark where a filled reading is unsure; HTML has the class
            ``unsure`` for it.
        sandhi: fill in 一 and 不 as they are spoken (yí gè, bú shì); otherwise with their original tones, as GB/T 16159-2012,
            6.5, writes them. A third tone before another one is always written as such.
        neutral: fill in the neutral tone of words that must have it (衣服 yīfu) though pypinyin lists a full one.
        erhua: fill in r for the suffix 儿 (花儿 huā r), as it is spoken; otherwise the syllable ér, so that every hanzi has one.
        tone_colours: give hanzi and their readings the colour of the tone (``renderers/tones.py``): classes ``tone1`` to
            ``tone5`` in HTML and EPUB, colours in DOCX. Each hanzi has an element of its own then.
        classes: class names for every ruby element, so that a site's stylesheet can tell them from others.
        zhuyin_position: ``"over"`` the hanzi or at their ``"right"``, as Taiwan's schoolbooks have it; in HTML and EPUB only, and
            only for readings in zhuyin. The class ``zhuyin`` and the stylesheet do that, for no browser but Safari knows
            ``ruby-position: inter-character`` (CSS Ruby Annotation Layout 1, 4.1).

    Raises:
        ValueError: if an option has a value that is not among these.

    >>> RubyOptions(notation="zhuyin").notation
    <Notation.ZHUYIN: 'zhuyin'>
    >>> "爱" in RubyOptions(known="hsk1").known
    True
    """

    notation: Converted[Notation | NotationName | None, Notation | None] = converted(_as_notation, None)
    layout: Layout = "jukugo"
    fill: bool = False
    mark: str = "*"
    known: Converted[Level | Iterable[str], frozenset[str]] = converted(known_hanzi, frozenset())
    brackets: str = "()"
    drop_known: bool = False
    unsure: str = ""
    sandhi: bool = False
    neutral: bool = False
    erhua: bool = False
    tone_colours: bool = False
    classes: Converted[Iterable[str], tuple[str, ...]] = converted(class_names, ())
    zhuyin_position: ZhuyinPosition = "over"

    def __post_init__(self) -> None:
        check_and_convert(self)
        if len(self.brackets) != 2:
            raise ValueError(f"brackets={self.brackets!r} are not two characters, an opening and a closing one")
        if self.zhuyin_position == "right" and self.layout == "group":
            raise ValueError(
                "zhuyin_position='right' needs a reading for each hanzi; layout='group' has one for the word"
            )
