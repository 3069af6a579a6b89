"""The loops of the fast scan twice: as they were compiled, and the same files run by Python; and the stages without either."""

from __future__ import annotations

import sys
from array import array
from functools import cache
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import SimpleNamespace

import pytest

from pinyin_strip import Options, fastscan, pipeline, signs
from pinyin_strip.fastscan import kinds, tables

NAMES = (
    "text",
    "counting",
    "state",
    "syllable",
    "damage",
    "base",
    "words",
    "body",
    "ending",
    "edges",
    "spoken",
    "lines",
    "interlinear",
    "sentences",
    "marked",
    "notations",
    "stretch",
    "scan",
    "rows",
)
PACKAGE = "pinyin_strip.fastscan.loops"
FOLDER = Path(fastscan.__file__).parent / "loops"


def _compiled():
    return SimpleNamespace(**{name: import_module(f"{PACKAGE}.{name}") for name in NAMES})


def _interpreted():
    """Import the loops from their Python files, and leave the real ones where they were."""
    real = {name: sys.modules.pop(f"{PACKAGE}.{name}") for name in NAMES}
    made = {}
    try:
        for name in NAMES:
            loader = SourceFileLoader(f"{PACKAGE}.{name}", str(FOLDER / f"{name}.py"))
            made[name] = module_from_spec(spec_from_file_location(loader.name, loader.path, loader=loader))
            sys.modules[loader.name] = made[name]
            loader.exec_module(made[name])
    finally:
        sys.modules.update((f"{PACKAGE}.{name}", module) for name, module in real.items())
    return SimpleNamespace(**made)


COMPILED = _compiled()
INTERPRETED = _interpreted()
needs_compiler = pytest.mark.skipif(not fastscan.available(), reason="the loops were not compiled here")
BOTH = [pytest.param(COMPILED, id="compiled", marks=needs_compiler), pytest.param(INTERPRETED, id="interpreted")]


@cache
def arrays():
    """What the tables are made of, by name."""
    names = [name for name in tables._PARTS if name not in ("entries", "kin")]
    return dict(zip(names, tables.arrays_of(tables.Entries.now()), strict=True))


@cache
def looked_up(interpreted):
    """What the loops look up: the kinds of characters, and the tables of the stock dictionary."""
    loops = INTERPRETED if interpreted else COMPILED
    beyond = array("i", kinds._ranges(signs.HAN))
    return loops.text.Kinds(kinds.basic_kinds(), beyond), loops.state.Tables(**arrays())


def both_of(loops):
    """The same by the loops that will look it up."""
    return looked_up(loops is INTERPRETED)


def by_stages(text, options=None):
    """Read a text by the stages alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "fast_tokens", lambda *_: None)
        return pipeline.read(text, options or Options())
