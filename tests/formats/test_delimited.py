"""CSV and TSV: the named columns are clean; delimiter, quoting and every other byte stay."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pinyin_strip import clean
from pinyin_strip.formats import Piece, Refused, Settings, blocks, by_name
from tests.strategies import texts


@pytest.mark.parametrize("delimiter", [",", ";", "|", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_the_dialect_and_the_other_columns_stay(rewrite, delimiter, end):
    """Quotes stay where they were and come nowhere else."""
    rows = ["id,text,note", '1,"河(hé)，""岸(àn)""",河(hé)', '"2",河(hé),"a,b"', '3,"",', '4,"两\n行(háng)",x']
    source = (
        end.join(
            row.replace("a,b", "a.b" if delimiter == "\t" else "a,b").replace(",", delimiter)
            for row in rows[: 4 if delimiter == "\t" else 5]
        )
        + end
    )
    wanted = source
    for old, new in (
        ('"河(hé)，""岸(àn)"""', '"河，""岸"""'),
        (f"{delimiter}河(hé){delimiter}", f"{delimiter}河{delimiter}"),
        ("行(háng)", "行"),
    ):
        wanted = wanted.replace(old, new)
    assert rewrite("csv", source.encode()).data.decode() == wanted


def test_columns_are_chosen_by_name_or_number(rewrite):
    """A number counts from one, and then the first record is data."""
    source = "河(hé),岸(àn)\n河(hé),岸(àn)\n"
    assert rewrite("csv", source.encode(), fields=("2",)).data.decode() == "河(hé),岸\n河(hé),岸\n"
    assert rewrite("csv", b"a,b\n" + source.encode(), fields=("a", "b")).data.decode() == "a,b\n河,岸\n河,岸\n"


def test_a_missing_column_is_refused_with_those_that_are_there(rewrite):
    """The message is the way out."""
    with pytest.raises(Refused, match=r"no column 'text'; left alone. Choose with --column; there are: id, 正文"):
        rewrite("csv", "id,正文\n1,河(hé)\n".encode())


def test_records_of_another_width_are_noticed_and_stay(rewrite):
    """Nobody knows which of their fields is which."""
    result = rewrite("csv", "id,text\n1,河(hé)\n2,河(hé),x\n\n3,河(hé)".encode())
    assert result.data.decode() == "id,text\n1,河\n2,河(hé),x\n\n3,河"
    assert [notice.line for notice in result.notices] == [3]


def test_a_quote_left_open_is_noticed_and_the_rest_stays(rewrite):
    """What comes before it is cleaned."""
    result = rewrite("csv", 'id,text\n1,河(hé)\n2,"河(hé)\n3,河(hé)\n'.encode())
    assert result.data.decode() == 'id,text\n1,河\n2,"河(hé)\n3,河(hé)\n'
    assert "quote is left open" in result.notices[0].message


def test_a_quote_in_tsv_that_ends_nowhere_is_a_letter(rewrite):
    """Many TSV files know no quoting."""
    assert rewrite("tsv", 'id\ttext\n1\t"河(hé)\n2\t岸(àn)"\n'.encode()).data.decode() == 'id\ttext\n1\t"河\n2\t岸"\n'


def test_many_blocks_give_what_one_block_gives(rewrite, monkeypatch):
    """Blocks end between records, also where fields hold line breaks; a byte order mark stays."""
    rows = "".join(f'{n},"第{n}条\n河(hé)",x\r\n' for n in range(500))
    source = "\ufeffid,text,z\r\n" + rows
    monkeypatch.setattr(blocks, "BLOCK", 1000)
    result = rewrite("csv", source.encode())
    assert result.pieces > 10
    assert result.data.decode() == source.replace("(hé)", "")


@settings(deadline=None)  # dictionaries are opened on the first call
@given(st.lists(st.tuples(texts, texts), max_size=5), st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))
def test_a_reader_finds_the_clean_text_and_all_else_as_it_was(rows, quoting):
    """Whatever Python's csv module writes."""
    written = io.StringIO(newline="")
    rows = [(a.replace("\0", ""), b.replace("\0", "")) for a, b in rows]
    csv.writer(written, quoting=quoting).writerows([("id", "text"), *rows])
    data = written.getvalue().encode("utf-8", "replace")
    rows = [tuple(cell.encode("utf-8", "replace").decode() for cell in row) for row in rows]
    kind, chosen = by_name("csv"), Settings()
    cleaned = b"".join(kind.clean(piece, chosen).data for piece in kind.read(io.BytesIO(data), chosen))
    back = list(csv.reader(io.StringIO(cleaned.decode(), newline="")))[1:]
    assert [tuple(row) for row in back] == [(a, clean(b)) for a, b in rows]
    assert kind.clean(Piece(b"\xef\xbb\xbf"), chosen).data == b"\xef\xbb\xbf"
