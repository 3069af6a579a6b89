"""Settings in real runs: commands in a project folder do what its files say."""

from __future__ import annotations

import json

import pytest

from tests.commands import run_in

TEXT = "灵气(qi)，努(nù)力，覃(tán)小雨\n"


def _run(*arguments, cwd):
    """Run a command in a folder: exit code, standard output, standard error."""
    return run_in(cwd, *arguments)


@pytest.fixture
def project(tmp_path):
    """A project with settings, a list of readings, and texts in two folders."""
    (tmp_path / "pyproject.toml").write_text(
        """\
[tool.pinyin-strip]
toneless = "strip"
readings = "house.txt"

[tool.pinyin-strip.per-file."lessons/*.md"]
toneless = "keep"

[tool.pinyin-strip.per-file-ignores]
"notes/*" = ["R102"]
""",
        "utf-8",
    )
    (tmp_path / "house.txt").write_text("覃小雨\tQín Xiǎoyǔ\n", "utf-8")
    for path in ("lessons/a.md", "lessons/b.txt", "notes/c.txt"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(TEXT, "utf-8")
    return tmp_path


def test_clean_does_what_the_settings_of_each_file_say(project):
    """Whatever the current directory is; the list of readings is no text."""
    (project / "elsewhere").mkdir()
    code, _, told = _run("clean", "-o", "out", "..", "--exclude", "elsewhere", cwd=project / "elsewhere")
    assert code == 0, told
    out = project / "elsewhere" / "out"
    cleaned = {file.relative_to(out).as_posix(): file.read_text("utf-8") for file in out.rglob("*.*") if file.is_file()}
    assert cleaned == {
        "lessons/a.md": "灵气(qi)，努力，覃小雨\n",
        "lessons/b.txt": "灵气，努力，覃小雨\n",
        "notes/c.txt": "灵气，努力，覃小雨\n",
    }
    assert "1 list of house readings" in told


def test_several_processes_do_the_same(project):
    """Each is told the settings of the file that it has a piece of."""
    for number in range(12):
        (project / "lessons" / f"{number}.{'md' if number % 3 else 'txt'}").write_text(TEXT, "utf-8")
    assert _run("clean", "-o", "one", "lessons", cwd=project)[0] == 0
    assert _run("clean", "-o", "two", "-j", "2", "lessons", cwd=project)[0] == 0
    one, two = ({file.name: file.read_bytes() for file in (project / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert len(set(one.values())) == 2


def test_a_resumed_run_does_a_file_again_whose_settings_have_changed(project):
    """And it says that the options are others."""
    (project / "lessons" / "broken.html.gz").write_bytes(b"no gzip")  # a failure: the notes stay
    assert _run("clean", "-o", "out", "lessons", cwd=project)[0] == 2
    code, _, told = _run("clean", "-o", "out", "--resume", "lessons", cwd=project)
    assert (code, "2 done before" in told) == (2, True), told
    text = (project / "pyproject.toml").read_text("utf-8")
    (project / "pyproject.toml").write_text(text.replace('toneless = "keep"', 'toneless = "auto"'), "utf-8")
    code, _, told = _run("clean", "-o", "out", "--resume", "lessons", cwd=project)
    assert (code, "done before" in told, "other options" in told) == (2, False, True), told


def test_check_does_what_the_settings_of_each_file_say(project):
    """Codes are passed over by pattern; the house is named."""
    code, out, _ = _run("check", "lessons/a.md", "notes/c.txt", cwd=project)
    found = [tuple(line.split(":")[::3]) for line in out.splitlines()]
    assert (code, [(name, said.split()[0]) for name, said in found]) == (
        1, [("lessons/a.md", "R108"), ("lessons/a.md", "R102"), ("lessons/a.md", "R101"), ("notes/c.txt", "R101")],
    )  # fmt: skip
    assert "覃 is read qín here, not tán (house.txt: 覃小雨)" in out


def test_check_fixes_by_the_settings_of_each_file(project):
    """What the house reads is written in, where readings may be changed."""
    _run("check", "--fix", "--unsafe-fixes", "lessons", "lessons/b.txt", "notes/c.txt", cwd=project)
    assert (project / "lessons" / "b.txt").read_text("utf-8") == "灵气(qi)，努(nǔ)力，覃(qín)小雨\n"
    assert (project / "notes" / "c.txt").read_text("utf-8") == "灵气(qi)，努(nù)力，覃(qín)小雨\n"


def test_ruby_fills_in_what_the_house_reads(project):
    """What a settings file switches on, the command line can switch off."""
    (project / "lessons" / ".pinyin-strip.toml").write_text(
        'readings = "../house.txt"\nstyle = "brackets"\nfill = true\nmark = "°"\n'
    )
    (project / "lessons" / "b.txt").write_text("覃小雨\n", "utf-8")
    assert _run("ruby", "lessons/b.txt", cwd=project)[1] == "覃(qín°)小(xiǎo°)雨(yǔ°)\n"
    assert _run("ruby", "--no-fill", "lessons/b.txt", cwd=project)[1] == "覃小雨\n"
    assert (
        _run("ruby", "--isolated", "--style=brackets", "--fill", "lessons/b.txt", cwd=project)[1]
        == "覃(tán*)小(xiǎo*)雨(yǔ*)\n"
    )


@pytest.mark.parametrize("command", ["clean", "ruby", "check", "stats", "report", "config"])
def test_broken_settings_end_a_run_before_it_begins(project, command):
    """With one sentence and exit code 2; --isolated goes on without them."""
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write("tonless = 1\n[tool.pinyin-strip]\n")
    before = (project / "lessons" / "b.txt").read_bytes()
    code, out, told = _run(command, "lessons/b.txt", cwd=project)
    assert (code, out, told.count("\n")) == (2, "", 1)
    assert f"{project / 'pyproject.toml'}: not TOML: Cannot declare" in told
    assert "(at line 11, column" in told
    assert _run(command, "--isolated", "lessons/b.txt", cwd=project)[0] == (command == "check")
    assert (project / "lessons" / "b.txt").read_bytes() == before


def test_stats_and_reports_hear_the_settings_of_each_file(project):
    """The field that holds text is another one in one folder."""
    with (project / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('[tool.pinyin-strip.per-file."texts/*"]\nfield = "lesson"\n')
    (project / "texts").mkdir()
    (project / "texts" / "d.jsonl").write_text('{"lesson": "我爱吃(chī)梨。", "text": "我爱吃(chè)梨。"}\n', "utf-8")
    found = json.loads(_run("stats", "--json", "texts", cwd=project)[1])
    assert {name: count for name, count in found["verdicts"].items() if count} == {"match": 1}
    page = _run("report", "texts", "lessons/b.txt", cwd=project)[1]
    assert "chī" in page
    assert "chè" not in page


@pytest.mark.parametrize("command", ["clean", "check"])
def test_broken_settings_of_one_folder_leave_the_others_alone(project, command):
    """The file is named, the rest is done, and the exit code is 2."""
    (project / "notes" / ".pinyin-strip.toml").write_text("tonless = 1\n")
    code, out, told = _run(command, "lessons/b.txt", "notes/c.txt", cwd=project)
    assert code == 2
    assert out.startswith("灵气，" if command == "clean" else "lessons/b.txt:1:")
    assert "notes/c.txt: unknown key 'tonless' in " in told
    assert "did you mean 'toneless'?" in told


def test_a_bad_list_of_readings_is_named_with_its_line(project):
    """Whether a settings file or the command line names it."""
    (project / "house.txt").write_text("# names\n覃小雨\tQín Xiǎo\n", "utf-8")
    for arguments in (("lessons/b.txt",), ("--isolated", "--readings", project / "house.txt", "lessons/b.txt")):
        code, out, told = _run("clean", *arguments, cwd=project)
        assert (code, out) == (2, "")
        assert f"{project / 'house.txt'}:2: 覃小雨 has 3 hanzi, and 'Qín Xiǎo' 2 syllables" in told


def test_what_holds_for_a_run_is_that_of_the_first_path(project):
    """How findings are reported, and with which code it ends."""
    (project / "notes" / ".pinyin-strip.toml").write_text('output-format = "github"\nexit-zero = true\n')
    code, out, _ = _run("check", "notes/c.txt", "lessons/b.txt", cwd=project)
    assert (code, {line[:2] for line in out.splitlines()}) == (0, {"::"})
    code, out, _ = _run("check", "lessons/b.txt", "notes/c.txt", cwd=project)
    assert (code, out[:7]) == (1, "lessons")
    code, out, _ = _run("check", "--no-exit-zero", "--diff", "notes/c.txt", cwd=project)
    assert (code, out) == (0, "")


def test_include_and_exclude_are_heard(project):
    """They choose among the files of folders, as on the command line."""
    with (project / ".pinyin-strip.toml").open("w", encoding="utf-8") as file:
        file.write('include = ["*.txt"]\nexclude = "notes"\n')
    _, out, _ = _run("clean", "--diff", ".", cwd=project)
    assert [line for line in out.splitlines() if line.startswith("---")] == ["--- lessons/b.txt"]


def test_config_shows_what_holds_and_whence(project):
    """In the terminal as a settings file would say it; for programs as JSON."""
    code, out, _ = _run("config", "--sensitivity", "strict", "lessons/a.md", cwd=project)
    assert (code, out.splitlines()[0]) == (0, f"# settings file: {project / 'pyproject.toml'}")
    lines = {line.split(" = ")[0]: line.split() for line in out.splitlines()}
    assert " ".join(lines["toneless"]) == (
        'toneless = "keep" # pyproject.toml:6 [tool.pinyin-strip.per-file."lessons/*.md"]'
    )
    assert " ".join(lines["sensitivity"]) == 'sensitivity = "strict" # command line'
    assert " ".join(lines["layout"]) == 'layout = "jukugo" # default'
    told = json.loads(_run("config", "--json", "lessons/b.txt", cwd=project)[1])
    assert told["settings-file"] == str(project / "pyproject.toml")
    assert told["toneless"] == {"value": "strip", "source": f"{project / 'pyproject.toml'}:2 [tool.pinyin-strip]"}
    assert told["standard"] == {"value": "auto", "source": "default"}


def test_what_config_shows_can_be_written_into_a_file(project):
    """It is TOML, and holds the same."""
    _, shown, _ = _run("config", cwd=project)
    (project / ".pinyin-strip.toml").write_text(shown, "utf-8")
    again = json.loads(_run("config", "--json", cwd=project)[1])
    del again["settings-file"]
    (project / ".pinyin-strip.toml").unlink()
    first = json.loads(_run("config", "--json", cwd=project)[1])
    assert {key: one["value"] for key, one in again.items()} == {
        key: one["value"] for key, one in first.items() if key != "settings-file"
    }


def test_naming_settings_and_having_none_do_not_go_together(project):
    """One of the two is meant."""
    code, _, told = _run("clean", "--isolated", "--config", "pyproject.toml", "notes/c.txt", cwd=project)
    assert (code, "choose one" in told) == (2, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"x = {'9' * 5000}", "not TOML"),
        ("x = " + "[" * 5000, "not TOML"),
        ('readings = "a\\u0000b"', "names no file"),
        ('baseline = ""', "names no file"),
        ("jobs = 99999999999999999999", "is not between 0"),
        ('encoding = "hex"', "'hex' is no encoding of text"),
        ('output-encoding = "rot13"', "'rot13' is no encoding of text"),
    ],
)
def test_hostile_settings_are_named_in_one_sentence(tmp_path, text, told):
    """With the file; nothing is done, and nobody sees a traceback."""
    (tmp_path / ".pinyin-strip.toml").write_text(text + "\n", "utf-8")
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    code, out, err = _run("clean", "a.txt", cwd=tmp_path)
    assert (code, out) == (2, "")
    assert ".pinyin-strip.toml" in err
    assert told in err
