"""How ruby is written, whatever the style: one value that travels whole."""

from __future__ import annotations

from dataclasses import dataclass

from pinyin_strip.renderers.class_names import class_names
from pinyin_strip.values import Notation

__all__ = ["LAYOUTS", "ZHUYIN_POSITIONS", "RubyOptions"]

LAYOUTS = ("jukugo", "mono", "group")
ZHUYIN_POSITIONS = ("over", "right")


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
        known: hanzi that need no help, a learner's list: we fill in no reading for them. Readings that the author wrote stay.
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
    """

    notation: Notation | None = None
    layout: str = "jukugo"
    fill: bool = False
    mark: str = "*"
    known: frozenset[str] = frozenset()
    brackets: str = "()"
    drop_known: bool = False
    unsure: str = ""
    sandhi: bool = False
    neutral: bool = False
    erhua: bool = False
    tone_colours: bool = False
    classes: tuple[str, ...] = ()
    zhuyin_position: str = "over"

    def __post_init__(self) -> None:
        if self.notation is not None:
            object.__setattr__(self, "notation", Notation(self.notation))
        object.__setattr__(self, "known", frozenset(self.known))
        if self.notation is Notation.HOMOPHONE:
            raise ValueError("notation='homophone' is read, not written; choose from marks, digits, zhuyin, none")
        if self.layout not in LAYOUTS:
            raise ValueError(f"layout={self.layout!r} is not one of {', '.join(map(repr, LAYOUTS))}")
        if len(self.brackets) != 2:
            raise ValueError(f"brackets={self.brackets!r} are not two characters, an opening and a closing one")
        object.__setattr__(self, "classes", class_names(self.classes))
        if self.zhuyin_position not in ZHUYIN_POSITIONS:
            raise ValueError(
                f"zhuyin_position={self.zhuyin_position!r} is not one of {', '.join(map(repr, ZHUYIN_POSITIONS))}"
            )
        if self.zhuyin_position == "right" and self.layout == "group":
            raise ValueError(
                "zhuyin_position='right' needs a reading for each hanzi; layout='group' has one for the word"
            )
