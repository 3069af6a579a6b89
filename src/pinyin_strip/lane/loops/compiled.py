"""How the loops of the lane are compiled, and how one of them becomes a function that anybody can call.

Nothing is made in the loops, so numba need not count references to arrays (``_nrt``); it would at every call, by atomic
instructions that take more time than all the rest, and that threads wait for each other with.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from llvmlite import ir
from numba import cfunc, njit, types
from numba.extending import intrinsic
from numba.np.arrayobj import make_array, populate_array
from numba.np.numpy_support import from_dtype

__all__ = ["compiled", "ir_of", "of_words"]

P = ParamSpec("P")
R = TypeVar("R")

_SETTINGS: dict[str, Any] = {"_nrt": False}
_WORD = ir.IntType(64)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile with numba."""
    made: Callable[P, R] = njit(**_SETTINGS)(function)
    return made


def of_words(function: Callable[..., Any], kinds: tuple[Any, ...]) -> Any:  # noqa: ANN401  numba's CFunc
    """Make a function for C of a loop: it takes the place of the arguments' words, one after the other.

    Those of a number are the number itself, those of an array where it lies and how long it is in each dimension.

    Args:
        function: a compiled loop that returns a number.
        kinds: what its arguments are, as ``machine.Loop`` says.
    """
    return cfunc(types.int64(types.CPointer(types.int64)), **_SETTINGS)(_of_words(function, kinds))


def ir_of(made: Any) -> tuple[str, str]:  # noqa: ANN401
    """Return the code of such a function as LLVM's own language has it, and the name under which it can be called.

    What has that name takes the place of the result, that of what says more of an error, and that of the words; it returns 0,
    or something else for an error. The wrapper around it, which calls Python after an error, is left out.

    Raises:
        NotImplementedError: if the code is not as expected, or cannot do without Python or numba.
    """
    name = made.native_name.removeprefix("cfunc.")
    code = re.sub(r'^define [^\n]*@"?cfunc\.[^\n]*\{\n.*?^\}\n', "", made.inspect_llvm(), flags=re.M | re.S)
    declared = re.findall(r"^declare [^\n]*@([\w.]+)\(", code, flags=re.M)
    needed = [one for one in declared if not one.startswith("llvm.") and len(re.findall(rf"@{one}\b", code)) > 1]
    if needed or not re.search(rf'^define [^\n]*@"?{re.escape(name)}"?\(', code, flags=re.M):
        raise NotImplementedError(f"{name} is not plain machine code: {', '.join(needed) or 'it is not there'}")
    return name, code


def _of_words(function: Callable[..., Any], kinds: tuple[Any, ...]) -> Callable[[Any], Any]:
    """Make a function of the arguments' words out of one of the arguments."""
    wanted = types.Tuple(list(map(_type, kinds)))

    @intrinsic  # type: ignore[untyped-decorator]
    def arguments(_typing: Any, words: Any) -> tuple[Any, Callable[..., Any]]:  # noqa: ANN401
        def build(context: Any, builder: Any, _signature: Any, values: Any) -> Any:  # noqa: ANN401
            reader = _Words(context, builder, values[0])
            return context.make_tuple(builder, wanted, list(map(reader.value, wanted.types)))

        return wanted(words), build

    return lambda words: function(*arguments(words))


def _type(kind: Any) -> Any:  # noqa: ANN401
    """Numba's type for a kind: int, bool, an array's (dtype, dimensions), or a record's (class, kinds)."""
    if not isinstance(kind, tuple):
        return types.boolean if kind is bool else types.int64
    first, rest = kind
    if isinstance(first, type):
        return types.NamedTuple(list(map(_type, rest)), first)
    return types.Array(from_dtype(first), rest, "C")


class _Words:
    """Builds the code that takes arguments from their words."""

    def __init__(self, context: Any, builder: Any, words: Any) -> None:  # noqa: ANN401
        self._context, self._builder, self._words, self._read = context, builder, words, 0

    def _word(self) -> Any:  # noqa: ANN401
        place = self._builder.gep(self._words, [ir.Constant(_WORD, self._read)])
        self._read += 1
        return self._builder.load(place)

    def value(self, kind: Any) -> Any:  # noqa: ANN401
        """Take one argument of this numba type."""
        context, builder = self._context, self._builder
        if isinstance(kind, types.BaseNamedTuple):
            return context.make_tuple(builder, kind, list(map(self.value, kind.types)))
        if not isinstance(kind, types.Array):
            word = self._word()
            return builder.icmp_unsigned("!=", word, ir.Constant(_WORD, 0)) if kind is types.boolean else word
        element = context.get_data_type(kind.dtype)
        data = builder.inttoptr(self._word(), element.as_pointer())
        shape = [self._word() for _ in range(kind.ndim)]
        size = ir.Constant(_WORD, context.get_abi_sizeof(element))
        strides = [size]
        for length in reversed(shape[1:]):
            strides.insert(0, builder.mul(strides[0], length))
        array = make_array(kind)(context, builder)
        populate_array(array, data=data, shape=shape, strides=strides, itemsize=size, meminfo=None)
        return array._getvalue()
