"""What people see of Markdown: every block with its place, without the signs that make it Markdown, each span where it stands."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pinyin_strip.formats import Settings, by_name
from pinyin_strip.formats.markdown_prose import prose_of
from pinyin_strip.formats.markdown_shown import shown_blocks
from pinyin_strip.formats.masked import SIGN
from pinyin_strip.formats.proofs import read_texts
from tests.formats.test_markdown import ODD
from tests.strategies import texts

LESSON = """\
---
title: 清晨
---
# 第一课(kè) *清晨*

他在**岸**(àn)上，\x20\x20
看[小船](/boat "舟")和`code`。

- 桨(jiǎng)
  1. 船\\*桨&amp;帆
- ~~舟~~<br>艇

> 河(hé)水
> 很清

```python
河(hé)
```

| 字 | 音 |
|----|----|
| 河 | hé\\|x |

<div>河(hé)</div>

标题
====
"""


def _read(source, **how):
    return [(block.label, "".join(span.read(source) for span in block.spans)) for block in shown_blocks(source, **how)]


def test_every_block_is_shown_with_its_place_and_without_its_signs():
    """Headings, paragraphs, items, quotations and cells; neither code nor HTML blocks, nor front matter."""
    assert _read(LESSON) == [
        ("line 4, heading", "第一课(kè) 清晨"),
        ("line 6, paragraph", "他在岸(àn)上，\n看小船和code。"),
        ("line 9, list item", "桨(jiǎng)"),
        ("line 10, list item", "船*桨&帆"),
        ("line 11, list item", "舟\n艇"),
        ("line 13, quotation", "河(hé)水\n很清"),
        ("line 20, row 1, column 1", "字"),
        ("line 20, row 1, column 2", "音"),
        ("line 22, row 2, column 1", "河"),
        ("line 22, row 2, column 2", "hé|x"),
        ("line 26, heading", "标题"),
    ]


def test_line_breaks_of_every_kind_keep_their_lines():
    """A file from elsewhere has the same places."""
    assert _read(LESSON.replace("\n", "\r\n")) == _read(LESSON)


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("**江**岸", "江岸"),
        ("***江** 岸*", "江 岸"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("**江* 岸", "*江 岸"),
        ("a_b_c _江_", "a_b_c 江"),
        ("[**江**岸](/x)", "江岸"),
        ("[江岸][a]\n\n[a]: /x", "江岸"),
        ("[江岸] [ ]", "[江岸] [ ]"),
        ("![**江**岸](/x.png)", "江岸"),
        ("[![江](/x.png)岸](<a b> '舟')", "江岸"),
        ("`` `江` ``岸", " `江` 岸"),
        ("`江", "`江"),
        ("<https://x.org/江>", "https://x.org/江"),
        ("<ruby>江<rp>(</rp><rt>jiāng</rt><rp>)</rp></ruby>", "江(jiāng)"),
        ("江<!-- 岸 -->岸", "江岸"),
        ("江[岸](\n/x)", "江岸"),
        ("\\# 江\\\n岸\\a", "# 江\n岸\\a"),
        ("$x$ 与 $$y$$ 与 \\(z\\)", "x 与 y 与 z"),
        ("&lt;江&#23736;&nix;", "<江岸&nix;"),
        ("江~~~岸~~", "江~岸"),
        ("江<br>\n岸", "江\n岸"),
        ("江[^1]\n\n", "江[^1]"),
    ],
)  # fmt: skip
def test_signs_are_hidden_only_where_they_are_signs(source, seen):
    """As a reader of Markdown decides."""
    assert [text for _, text in _read(source)] == [seen]


def test_lines_count_from_the_beginning_of_the_file():
    """A part of a large file begins where the one before it ends."""
    assert _read("江\n\n岸", first=False, line=7) == [("line 7, paragraph", "江"), ("line 9, paragraph", "岸")]
    (text,) = read_texts(
        by_name("markdown").read(BytesIO(b"\xef\xbb\xbfa\n\n*b*"), Settings()),
        by_name("markdown"),
        Settings(),
    )
    assert [block.label for block in text.blocks()] == ["line 1, paragraph", "line 3, paragraph"]


def _spans(source):
    return [span for block in shown_blocks(source) for span in block.spans]


odd = st.lists(
    st.sampled_from([*ODD, "~~", "&amp;", "<br>", "岸\n", "| 岸 | a |\n|---|---|\n| b\\|", "_"]), max_size=25
).map("".join)
sources = st.one_of(odd, texts.map(lambda text: text.encode("utf-8", "replace").decode()))


@given(sources)
def test_what_is_shown_stands_where_it_says(source):
    """Spans are sorted and apart, and the line of a block is the line of its first character."""
    last = 0
    for block in shown_blocks(source):
        for span in block.spans:
            assert last <= span.start < span.end <= len(source)
            last = span.end
        line = int(re.match(r"line (\d+), ", block.label)[1])
        before = source[: block.spans[0].start].replace("\r\n", " \n").replace("\r", "\n")
        assert line == before.count("\n") + 1


@given(sources)
def test_all_prose_is_shown_but_for_signs(source):
    """Whatever is judged can be looked at: no hanzi and no letter of it is missing."""
    shown = set()
    for start, end, _ in _spans(source):
        shown.update(range(start, end))
    tags = {place for found in re.finditer(r"<[^<>]*>|&\w+;", source) for place in range(*found.span())}
    prose = prose_of(source).text
    assert not [
        at for at, char in enumerate(prose) if char.isalpha() and at not in shown and at not in tags and char != SIGN
    ]


words = st.sampled_from(
    [
        "江",
        "**江**(jiāng)",
        "*岸*",
        "[岸](/x)",
        "`码`",
        "a\\*b",
        "&amp;",
        "![船](/y)",
        "~~桨~~",
        "，",
        " ",
        "x",
        "_",
        "*",
    ]
)
lines = st.tuples(
    st.sampled_from(["", "# ", "- ", "> ", "1. ", "- > "]), st.lists(words, min_size=1, max_size=6).map("".join)
)


@given(st.lists(lines, min_size=1, max_size=5))
def test_what_is_shown_is_what_a_renderer_shows(written):
    """Held against the parser's own HTML, blanks aside."""
    source = "\n\n".join(f"{prefix}文{text}" for prefix, text in written)
    html = MarkdownIt("commonmark").enable("strikethrough").render(source)
    html = re.sub(r'<img [^>]*alt="([^"]*)"[^>]*>', r"\1", html)
    expected = unescape(re.sub(r"<[^>]*>", "", html))
    shown = "".join(span.read(source) for span in _spans(source))
    assert re.sub(r"\s", "", shown) == re.sub(r"\s", "", expected)
