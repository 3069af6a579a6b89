"""Builds the loops: what pyproject.toml cannot say, since it depends on where one builds.

Cython makes C of the Python files in ``fastscan/loops``. Where there is no Cython, or no C compiler, those files are installed
alone, and the package gives the same answers. ``PINYIN_STRIP_CHECK_BOUNDS=1`` builds loops that check every index, for tests.
"""

from __future__ import annotations

import os
import sys
import sysconfig
from pathlib import Path
from typing import Any

from setuptools import Extension, setup

FOLDER = "src/pinyin_strip/fastscan/loops"
LOOPS = sorted(path.stem for path in Path(FOLDER).glob("*.pxd"))  # each has its types in one
DIRECTIVES = {
    "boundscheck": os.environ.get("PINYIN_STRIP_CHECK_BOUNDS", "0") not in ("", "0"),
    "wraparound": False,
    "initializedcheck": False,
    "infer_types": True,
    "annotation_typing": False,  # the .pxd files have the types
}
# One wheel for all versions of CPython from this one on; one without a global lock has no stable ABI.
STABLE = sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED")
MACROS: list[tuple[str, str | None]] = [("Py_LIMITED_API", "0x030b0000"), ("CYTHON_LIMITED_API", "1")]


def extensions() -> list[Any]:
    """The loops to compile; none without Cython."""
    try:
        from Cython.Build import cythonize
    except ImportError:
        return []
    made = [
        Extension(
            f"pinyin_strip.fastscan.loops.{name}",
            [f"{FOLDER}/{name}.py"],
            define_macros=MACROS if STABLE else [],
            extra_compile_args=[] if os.name == "nt" else ["-O3", "-g0"],
            py_limited_api=STABLE,
        )
        for name in LOOPS
    ]
    found: list[Any] = cythonize(made, build_dir="build/cython", compiler_directives=DIRECTIVES, language_level=3)
    for one in found:
        one.optional = True  # cythonize drops it
    return found


loops = extensions()
options: dict[str, dict[str, Any]] = {"build_ext": {"parallel": os.cpu_count() or 1}}
if loops and STABLE:
    options["bdist_wheel"] = {"py_limited_api": "cp311"}
setup(ext_modules=loops, options=options)
