"""Calls that type checkers must refuse, one a line, each line but these marked; nothing here is run."""

from __future__ import annotations

from pinyin_strip import Notation, Options, RubyOptions, clean_array, clean_many, parse, repair, ruby


def refused() -> None:
    """Words that an option does not know, and values that are none."""
    Options(strip={"right"})  # refused
    Options(strip="right")  # refused
    Options(strip=3)  # refused
    Options(conventions=["footnote"])  # refused
    Options(toneless="maybe")  # refused
    Options(toneless=("auto",))  # refused
    Options(context="mood")  # refused
    Options(sensitivity="loose")  # refused
    Options(repair=True)  # refused
    Options(script="latin")  # refused
    Options(injected="loud")  # refused
    Options(standard="ming")  # refused
    Options(sandhi="spoken")  # refused
    Options(neutral="light")  # refused
    Options(erhua="glued")  # refused
    Options().strip = frozenset()  # refused
    RubyOptions(notation="morse")  # refused
    RubyOptions(notation=["marks"])  # refused
    RubyOptions(layout="vertical")  # refused
    RubyOptions(zhuyin_position="left")  # refused
    RubyOptions(classes=3)  # refused
    RubyOptions(known=3)  # refused
    RubyOptions().notation = Notation.MARKS  # refused
    ruby("国(guó)", style="neon")  # refused
    ruby("国(guó)", ruby_options=Options())  # refused
    parse("国(guó)").ruby("neon")  # refused
    repair("国(guó)", "possible")  # refused
    clean_array(["国(guó)"])  # refused
    clean_many(["国(guó)"], stats=True).append("")  # refused
