"""Hugging Face tokenizers: a normaliser that takes glosses out, before training and at inference; offsets stay the source's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pinyin_strip.api import parse
from pinyin_strip.integrations.optional import load
from pinyin_strip.options import Options

if TYPE_CHECKING:
    from tokenizers import NormalizedString, normalizers
else:
    normalizers = load("tokenizers.normalizers", "tokenizers")

__all__ = ["CleanNormalizer", "normalizer"]


class CleanNormalizer:
    """What ``tokenizers.normalizers.Normalizer.custom`` wants: a method that changes a ``NormalizedString`` in place."""

    def __init__(self, options: Options | None = None) -> None:
        self.options = (options or Options()).for_cleaning()

    def normalize(self, normalized: NormalizedString) -> None:
        """Take the glosses out; every character that stays keeps its place in the source."""
        text = str(normalized.normalized)
        document = parse(text, self.options)
        clean = document.clean()
        if clean is text:
            return
        kept = bytearray(b"\1" * len(text))
        for start, end, replacement in document.changes:  # no replacement is longer: damage only adds to a text
            kept[start + len(replacement) : end] = bytes(end - start - len(replacement))
        marks, written = iter(kept), iter(clean)
        normalized.filter(lambda _: bool(next(marks)))
        normalized.map(lambda _: next(written))


def normalizer(options: Options | None = None) -> normalizers.Normalizer:
    """A normaliser to be set as ``tokenizer.normalizer``, or put first into a ``normalizers.Sequence``.

    Trainers use it, and offsets of encodings count code points of the text as it was before cleaning. It is Python, so
    tokenizers cannot save it: set ``tokenizer.normalizer`` to something else before ``save``, and back after loading. To
    train without it, give the trainer clean texts: ``tokenizer.train_from_iterator(pinyin_strip.iter_clean(texts))``.

    Args:
        options: what is looked for and removed; see ``Options``.

    >>> normalizer().normalize_str("国(guó)际")
    '国际'
    """
    return normalizers.Normalizer.custom(CleanNormalizer(options))
