"""The server: what an editor asks and tells over the Language Server Protocol, and when texts are judged.

A change is judged at once, a moment after it, so that of several that come together the last one counts. Where that was done
quickly (see ``remembered.py``), and for every long text, all of it is judged on a thread of its own when typing pauses.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from pinyin_strip.server.documents import LARGE, Judgement, OpenDocument
from pinyin_strip.server.kinds import kind_of_document
from pinyin_strip.server.lines import Lines
from pinyin_strip.server.messages import FIX_ALL, Change, code_actions, diagnostics, hover, text_edits
from pinyin_strip.server.settings import SECTION, accepted, settings_for
from pinyin_strip.version import __version__

__all__ = ["create"]

MOMENT, PAUSE = 0.03, 0.4  # seconds after the last change
_ACTIONS = types.CodeActionOptions([types.CodeActionKind.QuickFix, FIX_ALL], resolve_provider=True)


def create() -> LanguageServer:
    """Return a server that is ready to be started."""
    server = LanguageServer("pinyin-strip", __version__)
    session = _Session(server)
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

    def __init__(self, server: LanguageServer) -> None:
        self._server = server
        self._documents: dict[str, OpenDocument] = {}
        self._pending: dict[str, asyncio.Task[None]] = {}
        self._settings: dict[str, Any] = {}
        self._shown: set[str] = set()
        self._thread = ThreadPoolExecutor(1)
        self.answers: dict[str, Callable[..., Any]] = {
            types.INITIALIZE: self._initialize,
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
        self._accept(params.initialization_options)

    async def _configure(self, params: types.DidChangeConfigurationParams) -> None:
        """Take new settings; an editor that sends none wants to be asked."""
        given = params.settings
        if not given and _supports(self._server, "workspace.configuration"):
            asked = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            given = next(iter(await self._server.workspace_configuration_async(asked)), None)
        self._accept(given)
        for uri, document in self._documents.items():
            self._set(document)
            self._judge_soon(uri)

    def _accept(self, given: object) -> None:
        """Add settings to those that are there; tell which cannot be used."""
        chosen, complaints = accepted(given)
        self._settings |= chosen
        for complaint in complaints:
            self._show(f"settings: {complaint}")

    def _set(self, document: OpenDocument) -> None:
        document.configure(*settings_for(document.path, self._settings))

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
        self._set(document)
        self._documents[given.uri] = document
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
        self._judge_soon(params.text_document.uri, pause=0)

    def _close(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if self._documents.pop(uri, None) is None:
            return
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
            if str(error) not in self._shown:
                self._shown.add(str(error))
                self._show(str(error))
        except Exception as error:  # a defect here must not leave what was shown before; pygls does not see this task
            self._publish(uri, [], document.version)
            self._show(f"{document.path} could not be read: {type(error).__name__}: {error}. Please report this")

    async def _judge_in_steps(self, uri: str, document: OpenDocument, pause: float) -> None:
        """Judge quickly what can be, then all of it."""
        long = len(document.text) > LARGE
        await asyncio.sleep(min(pause, PAUSE if long else MOMENT))
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
    return unquote(urlsplit(uri).path)


def _span(position: types.Position) -> tuple[int, int]:
    return position.line, position.character
