"""The lane twice: with the loops as they were compiled, and with the same files run by Python."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest

import pinyin_strip.lane.check
import pinyin_strip.lane.views
from pinyin_strip import lane

LOOPS = ("signs", "cleaning", "scan", "proofreading")
LANE = "pinyin_strip.lane"
FOLDER = Path(lane.__file__).parent


def _interpreted():
    """Import the lane anew, its loops from their Python files, and leave the real one where it was."""
    real = {name: module for name, module in sys.modules.items() if name == LANE or name.startswith(f"{LANE}.")}
    for name in real:
        del sys.modules[name]
    try:
        package = module_from_spec(
            spec_from_file_location(LANE, lane.__file__, submodule_search_locations=[str(FOLDER)])
        )
        sys.modules[LANE] = package
        import_module(f"{LANE}.loops")
        for name in LOOPS:
            path = str(FOLDER / "loops" / f"{name}.py")
            loader = SourceFileLoader(f"{LANE}.loops.{name}", path)
            module = module_from_spec(spec_from_file_location(loader.name, path, loader=loader))
            sys.modules[loader.name] = module
            setattr(sys.modules[f"{LANE}.loops"], name, module)
            loader.exec_module(module)
        package.__spec__.loader.exec_module(package)
        for name in ("views", "check"):
            import_module(f"{LANE}.{name}")
        package.choice.COMPILED = True  # so that it says it is there
        return package
    finally:
        for name in [name for name in sys.modules if name == LANE or name.startswith(f"{LANE}.")]:
            del sys.modules[name]
        sys.modules.update(real)
        pinyin_strip.lane = real[LANE]


INTERPRETED = _interpreted()
needs_compiler = pytest.mark.skipif(not lane.available(), reason="the loops were not compiled here")
LANES = [pytest.param(lane, id="compiled", marks=needs_compiler), pytest.param(INTERPRETED, id="interpreted")]
