"""The values that travel between the rooms: frozen, typed, picklable; every offset counts code points of the source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol, TypeAlias, runtime_checkable

__all__ = [
    "Context",
    "Convention",
    "ConventionName",
    "Damage",
    "DamageKind",
    "Edit",
    "Expectation",
    "Expecting",
    "Finding",
    "Gloss",
    "Grade",
    "Injection",
    "Likelihood",
    "Notation",
    "NotationName",
    "Repaired",
    "Syllable",
    "Verdict",
    "VerdictName",
]


class Verdict(StrEnum):
    """What holding a gloss against the readings of its hanzi has shown."""

    MATCH = "match"
    """A listed reading, and nothing in the context speaks against it."""
    ALTERNATE = "alternate"
    """A listed reading, but the context calls for another one."""
    TONE = "tone"
    """The right syllable with a tone that is not listed."""
    NEAR = "near"
    """One likely slip away from a listed reading."""
    MISMATCH = "mismatch"
    """Pinyin, but not a reading of these hanzi."""
    UNLISTED = "unlisted"
    """The dictionary has no reading for these hanzi."""


VerdictName: TypeAlias = Literal["match", "alternate", "tone", "near", "mismatch", "unlisted"]
"""The name of a verdict, for type checkers: they cannot tell it from the members."""


class Notation(StrEnum):
    """How a gloss is spelt."""

    MARKS = "marks"
    """Hanyu Pinyin with tone marks: ``guó``."""
    DIGITS = "digits"
    """Hanyu Pinyin with tone digits: ``guo2``."""
    NONE = "none"
    """Hanyu Pinyin without tones: ``guo``."""
    ZHUYIN = "zhuyin"
    """Zhuyin fuhao (Bopomofo): ``ㄍㄨㄛˊ``."""
    HOMOPHONE = "homophone"
    """No spelling at all: a hanzi that sounds alike, or a tone by its name: ``音同“蹦”``, ``三声``."""


NotationName: TypeAlias = Literal["marks", "digits", "zhuyin", "none"]
"""The name of a notation that is written, not only read."""


class Convention(StrEnum):
    """A way of writing a gloss into the line."""

    PARENTHESIS = "parenthesis"
    """In parentheses of either width after the hanzi: ``国(guó)``, ``北京（Běijīng）``."""
    SQUARE = "square"
    """In square brackets, the notation of Anki and CC-CEDICT included: ``国[guó]``."""
    LENTICULAR = "lenticular"
    """In lenticular brackets, black or white: ``国【guó】``."""
    TORTOISE = "tortoise"
    """In tortoise-shell brackets, as annotated classics print them: ``窈窕〔yǎo tiǎo〕``."""
    BRACE = "brace"
    """In braces: ``国{guó}``."""
    AOZORA = "aozora"
    """The ruby notation of Aozora Bunko: ``国《guó》``, ``｜中国《zhōngguó》``."""
    PIPE = "pipe"
    """The Markdown ruby notation, base and reading in one pair of braces: ``{国|guó}``."""
    MARKUP = "markup"
    """HTML ruby elements in plain text: ``国<rt>guó</rt>``."""
    BARE = "bare"
    """Flattened ruby, glued to its hanzi without a bracket: ``窈yǎo窕tiǎo``, ``般ㄅㄛ若ㄖㄜˇ``."""
    APPOSITION = "apposition"
    """After a comma, a dash or a blank: ``普通话, Pǔtōnghuà``."""
    INTERLINEAR = "interlinear"
    """A line or table row of readings beside the line of hanzi that it reads."""
    PARTIAL = "partial"
    """A reading that shares its bracket (one that is looked for) with something else: ``（huāng，病入膏肓）``."""
    HOMOPHONE = "homophone"
    """A reading told without letters, in a bracket that is looked for: ``蚌(音同“蹦”)``."""


ConventionName: TypeAlias = Literal[
    "parenthesis",
    "square",
    "lenticular",
    "tortoise",
    "brace",
    "aozora",
    "pipe",
    "markup",
    "bare",
    "apposition",
    "interlinear",
    "partial",
    "homophone",
]
"""The name of a convention."""

Grade: TypeAlias = Literal["proved", "likely"]
"""How sure a repair is; see ``repair``."""

DamageKind: TypeAlias = Literal["gloss", "cut", "stray", "markup"]
"""How damage begins; see ``Damage``."""


@dataclass(frozen=True, slots=True)
class Syllable:
    """One spelt syllable.

    ``text`` is how it is written, ``plain`` its letters without tone (``lü``), ``tone`` 1 to 4, 5 for the neutral tone,
    or ``None`` where no tone is written. ``start`` and ``end`` are the hanzi that it reads in the source.
    """

    text: str
    plain: str
    tone: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a proofreader should look at: a rule's code, the span, and what was read and expected there."""

    code: str
    start: int
    end: int
    base: str
    given: str
    expected: tuple[str, ...]
    message: str


@dataclass(frozen=True, slots=True)
class Gloss:
    """A reading written into the text.

    ``start`` to ``end`` is what is taken out (brackets, label and a blank before the bracket included), ``base_start``
    to ``base_end`` the hanzi that it reads, ``text`` the reading as written. ``extra`` holds a further span that goes
    with it (the ``｜`` before an Aozora base). ``expected`` are the readings that were looked for where the verdict is
    not ``match``.
    """

    start: int
    end: int
    base_start: int
    base_end: int
    text: str
    notation: Notation
    convention: Convention
    syllables: tuple[Syllable, ...]
    verdict: Verdict
    expected: tuple[str, ...] = ()
    stripped: bool = False
    extra: tuple[int, int] | None = None

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Every span that goes with this gloss, in order."""
        own = (self.start, self.end)
        return (own,) if self.extra is None else tuple(sorted((self.extra, own)))


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace ``start`` to ``end`` of the source by ``replacement``: byte-level damage that was undone.

    ``grade`` is ``"proved"`` or ``"likely"``, ``reason`` what speaks for it, ``kind`` the kind of damage. ``certain`` is
    the hanzi that was torn apart at the swallowed bracket: its bytes are certain in every case seen, also where the rest
    of the run is not.
    """

    start: int
    end: int
    replacement: str
    grade: Grade
    certain: str
    reason: str
    kind: DamageKind


@dataclass(frozen=True, slots=True)
class Damage:
    """A span that is out of step: ``text[start:end]``, offsets in code points.

    Attributes:
        kind: "gloss" begins at ``?py)``, "cut" at ``?`` and a mark, or at the mark alone where the lost byte left no
            trace, "stray" is a reading behind a Latin letter whose byte completed a key, "markup" is what is left of a
            tag or entity whose first sign was swallowed.
        certain: the hanzi that the swallowed bracket tore apart or the key that is certain, "" if none.
        reason: why it was left as it is ("" where nothing was tried, as from ``find_damage``).
    """

    start: int
    end: int
    kind: DamageKind
    certain: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What ``repair`` made of a text.

    Attributes:
        text: the text with its damage undone; the same object if nothing was.
        edits: what was put in the place of what, in order; offsets count code points of the damaged text.
        left: the damage that was left as it is, in order, each with the reason.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    left: tuple[Damage, ...] = ()


@dataclass(frozen=True, slots=True)
class Injection:
    """How far a text is a page into which a converter injected readings.

    ``glosses`` counts readings in ASCII parentheses after a hanzi that GB 2312 lacks (what converters gloss), ``share``
    is their part of all hanzi; ``damaged`` counts the places where readings broke the bytes, of which ``repaired`` were
    put back and ``left`` were not.
    """

    share: float
    glosses: int
    damaged: int
    repaired: int
    left: int


@dataclass(frozen=True, slots=True)
class Expectation:
    """The reading that the context calls for.

    reading: tone-mark spelling, as pypinyin lists it, e.g. ``"liǎo"``.
    confidence: how often such evidence is right, 0 to 1, as measured (see ``benchmarks/context.py``).
    source: the evidence in words, e.g. ``"phrases: 了解"``.
    """

    reading: str
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How probable a given reading is in its context, and what would be read instead.

    given: the probability, 0 to 1, that the hanzi is read as given; a weakened or unweakened tone, tone sandhi and the r
        of erhua make no other reading (see ``context/difference.py``).
    expected: the likeliest reading in tone-mark spelling, as pypinyin lists it, e.g. ``"liǎo"``.
    source: the evidence in words, e.g. ``"phrases: 了解"``.
    by_user: whether the user said so, by what they loaded: then it holds whatever the standard of the text.
    """

    given: float
    expected: str
    source: str
    by_user: bool = False


@runtime_checkable
class Context(Protocol):
    """Anything that can say how probable a given reading is in a context; users may plug in their own."""

    def likelihood(self, text: str, position: int, readings: frozenset[str], given: str) -> Likelihood | None:
        """How probable it is that the hanzi at ``position`` (code points) in ``text``, which holds no glosses, is read ``given``.

        ``readings`` are its listed readings in tone-mark spelling; ``given`` and what is expected are among them.
        ``None`` where there is no evidence.
        """
        ...


@runtime_checkable
class Expecting(Protocol):
    """Anything that can say which reading a context calls for, without being told which one is given.

    What it says is taken at its word: another reading than the expected one has the probability 0.
    """

    def expect(self, text: str, position: int, readings: frozenset[str]) -> Expectation | None:
        """The reading of the hanzi at ``position`` (code points) in ``text``, which holds no glosses.

        ``readings`` are its listed readings in tone-mark spelling; the answer is one of them.
        ``None`` where there is no evidence.
        """
        ...
