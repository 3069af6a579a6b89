"""The types of options say which words are allowed: one list, for type checkers, at run time and on the command line."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Mapping
from dataclasses import FrozenInstanceError, dataclass, fields, replace
from typing import Literal, get_args

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Convention, Notation, Options, RubyOptions, Verdict
from pinyin_strip.allowed import Converted, Several, check_and_convert, converted, set_of, words_of
from pinyin_strip.cli import cli
from pinyin_strip.renderers import STYLES, Style
from pinyin_strip.values import ConventionName, NotationName, VerdictName

CLASSES = (Options, RubyOptions)
SETS = {"strip": Verdict, "conventions": Convention}
ALLOWED = [(kind, name, word) for kind in CLASSES for name, words in words_of(kind).items() for word in words]
NAMES = [(kind, name) for kind, name, word in ALLOWED if word == words_of(kind)[name][0] and name != "known"]


@dataclass(frozen=True, slots=True)
class Sample:
    """One option of every sort."""

    verdicts: Converted[Several[Verdict | VerdictName], frozenset[Verdict]] = converted(set_of(Verdict), frozenset())
    size: Literal["small", "large"] | int = "small"
    table: Literal["none"] | Mapping[str, str] = "none"
    text: str = ""
    maybe: str | None = None
    letters: Converted[str, frozenset[str]] = converted(frozenset, frozenset())

    def __post_init__(self):
        check_and_convert(self)


@pytest.mark.parametrize(("kind", "name", "word"), ALLOWED)
def test_a_word_that_an_option_allows_is_taken(kind, name, word):
    """It is read back as what it stands for."""
    read = getattr(kind(**{name: word}), name)
    if name in SETS:
        assert read == {word}
        assert {*map(type, read)} == {SETS[name]}
    elif name == "known":
        assert {"学", "爱"} <= read
    else:
        assert read == word


@pytest.mark.parametrize(("kind", "name"), NAMES)
@given(word=st.one_of(st.text("abcdefg"), st.integers(2), st.floats(), st.just(("auto",))))
def test_any_other_word_is_refused_with_those_that_are_allowed(kind, name, word):
    """Whether one can be given or several."""
    with pytest.raises(ValueError, match=f"^{name}=.* is not one of ") as told:
        kind(**{name: word})
    assert all(repr(one) in str(told.value) for one in words_of(kind)[name])


@given(
    st.sets(st.sampled_from(Verdict)), st.sets(st.sampled_from(Convention)), st.sampled_from([iter, list, tuple, set])
)
def test_names_and_members_are_the_same_in_any_iterable(verdicts, conventions, as_iterable):
    """Those that can be gone through once only, too."""
    named = Options(
        strip=as_iterable([one.value for one in verdicts]), conventions=as_iterable([one.value for one in conventions])
    )
    assert named == Options(strip=frozenset(verdicts), conventions=frozenset(conventions))
    assert (named.strip, named.conventions) == (verdicts, conventions)


@pytest.mark.parametrize("given", [Options(strip={"tone"}, context="none"), RubyOptions(notation="digits", known="学")])
def test_options_are_values(given):
    """They stay what they are when they are copied, pickled or given another option, and cannot be changed."""
    name = fields(given)[0].name
    assert given == copy.deepcopy(given) == pickle.loads(pickle.dumps(given)) == replace(given)
    assert not hasattr(given, "__dict__")
    assert isinstance(hash(given), int)
    with pytest.raises(FrozenInstanceError):
        setattr(given, name, getattr(given, name))


def test_replacing_an_option_takes_words_as_the_constructor_does():
    """And holds them against what is allowed."""
    assert replace(Options(), strip="match").strip == {Verdict.MATCH}
    assert replace(RubyOptions(), notation="zhuyin").notation is Notation.ZHUYIN
    with pytest.raises(ValueError, match="toneless='never'"):
        replace(Options(), toneless="never")


@pytest.mark.parametrize(
    ("name", "value"), [("size", 3), ("size", "large"), ("table", {"a": "b"}), ("table", "none"), ("text", "any")]
)
def test_beside_words_a_type_may_allow_other_values(name, value):
    """Those of its classes, and where it names no words everything."""
    assert getattr(Sample(**{name: value}), name) == value


def test_a_field_without_words_is_none_of_those_that_have_some():
    """It takes what it is given, and is converted all the same."""
    assert list(words_of(Sample)) == ["verdicts", "size", "table"]
    assert Sample(maybe="text", letters="abba").letters == {"a", "b"}


@pytest.mark.parametrize(("name", "value"), [("size", 3.5), ("size", "huge"), ("table", "some"), ("table", ["none"])])
def test_a_value_of_neither_is_refused(name, value):
    """The words are told."""
    with pytest.raises(ValueError, match=f"{name}=.* is not one of "):
        Sample(**{name: value})


def test_the_defaults_are_allowed():
    """They are not looked at when options are made."""
    for kind in CLASSES:
        given = kind()
        assert replace(kind(**{name: _other(kind, name) for name in words_of(kind)}), **_read(given)) == given


def _read(options):
    """Every option as one would write it."""
    values = {one.name: getattr(options, one.name) for one in fields(options)}
    return {name: [*value] if isinstance(value, frozenset) else value for name, value in values.items()}


def _other(kind, name):
    return next(word for word in words_of(kind)[name] if word != getattr(kind(), name))


@pytest.mark.parametrize(
    ("names", "members"),
    [
        (VerdictName, {*Verdict}),
        (ConventionName, {*Convention}),
        (NotationName, {*Notation} - {Notation.HOMOPHONE}),  # which is read, not written
        (Style, STYLES.keys()),
    ],
)
def test_what_type_checkers_are_told_is_all_that_there_is(names, members):
    """They cannot read the names of members out of an enum, nor those of styles out of a table."""
    assert len(get_args(names)) == len(members)
    assert {*get_args(names)} == members


@pytest.mark.parametrize("command", sorted(cli.list_commands(click.Context(cli))))
def test_the_command_line_offers_the_words_of_the_type(command):
    """All of them; nothing is called none, so that it can be said where a settings file says something."""
    allowed = {name: [str(word or "none") for word in words] for name, words in words_of(Options).items()}
    found = {
        option.name: [*option.type.choices]
        for option in cli.get_command(click.Context(cli), command).params
        if option.name in allowed and isinstance(option.type, click.Choice)
    }
    assert found in ({}, allowed)
    assert found or command not in ("clean", "check", "ruby")
