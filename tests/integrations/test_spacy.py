"""spaCy: glosses as spans, clean text with a map of offsets, and entities found on clean text carried back."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip import Options, clean, parse
from tests.test_bulk import valid

spacy = pytest.importorskip("spacy", reason="spacy is not installed: pip install 'pinyin-strip[spacy]'")
hosted = pytest.importorskip("pinyin_strip.integrations.spacy")

TEXT = "河边有白(bái)鹭(lù)飞过，锂(Li)电池"
BIRD = [{"label": "BIRD", "pattern": "白鹭"}]
CLEAN_FIRST = {
    "@tokenizers": "pinyin_strip.CleanFirst.v1",
    "options": {"strip": ["match"]},
    "tokenizer": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "char"},
}


def _marking(**config):
    nlp = spacy.blank("zh")
    nlp.add_pipe("pinyin_strip", config=config)
    return nlp


def _clean_first():
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": CLEAN_FIRST}})
    nlp.add_pipe("entity_ruler").add_patterns(BIRD)
    return nlp


MARKING, CLEANING = _marking(), _clean_first()


def test_every_gloss_is_a_span_with_its_verdict():
    """Those that stay as well."""
    doc = MARKING(TEXT)
    spans = [(span.text, span.label_, span.id_) for span in doc.spans["pinyin_strip"]]
    assert spans == [("(bái)", "match", "removed"), ("(lù)", "match", "removed"), ("(Li)", "match", "kept")]
    assert doc.text == doc._.source_text == TEXT
    assert doc._.clean_text == "河边有白鹭飞过，锂(Li)电池"


def test_spans_are_widened_to_whole_tokens():
    """English tokens know nothing of hanzi."""
    nlp = spacy.blank("en")
    nlp.add_pipe("pinyin_strip")
    doc = nlp("see 国guó际jì here")
    assert [span.text for span in doc.spans["pinyin_strip"]] == ["国guó际jì", "国guó际jì"]
    assert doc._.clean_text == "see 国际 here"


@given(valid)
def test_offsets_lead_there_and_back(text):
    """They are those of the Document, kept beside the Doc."""
    doc = MARKING(text)
    document = parse(doc.text)
    assert doc._.clean_text == document.clean()
    assert [doc._.to_source(i) for i in range(len(document.clean()) + 1)] == [
        document.to_source(i) for i in range(len(document.clean()) + 1)
    ]
    assert [doc._.to_clean(i) for i in range(len(text) + 1)] == [document.to_clean(i) for i in range(len(text) + 1)]


@given(valid, st.data())
def test_spans_of_clean_text_lead_back_to_the_source(text, data):
    """Whatever is found, the source says the same there once its glosses are taken out."""
    doc = CLEANING(text)
    document = parse(text, Options(strip={"match"}))
    assert (doc.text, doc._.source_text) == (document.clean(), text)
    start = data.draw(st.integers(0, len(doc)))
    span = doc[start : data.draw(st.integers(start, len(doc)))]
    assert span._.source == document.to_source_span(span.start_char, span.end_char)


def test_options_are_fields_in_the_config():
    """Sets are written as lists, names of the span group as one likes."""
    doc = _marking(
        options={"strip": ["tone"], "conventions": ["parenthesis"], "script": "traditional"}, spans_key="readings"
    )("国(guó)努(nù)力")
    assert [(span.text, span.id_) for span in doc.spans["readings"]] == [("(guó)", "kept"), ("(nù)", "removed")]
    assert doc._.clean_text == clean("国(guó)努(nù)力", Options(strip={"tone"}, script="traditional")) == "國(guó)努力"
    with pytest.raises(ValueError, match="toneless='never' is not one of"):
        _marking(options={"toneless": "never"})


def test_an_entity_that_glosses_cut_through_is_found_and_carried_back():
    """On the text as it came the ruler would find nothing."""
    (entity,) = CLEANING(TEXT).ents
    assert (entity.text, entity.label_, entity._.source) == ("白鹭", "BIRD", (3, 10))
    assert TEXT[slice(*entity._.source)] == "白(bái)鹭"
    nlp = spacy.blank("zh")
    nlp.add_pipe("entity_ruler").add_patterns(BIRD)
    assert not nlp(TEXT).ents


def test_pipelines_are_saved_with_everything(tmp_path):
    """The component with its options, the wrapped tokenizer by its name in the config."""
    marking = _marking(options={"toneless": "strip"})
    for nlp in (marking, CLEANING):
        nlp.to_disk(tmp_path / "model")
        again = spacy.load(tmp_path / "model")
        assert again(TEXT)._.clean_text == nlp(TEXT)._.clean_text
        assert pickle.loads(pickle.dumps(nlp))(TEXT)._.clean_text == nlp(TEXT)._.clean_text


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")  # how spaCy starts processes
def test_docs_travel_with_their_offsets():
    """Through bytes, to other processes and back."""
    vocab = MARKING.vocab
    again = spacy.tokens.Doc(vocab).from_bytes(MARKING(TEXT).to_bytes())
    assert (again._.clean_text, again._.to_source(4)) == ("河边有白鹭飞过，锂(Li)电池", 9)
    (found,) = {doc.ents[0]._.source for doc in CLEANING.pipe([TEXT] * 4, n_process=2, batch_size=2)}
    assert found == (3, 10)


def test_repairs_are_part_of_the_map():
    """A damaged place comes out mended, and leads back to the whole of it."""
    nlp = spacy.blank("zh")
    nlp.tokenizer = hosted.CleanFirst(nlp.tokenizer, Options(repair="proved"))
    doc = nlp("能夠?qū)ψ鳂I(yè)，發(fā)展很快")
    assert doc.text.startswith("能夠對作業，發展")
    first, last = doc[2:5]._.source
    assert doc._.source_text[first:last] == "?qū)ψ鳂I(yè)"


def test_a_doc_that_nobody_read_is_its_own_source():
    """The extensions are there for every Doc."""
    doc = spacy.blank("zh")("国(guó)")
    assert (doc._.clean_text, doc._.source_text, doc._.to_clean(3), doc[1:]._.source) == (
        "国(guó)",
        "国(guó)",
        3,
        (1, 6),
    )


def test_the_component_has_nothing_to_do_behind_the_tokenizer():
    """Said when the pipeline is built, not by spans that are missing later."""
    with pytest.raises(ValueError, match="drop one of them"):
        _clean_first().add_pipe("pinyin_strip")
