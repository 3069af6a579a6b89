"""The server: what an editor asks and tells over the Language Server Protocol, and when texts are judged.

A change is judged at once, a moment after it, so that of several that come together the last one counts. Where that was done
quickly (see ``remembered.py``), and for every long text, all of it is judged on a thread of its own when typing pauses.

Settings files are looked at whenever a text is judged, and when the editor tells that one has changed, if it does so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from pinyin_strip.server.documents import LARGE, Judgement, OpenDocument
from pinyin_strip.server.kinds import kind_of_document
from pinyin_strip.server.lines import Lines
from pinyin_strip.server.messages import FIX_ALL, Change, code_actions, diagnostics, hover, text_edits
from pinyin_strip.server.settings import SECTION, Heard, Sources, accepted
from pinyin_strip.settings import FILES
from pinyin_strip.version import __version__

__all__ = ["create"]

MOMENT, PAUSE = 0.03, 0.4  # seconds after the last change
_ACTIONS = types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True)


def create(config: str | None = None, *, isolated: bool = False) -> LanguageServer:
    """Return a server that is ready to be started.

    Args:
        config: a settings file that holds for every text, instead of those that are found.
        isolated: whether no settings file is read at all.
    """
    server = LanguageServer("pinyin-strip", __version__)
    session = _Session(server, Sources(config, isolated))
    for name, answer in session.answers.items():
        server.feature(name, _ACTIONS if name == types.TEXT_DOCUMENT_CODE_ACTION else None)(
            partial(answer)
        )  # it marks what it gets
    # Its own copy of the texts parts lines where Python does, at a form feed for instance, and moves positions by that.
    for name in (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE, types.TEXT_DOCUMENT_DID_CLOSE):
        server.protocol.fm.builtin_features.pop(name)
    return server


class _Session:
    """One editor: its open texts, its settings, and what is still to be judged."""

    def __init__(self, server: LanguageServer, sources: Sources) -> None:
        self._server, self._sources = server, sources
        self._heard: dict[str, Heard] = {}
        self._documents: dict[str, OpenDocument] = {}
        self._pending: dict[str, asyncio.Task[None]] = {}
        self._first: dict[str, Any] = {}
        self._later: dict[str, Any] = {}
        self._shown: set[str] = set()
        self._thread = ThreadPoolExecutor(1)
        self.answers: dict[str, Callable[..., Any]] = {
            types.INITIALIZE: self._initialize,
            types.INITIALIZED: self._watch,
            types.WORKSPACE_DID_CHANGE_WATCHED_FILES: self._look_again,
            types.WORKSPACE_DID_CHANGE_CONFIGURATION: self._configure,
            types.TEXT_DOCUMENT_DID_OPEN: self._open,
            types.TEXT_DOCUMENT_DID_CHANGE: self._change,
            types.TEXT_DOCUMENT_DID_SAVE: self._save,
            types.TEXT_DOCUMENT_DID_CLOSE: self._close,
            types.TEXT_DOCUMENT_CODE_ACTION: self._code_actions,
            types.CODE_ACTION_RESOLVE: self._resolve,
            types.TEXT_DOCUMENT_HOVER: self._hover,
        }

    # ------------------------------------------------------------------------------------- settings

    def _initialize(self, params: types.InitializeParams) -> None:
        self._first = self._accepted(params.initialization_options)

    async def _watch(self, _params: types.InitializedParams) -> None:
        """Ask to be told when a settings file changes, of editors that can."""
        if _supports(self._server, "workspace.did_change_watched_files.dynamic_registration"):
            name = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
            watchers = [types.FileSystemWatcher(f"**/{file}") for file in FILES]
            wanted = types.DidChangeWatchedFilesRegistrationOptions(watchers)
            asked = types.RegistrationParams([types.Registration("settings", name, wanted)])
            with suppress(JsonRpcException):  # one that cannot all the same: files are looked at anyway
                await self._server.client_register_capability_async(asked)

    def _look_again(self, _params: types.DidChangeWatchedFilesParams | None = None) -> None:
        """Judge again what has other settings now."""
        for uri, heard in self._heard.items():
            if heard.is_stale():
                self._judge_soon(uri)

    async def _configure(self, params: types.DidChangeConfigurationParams) -> None:
        """Take new settings in the place of those that came before, beside the first ones; an editor that sends none wants to be asked."""
        given = params.settings
        if not given and _supports(self._server, "workspace.configuration"):
            asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            given = next(iter(await self._server.workspace_configuration_async(asked)), None)
        self._later = self._accepted(given)
        for uri in self._documents:
            self._hear(uri)
            self._judge_soon(uri)

    def _accepted(self, given: object) -> dict[str, Any]:
        """Return the settings that can be used; tell of each that cannot."""
        said, complaints = accepted(given, self._root)
        for complaint in complaints:
            self._show(f"settings: {complaint}")
        return said

    @property
    def _root(self) -> Path:
        """The folder that the editor works in."""
        return Path(self._server.workspace.root_path or "")

    def _hear(self, uri: str) -> None:
        """Let a text be read by its settings as they are now."""
        document = self._documents[uri]
        is_file = urlsplit(uri).scheme == "file"
        place = Path(document.path) if is_file else self._root / Path(document.path).name
        heard = self._sources.hear(place, self._first | self._later)
        self._heard[uri] = heard
        document.configure(heard.chosen, heard.problem)
        if heard.problem:
            self._show_once(heard.problem)

    def _show_once(self, message: str) -> None:
        if message not in self._shown:
            self._shown.add(message)
            self._show(message)

    def _show(self, message: str) -> None:
        message = f"pinyin-strip: {message}"
        self._server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))

    # ------------------------------------------------------------------------------------- texts

    def _open(self, params: types.DidOpenTextDocumentParams) -> None:
        given = params.text_document
        path = _path(given.uri)
        kind = kind_of_document(path, str(given.language_id))
        if kind is None:
            return
        encoding = types.PositionEncodingKind(self._server.workspace.position_encoding)
        document = OpenDocument(path, kind, Lines(given.text, encoding.value), given.version)
        self._documents[given.uri] = document
        self._hear(given.uri)
        self._judge_soon(given.uri)

    def _change(self, params: types.DidChangeTextDocumentParams) -> None:
        document = self._documents.get(params.text_document.uri)
        if document is None:
            return
        for one in params.content_changes:
            where = getattr(one, "range", None)
            document.change(where and _span(where.start), where and _span(where.end), one.text)
        document.version = params.text_document.version
        self._judge_soon(params.text_document.uri)

    def _save(self, params: types.DidSaveTextDocumentParams) -> None:
        self._look_again()
        self._judge_soon(params.text_document.uri, pause=0)

    def _close(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if self._documents.pop(uri, None) is None:
            return
        del self._heard[uri]
        if task := self._pending.pop(uri, None):
            task.cancel()
        self._publish(uri, [], None)

    # ------------------------------------------------------------------------------------- judging

    def _judge_soon(self, uri: str, pause: float = PAUSE) -> None:
        """Judge a text in a moment, and forget that this was planned before."""
        if uri not in self._documents:
            return
        if task := self._pending.get(uri):
            task.cancel()
        self._pending[uri] = asyncio.get_running_loop().create_task(self._judge(uri, pause))

    async def _judge(self, uri: str, pause: float) -> None:
        document = self._documents[uri]
        try:
            await self._judge_in_steps(uri, document, pause)
        except ModuleNotFoundError as error:  # the settings ask for something that is not installed
            self._publish(uri, [], document.version)
            self._show_once(str(error))
        except Exception as error:  # a defect here must not leave what was shown before; pygls does not see this task
            self._publish(uri, [], document.version)
            self._show(f"{document.path} could not be read: {type(error).__name__}: {error}. Please report this")

    async def _judge_in_steps(self, uri: str, document: OpenDocument, pause: float) -> None:
        """Judge quickly what can be, then all of it."""
        long = len(document.text) > LARGE
        await asyncio.sleep(min(pause, PAUSE if long else MOMENT))
        if self._heard[uri].is_stale():
            self._hear(uri)
        if not (long and document.is_new):
            judgement = document.judgement()
            self._publish_judgement(uri, document, judgement)
            if judgement.exact:
                return
            await asyncio.sleep(0 if long else pause)
        judgement = await asyncio.get_running_loop().run_in_executor(self._thread, document.judge)
        document.take(judgement)
        self._publish_judgement(uri, document, judgement)

    def _publish_judgement(self, uri: str, document: OpenDocument, judgement: Judgement) -> None:
        related = _supports(self._server, "text_document.publish_diagnostics.related_information")
        self._publish(uri, diagnostics(document, judgement, uri, related=related), document.version)

    def _publish(self, uri: str, found: list[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    # ------------------------------------------------------------------------------------- questions

    def _hover(self, params: types.HoverParams) -> types.Hover | None:
        document = self._documents.get(params.text_document.uri)
        return hover(document, params.position) if document else None

    def _code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        document = self._documents.get(uri)
        actions = []
        for action, changes in code_actions(document, params) if document else ():
            if action.kind != FIX_ALL:
                action.edit = self._edit(uri, changes)
            elif self._can_resolve:
                action.data = {"uri": uri}
            else:
                action.edit = self._all_fixed(uri)
            actions.append(action)
        return actions

    @property
    def _can_resolve(self) -> bool:
        """Whether the client asks for the edits of an action when it is chosen: those of ``FIX_ALL`` take reading all of the text."""
        support = _supports(self._server, "text_document.code_action.resolve_support.properties")
        return "edit" in (support or ()) and _supports(self._server, "text_document.code_action.data_support")

    def _resolve(self, action: types.CodeAction) -> types.CodeAction:
        if isinstance(action.data, Mapping) and action.edit is None:
            action.edit = self._all_fixed(str(action.data.get("uri")))
        return action

    def _all_fixed(self, uri: str) -> types.WorkspaceEdit:
        document = self._documents.get(uri)
        return self._edit(uri, document.corrected()) if document else types.WorkspaceEdit()

    def _edit(self, uri: str, changes: list[Change]) -> types.WorkspaceEdit:
        document = self._documents[uri]
        edits = text_edits(document, changes)
        if not _supports(self._server, "workspace.workspace_edit.document_changes"):
            return types.WorkspaceEdit(changes={uri: edits})
        state = types.OptionalVersionedTextDocumentIdentifier(uri, document.version)
        return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(state, [*edits])])


def _supports(server: LanguageServer, name: str) -> Any:  # noqa: ANN401  whatever the client says
    """What the client says of a capability."""
    found: Any = server.client_capabilities
    for part in name.split("."):
        found = getattr(found, part, None)
    return found


def _path(uri: str) -> str:
    """Return the path of an address, which need not be that of a file (``untitled:Untitled-1``).

    >>> _path("file:///home/a/%E4%B9%A6.md")
    '/home/a/书.md'
    """
    parts = urlsplit(uri)
    return (uris.to_fs_path(uri) if parts.scheme == "file" else None) or unquote(parts.path)


def _span(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
