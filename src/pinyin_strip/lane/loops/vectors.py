"""What numba does not offer and every processor has, as a few small instructions for the loops: many bytes at once, and room.

Most read or write so many bytes from a place in an array on, at any address; whether they all lie within the array is for
the caller to know. LLVM makes vector instructions of them, or what stands for these.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from llvmlite import ir
from numba import types
from numba.core.cgutils import alloca_once
from numba.extending import intrinsic as _intrinsic
from numba.np.arrayobj import make_array, populate_array

from pinyin_strip.lane.terms import CHUNK, STEP

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]

__all__ = ["WIDE", "first_of", "move", "room", "where_equal", "word_at"]

WIDE = 64  # bytes that are compared together: as many as an integer has bits

_BYTE = ir.IntType(8)
_Maker = tuple[Any, Callable[..., Any]]


def intrinsic(maker: Callable[..., _Maker]) -> Callable[..., Any]:
    """Let compiled code call what ``maker`` builds (numba's own decorator has no types)."""
    made: Callable[..., Any] = _intrinsic(maker)
    return made


def _vector(size: int) -> Any:  # noqa: ANN401
    return ir.VectorType(_BYTE, size)


def _pointer(context: Any, builder: Any, array: Any, values: tuple[Any, Any], kind: Any) -> Any:  # noqa: ANN401
    """Point to a place in an array, as to something of this kind."""
    data = context.make_array(array)(context, builder, values[0]).data
    return builder.bitcast(builder.gep(data, [values[1]]), kind.as_pointer())


@intrinsic
def word_at(_typing: Any, text: Any, at: Any) -> _Maker:  # noqa: ANN401
    """``word_at(text, at)``: eight bytes as one integer, the first byte lowest."""

    def build(context: Any, builder: Any, signature: Any, values: Any) -> Any:  # noqa: ANN401
        word = builder.load(_pointer(context, builder, signature.args[0], values, ir.IntType(64)), align=1)
        return word if sys.byteorder == "little" else builder.bswap(word)

    return types.int64(text, at), build


@intrinsic
def where_equal(_typing: Any, text: Any, at: Any, byte: Any) -> _Maker:  # noqa: ANN401
    """``where_equal(text, at, byte)``: bit i says whether ``text[at + i]`` is ``byte``, for ``WIDE`` bytes."""

    def build(context: Any, builder: Any, signature: Any, values: Any) -> Any:  # noqa: ANN401
        block = builder.load(_pointer(context, builder, signature.args[0], values[:2], _vector(WIDE)), align=1)
        wanted = builder.insert_element(
            ir.Constant(block.type, ir.Undefined), builder.trunc(values[2], _BYTE), ir.Constant(ir.IntType(32), 0)
        )
        everywhere = ir.Constant(ir.VectorType(ir.IntType(32), WIDE), [0] * WIDE)
        same = builder.icmp_unsigned("==", block, builder.shuffle_vector(wanted, wanted, everywhere))
        return builder.bitcast(same, ir.IntType(WIDE))

    return types.uint64(text, at, byte), build


@intrinsic
def first_of(_typing: Any, mask: Any) -> _Maker:  # noqa: ANN401
    """``first_of(mask)``: the number of the lowest bit that is set; undefined for 0."""

    def build(_context: Any, builder: Any, _signature: Any, values: Any) -> Any:  # noqa: ANN401
        return builder.cttz(values[0], ir.Constant(ir.IntType(1), 1))

    return types.int64(types.uint64), build


@intrinsic
def move(_typing: Any, source: Any, here: Any, out: Any, there: Any) -> _Maker:  # noqa: ANN401
    """``move(source, here, out, there)``: copy ``STEP`` bytes."""

    def build(context: Any, builder: Any, signature: Any, values: Any) -> Any:  # noqa: ANN401
        block = builder.load(_pointer(context, builder, signature.args[0], values[:2], _vector(STEP)), align=1)
        builder.store(block, _pointer(context, builder, signature.args[2], values[2:], _vector(STEP)), align=1)
        return context.get_dummy_value()

    return types.void(source, here, out, there), build


@intrinsic
def room(_typing: Any) -> _Maker:  # noqa: ANN401
    """``room()``: an array of ``CHUNK`` small numbers that is there until the function returns, with anything in it."""
    kind = types.Array(types.int32, 1, "C")

    def build(context: Any, builder: Any, _signature: Any, _values: Any) -> Any:  # noqa: ANN401
        number, word = ir.IntType(32), ir.IntType(64)
        array, size = make_array(kind)(context, builder), ir.Constant(word, 4)
        data = alloca_once(builder, number, ir.Constant(word, CHUNK))
        shape = [ir.Constant(word, CHUNK)]
        populate_array(array, data=data, shape=shape, strides=[size], itemsize=size, meminfo=None)
        return array._getvalue()

    return kind(), build
