"""Settings that live with a project: what a file says holds, whence it holds is told, and what is wrong is named."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Convention, HouseReadings, Options, Verdict
from pinyin_strip.cli import check, clean, config, ruby
from pinyin_strip.cli.configured import Configured
from pinyin_strip.settings import KEYS, NO_SETTINGS, Finder, SettingsError, options_of, read

COMMANDS = (clean.command, ruby.command, check.command)


def _options(*known):
    return st.sampled_from(known)


every_options = st.builds(
    Options,
    strip=st.frozensets(st.sampled_from(list(Verdict))),
    toneless=_options("auto", "strip", "keep"),
    conventions=st.frozensets(st.sampled_from(list(Convention))),
    context=_options("model", "phrases", "g2pm", "none"),
    sensitivity=_options("strict", "sensitive"),
    repair=_options(False, "proved", "likely"),
    script=_options(None, "simplified", "traditional"),
    injected=_options("quiet", "check"),
    standard=_options("auto", "mainland", "taiwan", "both", "tghz2013"),
    sandhi=_options("any", "written", "original"),
    neutral=_options("any", "written", "full"),
    erhua=_options("any", "joined", "apart"),
    readings=_options(None, HouseReadings({"覃小雨": "Qín Xiǎoyǔ"}, "house.txt")),
)
NAMES = {"conventions": "convention"}  # as the command line calls it


def _toml(options, folder):
    """Options as a settings file says them; a list of readings lies in a file of its own."""
    lines = []
    for field in fields(options):
        value = getattr(options, field.name)
        if isinstance(value, HouseReadings):
            rows = (f"{word}\t{' '.join(spelt)}\n" for word, spelt in value.entries)
            (folder / value.source).write_text("".join(rows), "utf-8")
            value = value.source
        elif value is None and field.name == "readings":
            continue
        elif value is None:
            value = "none"
        spelt = json.dumps(sorted(value) if isinstance(value, frozenset) else value)
        lines.append(f"{NAMES.get(field.name, field.name)} = {spelt}\n")
    return "".join(lines)


def _configured(command, *arguments, settings=None, isolated=False):
    context = command.make_context(command.name, list(arguments))
    given = {name: value for name, value in context.params.items() if name not in ("config", "isolated")}
    return Configured(context, given, settings and str(settings), isolated)


@given(options=every_options)
def test_options_come_out_of_a_file_as_they_went_in(options, tmp_path_factory):
    """Every value of every field, whichever of the two files says it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / ".pinyin-strip.toml").write_text(_toml(options, folder), "utf-8")
    assert options_of(_configured(clean.command).parameters(folder / "text.txt")) == options
    (folder / ".pinyin-strip.toml").rename(folder / "settings.toml")
    (folder / "pyproject.toml").write_text(f"[tool.pinyin-strip]\n{_toml(options, folder)}", "utf-8")
    assert options_of(_configured(clean.command).parameters(folder / "text.txt")) == options


@given(options=every_options, said=_options("auto", "strip", "keep"))
def test_the_command_line_goes_before_the_file(options, said, tmp_path_factory):
    """Also where it says what is the default."""
    folder = tmp_path_factory.mktemp("project")
    (folder / ".pinyin-strip.toml").write_text(_toml(options, folder), "utf-8")
    configured = _configured(clean.command, "--toneless", said, "--repair=none")
    found = options_of(configured.parameters(folder / "text.txt"))
    assert (found.toneless, found.repair, found.sensitivity) == (said, False, options.sensitivity)


def _choices(parameter):
    return parameter.type.choices if isinstance(parameter.type, click.Choice) else ()


def test_every_key_is_an_option_of_a_command_and_takes_what_that_takes():
    """The choices are those of the command line, and nothing beside them."""
    known = {}
    for command in COMMANDS:
        for parameter in command.params:
            for option in parameter.opts:
                known.setdefault(option.removeprefix("--"), parameter)
    assert KEYS.keys() <= known.keys()
    for name, key in KEYS.items():
        several = list in key.kinds
        for choice in _choices(known[name]):
            key.check((choice,) if several else choice)
        if _choices(known[name]):
            with pytest.raises(ValueError, match="'no such'"):
                key.check(("no such",) if several else "no such")
        assert several == known[name].multiple
        assert (key.kinds == (bool,)) == known[name].is_flag or name == "repair"
        if key.kinds == (bool,):
            assert known[name].secondary_opts == [f"--no-{name}"], "what a file switches on can be switched off"


def test_every_field_of_options_has_a_key():
    """Under its name on the command line."""
    assert {NAMES.get(field.name, field.name) for field in fields(Options)} <= KEYS.keys()


BAD = {
    "tonless = 'keep'": "unknown key 'tonless' in {file}:1; did you mean 'toneless'?",
    "# a\n\noutput_format = 'json'": (
        "unknown key 'output_format' in {file}:3; did you mean 'output-format'?; keys are spelt as on the command line, with hyphens"
    ),
    "toneless = 'kep'": "wrong value for 'toneless' in {file}:1: 'kep' is not one of 'auto', 'strip', 'keep'",
    "toneless = 3": "wrong value for 'toneless' in {file}:1: 3 is not a string",
    "toneless = 'none'": "wrong value for 'toneless' in {file}:1: 'none' is not one of 'auto', 'strip', 'keep'",
    "strip = [\n 'match',\n 'tune',\n]": "wrong value for 'strip' in {file}:1: 'tune' is not one of match, alternate,",
    "strip = [1]": "wrong value for 'strip' in {file}:1: [1] is not a string or an array of strings",
    "repair = true": "wrong value for 'repair' in {file}:1: True is not one of False, 'proved', 'likely'",
    "select = 'R9'": "wrong value for 'select' in {file}:1: unknown rule 'R9'; did you mean",
    "output-format = 'xml'": "wrong value for 'output-format' in {file}:1: 'xml' is not one of concise, full, github, json",
    "exit-zero = 'yes'": "wrong value for 'exit-zero' in {file}:1: 'yes' is not true or false",
    "jobs = true": "wrong value for 'jobs' in {file}:1: True is not a whole number",
    "jobs = -1": "wrong value for 'jobs' in {file}:1: -1 is not between 0",
    "encoding = 'utf-9'": "wrong value for 'encoding' in {file}:1: 'utf-9' is no encoding of text; try gb18030",
    "brackets = '('": "wrong value for 'brackets' in {file}:1: '(' are not two characters",
    "style = 'rubi'": "wrong value for 'style' in {file}:1: 'rubi' is not one of anki, aozora,",
    "a = 1\n[per-file.'*.md']\nb = 1": "unknown key 'a' in {file}:1; known: ",
    "[per-file.'*.md']\ntonless = 1": "unknown key 'tonless' in {file}:2 [per-file.\"*.md\"]; did you mean 'toneless'?",
    "[per-file.'*.md']\njobs = 2": "'jobs' in {file}:2 [per-file.\"*.md\"] holds for a whole run; write it outside of per-file",
    "per-file = 1": "wrong value in {file}:1: per-file is a table of patterns",
    "[per-file]\n'*.md' = 'R1'": "wrong value in {file}:2 [per-file]: a pattern has a table of keys",
    "[per-file-ignores]\n'*.md' = 'R9'": "wrong value for 'per-file-ignores' in {file}:2 [per-file-ignores]: unknown rule 'R9'",
    "toneless = ": "{file}: not TOML: Invalid value (at ",
    "a = 1\nb c = 2": "{file}: not TOML: Expected '=' after a key in a key/value pair (at line 2, column 3)",
}  # fmt: skip


@pytest.mark.parametrize("text", BAD, ids=BAD)
def test_what_is_wrong_is_named_with_its_place_and_what_is_right(text, tmp_path):
    """File, line, table, and the nearest key or the known values."""
    file = tmp_path / ".pinyin-strip.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(SettingsError) as raised:
        read(file)
    assert str(raised.value).startswith(BAD[text].format(file=file))


def test_a_place_in_pyproject_names_the_table(tmp_path):
    """The lines of other tools count, whatever they hold."""
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[project]\nname = "a"\n[tool.other]\ntext = """\ntonless = 1\n"""\n[tool.pinyin-strip]\ntonless = 1\n', "utf-8"
    )
    with pytest.raises(SettingsError) as raised:
        read(file)
    assert str(raised.value) == (
        f"unknown key 'tonless' in {file}:8 [tool.pinyin-strip]; did you mean 'toneless'?"
    )  # fmt: skip


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    """TOML must be."""
    file = tmp_path / ".pinyin-strip.toml"
    file.write_bytes(b"# \xff\n")
    with pytest.raises(SettingsError, match="not UTF-8 at byte 2"):
        read(file)


@pytest.fixture
def project(tmp_path):
    """A project with a part that has settings of its own, and one that has none."""
    for folder in ("own/deep", "plain"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text('[tool.pinyin-strip]\ntoneless = "strip"\nsensitivity = "sensitive"\n')
    (tmp_path / "plain" / "pyproject.toml").write_text('[project]\nname = "no settings of ours"\n')
    (tmp_path / "own" / "pyproject.toml").write_text('[tool.pinyin-strip]\ntoneless = "auto"\n')
    (tmp_path / "own" / ".pinyin-strip.toml").write_text('toneless = "keep"\n')
    return tmp_path


@pytest.mark.parametrize(
    ("path", "toneless", "sensitivity"),
    [
        ("a.txt", "strip", "sensitive"),
        ("plain/a.txt", "strip", "sensitive"),
        ("plain/none/a.txt", "strip", "sensitive"),
        ("own/a.txt", "keep", "strict"),
        ("own/deep/a.txt", "keep", "strict"),
        ("own/deep", "keep", "strict"),
        ("own/../a.txt", "strip", "sensitive"),
    ],
)
def test_the_nearest_file_holds_whole(project, path, toneless, sensitivity):
    """Nothing is merged; in one folder the file of our own goes first; a pyproject without our table is passed over."""
    found = options_of(_configured(clean.command).parameters(project / path))
    assert (found.toneless, found.sensitivity) == (toneless, sensitivity)


def test_a_relative_path_is_looked_up_from_the_current_directory(project, monkeypatch):
    """Also one that leads upwards."""
    monkeypatch.chdir(project / "own" / "deep")
    configured = _configured(clean.command)
    assert options_of(configured.parameters("a.txt")).toneless == "keep"
    assert options_of(configured.parameters("../../a.txt")).toneless == "strip"
    assert options_of(configured.parameters("-")).toneless == "keep"


def test_standard_input_has_the_settings_of_what_it_is_called(project, monkeypatch):
    """As an editor does that sends the text of a file."""
    monkeypatch.chdir(project)
    named = _configured(check.command, "--stdin-filename", "own/a.txt")
    assert options_of(named.parameters("-")).toneless == "keep"


def test_settings_can_be_named_or_left_out(project):
    """For every file, wherever it lies."""
    file = project / "other.toml"
    file.write_text('toneless = "keep"\n')
    assert options_of(_configured(clean.command, settings=file).parameters(project / "a.txt")).toneless == "keep"
    assert options_of(_configured(clean.command, isolated=True).parameters(project / "a.txt")) == Options()
    with pytest.raises(SettingsError, match=r"there is no table \[tool\.pinyin-strip\]"):
        _configured(clean.command, settings=project / "plain" / "pyproject.toml")


def test_where_there_are_no_settings_the_defaults_hold(tmp_path):
    """As long as no folder above has any either."""
    assert Finder().find(tmp_path / "a.txt") is NO_SETTINGS


PATTERNS = """
toneless = "strip"
ignore = "R102"
[per-file."lessons/*.md"]
toneless = "keep"
[per-file."draft*"]
toneless = "auto"
sensitivity = "sensitive"
[per-file-ignores]
"lessons/*" = ["R1", "R301"]
"draft*" = "R2"
"""


@pytest.mark.parametrize(
    ("path", "toneless", "ignored"),
    [
        ("a.md", "strip", ("R102",)),
        ("lessons/a.md", "keep", ("R102", "R1", "R301")),
        ("lessons/a.txt", "strip", ("R102", "R1", "R301")),
        ("lessons/draft.md", "auto", ("R102", "R1", "R301", "R2")),
        ("deep/draft.txt", "auto", ("R102", "R2")),
    ],
)
def test_patterns_say_more_of_some_files(tmp_path, path, toneless, ignored):
    """Below the settings file, or by name; later patterns go before, and what they ignore adds up."""
    (tmp_path / ".pinyin-strip.toml").write_text(PATTERNS)
    found = _configured(check.command).parameters(tmp_path / path)
    assert (found["toneless"], found["ignore"]) == (toneless, ignored)


def test_every_value_is_told_with_its_source(tmp_path):
    """The default, the place in the file, or the command line."""
    file = tmp_path / "pyproject.toml"
    file.write_text('[tool.pinyin-strip]\ntoneless = "strip"\nmark = "°"\n[tool.pinyin-strip.per-file."*.md"]\njobs-not = 1\n'.replace("jobs-not = 1", 'mark = "+"'))  # fmt: skip
    configured = _configured(config.command, "--sensitivity", "strict")
    found = {one.key: one for one in configured.sourced(tmp_path / "a.md")}
    assert found.keys() == KEYS.keys()
    assert found["toneless"][1:] == ("strip", f"{file}:2 [tool.pinyin-strip]")
    assert found["mark"][1:] == ("+", f'{file}:5 [tool.pinyin-strip.per-file."*.md"]')
    assert found["sensitivity"][1:] == ("strict", "command line")
    assert found["layout"][1:] == ("jukugo", "default")


def test_files_are_named_from_where_the_settings_lie(tmp_path):
    """Not from where the command is run; a level of the HSK is no file."""
    (tmp_path / ".pinyin-strip.toml").write_text('readings = "names/house.txt"\nonly-hard = "hanzi.txt"\n')
    found = _configured(ruby.command).parameters(tmp_path / "deep" / "a.md")
    assert (Path(found["readings"]), Path(found["known"])) == (tmp_path / "names" / "house.txt", tmp_path / "hanzi.txt")
    (tmp_path / ".pinyin-strip.toml").write_text('only-hard = "hsk3"\n')
    assert _configured(ruby.command).parameters(tmp_path / "a.md")["known"] == "hsk3"


def test_the_example_of_the_readme_is_one(tmp_path):
    """Every key that it shows is there, and its patterns fit."""
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    (tmp_path / "pyproject.toml").write_text(readme.split("```toml\n")[1].split("```")[0], "utf-8")
    found = _configured(check.command).parameters(tmp_path / "lessons" / "a.md")
    assert (found["toneless"], found["sensitivity"], found["ignore"]) == ("keep", "sensitive", ("missing-tone",))
    found = _configured(check.command).parameters(tmp_path / "classics" / "a.md")
    assert (found["toneless"], found["ignore"]) == (None, ("missing-tone", "R101"))


def test_a_key_is_found_in_a_project_that_depends_on_us(tmp_path):
    """The name of the package in the list of dependencies is no table of ours."""
    file = tmp_path / "pyproject.toml"
    file.write_text(
        '[project]\ndependencies = [\n  "pinyin-strip",\n]\n\n[tool.pinyin-strip]\ntoneless = "keep"\nbogus = 1\n'
    )
    with pytest.raises(SettingsError, match=r"unknown key 'bogus' in .*pyproject.toml:8 \[tool.pinyin-strip\]"):
        read(file)


def test_our_heading_in_a_file_of_ours_is_explained(tmp_path):
    """It belongs into pyproject.toml."""
    file = tmp_path / ".pinyin-strip.toml"
    file.write_text('[tool.pinyin-strip]\ntoneless = "keep"\n')
    with pytest.raises(SettingsError, match="write the keys without"):
        read(file)
