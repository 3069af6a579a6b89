"""Open texts: after any edits, what is shown is what ``check`` says of the saved file."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from pinyin_strip.cli import cli
from pinyin_strip.formats import Fix, Refused, Settings, by_name
from pinyin_strip.formats.proofs import texts_in_hand
from pinyin_strip.formats.rounds import corrected_file
from pinyin_strip.options import Options
from pinyin_strip.rules import RULES
from pinyin_strip.server import remembered
from pinyin_strip.server.documents import OpenDocument
from pinyin_strip.server.lines import UNITS, Lines
from pinyin_strip.server.settings import Chosen
from tests.profiles import three_times_as_many
from tests.strategies import texts

ALL = frozenset(RULES)
SENTENCES = (
    "清(qīng)晨的雾散(sàn)了，",
    "努(nù)力画战略(luè)图。",
    "老人往灶(zào)里添了一把柴(chai)。",
    "沙漠(shāmò)里的骆驼(luotuo)走得很慢。\n",
    "他说：锂(Li)电池没电了。\n\n",
    "岸(àn）边有一只白鹭(báilù)。",
    "窈yǎo窕tiǎo淑女，",
    "\n云 = yún\n雨 = yǔ\n雪 = xuě\n",
    "`六(lìu)`六(lìu)点，",
    "這裡沒有讀音。",
    "能夠?qū)ψ鳂I(yè)，",
)
sentences = st.lists(st.sampled_from(SENTENCES), max_size=12).map("".join)
prose = st.one_of(sentences, texts)
FILES = {
    "text": prose,
    "markdown": prose,
    "html": st.lists(prose, max_size=4).map(lambda some: "".join(f"<p>{one}</p>\n" for one in some)),
    "xml": st.lists(sentences, max_size=4).map(lambda some: f"<a>{''.join(f'<p>{one}</p>' for one in some)}</a>"),
    "json": st.lists(prose, max_size=4).map(json.dumps),
    "jsonl": st.lists(prose, max_size=4).map(lambda some: "".join(f"{json.dumps({'text': one})}\n" for one in some)),
    "csv": st.lists(sentences, max_size=4).map(lambda some: "text\n" + "".join(f'"{one}"\n' for one in some)),
}
edits = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 9), st.one_of(st.just(""), st.sampled_from("a(）ǔ国𠀀\n`<"), prose)),
    min_size=1,
    max_size=4,
)


@st.composite
def files(draw):
    """A format and a file of it."""
    kind = draw(st.sampled_from(sorted(FILES)))
    return kind, draw(FILES[kind])


def _open(kind, text, **more):
    return OpenDocument(f"lesson.{kind}", by_name(kind), Lines(text, **more))


def _typed(document, edit):
    """Make an edit as an editor says it; returns the text that it must give."""
    at, length, new = edit
    start, text = min(at, len(document.text)), document.text
    end = min(start + length, len(text))
    start, end = (place - (text[place - 1 : place + 1] == "\r\n") for place in (start, end))
    document.change(document.lines.position(start), document.lines.position(end), new)
    return text[:start] + new + text[end:]


def _checked(kind, text, options=None):
    """What check finds in a file: of each text its findings, their fixes and its glosses, or why the file is refused."""
    settings = Settings(options or Options())
    try:
        read = list(texts_in_hand(text.removeprefix("\ufeff"), by_name(kind), settings))
    except Refused as error:
        return str(error)
    return [_told(one.proof("lesson", ALL)) for one in read]


def _told(proof):
    return proof.findings, proof.fixes, proof.document.glosses, [proof.source.spot(one.start) for one in proof.findings]


def _shown(judgement):
    return judgement.refusal or [_told(one) for one in judgement.proofs]


def _findings(judgement):
    return [one for proof in judgement.proofs for one in proof.findings]


# ------------------------------------------------------------------------------------------------ properties


@three_times_as_many
@given(files(), edits, st.sampled_from(sorted(UNITS)))
def test_after_every_edit_it_is_what_check_says(file, changes, encoding):
    """These texts are short enough to be read whole, or are parted into such."""
    kind, text = file
    document = _open(kind, text, encoding=encoding)
    for edit in changes:
        expected = _typed(document, edit)
        assert document.text == expected
        judgement = document.judgement()
        assert (_shown(judgement), judgement.exact) == (_checked(kind, expected), True)


@three_times_as_many
@given(file=files(), changes=edits)
def test_once_all_of_it_was_judged_it_is_what_check_says(file, changes):
    """However it was read meanwhile: around the changes only, by what was known before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(remembered, "REACH", 6)
        patch.setattr(remembered, "SHORT", 24)
        document = _open(*file)
        document.judgement()
        for edit in changes:
            _typed(document, edit)
            quick = document.judgement()
            assert not quick.exact or _shown(quick) == _checked(file[0], document.text)
        document.take(document.judge())
        assert document.judgement().exact
        assert _shown(document.judgement()) == _checked(file[0], document.text)


@given(files())
def test_fixing_all_makes_the_text_that_check_makes(file):
    """The edits are small ones, and together they are what --fix writes."""
    kind, text = file
    document = _open(kind, text)
    fixed = text
    for start, end, new in reversed(document.corrected()):
        fixed = fixed[:start] + new + fixed[end:]
    try:
        assert fixed == corrected_file(text, by_name(kind), Settings(), Fix(ALL))
    except Refused:
        assert fixed == text


# ------------------------------------------------------------------------------------------------ long texts

LONG = "".join(SENTENCES[:9]) * 30


@pytest.mark.parametrize("kind", ["text", "markdown"])
@pytest.mark.parametrize("new", ["柴(chai)", "(", "努(nù)力", "\n", ""])
@pytest.mark.parametrize("place", [0.0, 0.3, 0.62, 0.99])
def test_what_is_read_around_a_change_is_as_a_rule_what_check_says(kind, new, place):
    """Nothing in this text speaks farther than that."""
    document = _open(kind, LONG)
    document.judgement()
    text = _typed(document, (int(place * len(LONG)), 3, new))
    judgement = document.judgement()
    assert not judgement.exact
    assert _shown(judgement) == _checked(kind, text)


def test_where_a_change_tells_of_all_of_the_text_that_comes_when_all_of_it_is_judged():
    """Zhuyin makes a traditional text one of Taiwan's, also where it was read long before."""
    document = _open("text", "他的企(qǐ)業沒有說明。" + "這裡沒有讀音，只有說明和學習。" * 300)
    document.judgement()
    end = len(document.text)
    document.change(document.lines.position(end), document.lines.position(end), "懸崖(ㄧㄞˊ)")
    quick = document.judgement()
    assert (quick.exact, [(one.code, one.base) for one in _findings(quick)]) == (False, [("R110", "崖")])
    whole = document.judge()
    assert (whole.exact, [(one.code, one.base) for one in _findings(whole)]) == (True, [("R110", "企")])


def test_of_a_page_only_the_paragraph_that_changed_is_read_again(monkeypatch):
    """The others are remembered by their texts, also where they have moved."""
    read = []

    def noted(text, options):
        read.append(text)
        return original(text, options)

    original = remembered.parse
    monkeypatch.setattr(remembered, "parse", noted)
    document = _open("html", "<p>努(nù)力</p><p>六(lìu)点</p><p>七点</p>")
    document.judgement()
    assert read == ["努(nù)力", "六(lìu)点", "七点"]
    document.change((0, 3), (0, 3), "不")
    document.judgement()
    assert read[3:] == ["不努(nù)力"]


# ------------------------------------------------------------------------------------------------ the rest


@pytest.mark.parametrize(
    ("suffix", "text"), [("txt", LONG), ("md", LONG), ("html", f"<p>{LONG}</p>"), ("txt", "\ufeff六(lìu)")]
)
def test_it_is_what_the_command_prints_for_the_saved_file(tmp_path, suffix, text):
    """Codes, places and messages, a byte order mark left out as there."""
    path = tmp_path / f"lesson.{suffix}"
    path.write_bytes(text.encode())
    told = json.loads(CliRunner().invoke(cli, ["check", "--output-format", "json", str(path)]).stdout)["findings"]
    document = OpenDocument(str(path), by_name({"txt": "text", "md": "markdown"}.get(suffix, suffix)), Lines(text))
    shown = [
        (one.code, *proof.source.spot(one.start)[1:], one.message)
        for proof in document.judgement().proofs
        for one in proof.findings
    ]
    assert shown == [(one["code"], one["start"]["line"], one["start"]["column"], one["message"]) for one in told]
    assert shown


def test_other_settings_hold_for_what_is_remembered_too():
    """The same text read by another standard says other things."""
    document = _open("text", "这家企(qì)业")
    assert [one.code for one in _findings(document.judgement())] == ["R110"]
    document.configure(Chosen(Settings(Options(standard="taiwan")), ALL))
    assert _shown(document.judgement()) == _checked("text", document.text, Options(standard="taiwan"))
    document.configure(Chosen(Settings(), frozenset({"R2"})))
    assert _findings(document.judgement()) == []


def test_a_byte_order_mark_is_a_character_of_the_document_and_not_of_its_proof():
    """An editor may show it; positions count it."""
    document = _open("text", "\ufeff六(lìu)")
    finding = _findings(document.judgement())[0]
    assert (finding.start, document.position(finding.start), document.offset((0, 2))) == (1, (0, 2), 1)


def test_all_of_a_text_may_be_put_in_its_place():
    """So do editors that send no parts."""
    document = _open("text", "努(nù)力")
    document.change(None, None, "六(lìu)")
    assert (document.text, [one.code for one in _findings(document.judgement())]) == ("六(lìu)", ["R202"])
