"""Small books made by hand, for the tests."""

from __future__ import annotations

import io
import zipfile

CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
PACKAGE = (
    '<?xml version="1.0" encoding="utf-8"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="i">'
    '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">urn:uuid:5b0c8d7e-2f64-4a53-9d0e-0c4d2b6f1a11'
    "</dc:identifier><dc:title>渡口(dùkǒu)</dc:title><dc:language>zh</dc:language>"
    "<dc:description>一&amp;二&lt;i&gt;河(hé)&lt;/i&gt;</dc:description><dc:creator>河(hé)</dc:creator>"
    '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta></metadata><manifest>'
    '<item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
    '<item media-type="application/xhtml+xml" href="a%20b.xhtml" id="c"/><item id="s" href="s.css" media-type="text/css"/>'
    '<item id="x" href="toc%20a.ncx" media-type="application/x-dtbncx+xml"/></manifest><spine toc="x"><itemref idref="c"/></spine></package>'
)
NCX = (
    '<?xml version="1.0" encoding="utf-8"?>\r\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="zh"><head>'
    '<meta name="dtb:uid" content="urn:uuid:5b0c8d7e-2f64-4a53-9d0e-0c4d2b6f1a11"/></head><!-- 河(hé) --><docTitle><text>渡口(dùkǒu)'
    '</text></docTitle><navMap><navPoint id="a" playOrder="1" class="河(hé)"><navLabel><text>渡(dù)口\n&amp; 岸(àn)</text></navLabel>'
    '<content src="a%20b.xhtml"/></navPoint></navMap></ncx>'
)
PAGE = (
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml" lang="zh" xml:lang="zh">'
    '<head><title>渡口</title><link rel="stylesheet" href="s.css"/></head><body>{}</body></html>'
)
NAV = '<nav xmlns:epub="http://www.idpf.org/2007/ops" epub:type="toc"><ol><li><a href="a%20b.xhtml">渡口(dùkǒu)</a></li></ol></nav>'
CHAPTER = "<p><b>河</b>(hé)<br/><ruby>岸<rp>(</rp><rt>àn</rt><rp>)</rp></ruby>，<code>河(hé)</code></p>"
CLEAN = "<p><b>河</b><br/>岸，<code>河(hé)</code></p>"


def epub(chapter=CHAPTER, extra=()):
    """An EPUB 3 of one chapter."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr(zipfile.ZipInfo("mimetype", (2020, 1, 2, 3, 4, 6)), "application/epub+zip", zipfile.ZIP_STORED)
        book.writestr("META-INF/container.xml", CONTAINER)
        book.writestr("OPS/book.opf", PACKAGE)
        book.writestr("OPS/toc a.ncx", NCX)
        book.writestr("OPS/nav.xhtml", PAGE.format(NAV))
        book.writestr("OPS/s.css", "/* 河(hé) */ p {color: #000}")
        book.writestr("OPS/a b.xhtml", PAGE.format(chapter))
        for name, data in extra:
            book.writestr(name, data)
    return written.getvalue()


TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document'
    '.main+xml"/></Types>'
)
RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n<w:document '
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
)


def docx(body):
    """A DOCX with this body."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", TYPES)
        book.writestr("_rels/.rels", RELATIONS)
        book.writestr("word/document.xml", DOCUMENT.format(body))
        book.writestr("word/media/河(hé).bin", bytes(range(256)))
    return written.getvalue()


def members(data):
    """The members of an archive, by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        return {name: book.read(name) for name in book.namelist()}


def rewritten(data, name, old, new):
    """An archive with a text in one of its members replaced."""
    return replaced(data, name, members(data)[name].replace(old.encode(), new.encode()))


def replaced(data, name, new):
    """An archive with one of its members replaced."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as book:
        for member, content in members(data).items():
            book.writestr(member, new if member == name else content)
    return written.getvalue()
