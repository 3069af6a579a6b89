"""The server as an editor meets it: a process of its own that is spoken to over its standard streams.

pytest-lsp speaks with it, by pytest-asyncio, which a plain run of the suite does without: ``.ci/run`` says how they are run.
"""

from __future__ import annotations

import os
import sys

import pytest

if os.environ.get("PINYIN_STRIP_REQUIRE_ENGINES") != "1":
    pytest.skip("talks to the server as an editor does: see .ci/run", allow_module_level=True)
import pytest_lsp
from lsprotocol import types
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from pinyin_strip import check
from tests.server.test_documents import LONG

pytestmark = pytest.mark.asyncio
CONFIG = ClientServerConfig([sys.executable, "-m", "pinyin_strip", "server"], server_env=dict(os.environ))
URI = "file:///lessons/lesson.txt"
PUBLISHED = types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS
UNITS = {
    "utf-8": lambda text: len(text.encode()),
    "utf-16": lambda text: len(text.encode("utf-16-le")) // 2,
    "utf-32": len,
}


@pytest_lsp.fixture(config=CONFIG)
async def client(lsp_client: LanguageClient):
    """An editor that is about to begin a session; at the end the session is closed as the protocol wants it."""
    lsp_client.registered = []

    @lsp_client.feature(types.CLIENT_REGISTER_CAPABILITY)
    def _register(params):
        lsp_client.registered.extend(params.registrations)

    yield
    await lsp_client.shutdown_session()


async def _begin(client, options=None, capabilities=None):
    capabilities = capabilities or client_capabilities("visual-studio-code")
    return await client.initialize_session(
        types.InitializeParams(capabilities, process_id=os.getpid(), initialization_options=options)
    )


def _open(client, text, uri=URI, language="plaintext"):
    client.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text)))


async def _opened(client, text, uri=URI, language="plaintext"):
    """Open a text, and return what is found in it."""
    _open(client, text, uri, language)
    return await _published(client)


async def _published(client):
    return [*(await client.wait_for_notification(PUBLISHED)).diagnostics]


def _range(*places):
    return types.Range(types.Position(*places[:2]), types.Position(*places[2:]))


async def _type(client, new, *places, version=2):
    """Put a text in the place of a range; returns what is found then."""
    change = types.TextDocumentContentChangePartial(_range(*places), new)
    state = types.VersionedTextDocumentIdentifier(version, URI)
    client.text_document_did_change(types.DidChangeTextDocumentParams(state, [change]))
    return await _published(client)


async def _actions(client, *places, only=None):
    return await client.text_document_code_action_async(
        types.CodeActionParams(types.TextDocumentIdentifier(URI), _range(*places), types.CodeActionContext([], only))
    )


def _codes(diagnostics):
    return [one.code for one in diagnostics]


def _applied(text, edit, units=UNITS["utf-16"]):
    """Make the edits of a workspace edit, as an editor does, last one first."""
    edits = edit.changes[URI] if edit.changes else edit.document_changes[0].edits
    for one in sorted(edits, key=lambda one: (one.range.start.line, one.range.start.character), reverse=True):
        start, end = (_offset(text, place, units) for place in (one.range.start, one.range.end))
        text = text[:start] + one.new_text + text[end:]
    return text


def _offset(text, position, units):
    start = sum(len(line) + 1 for line in text.split("\n")[: position.line])
    return next(at for at in range(start, len(text) + 1) if units(text[start:at]) >= position.character)


# ------------------------------------------------------------------------------------------------ diagnostics


async def test_what_is_found_is_shown_and_follows_what_is_typed(client):
    """From opening to closing: a finding comes, another one comes, one goes, none is left behind."""
    await _begin(client)
    found = (await _opened(client, "她努(nù)力。\n"))[0]
    assert (found.code, found.source, found.severity) == ("R102", "pinyin-strip", types.DiagnosticSeverity.Warning)
    assert found.message == "努 has no reading nù; listed: nǔ"
    assert found.range == _range(0, 2, 0, 6)
    assert [one.location for one in found.related_information] == [types.Location(URI, _range(0, 1, 0, 2))]
    assert _codes(await _type(client, "六(lìu)", 1, 0, 1, 0)) == ["R102", "R202"]
    assert _codes(await _type(client, "nǔ", 0, 3, 0, 5, version=3)) == ["R202"]
    client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(URI)))
    assert await _published(client) == []


@pytest.mark.parametrize("encoding", sorted(UNITS))
async def test_columns_count_what_was_agreed_upon(client, encoding):
    """Hanzi beyond the first plane are two units of UTF-16 and four of UTF-8."""
    capabilities = client_capabilities("visual-studio-code")
    capabilities.general.position_encodings = [encoding]
    assert (await _begin(client, capabilities=capabilities)).capabilities.position_encoding == encoding
    units, text = UNITS[encoding], "𠮷𠀀，努(nù)力"
    found = (await _opened(client, text))[0]
    assert found.range == _range(0, units("𠮷𠀀，努"), 0, units("𠮷𠀀，努(nù)"))
    fix = (await _actions(client, 0, units("𠮷𠀀，努("), 0, units("𠮷𠀀，努(")))[0]
    assert _applied(text, fix.edit, units) == "𠮷𠀀，努(nǔ)力"
    assert await _type(client, "好", 0, units("𠮷𠀀，"), 0, units("𠮷𠀀，努(nù)力")) == []


async def test_a_long_text_is_put_right_when_typing_pauses(client):
    """What a change tells of another part of the text is shown a moment later."""
    await _begin(client)
    text = "他的企(qǐ)業沒有說明。\n" + "這裡沒有讀音，只有說明和學習。" * 300
    assert await _opened(client, text) == []
    assert [one.range.start.line for one in await _type(client, "懸崖(ㄧㄞˊ)\n", 0, 0, 0, 0)] == [0]
    assert [(one.code, one.range.start.line) for one in await _published(client)] == [("R110", 1)]


async def test_saving_judges_all_of_a_text(client):
    """In the end it is what check says."""
    await _begin(client)
    await _opened(client, LONG)
    await _type(client, "努(nù)力", 0, 0, 0, 0)
    client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(URI)))
    assert _codes(await _published(client)) == [one.code for one in check(f"努(nù)力{LONG}")]


@pytest.mark.parametrize(
    ("name", "language", "text", "line"),
    [
        ("a.md", "markdown", "`六(lìu)`\n\n六(lìu)", 2),
        ("a.html", "html", "<i title='六(lìu)'>\n六(lìu)</i>", 1),
        ("a.xml", "xml", "<a b='六(lìu)'>\n六(lìu)</a>", 1),
        ("a.json", "json", '{"六(lìu)":\n"六(lìu)"}', 1),
        ("a.tex", "latex", "\\begin{quote}\n六(lìu)", 1),
    ],
)
async def test_of_every_format_only_the_prose_is_looked_at(client, name, language, text, line):
    """As check does it."""
    await _begin(client)
    found = await _opened(client, text, f"file:///lessons/{name}", language)
    assert [(one.code, one.range.start.line) for one in found] == [("R202", line)]


async def test_what_is_not_proofread_is_left_alone(client):
    """Of a program nothing is said; the next thing that is said is about the text that was opened after it."""
    await _begin(client)
    _open(client, "# 六(lìu)", "file:///lessons/a.py", "python")
    client.text_document_did_close(
        types.DidCloseTextDocumentParams(types.TextDocumentIdentifier("file:///lessons/a.py"))
    )
    await _opened(client, "六(lìu)")
    assert list(client.diagnostics) == [URI]


async def test_a_file_that_is_not_what_its_format_says_tells_so(client):
    """In place of findings, which check has none of, either."""
    await _begin(client)
    found = (await _opened(client, "<a>六(lìu)", "file:///lessons/a.xml", "xml"))[0]
    assert found.message.startswith("not well-formed XML at line 1, column 1")
    assert found.severity == types.DiagnosticSeverity.Information


@pytest.mark.parametrize("text", ["\ud840六(lìu)", "\x00六(lìu)", "\ufeff六(lìu)", "(" * 3000, "\u2028六(lìu)\x0c\x85"])
async def test_no_text_is_too_odd(client, text):
    """The server answers, and goes on to answer."""
    await _begin(client)
    await _opened(client, text)
    await _type(client, "努(nù)力\n", 0, 0, 0, 0)
    assert await client.text_document_hover_async(
        types.HoverParams(types.TextDocumentIdentifier(URI), types.Position(0, 0))
    ) or text.startswith("\ud840")
    assert not client.messages


# ------------------------------------------------------------------------------------------------ actions


async def test_a_safe_fix_is_preferred_and_an_unsafe_one_says_what_it_does(client):
    """Each gives the text that check --fix gives, for its finding alone."""
    await _begin(client)
    text = "努(nù)力画战略(luè)图，岸(àn）边"
    await _opened(client, text)
    unsafe, note, *_ = await _actions(client, 0, 1, 0, 1)
    assert (unsafe.title, unsafe.is_preferred) == ("R102: write (nǔ) (changes the reading)", None)
    assert _applied(text, unsafe.edit) == "努(nǔ)力画战略(luè)图，岸(àn）边"
    assert note.title == "R102: ignore here"
    assert _applied(text, note.edit) == f"{text} pinyin-strip: ignore[R102]"
    safe = (await _actions(client, 0, 9, 0, 9))[0]
    assert (safe.title, safe.is_preferred, safe.kind) == ("R201: write (lüè)", True, types.CodeActionKind.QuickFix)
    assert _applied(text, safe.edit) == "努(nù)力画战略(lüè)图，岸(àn）边"
    assert _codes(safe.diagnostics) == ["R201"]
    assert await _actions(client, 0, 6, 0, 6, only=["quickfix"]) == ()


@pytest.mark.parametrize("editor", ["visual-studio-code", "neovim"])
@pytest.mark.parametrize("only", ["source", "source.fixAll", "source.fixAll.pinyin-strip"])
async def test_all_safe_fixes_can_be_made_at_once(client, editor, only):
    """The edit comes with the action, or when it is chosen."""
    units = UNITS[(await _begin(client, capabilities=client_capabilities(editor))).capabilities.position_encoding]
    text = "努(nù)力画战略(luè)图，\n岸(àn）边"
    await _opened(client, text)
    (action,) = await _actions(client, 0, 0, 0, 0, only=[only])
    if action.edit is None:
        action = await client.code_action_resolve_async(action)
    assert _applied(text, action.edit, units) == "努(nù)力画战略(lüè)图，\n岸(àn)边"


async def test_an_action_is_of_the_text_as_it_was_just_typed(client):
    """Also if nothing has been shown of it yet."""
    await _begin(client)
    await _opened(client, "六(lìu)点")
    change = types.TextDocumentContentChangePartial(_range(0, 0, 0, 0), "努力，")
    state = types.VersionedTextDocumentIdentifier(2, URI)
    client.text_document_did_change(types.DidChangeTextDocumentParams(state, [change]))
    action = (await _actions(client, 0, 5, 0, 5))[0]
    assert _applied("努力，六(lìu)点", action.edit) == "努力，六(liù)点"
    assert action.edit.document_changes[0].text_document.version == 2


# ------------------------------------------------------------------------------------------------ hovers


async def test_a_hover_tells_of_the_gloss_under_the_pointer(client):
    """In Markdown; where there is none, nothing."""
    await _begin(client)
    await _opened(client, "他努(nù)力")

    async def hover(column):
        where = types.HoverParams(types.TextDocumentIdentifier(URI), types.Position(0, column))
        return await client.text_document_hover_async(where)

    told = await hover(1)
    assert told.contents.kind == types.MarkupKind.Markdown
    assert "**R102 wrong-tone**" in told.contents.value
    assert told.range == _range(0, 2, 0, 6)
    assert await hover(0) is None


# ------------------------------------------------------------------------------------------------ settings


async def test_settings_come_with_the_beginning_or_later(client):
    """The later ones are added, and what is open is judged by them."""
    await _begin(client, {"ignore": ["R102"]})
    assert _codes(await _opened(client, "努(nù)力，六(lìu)，这家企(qì)业")) == ["R202", "R110"]
    settings = {"pinyin-strip": {"standard": "taiwan"}}
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    assert _codes(await _published(client)) == ["R202"]


async def test_house_styles_are_no_warnings(client):
    """They are there because somebody asked for them."""
    await _begin(client, {"sandhi": "original"})
    found = await _opened(client, "不(bú)是")
    assert [(one.code, one.severity) for one in found] == [("R401", types.DiagnosticSeverity.Information)]


async def test_an_editor_that_sends_no_settings_is_asked_for_them(client):
    """As the protocol has it since the settings of a file may be its own."""
    await _begin(client)
    client.set_configuration({"pinyin-strip": {"select": "R2"}})
    assert _codes(await _opened(client, "努(nù)力，六(lìu)")) == ["R102", "R202"]
    client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    assert _codes(await _published(client)) == ["R202"]


async def test_a_setting_that_cannot_be_used_is_shown_by_its_name(client):
    """Each one, and the others hold."""
    given = {"standart": "taiwan", "erhua": 1, "select": "R2"}
    await _begin(client, given)
    assert _codes(await _opened(client, "努(nù)力，六(lìu)")) == ["R202"]
    assert [one.message for one in client.messages] == [
        "pinyin-strip: settings: standart is no setting; did you mean 'standard'?",
        "pinyin-strip: settings: erhua: 1 is not a string",
    ]


async def test_later_settings_take_the_place_of_those_before_and_stand_beside_the_first(client):
    """So that one can be taken back."""
    await _begin(client, {"ignore": "R110"})
    text = "努(nù)力，六(lìu)，这家企(qì)业"
    await _opened(client, text)
    for settings, codes in (({"select": "R2"}, ["R202"]), ({"standard": "mainland"}, ["R102", "R202"])):
        given = {"pinyin-strip": settings}
        client.workspace_did_change_configuration(types.DidChangeConfigurationParams(given))
        assert _codes(await _published(client)) == codes


# ------------------------------------------------------------------------------------------------ settings files


async def test_a_text_has_the_settings_of_its_project_and_follows_them(client, tmp_path):
    """The editor is asked to tell when they change; what is wrong with them is shown where nothing is found."""
    file, uri = tmp_path / ".pinyin-strip.toml", (tmp_path / "lesson.txt").as_uri()
    file.write_text('ignore = "R102"\n', "utf-8")
    await _begin(client)
    assert _codes(await _opened(client, "努(nù)力，六(lìu)", uri)) == ["R202"]
    assert [one.method for one in client.registered] == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
    watched = [
        one["globPattern"] if isinstance(one, dict) else one.glob_pattern for one in _watchers(client.registered[0])
    ]
    assert watched == ["**/.pinyin-strip.toml", "**/pyproject.toml"]
    for said, expected in (
        ('select = "R1"\n', [("R102", types.DiagnosticSeverity.Warning)]),
        ("selec = 1\n", [(None, types.DiagnosticSeverity.Error)]),
        ("", [("R102", types.DiagnosticSeverity.Warning), ("R202", types.DiagnosticSeverity.Warning)]),
    ):
        file.write_text(said, "utf-8")
        change = types.FileEvent(file.as_uri(), types.FileChangeType.Changed)
        client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
        found = await _published(client)
        assert [(one.code, one.severity) for one in found] == expected
    problem = f"unknown key 'selec' in {file}:1; did you mean 'select'?"
    assert [one.message for one in client.messages] == [f"pinyin-strip: {problem}"]


def _watchers(registration):
    options = registration.register_options
    return options["watchers"] if isinstance(options, dict) else options.watchers


async def test_a_change_of_settings_is_noticed_of_editors_that_do_not_tell(client, tmp_path):
    """With what is typed next."""
    file, uri = tmp_path / "pyproject.toml", (tmp_path / "lesson.txt").as_uri()
    await _begin(client)
    assert _codes(await _opened(client, "努(nù)力，六(lìu)", uri)) == ["R102", "R202"]
    file.write_text('[tool.pinyin-strip]\nselect = "R2"\n', "utf-8")
    change = types.TextDocumentContentChangePartial(_range(0, 0, 0, 0), "我")
    state = types.VersionedTextDocumentIdentifier(2, uri)
    client.text_document_did_change(types.DidChangeTextDocumentParams(state, [change]))
    assert _codes(await _published(client)) == ["R202"]


async def test_a_text_without_a_file_has_the_settings_of_the_folder_that_is_worked_in(client, tmp_path):
    """Relative paths that the editor sets lead on from there, too."""
    (tmp_path / ".pinyin-strip.toml").write_text('select = ["R1"]\n', "utf-8")
    (tmp_path / "house.txt").write_text("覃小雨\tTán Xiǎoyǔ\n", "utf-8")
    await client.initialize_session(
        types.InitializeParams(
            client_capabilities("visual-studio-code"),
            root_uri=tmp_path.as_uri(),
            workspace_folders=[types.WorkspaceFolder(tmp_path.as_uri(), "lessons")],
            initialization_options={"readings": "house.txt"},
        )
    )
    found = await _opened(client, "覃(qín)小雨，六(lìu)", "untitled:Untitled-1")
    assert [one.message for one in found] == ["覃 is read tán here, not qín (house.txt: 覃小雨)"]
