"""Arrow arrays with their strings cleaned, however deep they stand in lists, structs and dictionaries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import count
from typing import Any

from pinyin_strip.bulk.arrays import clean_chunk
from pinyin_strip.bulk.bounds import DamagedArrayError, check_array
from pinyin_strip.extras import install_line
from pinyin_strip.formats.protocol import CleanedPiece, Piece, PlacedText, Refused, Settings
from pinyin_strip.formats.tally import Tally
from pinyin_strip.formats.work import is_scanned, rewrite_text, toned_glosses

__all__ = ["clean_array", "clean_piece", "load_pyarrow", "refuse_damaged", "text_columns", "texts_of"]


def load_pyarrow() -> Any:  # noqa: ANN401  an optional library
    """Import pyarrow.

    Raises:
        Refused: with the line that installs it.
    """
    try:
        import pyarrow
    except ImportError:
        raise Refused(f"needs pyarrow; left alone. Install it with: {install_line('arrow')}") from None
    return pyarrow


def text_columns(schema: Any, settings: Settings) -> list[str]:  # noqa: ANN401
    """Return the columns of a schema that hold the named fields.

    Raises:
        Refused: if there are none, or if one holds no strings.
    """
    names = list(dict.fromkeys(one if one in schema.names else one.partition(".")[0] for one in settings.fields))
    present = [name for name in names if name in schema.names]
    if not present:
        raise Refused(
            f"no column {' or '.join(map(repr, names))}; left alone. "
            f"Choose with --column; there are: {', '.join(schema.names)}"
        )
    return present


def refuse_damaged(column: Any, name: str, first: int) -> None:  # noqa: ANN401
    """Refuse a column that is not what Arrow asks for; nothing may follow what it says before that is known.

    Args:
        column: a chunked array that was read from a file.
        name: what it is called.
        first: the number of its first row in the file, from 0.

    Raises:
        Refused: with the column, and the row or the rows.
    """
    for chunk in column.chunks:
        try:
            check_array(chunk)
        except DamagedArrayError as error:
            raise Refused(f"column {name!r}, {error.after(first)}; left alone") from None
        except ValueError as error:
            rows = f"rows {first} to {first + len(chunk) - 1} (from 0)"
            raise Refused(f"column {name!r}, {rows}: {error}; left alone") from None
        first += len(chunk)


def clean_piece(piece: Piece, settings: Settings) -> CleanedPiece:
    """Clean the columns of a table, one field after the other; the piece's context is the number of its first row.

    Raises:
        Refused: if one of them is damaged, or holds no text.
    """
    table, tally, changed = piece.data, Tally(), False
    for name in table.schema.names:
        refuse_damaged(table.column(name), name, piece.context)
    if settings.decided is not None:
        return _decided(table, settings)
    for name, path in _fields(table, settings):
        column, arrays, parts = table.column(name), [], []
        for chunk in column.chunks:
            array, counted = clean_array(chunk, path, settings)
            arrays.append(array)
            parts.append(counted)
        for counted in parts:
            tally += counted
            changed = changed or counted.changed > 0
        if any(counted.changed for counted in parts):
            pa = load_pyarrow()
            place = table.schema.get_field_index(name)
            table = table.set_column(place, table.schema.field(place), pa.chunked_array(arrays, column.type))
    return CleanedPiece(table, tally, changed)


def texts_of(piece: Piece, settings: Settings) -> Iterator[PlacedText]:
    """Yield the texts of a table, field by field and row by row; rows are counted from 1.

    Raises:
        Refused: if a column is damaged, or holds no text.
    """
    for name, path in _fields(piece.data, settings):
        column = piece.data.column(name)
        refuse_damaged(column, name, piece.context)
        field = ".".join([name, *path])
        for row, value in enumerate(column.to_pylist(), piece.context + 1):
            place = (("row", row), ("column", field))
            for text in _strings(value, path, column.type):
                yield PlacedText(text, place=partial(tuple[Any, ...], place))


def _fields(table: Any, settings: Settings) -> Iterator[tuple[str, list[str]]]:  # noqa: ANN401
    """Yield the named fields that a table has: the name of the column, and what leads into it."""
    for one in settings.fields:
        name, _, rest = (one, "", "") if one in table.schema.names else one.partition(".")
        if name in table.schema.names:
            yield name, rest.split(".") if rest else []


def _strings(value: Any, path: list[str], kind: Any) -> Iterator[str]:  # noqa: ANN401
    """Yield the strings that a path leads to in one value; lists on the way are looked through."""
    if isinstance(value, list):
        for one in value:
            yield from _strings(one, path, kind)
    elif isinstance(value, dict) and path:
        if path[0] not in value:
            raise Refused(f"no field {path[0]!r} in {kind}; left alone. Choose with --column")
        yield from _strings(value[path[0]], path[1:], kind)
    elif isinstance(value, str) and not path:
        yield value
    elif value is not None:
        raise Refused(f"a column of type {kind} holds no text; left alone. Choose another with --column")


def _decided(table: Any, settings: Settings) -> CleanedPiece:  # noqa: ANN401
    """Change the texts that somebody has decided about, and no others; they are numbered as in ``texts_of``."""
    pa, numbers, tally = load_pyarrow(), count(), Tally()

    def revised(value: Any, path: list[str]) -> Any:  # noqa: ANN401
        if isinstance(value, list):
            return [revised(one, path) for one in value]
        if isinstance(value, dict) and path:
            return value | {path[0]: revised(value[path[0]], path[1:])}
        if value is None:
            return None
        tally.texts += 1
        return rewrite_text(value, settings, tally, next(numbers))

    for name, path in _fields(table, settings):
        column = table.column(name)
        old = column.to_pylist()
        new = [revised(value, path) for value in old]
        if new != old:
            place = table.schema.get_field_index(name)
            table = table.set_column(place, table.schema.field(place), pa.chunked_array([pa.array(new, column.type)]))
            tally.changed += sum(one != other for one, other in zip(old, new, strict=True))
    return CleanedPiece(table, tally, tally.changed > 0)


def clean_array(array: Any, path: list[str], settings: Settings) -> tuple[Any, Tally]:  # noqa: ANN401
    """Clean the strings that ``path`` leads to; lists and dictionaries on the way are looked through.

    Raises:
        Refused: if the path leads to something that is not a string.
    """
    pa = load_pyarrow()
    kind = array.type
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        whole = array if array.offset == 0 else array.take(pa.array(range(len(array))))
        values, tally = clean_array(whole.values, path, settings)
        make = pa.ListArray if pa.types.is_list(kind) else pa.LargeListArray
        made = make.from_arrays(whole.offsets, values, type=kind, mask=whole.is_null() if whole.null_count else None)
        return (made if tally.changed else array), tally
    if pa.types.is_struct(kind) and path:
        return _clean_struct(array, path, settings)
    if path or not _holds_texts(pa, kind.value_type if pa.types.is_dictionary(kind) else kind):
        raise Refused(f"a column of type {kind} holds no text; left alone. Choose another with --column")
    way = _Way(settings)
    return clean_chunk(array, way, int(is_scanned(settings))), way.tally


class _Way:
    """Cleans text by text what the scan leaves, or renders it as ruby, and keeps count of all texts."""

    counts = True

    def __init__(self, settings: Settings) -> None:
        self._settings, self.tally = settings, Tally()

    def clean(self, text: str) -> str:
        new = rewrite_text(text, self._settings, self.tally)
        self.tally += Tally(1, int(new != text), len(text))
        return text if new == text else new

    def count_toned(self, texts: int, changed: int, glosses: int, seen: int, kept: int) -> None:
        self.tally += Tally(texts, changed, seen, toned_glosses(glosses))


def _holds_texts(pa: Any, kind: Any) -> bool:  # noqa: ANN401
    view = getattr(pa.types, "is_string_view", lambda _: False)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or view(kind))


def _clean_struct(array: Any, path: list[str], settings: Settings) -> tuple[Any, Tally]:  # noqa: ANN401
    pa = load_pyarrow()
    place = array.type.get_field_index(path[0])
    if place < 0:
        raise Refused(f"no field {path[0]!r} in {array.type}; left alone. Choose with --column")
    fields = [array.type.field(number) for number in range(array.type.num_fields)]
    children = [array.field(number) for number in range(array.type.num_fields)]
    children[place], tally = clean_array(children[place], path[1:], settings)
    mask = array.is_null() if array.null_count else None
    return (pa.StructArray.from_arrays(children, fields=fields, mask=mask) if tally.changed else array), tally
