"""Loops as machine code: numba makes it once, it is kept on disk, and whoever has it needs numba no more.

Loading numba, and telling it what arguments to expect, takes longer than cleaning ten megabytes; linking machine code that is
there takes some milliseconds. What is kept holds for these sources, these versions of numba and llvmlite, and this processor,
all of which are part of its name.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from array import array
from collections.abc import Callable
from functools import cache, partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from pinyin_strip.lane.stored import keep, kept, state_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Laid", "Loop"]

Record = TypeVar("Record", bound=tuple[Any, ...])
_Code = Callable[[int, int, int], int]
"""Takes the places of the result, of what says more of an error, and of the arguments' words; returns 0, or an error."""
_CALL = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)
_HEAD = 2  # words before the arguments: the result, and what says more of an error
_making = RLock()
if hasattr(os, "register_at_fork"):  # a copy of this process would wait for a thread that it does not have
    os.register_at_fork(before=_making.acquire, after_in_parent=_making.release, after_in_child=_making.release)


class Laid(Generic[Record]):
    """Arrays that stay where they are, laid out once for all calls to come.

    Args:
        record: a named tuple of them.
    """

    def __init__(self, record: Record) -> None:
        self.record = record
        self.words: list[int] = []
        kinds: list[Any] = []
        for one in record:
            _lay_out(one, self.words, kinds)
        self.kind = (type(record), tuple(kinds))


class Loop:
    """One of the functions in ``loops/``, called as it is written there.

    Arguments are numbers, arrays without gaps, and records of them (``Laid``); for each combination of types there is machine
    code of its own. Other threads run meanwhile.

    Args:
        module: the file in ``loops/``.
        name: the function's name; it returns a number.

    Calling it raises ``ValueError`` for an array with gaps, and ``RuntimeError`` if the loop fails. The first call of all
    compiles, which takes some seconds.
    """

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name
        self._codes: dict[tuple[Any, ...], _Code] = {}

    def __call__(self, *arguments: int | NDArray[Any] | Laid[Any]) -> int:
        words, kinds = [0] * _HEAD, list[Any]()
        for one in arguments:
            _lay_out(one, words, kinds)
        key = tuple(kinds)
        code = self._codes.get(key) or self._code(key)
        frame = array("q", words)
        place = frame.buffer_info()[0]
        if code(place, place + 8, place + 8 * _HEAD):
            raise RuntimeError(f"{self._module}.{self._name} failed")
        return frame[0]

    def _code(self, kinds: tuple[Any, ...]) -> _Code:
        with _making:
            if kinds not in self._codes:
                state = _state()
                name = f"{self._name}-{_digest(self._module, kinds, state)}.bin" if state else None
                data = kept(name) if name else None
                self._codes[kinds] = _linked(data) if data else self._made(name, kinds)
            return self._codes[kinds]

    def _made(self, name: str | None, kinds: tuple[Any, ...]) -> _Code:
        """Compile (some seconds), and keep the machine code."""
        from llvmlite import binding

        from pinyin_strip.lane.loops.compiled import ir_of, of_words

        made = of_words(getattr(import_module(f"pinyin_strip.lane.loops.{self._module}"), self._name), kinds)
        try:
            symbol, code = ir_of(made)
        except NotImplementedError:  # a numba that nobody has seen yet; it is still there in this process
            return partial(_through_numba, made.ctypes)
        data: bytes = symbol.encode() + b"\n" + _target().emit_object(binding.parse_assembly(code))
        if name:
            keep(name, data)
        return _linked(data)


def _lay_out(one: Any, words: list[int], kinds: list[Any]) -> None:  # noqa: ANN401  see Loop
    """Append an argument's words, and its kind."""
    if isinstance(one, np.ndarray):
        words.append(_place(one))
        words += one.shape
        kinds.append((one.dtype, one.ndim))
    elif isinstance(one, Laid):
        words += one.words
        kinds.append(one.kind)
    else:
        words.append(one)
        kinds.append(bool if isinstance(one, bool) else int)


def _place(one: NDArray[Any]) -> int:
    """Return where an array lies."""
    if not one.flags.c_contiguous:
        raise ValueError("an array with gaps")
    if one.flags.writeable and one.size:  # numpy's own way takes three times as long
        return ctypes.addressof(ctypes.c_char.from_buffer(one))  # type: ignore[arg-type]
    return int(one.ctypes.data)


def _target() -> Any:  # noqa: ANN401
    """What LLVM makes code for: this very processor. An engine takes it for its own, and with it to its end."""
    from llvmlite import binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    features = binding.get_host_cpu_features().flatten()
    return binding.Target.from_default_triple().create_target_machine(
        cpu=binding.get_host_cpu_name(), features=features, opt=3, reloc="pic", codemodel="jitdefault", jit=True
    )


_engines: list[Any] = []  # what they have linked is there as long as they are


def _linked(data: bytes) -> _Code:
    """Put machine code where it can run; its name stands before it, on a line."""
    from llvmlite import binding

    symbol, _, machine_code = data.partition(b"\n")
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), _target())
    engine.add_object_file(binding.ObjectFileRef.from_data(machine_code))
    engine.finalize_object()
    _engines.append(engine)
    address = engine.get_function_address(symbol.decode())
    if not address:
        raise RuntimeError(f"{symbol.decode()} is not in its own machine code")
    return _CALL(address)


def _through_numba(function: Any, result: int, _error: int, words: int) -> int:  # noqa: ANN401
    """Call what numba has wrapped for C, as machine code is called."""
    ctypes.c_int64.from_address(result).value = function(ctypes.cast(words, ctypes.POINTER(ctypes.c_int64)))
    return 0


@cache
def _state() -> str | None:
    """What machine code depends on, as one word; ``None`` if nobody can tell.

    These are the sources, the libraries that make code of them, what they are told to do, and the processor.
    """
    from llvmlite import binding

    files = sorted(Path(__file__).parent.glob("loops/*.py"))
    files += [Path(__file__), Path(__file__).with_name("terms.py")]
    for library in ("numba", "llvmlite"):
        found = find_spec(library)
        files += sorted(Path(found.origin).parent.glob("*.py")) if found and found.origin else []
    processor = binding.get_default_triple(), binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()
    wishes = sorted(item for item in os.environ.items() if item[0].startswith("NUMBA_"))
    try:
        return _digest(state_of(files), processor, wishes)
    except OSError:
        return None


def _digest(*parts: object) -> str:
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
