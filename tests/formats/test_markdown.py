"""Markdown: glosses of prose go, whatever cuts through them; what is no prose stays, however odd the Markdown is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from pinyin_strip import clean
from pinyin_strip.formats import Fix, Piece, Refused, RubyStyle, Settings, blocks, by_name
from pinyin_strip.formats.markdown_prose import prose_of
from pinyin_strip.formats.masked import SIGN
from tests.strategies import texts

FORMAT = by_name("markdown")


def _clean(source, **settings):
    return bytes(FORMAT.clean(FORMAT.whole(source.encode()), Settings(**settings)).data).decode()


# ------------------------------------------------------------------------------------------------ properties

# What stays, and how it is written into a paragraph or between paragraphs.
INLINE = ["`河(hé)`", "``河(hé) ` x``", "<https://x.org/河(hé)>", "https://x.org/河(hé)", "$河(hé)$", "$$河(hé)$$",
          "\\(河(hé)\\)", "\\[河(hé)\\]", "<!-- 河(hé) -->", "<code>河(hé)</code>", "<img alt='河(hé)'>", "[河(hé)]", "[河(hé)][]",
          "<svg><b>河(hé)</b></svg>"]  # fmt: skip
BLOCKS = ["```\n河(hé)\n```", "~~~~ 河(hé)\n```\n河(hé)\n~~~\n~~~~", "    河(hé)\n\n    河(hé)", "$$\n河(hé)\n\n河(hé)\n$$",
          "\\[\n河(hé)\n\\]", "<div title='河(hé)'>\n河(hé)\n</div>", "<!--\n河(hé)\n\n河(hé)\n-->", "[d]: /河(hé) '河(hé)'",
          "<script>\n河(hé)\n\n</script>"]  # fmt: skip
prose = st.sampled_from(
    ["岸", "江岸(jiāng'àn)", "岸(àn)", "**岸**(àn)", "六(lìu)点", "桨 [jiǎng]", "，", " ", "[岸(àn)](/x)", "x"]
)
paragraphs = st.lists(st.one_of(prose, st.sampled_from(INLINE)), min_size=1, max_size=8)
prefixes = st.sampled_from(["", "> ", "- ", "1. ", "> - ", "# ", "| 岸(àn) | "])
documents = st.lists(st.one_of(st.tuples(prefixes, paragraphs), st.sampled_from(BLOCKS)), max_size=6)
NAMES = "\n\n[河(hé)]: /河(hé)\n"


def _written(document):
    """Write a document out; returns it with what must stay, in order."""
    lines, stays = [], []
    for one in document:
        if isinstance(one, str):
            lines.append(f"文\n\n{one}\n\n文")
            stays.append(one)
        else:
            prefix, parts = one
            lines.append(prefix + "文" + "。 ".join(parts))
            stays += (part for part in parts if part in INLINE)
    return "\n\n".join(lines) + NAMES, [*stays, NAMES]


def _keeps(result, stays):
    place = 0
    for one in stays:
        place = result.find(one, place)
        if place < 0:
            return False
        place += len(one)
    return True


@given(documents, st.sampled_from([{}, {"fix": Fix(unsafe=True)}, {"ruby": RubyStyle(), "keep_ruby": True}]))
def test_what_is_no_prose_stays_byte_for_byte_and_in_order(document, how):
    """Cleaned, put right or written with ruby."""
    source, stays = _written(document)
    for ending in ("\n", "\r\n"):
        changed = _clean(source.replace("\n", ending), **how)
        assert _keeps(changed, [one.replace("\n", ending) for one in stays])


def _structure(source):
    """What a reader of Markdown sees of code, addresses and HTML."""
    found = []
    for token in MarkdownIt("commonmark").enable("table").parse(source):
        for one in [token, *(token.children or [])]:
            kept = ("fence", "code_block", "code_inline", "html_block", "html_inline")
            found += [(one.type, one.content)] if one.type in kept else []
            found += [(one.type, one.attrs)] if one.type in ("link_open", "image") else []
            found += [one.type] if one.block else []
    return found


@given(documents)
def test_markdown_means_the_same_without_its_glosses(document):
    """Held against the parser: the same blocks, code, links and tags."""
    source, _ = _written(document)
    assert _structure(_clean(source)) == _structure(source)


@given(documents)
def test_every_gloss_of_prose_goes(document):
    """What is left between that which stays is what cleaning leaves of it; nothing is hidden by mistake."""
    source, _ = _written(document)
    assert not re.search("岸(?:\\*\\*)?\\(àn\\)|江岸\\(", _clean(source))


ODD = ["河(hé)", "`", "``", "```\n", "\n", "\n\n", "    ", "\t", "> ", "- ", "[", "]", "(", ")", "](", "![", "*", "**", "<b>", "<a href='河(hé)'>",
       "<!--", "-->", "$", "$$", "\\(", "\\)", "\\", "|", "---", "# ", " ", "\r\n", "<code>", "</code>", "<div>", "[a]: /河(hé)", "~~~"]  # fmt: skip


def _unread(source):
    """Code, addresses and HTML, as CommonMark has them."""
    return [one for one in _structure(source) if isinstance(one, tuple)]


@given(st.lists(st.sampled_from(ODD), max_size=25).map("".join))
def test_code_and_addresses_of_the_oddest_markdown_stay(source):
    """Also where math, which not everybody knows, begins in them or ends in them."""
    assert _unread(_clean(source)) == _unread(source)


@given(texts)
def test_whatever_is_hidden_comes_back(source):
    """Any text at all: each character is shown or hidden, line breaks are shown, and cleaning keeps what is hidden."""
    source = source.encode("utf-8", "replace").decode()
    text = prose_of(source)
    assert text.shown(text.text) == source
    assert len(text.text) == len(source)
    left = iter(_clean(source))
    assert all(one in left for one in text.hidden)


@given(texts)
def test_cleaning_twice_changes_nothing_more(source):
    """Nor does a gloss that is left become one that goes."""
    once = _clean(source.encode("utf-8", "replace").decode())
    assert _clean(once) == once


# ----------------------------------------------------------------------------------------------------- cases

GOES = {
    "**河**(hé)岸": "**河**岸",
    "*河*(hé)_岸_(àn)": "*河*_岸_",
    "**河**(hé)**岸**(àn)": "**河岸**",
    "河*(hé)*岸": "河岸",
    "~~河~~(hé)": "~~河~~",
    "河\n(hé)岸": "河\n岸",
    "河面\nhé miàn\n": "河面\n",
    "| 河 (hé) | 岸(àn) |\n|---|---|\n| 船(chuán) \\| x | 桨(jiǎng) |": "| 河 | 岸 |\n|---|---|\n| 船 \\| x | 桨 |",
    "a | 河(hé)\n--|--\n岸(àn) | b": "a | 河\n--|--\n岸 | b",
    "> | 河(hé) | x |\n> |---|---|\n> | y | 岸(àn) |": "> | 河 | x |\n> |---|---|\n> | y | 岸 |",
    "# 河(hé) #\n## 岸(àn)\n船(chuán)\n---": "# 河 #\n## 岸\n船\n---",
    "- 河(hé)\n  岸(àn)\n\n\t船(chuán)\n1) 桨(jiǎng)": "- 河\n  岸\n\n\t船\n1) 桨",
    "> 河(hé)\n岸(àn)": "> 河\n岸",
    "[河(hé)](/x (河hé))": "[河](/x (河hé))",
    "[河(hé)](/x (河(hé)))": "[河](/x (河(hé)))",  # no link, but nobody means it to be prose
    "[河(hé)](岸 边(biān).png)": "[河](岸 边(biān).png)",
    "[![河(hé)](a_(b).png)](</x y> '岸(àn)')": "[![河](a_(b).png)](</x y> '岸(àn)')",
    "[河(hé) `x`](/x)\n\n[河(hé) ![岸(àn)](y)][d]\n\n[d]: /z": "[河 `x`](/x)\n\n[河 ![岸](y)][d]\n\n[d]: /z",
    "河(hé)[^1]\n\n[^1]: 岸(àn)": "河[^1]\n\n[^1]: 岸",
    "[河(hé)]不是名字": "[河]不是名字",
    "<b title='河(hé)'>河</b>(hé)<br>岸(àn)": "<b title='河(hé)'>河</b><br>岸",
    "花了$5，河(hé)边的$6": "花了$5，河边的$6",
    "\\$河(hé)$": "\\$河$",
    "`河(hé)": "`河",
    "河\\(hé)": "河\\(hé)",
    "- [ ] 河(hé)": "- [ ] 河",
    "河(hé)\\\n岸(àn)  \n船": "河\\\n岸  \n船",
    "- 雪很白\n- Xuě hěn bái\n- 我来\n- Wǒ lái\n": "- 雪很白\n- 我来\n",
    "- 雪很白。\n  - Xuě hěn bái.\n": "- 雪很白。\n",
    "> 雪很白。\n> Xuě hěn bái.\n": "> 雪很白。\n",
    "### 雪很白\n\nXuě hěn bái\n\n我来。\n": "### 雪很白\n\n我来。\n",
    "1. 雪很白。\n   Xuě hěn bái.\n\n**雪很白。**\n": "1. 雪很白。\n\n**雪很白。**\n",
    "雪很白。<br>Xuě hěn bái.\n": "雪很白。\n",
    "Xuě hěn bái.<br/>雪很白。\n": "雪很白。\n",
    "- 雪很白\n- Hà Nội\n": "- 雪很白\n- Hà Nội\n",
    "\ufeff# 河(hé)": "\ufeff# 河",
    "河(hé)\0岸(àn)": "河\0岸",
    "河(hé)\r岸(àn)\r\n": "河\r岸\r\n",
    "文\n\n---\n河(hé)\n---\n": "文\n\n---\n河\n---\n",
    "+++\n河(hé)": "+++\n河",
    "": "",
}


@pytest.mark.parametrize(("source", "wanted"), GOES.items())
def test_glosses_in_prose_go(rewrite, source, wanted):
    """One case for each place in which prose can stand."""
    assert rewrite("markdown", source.encode()).data.decode() == wanted


STAYS = [
    "---\na: 河(hé)\n---\n", "---\r\na: 河(hé)\r\n...\r\n", "+++\na = '河(hé)'\n+++", "---\na: 河(hé)\n\n# 河(hé)\n---",
    "```\n河(hé)", "> ```\n> 河(hé)\n", "- ```\n  河(hé)\n  ```", "1. 文\n\n       河(hé)", "\t河(hé)", "````\n```\n河(hé)\n```\n河(hé)\n````",
    "`` ` 河(hé) ` ``", "`河\n(hé)`", "```河(hé)```",
    "[x](河(hé))", "[x](<河 (hé)>)", "[x]( /河(hé)\n'河(hé)'  )", "![x][河(hé)]\n\n[河(hé)]: x", "[河(hé)]\n\n[河(hé)]:\n  /x\n  '河(hé)'",
    "> [河(hé)]: /x '河(hé)'\n\n[河(hé)][]", "河`x`(hé)", "河[x](y)(hé)", "河![](y)(hé)", "`河`(hé)", "[河](x)(hé)",
    "<a\nhref='河(hé)'>x</a>", "x<!-- 河\n(hé) -->", "x <?河(hé)?> <!X 河(hé)> <![CDATA[河(hé)]]>", "x <script>河(hé)</script> y",
    "x <code>河(hé)", "<pre>\n\n河(hé)\n</pre>", "<ab:河(hé)>", "www.x.org/河(hé)", "ftp://河(hé)",
    "$河(hé)$", "$$\n河(hé)", "$$河(hé)\n\n河(hé)$$", "文\n\\[\n河(hé)\n\\]\n文", "> $$\n> 河(hé)\n> $$",
    "| `河(hé)` |\n|--|\n| [x](河(hé)) |", "| a |\n|--|\n| `x\\|河(hé)` |",
    ">" * 30 + " 河(hé)",
]  # fmt: skip


@pytest.mark.parametrize("source", STAYS)
def test_what_is_no_prose_stays(rewrite, source):
    """Nested, left open, escaped and cut through; so does a gloss whose hanzi something else parts from it."""
    if source.startswith("$$\n"):
        source = f"`{source}`"  # an opener that nothing closes is prose
    result = rewrite("markdown", source.encode())
    assert (result.data.decode(), result.changed) == (source, False)


def test_front_matter_stands_at_the_beginning_and_is_closed():
    """Also behind a byte order mark; elsewhere the same lines are rules and headings."""
    assert SIGN not in prose_of("文\n\n文").text
    assert "河(hé)" in prose_of("\n---\n河(hé)\n---\n").text
    assert "河(hé)" in prose_of("---\n河(hé)\n").text
    assert "河(hé)" not in prose_of("---\n河(hé)\n---\n").text


@pytest.mark.parametrize("style", ["markdown", "pipe", "brackets", "aozora", "interlinear"])
def test_ruby_leaves_the_rest_as_it_is_in_every_style_of_text(style):
    """Code first of all; by default that of Markdown is written."""
    made = _clean("> 河(hé)\n\n`河(hé)<` & x\n", ruby=RubyStyle(style), keep_ruby=True)
    assert made.endswith("\n\n`河(hé)<` & x\n")
    if style == "markdown":
        assert made == _clean("> 河(hé)\n\n`河(hé)<` & x\n", ruby=RubyStyle(), keep_ruby=True)


@pytest.mark.parametrize(
    ("style", "written"), [("html", "`河(hé)&lt;`"), ("anki", "`河(hé)&lt;`"), ("latex", "`河(hé)\\&`")]
)
def test_styles_that_are_no_markdown_write_the_rest_in_their_manner(style, written):
    """Whoever names one of them wants no Markdown."""
    source = "河(hé)" + written.replace("&lt;", "<").replace("\\&", "&")
    assert _clean(source, ruby=RubyStyle(style), keep_ruby=True).endswith(written)


def test_a_page_made_of_markdown_has_no_markup_that_it_did_not_make():
    """Its code is text like any."""
    made = _clean("# 河(hé)\n\n`<script>河(hé)</script>`", ruby=RubyStyle("document"), keep_ruby=True)
    assert "<rt>hé</rt>" in made
    assert "`&lt;script&gt;河(hé)&lt;/script&gt;`" in made


@given(documents)
def test_ruby_taken_out_again_leaves_clean_markdown(document):
    """Where ruby can stand: texts of images have none."""
    source, _ = _written(document)
    assert _clean(_clean(source, ruby=RubyStyle(), keep_ruby=True)) == _clean(source)


def test_ruby_that_is_there_is_kept_where_that_is_asked_for():
    """And goes with its tags where it is not."""
    source = "<ruby>河<rp>(</rp><rt>hé</rt><rp>)</rp></ruby>岸(àn)，<ruby>银行<rt>bank</rt></ruby>"
    assert _clean(source) == "河岸，<ruby>银行<rt>bank</rt></ruby>"
    assert _clean(source, keep_ruby=True) == source.replace("(àn)", "")


# ----------------------------------------------------------------------------------------------- large files

PART = "# 河(hé)岸\n\n老船工把缆绳(lǎnshéng)解开，见[河(hé)]和`河(hé)`。\n\n```\n河(hé)\n\n河(hé)\n```\n\n- 桨(jiǎng)\n\n  橹(lǔ)\n\n河面很宽，天色渐渐亮起来。\n\n"
TAIL = "[河(hé)]: /x\n"


def test_many_blocks_give_what_one_gives(rewrite, monkeypatch):
    """References are known in all of them, and front matter in the first."""
    source = "---\nx: 河(hé)\n---\n" + PART * 60 + TAIL
    whole = rewrite("markdown", source.encode())
    monkeypatch.setattr(blocks, "BLOCK", 3000)
    parts = rewrite("markdown", source.encode())
    assert (whole.pieces, parts.pieces > 3) == (1, True)
    assert parts.data == whole.data
    assert b"`\xe6\xb2\xb3(h\xc3\xa9)`" in whole.data


def test_a_block_is_never_cut(rewrite, monkeypatch):
    """However long code or math is: it is one part with what is before it."""
    monkeypatch.setattr(blocks, "BLOCK", 1000)
    for opening, closing in [("```", "```"), ("$$", "$$"), ("<!--", "-->")]:
        source = f"河(hé)。\n\n{opening}\n" + "河(hé)\n\n" * 500 + f"{closing}\n\n" + "岸(àn)。\n\n" * 200
        assert rewrite("markdown", source.encode()).data.decode() == source.replace("河(hé)。", "河。").replace(
            "(àn)", ""
        )


def test_a_file_that_is_too_large_is_refused_by_name(rewrite, monkeypatch):
    """The message says how large it may be."""
    monkeypatch.setattr(blocks, "LONGEST", 1000)
    with pytest.raises(Refused, match="Markdown of more than"):
        rewrite("markdown", b"x" * 1001)


def test_plain_prose_is_cleaned_as_text_is():
    """Where nothing is hidden, there is no difference."""
    source = "老船工把缆绳(lǎnshéng)解开，渡口的雾还没有散(sàn)。\n孙女画了一只白鹭\n(báilù)，又画苍鹭（cānglù\n）。\n"
    assert _clean(source) == clean(source)
    assert FORMAT.clean(Piece(source.encode()), Settings()).tally.removed["match"] == 4
