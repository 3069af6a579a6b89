"""The hosts, each as one function from texts to clean texts; a host whose engine is missing skips the test that asks it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pinyin_strip import Options

Texts = list[str | None]


def engine(module, extra=None):
    """Import an engine, or skip the test with its reason."""
    host = extra or module.partition(".")[0]
    return pytest.importorskip(module, reason=f"{host} is not installed: pip install 'pinyin-strip[{host}]'")


def arrow_array(texts, options):
    pa = engine("pyarrow", "arrow")
    from pinyin_strip.integrations.arrow import clean_array

    return clean_array(pa.array(texts, pa.string()), options).to_pylist()


def arrow_table(texts, options):
    pa = engine("pyarrow", "arrow")
    from pinyin_strip.integrations.arrow import clean_batch

    return clean_batch(pa.table({"text": pa.array(texts, pa.large_string())}), "text", options)["text"].to_pylist()


def arrow_scan(texts, options):
    pa, dataset = engine("pyarrow", "arrow"), engine("pyarrow.dataset", "arrow")
    from pinyin_strip.integrations.arrow import clean_field

    source = dataset.dataset(pa.table({"text": pa.array(texts, pa.string())}))
    return source.to_table(columns={"clean": clean_field("text", options)})["clean"].to_pylist()


def polars_lazy(texts, options):
    pl = engine("polars")
    import pinyin_strip.integrations.polars  # noqa: F401  registers the namespace

    frame = pl.LazyFrame({"text": texts}, schema={"text": pl.String})
    return frame.select(pl.col("text").pinyin.clean(options)).collect()["text"].to_list()


def polars_streaming(texts, options):
    pl = engine("polars")
    from pinyin_strip.integrations.polars import clean

    frame = pl.LazyFrame({"text": texts}, schema={"text": pl.String})
    return frame.select(clean("text", options)).collect(engine="streaming")["text"].to_list()


def _pandas(texts, options, dtype):
    pd = engine("pandas")
    import pinyin_strip.integrations.pandas  # noqa: F401  registers the accessor

    cleaned = pd.Series(texts, dtype=dtype).pinyin.clean(options)
    return [None if gone else text for text, gone in zip(cleaned, cleaned.isna(), strict=True)]


def pandas_arrow(texts, options):
    return _pandas(texts, options, "string[pyarrow]")


def pandas_objects(texts, options):
    return _pandas(texts, options, object)


def _datasets(texts, options, form):
    datasets = engine("datasets")
    from pinyin_strip.integrations.datasets import Clean

    features = datasets.Features({"text": datasets.Value("string")})
    source = datasets.Dataset.from_dict({"text": texts}, features=features).with_format(form)
    cleaned = source.map(Clean(options=options), batched=True, batch_size=100)
    return cleaned.with_format(None)["text"][:]


def datasets_lists(texts, options):
    return _datasets(texts, options, None)


def datasets_tables(texts, options):
    return _datasets(texts, options, "arrow")


def tokenizers_normalizer(texts, options):
    engine("tokenizers")
    from pinyin_strip.integrations.tokenizers import normalizer

    clean = normalizer(options).normalize_str
    return [None if text is None else clean(text) for text in texts]


def _spacy(texts, pipeline):
    docs = iter(pipeline.pipe(text for text in texts if text is not None))
    return [None if text is None else next(docs)._.clean_text for text in texts]


def _plain(options):
    """Options as a config writes them: those that differ from the default."""
    values = {name: getattr(options or Options(), name) for name in Options.__slots__}
    return {
        name: sorted(value) if isinstance(value, frozenset) else value
        for name, value in values.items()
        if value != getattr(Options(), name)
    }


def spacy_component(texts, options):
    pipeline = engine("spacy").blank("zh")
    pipeline.add_pipe("pinyin_strip", config={"options": _plain(options)})
    return _spacy(texts, pipeline)


def spacy_clean_first(texts, options):
    pipeline = engine("spacy").blank("zh")
    from pinyin_strip.integrations.spacy import CleanFirst

    pipeline.tokenizer = CleanFirst(pipeline.tokenizer, options)
    return _spacy(texts, pipeline)


HOSTS: dict[str, Callable[[Texts, Options | None], Texts]] = {
    "pyarrow, array": arrow_array,
    "pyarrow, table": arrow_table,
    "pyarrow, dataset scan": arrow_scan,
    "polars, lazy": polars_lazy,
    "polars, streaming": polars_streaming,
    "pandas, Arrow-backed": pandas_arrow,
    "pandas, objects": pandas_objects,
    "datasets, lists": datasets_lists,
    "datasets, tables": datasets_tables,
    "tokenizers, normaliser": tokenizers_normalizer,
    "spacy, component": spacy_component,
    "spacy, clean first": spacy_clean_first,
}
