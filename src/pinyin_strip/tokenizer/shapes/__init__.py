"""The ways of writing a gloss, one file each; a new one is a file here and a line in this table."""

from __future__ import annotations

from pinyin_strip.tokenizer.shapes import apposed, brackets, columns, glued, lines, pipes, ruby_tags, unclosed
from pinyin_strip.tokenizer.shapes.shape import Shape, Sign

__all__ = ["SHAPES", "Shape", "Sign"]

SHAPES = (
    brackets.SHAPE, unclosed.SHAPE, pipes.SHAPE, ruby_tags.SHAPE, glued.SHAPE, apposed.SHAPE, lines.SHAPE, columns.SHAPE,
)  # fmt: skip
