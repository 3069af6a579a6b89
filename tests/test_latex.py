"""LaTeX output is set by the packages that it names: compiled where a TeX is at hand."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from pinyin_strip import RubyOptions, parse

pytestmark = pytest.mark.skipif(shutil.which("xelatex") is None, reason="no xelatex (apt-get install texlive-xetex)")

TEXT = (
    "长(cháng)江绿(lǜ)了，花儿(huār)开。女(nǚ)略(lüè)的(de)和（hé/hè）50%的{好}(hǎo)_#$&^~\\x，窈窕(yǎotiǎo)国(ㄍㄨㄛˊ)"
)
HEAD = r"\documentclass{article}\usepackage{fontspec}\usepackage{xeCJK}\usepackage{xcolor}"


def _compiled(tmp_path, package, body):
    """What the compiler says of a document with this body."""
    if not all(_has(file) for file in ("xeCJK.sty", f"{package}.sty")):
        pytest.skip(f"this TeX has no xeCJK or no {package}")
    (tmp_path / "text.tex").write_text(
        f"{HEAD}\\usepackage{{{package}}}\\begin{{document}}{body}\\end{{document}}", "utf-8"
    )
    command = ["xelatex", "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape", "text.tex"]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, errors="replace", check=False)


def _has(file):
    return subprocess.run(["kpsewhich", file], capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("fill", [False, True])
def test_xpinyin_sets_what_is_written_for_it(tmp_path, fill):
    """Every command is known, every argument closed; what xpinyin cannot set is written for \\ruby."""
    body = parse(TEXT).ruby("latex", RubyOptions(fill=fill))
    done = _compiled(tmp_path, "xpinyin", rf"\providecommand\ruby[2]{{#1(#2)}}{body}")
    assert done.returncode == 0, done.stdout[-2000:]


def test_the_ruby_package_sets_what_is_written_for_it(tmp_path):
    """The command of the package, filled readings in italics."""
    done = _compiled(tmp_path, "ruby", parse(TEXT).ruby("latex-ruby", RubyOptions(fill=True, layout="group")))
    assert done.returncode == 0, done.stdout[-2000:]
