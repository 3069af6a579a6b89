"""Hugging Face datasets: a callable that every process takes for the same, so that its cache is found again."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys

import pytest

from pinyin_strip import Options, Stats, clean, parse
from pinyin_strip.integrations.counts import total

datasets = pytest.importorskip("datasets", reason="datasets is not installed: pip install 'pinyin-strip[datasets]'")
hosted = pytest.importorskip("pinyin_strip.integrations.datasets")

forks = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")  # the host's own way
TEXTS = ["国(guó)际", None, "锂(Li)电池", "努(nù)力", ""] * 20
FINGERPRINT = """
from datasets.fingerprint import Hasher
from pinyin_strip import Options
from pinyin_strip.integrations.datasets import Check, Clean
options = Options(strip={"match", "near", "tone"}, conventions={"square", "brace", "pipe"})
print(Hasher.hash(Clean(["text", "title"], options)), Hasher.hash(Check("text", options)))
"""


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """No progress bars, and the environment that was: ``map`` over several processes puts a copy in its place."""
    monkeypatch.setattr(os, "environ", os.environ)
    datasets.disable_progress_bars()
    yield
    datasets.enable_progress_bars()


@pytest.fixture
def stored(tmp_path):
    """A dataset that lies on disk, as large ones do: what is mapped is cached beside it."""
    datasets.Dataset.from_dict({"text": TEXTS, "id": range(len(TEXTS))}).save_to_disk(tmp_path / "stored")
    return datasets.load_from_disk(tmp_path / "stored")


def test_every_process_has_the_same_fingerprint():
    """Whatever the order in which it walks its sets."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", FINGERPRINT], env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]
    assert len(set(runs[0].split())) == 2


def test_other_options_have_another_fingerprint():
    """And so have other columns and another version, or an old cache would be taken for an answer."""
    older = hosted.Clean()
    older.versions = ("pinyin-strip 0.0.1", *older.versions[1:])
    several = [hosted.Clean(), hosted.Clean("title"), hosted.Clean(options=Options(toneless="keep")), older]
    assert len({datasets.fingerprint.Hasher.hash(one) for one in several}) == len(several)
    same = pickle.loads(pickle.dumps(hosted.Clean()))
    assert datasets.fingerprint.Hasher.hash(same) == datasets.fingerprint.Hasher.hash(hosted.Clean())


@forks
@pytest.mark.parametrize("form", [None, "arrow"])
def test_two_processes_give_what_one_gives(stored, form):
    """In order, other columns untouched, nulls null."""
    options = Options(strip={"match"})
    given = stored.with_format(form)
    cleaned = given.map(hosted.Clean(options=options), batched=True, batch_size=7, num_proc=2).with_format(None)
    assert cleaned["text"][:] == [text if text is None else clean(text, options) for text in TEXTS]
    assert cleaned["id"][:] == stored["id"][:]
    assert cleaned.features == stored.features


def test_what_was_cleaned_once_is_found_again(stored):
    """The second run reads the cache of the first."""
    first = stored.map(hosted.Clean(), batched=True)
    second = stored.map(hosted.Clean(), batched=True)
    assert first.cache_files == second.cache_files
    assert first.cache_files != stored.map(hosted.Clean(options=Options(strip=())), batched=True).cache_files


def test_a_stream_is_cleaned_as_it_goes_by():
    """Iterable datasets take the same callable."""
    stream = datasets.Dataset.from_dict({"text": TEXTS}).to_iterable_dataset().map(hosted.Clean(), batched=True)
    assert [row["text"] for row in stream] == [text if text is None else clean(text) for text in TEXTS]


@forks
def test_counts_of_several_processes_add_up(stored):
    """A column of structs is Stats, however many workers made it."""
    counted = stored.map(hosted.Check(into="seen"), batched=True, num_proc=2)
    assert counted["text"][:] == TEXTS
    assert total(counted["seen"]) == sum((Stats.of(parse(text)) for text in TEXTS if text is not None), Stats())
