"""The catalogue of rules as it is selected from, explained, and shown in the README."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from pinyin_strip import RULES, check
from pinyin_strip.cli import cli
from pinyin_strip.cli.explain import options_of
from pinyin_strip.report import rules_table
from pinyin_strip.selection import codes_of, selected


def run(*words, **more):
    return CliRunner().invoke(cli, words, **more)


@pytest.mark.parametrize(
    ("select", "ignore", "codes"),
    [
        (["R2"], [], {"R201", "R202", "R203"}),
        (["R201,R301", "r302"], [], {"R201", "R301", "R302"}),
        (["R1"], ["R102"], {code for code in RULES if code.startswith("R1")} - {"R102"}),
        (["R102"], ["R1"], {"R102"}),
        (["R102"], ["R102"], set()),
        (["wrong-tone"], [], {"R102"}),
        (["ALL"], ["R1", "R2"], {code for code in RULES if code[1] not in "12"}),
        ([], ["R"], set()),
        ([], [], set(RULES)),
    ],
)
def test_rules_are_selected_by_code_prefix_or_name(select, ignore, codes):
    """The longer prefix decides; of two equally long ones, what is ignored."""
    assert selected(select, ignore) == codes


@pytest.mark.parametrize("code", RULES)
def test_a_rule_is_explained_with_its_example(code):
    """What, why, example, what the checker says of it, and whether it can be fixed, within 80 columns."""
    rule, done = RULES[code], run("explain", code)
    assert done.exit_code == 0
    printed = " ".join(done.stdout.split())
    assert all(" ".join(part.split()) in printed for part in (f"{code} {rule.name}", rule.what, rule.why))
    assert all(finding.message in printed for finding in check(rule.example, options_of(rule)) if finding.code == code)
    assert done.stdout.split("\nFix\n")[1].strip().startswith(rule.fix or "none")


def test_without_a_code_every_rule_is_listed():
    """The table has them all."""
    printed = run("explain").stdout
    assert all(f"{code}  " in printed for code in RULES)


def test_explaining_takes_names_and_prefixes_and_names_the_nearest_otherwise():
    """An unknown code exits with 2."""
    assert run("explain", "wrong-tone").stdout == run("explain", "r102").stdout
    assert run("explain", "R2").stdout.count("What it finds") == len(codes_of("R2"))
    done = run("explain", "R999")
    assert (done.exit_code, done.stdout) == (2, "")
    done = run("explain", "wrong-tome")
    assert "did you mean R102 wrong-tone" in done.stderr


def test_the_readme_shows_the_table_of_rules():
    """The part between the two marks is what the catalogue says."""
    readme = (Path(__file__).parent.parent / "README.md").read_text("utf-8")
    assert readme.count(rules_table.BEGIN) == 1, "the README needs the marks of the table of rules"
    assert rules_table.refreshed(readme) == readme, "run: python -m pinyin_strip.report.rules_table README.md"


def test_an_empty_name_is_no_rule():
    """Not every rule, which is what no name at all asks for."""
    with pytest.raises(ValueError, match="unknown rule ''"):
        codes_of("")
