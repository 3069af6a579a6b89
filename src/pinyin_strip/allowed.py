"""What an option allows: the type of its field says so, to type checkers and to us."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field, fields
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import (
    Any,
    Generic,
    Literal,
    NamedTuple,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

__all__ = ["Converted", "Several", "check_and_convert", "converted", "set_of", "words_of"]

Given = TypeVar("Given", contravariant=True)
Kept = TypeVar("Kept", covariant=True)
Value = TypeVar("Value")
Result = TypeVar("Result")
One = TypeVar("One")
Member = TypeVar("Member", bound=Enum)

Several: TypeAlias = One | Iterable[One]
Word: TypeAlias = str | bool | None


class Converted(Generic[Given, Kept]):
    """The type of a field that is given as one type, and read back as another: ``Converted[Given, Kept]``.

    To type checkers it is a descriptor: the constructor takes what ``__set__`` takes, reading gives what ``__get__`` gives (see
    "Descriptor-typed fields" in Python's documentation of dataclasses). At run time the field is one like any other.
    """

    def __get__(self, instance: object, owner: type | None = None, /) -> Kept:
        raise NotImplementedError

    def __set__(self, instance: object, value: Given, /) -> None:
        raise NotImplementedError


def converted(convert: Callable[[Value], Result], default: Result) -> Converted[Value, Result]:
    """Make a field that keeps what ``convert`` makes of what it is given."""
    made: Any = field(default=default, metadata={"convert": convert})
    return cast("Converted[Value, Result]", made)


def set_of(kind: type[Member]) -> Callable[[Several[Member | str]], frozenset[Member]]:
    """Return what makes a set of members out of members and their names; one name stands for itself, not for its letters.

    >>> from pinyin_strip.values import Notation
    >>> set_of(Notation)("marks")
    frozenset({<Notation.MARKS: 'marks'>})
    """
    return lambda values: frozenset(map(kind, _several(values)))


def _several(values: Any) -> tuple[Any, ...]:  # noqa: ANN401  one of something, or an iterable of it
    return tuple(values) if isinstance(values, Iterable) and not isinstance(values, str) else (values,)


class _Field(NamedTuple):
    """What a field allows: words, and objects of some classes; what it is converted by, and what it has if nothing is given."""

    words: tuple[Word, ...]
    classes: tuple[type, ...]
    convert: Callable[[Any], object] | None
    default: object


def words_of(options: type) -> Mapping[str, tuple[Word, ...]]:
    """Return the words that the options of a class allow, by the option's name, in the order of their types.

    Options that take any text, or none, are not among them.

    >>> from pinyin_strip import Options
    >>> words_of(Options)["toneless"], words_of(Options)["repair"]
    (('auto', 'strip', 'keep'), (False, 'proved', 'likely'))
    """
    return MappingProxyType({name: one.words for name, one in _fields(options).items() if one.words})


@cache
def _fields(options: type) -> dict[str, _Field]:
    """The fields of which a type says some words, or that are converted; the others take anything of theirs."""
    hints = get_type_hints(options)
    found = {}
    for one in fields(options):
        leaves = tuple(_leaves(hints[one.name]))
        words = tuple(dict.fromkeys(leaf for leaf in leaves if not isinstance(leaf, type)))
        classes = tuple(leaf for leaf in leaves if isinstance(leaf, type))
        convert = one.metadata.get("convert")
        words = words if any(word is not None for word in words) else ()  # None beside any text is no word
        if words or convert:
            found[one.name] = _Field(words, classes, convert, one.default)
    return found


def _leaves(hint: Any, several: bool = False) -> Iterator[Any]:  # noqa: ANN401  whatever a type can be
    """Yield the words and the classes that a type is made of; an enum's members are told by the words beside it.

    Of an iterable, where ``several`` can be given, these are those of its members.
    """
    origin = get_origin(hint) or hint
    if origin is Literal:
        yield from get_args(hint)
    elif hint is NoneType:
        yield None
    elif origin is Converted:
        yield from _leaves(get_args(hint)[0], True)
    elif origin in (Union, UnionType) or (several and get_args(hint)):
        for part in get_args(hint):
            yield from _leaves(part, several)
    elif isinstance(origin, type) and not issubclass(origin, Enum):
        yield origin


def _is_among(value: object, words: tuple[Word, ...]) -> bool:
    """Whether a value is one of the words; 0.0 is not ``False``, though Python calls them equal."""
    return any(isinstance(value, type(word)) and value == word for word in words)


def check_and_convert(options: Any) -> None:  # noqa: ANN401  an object of a frozen dataclass
    """Hold every field against what it allows, and convert those that are kept as something else.

    Frozen dataclasses call it in ``__post_init__``.

    Raises:
        ValueError: with the first value that is not allowed, and the words that are.
    """
    kind: type = type(options)
    for name, one in _fields(kind).items():
        value = getattr(options, name)
        if value is one.default:
            continue
        if one.convert and isinstance(value, Iterator):
            value = tuple(value)  # it can be gone through once only
        for member in _several(value) if one.convert else (value,):
            if one.words and not _is_among(member, one.words) and not isinstance(member, one.classes):
                raise ValueError(f"{name}={member!r} is not one of {', '.join(map(repr, one.words))}")
        if one.convert:
            object.__setattr__(options, name, one.convert(value))
