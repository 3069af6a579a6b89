"""The ways of writing a gloss, one file each; a new one is a file here and a line in this table."""

from __future__ import annotations

from pinyin_strip.tokenizer.shapes import (
    apposed,
    brackets,
    breaks,
    columns,
    glued,
    lines,
    notations,
    pipes,
    ruby_tags,
    sentences,
    unclosed,
)
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign

__all__ = ["SHAPES", "Shape", "Sign"]

SHAPES = (
    brackets.SHAPE, unclosed.SHAPE, pipes.SHAPE, ruby_tags.SHAPE, glued.SHAPE, apposed.SHAPE, sentences.SHAPE,
    lines.SHAPE, columns.SHAPE, breaks.SHAPE, notations.SHAPE, notations.ELEMENT_SHAPE,
)  # fmt: skip
