"""A host that is missing is named with the line that installs it."""

from __future__ import annotations

import re
import sys
from importlib import import_module

import pytest

from pinyin_strip.extras import install_line
from pinyin_strip.integrations.optional import load

NEEDED = {
    "arrow": ("pyarrow", "arrow"), "polars": ("polars", "polars"), "pandas": ("pandas", "pandas"),
    "datasets": ("datasets", "datasets"), "tokenizers": ("tokenizers.normalizers", "tokenizers"), "spacy": ("spacy", "spacy"),
}  # fmt: skip


@pytest.mark.parametrize("host", NEEDED)
def test_a_missing_host_is_named_with_what_brings_it(monkeypatch, host):
    """Whoever imports a host's file without the host reads the install line."""
    module, extra = NEEDED[host]
    monkeypatch.delitem(sys.modules, f"pinyin_strip.integrations.{host}", raising=False)
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(ImportError, match=re.escape(install_line(extra))):
        import_module(f"pinyin_strip.integrations.{host}")


def test_a_host_that_is_broken_says_so_itself(monkeypatch, tmp_path):
    """Installing it once more would not help."""
    (tmp_path / "broken_host.py").write_text("import something_that_is_not_there")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(ImportError, match="something_that_is_not_there"):
        load("broken_host")
