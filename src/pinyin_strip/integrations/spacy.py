"""spaCy: a component that marks glosses and knows the clean text, and a tokenizer that takes them out first."""

# No "from __future__ import annotations" here: spaCy checks configs by the types of these functions, and wants them as types.
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pinyin_strip.api import parse
from pinyin_strip.document import Document
from pinyin_strip.integrations.configured import options_from
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options
from pinyin_strip.values import Edit

if TYPE_CHECKING:
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc, Span
else:
    spacy = load("spacy")
    from spacy.language import Language
    from spacy.tokens import Doc, Span

__all__ = ["CleanFirst", "PinyinStrip", "clean_first", "create"]

_KEY = "pinyin_strip"  # in Doc.user_data, as plain values, which travel with the Doc to other processes and to disk


class PinyinStrip:
    """The component ``pinyin_strip``: marks every gloss of a Doc; the text of a Doc never changes.

    ``doc.spans[spans_key]`` holds the glosses, those that stay included, widened to whole tokens; a span's label is the
    verdict, its ``id_`` ``"removed"`` or ``"kept"``. ``doc._.clean_text`` is the text without the removed ones,
    ``doc._.to_clean(offset)`` and ``doc._.to_source(offset)`` map code points between the two.

    >>> nlp = spacy.blank("zh")
    >>> _ = nlp.add_pipe("pinyin_strip", config={"options": {"toneless": "keep"}})
    >>> doc = nlp("国(guó)际，锂(Li)")
    >>> [(span.text, span.label_, span.id_) for span in doc.spans["pinyin_strip"]]
    [('(guó)', 'match', 'removed'), ('(Li)', 'match', 'kept')]
    >>> doc._.clean_text, doc._.to_source(1)
    ('国际，锂(Li)', 6)
    """

    def __init__(self, options: Options, spans_key: str = "pinyin_strip") -> None:
        self.options, self.spans_key = options, spans_key

    def __call__(self, doc: Doc) -> Doc:
        """Mark the glosses of one Doc."""
        document = parse(doc.text, self.options)
        doc.spans[self.spans_key] = [
            doc.char_span(
                gloss.start, gloss.end, gloss.verdict, span_id="removed" if gloss.stripped else "kept",
                alignment_mode="expand",
            )
            for gloss in document.glosses
        ]  # fmt: skip
        _remember(doc, document)
        return doc


def create(nlp: Language, name: str, options: Mapping[str, Any], spans_key: str) -> PinyinStrip:
    """The factory of the component; ``options`` are the fields of ``Options``, sets written as lists."""
    if isinstance(nlp.tokenizer, CleanFirst):
        raise ValueError(
            f"{name}: the tokenizer takes the glosses out before this component could see them; drop one of them"
        )
    return PinyinStrip(options_from(options), spans_key)


class CleanFirst:
    """A tokenizer around another one, which gets the clean text: no component sees a gloss, and offsets lead back.

    ``doc.text`` is clean; ``doc._.source_text`` is the text as it was given, ``span._.source`` where a span (an entity,
    say) begins and ends in it, in code points. Everything else is asked of the tokenizer inside.

    Args:
        tokenizer: the tokenizer inside.
        options: what is looked for and removed; see ``Options``.

    >>> nlp = spacy.blank("zh")
    >>> nlp.tokenizer = CleanFirst(nlp.tokenizer)
    >>> doc = nlp("白(bái)鹭(lù)飞过")
    >>> doc.text, doc[:2]._.source
    ('白鹭飞过', (0, 7))
    """

    def __init__(self, tokenizer: Callable[[str], Doc], options: Options | None = None) -> None:
        self.tokenizer, self.options = tokenizer, (options or Options()).for_cleaning()

    def __call__(self, text: str) -> Doc:
        """Make a Doc of the clean text."""
        document = parse(text, self.options)
        doc = self.tokenizer(document.clean())
        _remember(doc, document)
        return doc

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  whatever the tokenizer inside has
        if name == "tokenizer":
            raise AttributeError(name)  # asked for while this is being unpickled
        return getattr(self.tokenizer, name)


def clean_first(
    tokenizer: Callable[[Language], Callable[[str], Doc]], options: Mapping[str, Any]
) -> Callable[[Language], CleanFirst]:
    """``CleanFirst`` for a config: ``@tokenizers = "pinyin_strip.CleanFirst.v1"``; with it, saving keeps the wrapper."""

    def create_tokenizer(nlp: Language) -> CleanFirst:
        return CleanFirst(tokenizer(nlp), options_from(options))

    return create_tokenizer


def _remember(doc: Doc, document: Document) -> None:
    """Keep what the extensions need; a change is also what a repair did, or another script."""
    doc.user_data[_KEY] = {"source": document.text, "changes": document.changes, "script": document.script}


def _offsets(doc: Doc) -> Document:
    """A document that knows what was changed where, and nothing else; of a Doc that nobody read, one without changes."""
    known = doc.user_data.get(_KEY, {"source": doc.text, "changes": (), "script": None})
    edits = tuple(  # of which only the place matters
        Edit(start, end, new, grade="proved", certain="", reason="", kind="gloss")
        for start, end, new in known["changes"]
    )
    return Document(known["source"], edits=edits, script=known["script"])


def _source(span: Span) -> tuple[int, int]:
    offsets = _offsets(span.doc)
    own = (span.start_char, span.end_char)
    return own if span.doc.text == offsets.text else offsets.to_source_span(*own)


Doc.set_extension("clean_text", getter=lambda doc: _offsets(doc).clean())
Doc.set_extension("source_text", getter=lambda doc: _offsets(doc).text)
Doc.set_extension("to_clean", method=lambda doc, offset: _offsets(doc).to_clean(offset))
Doc.set_extension("to_source", method=lambda doc, offset: _offsets(doc).to_source(offset))
Span.set_extension("source", getter=_source)
Language.factory("pinyin_strip", default_config={"options": {}, "spans_key": "pinyin_strip"}, func=create)
spacy.registry.tokenizers.register("pinyin_strip.CleanFirst.v1", func=clean_first)
