"""What every worker needs that cleans through the lane, loaded where this file is imported: once, in the process that workers are forked from."""

from __future__ import annotations

from pinyin_strip import lane
from pinyin_strip.formats import Piece, Settings, by_name

__all__: list[str] = []

if lane.available():
    lane.strip_texts(["国(guó)"])
    by_name("jsonl").clean(Piece('{"text":"国(guó)"}\n'.encode()), Settings())
