"""Ray Data: batches in actors, with counts beside the rows if they are asked for."""

from __future__ import annotations

import pytest

from pinyin_strip import Options, Stats, clean, parse
from pinyin_strip.integrations.counts import total
from tests.integrations.engines import ray
from tests.integrations.hosts import engine

pa = engine("pyarrow", "arrow")
from pinyin_strip.integrations.ray import CleanBatches  # noqa: E402

TEXTS = ["渡(dù)口", None, "锂(Li)电池", "努(nù)力", "白鹭（báilù）飞过"] * 40
pytestmark = pytest.mark.filterwarnings("ignore")  # of the engine, about itself


def _dataset(**said):
    data = ray().data
    table = pa.table({"text": pa.array(TEXTS, pa.large_string()), "n": range(len(TEXTS))})
    return data.from_arrow([table.slice(0, 90), table.slice(90)]).map_batches(
        CleanBatches,
        batch_format="pyarrow",
        batch_size=32,
        compute=data.ActorPoolStrategy(size=2),
        fn_constructor_kwargs={"columns": "text", **said},
    )


def test_batches_come_out_clean_and_counted():
    """However Ray cuts them: the counts of all batches are the counts of all texts."""
    rows = sorted(_dataset(counts="counts").take_all(), key=lambda row: row["n"])
    assert [row["text"] for row in rows] == [None if text is None else clean(text) for text in TEXTS]
    options = Options().for_cleaning()
    wanted = sum((Stats.of(parse(text, options)) for text in TEXTS if text is not None), Stats())
    assert total(row["counts"] for row in rows) == wanted


def test_options_reach_the_actors_whole():
    """And without counts there is no column more."""
    dataset = _dataset(options=Options(strip=()))
    assert sorted(dataset.columns()) == ["n", "text"]
    assert [row["text"] for row in sorted(dataset.take_all(), key=lambda row: row["n"])] == TEXTS


def test_a_missing_column_is_named():
    """With those that there are."""
    with pytest.raises(KeyError, match="no single column 'body'; there are: text"):
        CleanBatches("body")(pa.table({"text": ["a"]}))
