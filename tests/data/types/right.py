"""Calls that type checkers must let pass, and what they must take the answers for; nothing here is run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal, assert_type

import pyarrow as pa

from pinyin_strip import (
    Convention,
    Document,
    Finding,
    Notation,
    Options,
    Repaired,
    RubyOptions,
    Stats,
    Verdict,
    check,
    clean,
    clean_array,
    clean_many,
    iter_clean,
    parse,
    repair,
    ruby,
)
from pinyin_strip.values import Likelihood


class Own:
    """A context of the user's own."""

    def likelihood(self, text: str, position: int, readings: frozenset[str], given: str) -> Likelihood | None:
        return None


def options() -> None:
    """Members of enums and their names, one or several, in any iterable; what is read back is a set of members."""
    given = Options(strip={"match"}, conventions={"square"})
    assert_type(given.strip, frozenset[Verdict])
    assert_type(given.conventions, frozenset[Convention])
    assert_type(given.toneless, Literal["auto", "strip", "keep"])
    assert_type(given.repair, Literal[False, "proved", "likely"])
    assert_type(given.script, Literal["simplified", "traditional"] | None)
    Options(strip="match", conventions=Convention.PIPE)
    Options(strip=[Verdict.MATCH, "tone"], conventions=("bare", Convention.AOZORA))
    Options(strip=(), conventions=(one for one in Convention))
    Options(toneless="keep", context="none", sensitivity="sensitive", repair="likely", script="simplified")
    Options(injected="check", standard="tghz2013", sandhi="written", neutral="full", erhua="apart")
    Options(context=Own())
    assert_type(replace(given, strip={"tone"}, conventions=given.conventions, toneless="strip"), Options)


def ruby_options() -> None:
    """The same of ruby."""
    given = RubyOptions(notation="zhuyin", layout="group", known="hsk3")
    assert_type(given.notation, Notation | None)
    assert_type(given.known, frozenset[str])
    assert_type(given.layout, Literal["jukugo", "mono", "group"])
    RubyOptions(notation=Notation.DIGITS, known={"国", "学"})
    RubyOptions(notation=None, known=["国学"])
    assert_type(RubyOptions(classes="pinyin", zhuyin_position="right").classes, tuple[str, ...])
    assert_type(replace(given, notation="marks"), RubyOptions)


def functions() -> None:
    """What the functions of the package give back."""
    text = "国(guó)"
    document = parse(text, Options(strip="match"))
    assert_type(document, Document)
    assert_type(clean(text), str)
    assert_type(check(text), list[Finding])
    assert_type(ruby(text, style="pipe", ruby_options=RubyOptions(fill=True)), str)
    assert_type(document.ruby("brackets", RubyOptions(notation="digits")), str)
    assert_type(document.ruby(lambda document: document.clean()), str)
    done = repair(text, "likely")
    assert_type(done, Repaired)
    assert_type(done.edits[0].grade, Literal["proved", "likely"])


def many() -> None:
    """Lists, streams and arrays, with counts and without."""
    assert_type(clean_many(("国(guó)",)), list[str])
    assert_type(clean_many(["国(guó)"], stats=False), list[str])
    assert_type(clean_many(["国(guó)"], stats=True), tuple[list[str], Stats])
    assert_type(iter_clean(["国(guó)"]), Iterator[str])


def arrays(strings: pa.StringArray, array: pa.Array, chunked: pa.ChunkedArray) -> None:
    """An array gives what it is."""
    assert_type(clean_array(strings), pa.StringArray)
    assert_type(clean_array(array), pa.Array)
    assert_type(clean_array(chunked), pa.ChunkedArray)
    assert_type(clean_array(chunked, stats=True), tuple[pa.ChunkedArray, Stats])
