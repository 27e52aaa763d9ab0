"""What does an editor hear of the article that is being written in it? Verdicts, over LSP 3.17.

A text is checked when it is opened and when its writer pauses; one check at a time, away from the thread
that listens, so that typing never waits. What goes wrong with a desk is told in the editor, once, and ends
nothing: the next text may be of another desk.
"""

from __future__ import annotations

import asyncio
import inspect
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path

from titre.claims.model import Verdict
from titre.claims.telling.correcting import correction
from titre.desk import Desk
from titre.desk.errors import DeskMissing
from titre.editors.notes import filing_of, line, note
from titre.editors.positions import Positions
from titre.kernel.errors import TitreError
from titre.kernel.messages import LANGUAGES, say
from titre.kernel.ports import SystemClock, today

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import TypeVar

    from titre.claims.model import Check, Claim

    _Result = TypeVar("_Result")

_SEVERITIES = {
    Verdict.CONTRADICTED: types.DiagnosticSeverity.Error,
    Verdict.APPROXIMATE: types.DiagnosticSeverity.Information,
    Verdict.UNVERIFIABLE: types.DiagnosticSeverity.Hint,
}
"""what holds is told when the pointer rests on it, and not before"""
_PAUSE = 0.4
"""seconds without a change after which a text is checked"""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A version of a text, and its check."""

    version: int | None
    check: Check
    positions: Positions


class Verdicts:
    """Keeps the verdicts on the texts that are open in an editor."""

    def __init__(self, folder: Path | None, language: str) -> None:
        self.server = LanguageServer(
            "titre", version("titre"), text_document_sync_kind=types.TextDocumentSyncKind.Full
        )
        self._folder, self._language = folder, language
        self._published: str | None = None
        self._desks: dict[Path, Desk] = {}
        self._checked: dict[str, _Checked] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()
        # One thread: a desk's engine answers one question at a time.
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="titre-check")
        self._listen()

    def _listen(self) -> None:
        handlers: dict[str, Callable[[Any], Any]] = {
            types.INITIALIZE: self._initialized,
            types.TEXT_DOCUMENT_DID_OPEN: self._opened,
            types.TEXT_DOCUMENT_DID_CHANGE: self._changed,
            types.TEXT_DOCUMENT_DID_SAVE: self._saved,
            types.TEXT_DOCUMENT_DID_CLOSE: self._closed,
            types.TEXT_DOCUMENT_HOVER: self._hover,
        }
        for name, handler in handlers.items():
            self.server.feature(name)(_function(handler))
        fixes = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        self.server.feature(types.TEXT_DOCUMENT_CODE_ACTION, fixes)(_function(self._actions))

    # -- what the editor says --------------------------------------------------------------------

    def _initialized(self, params: types.InitializeParams) -> None:
        """Take the editor's settings: ``language``, ``published`` and ``desk``, all optional."""
        asked = params.initialization_options
        options: dict[str, Any] = asked if isinstance(asked, dict) else {}
        if options.get("language") in LANGUAGES:
            self._language = options["language"]
        if isinstance(options.get("published"), str):
            self._published = options["published"]
        if isinstance(options.get("desk"), str):
            self._folder = Path(options["desk"])

    def _opened(self, params: types.DidOpenTextDocumentParams) -> None:
        self._check_soon(params.text_document.uri, 0)

    def _changed(self, params: types.DidChangeTextDocumentParams) -> None:
        self._check_soon(params.text_document.uri, _PAUSE)

    def _saved(self, params: types.DidSaveTextDocumentParams) -> None:
        self._check_soon(params.text_document.uri, 0)

    def _closed(self, params: types.DidCloseTextDocumentParams) -> None:
        uri = params.text_document.uri
        if (waiting := self._waiting.pop(uri, None)) is not None:
            waiting.cancel()
        self._checked.pop(uri, None)
        self._publish(uri, None, [])

    async def _hover(self, params: types.HoverParams) -> types.Hover | None:
        checked = self._current(params.text_document.uri)
        if checked is None:
            return None
        offset = checked.positions.offset(params.position.line, params.position.character)
        for claim, detail in zip(checked.check.claims, checked.check.details, strict=True):
            if claim.start <= offset <= claim.end:
                told = await self._work(lambda: note(claim, detail, self._language))  # noqa: B023 - awaited here
                content = types.MarkupContent(types.MarkupKind.Markdown, told)
                return types.Hover(content, _range(claim, checked.positions))
        return None

    def _actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        uri = params.text_document.uri
        checked = self._current(uri)
        if checked is None:
            return []
        start, end = (
            checked.positions.offset(place.line, place.character)
            for place in (params.range.start, params.range.end)
        )
        return [
            _replacement(uri, claim, right, checked.positions, self._language)
            for claim in checked.check.claims
            if claim.start <= end and start <= claim.end and (right := correction(claim)) is not None
        ]

    # -- checking --------------------------------------------------------------------------------

    def _check_soon(self, uri: str, pause: float) -> None:
        """Check a text after a pause, unless it changes before that."""
        if (waiting := self._waiting.get(uri)) is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._check(uri, pause))

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.server.workspace.get_text_document(uri)
        text, number = document.source, document.version
        encoding = self.server.workspace.position_encoding
        try:
            found = await self._work(lambda: self._verdicts(uri, text))
        except TitreError as error:
            self._publish(uri, number, [])
            self._tell(error.message.render(self._language))
            return
        except Exception as error:  # noqa: BLE001 - a fault of one text must not end the writer's session
            self._publish(uri, number, [])
            self._tell(f"{type(error).__name__}: {error}")
            return
        positions = Positions(text, str(getattr(encoding, "value", encoding) or "utf-16"))
        checked = _Checked(number, found, positions)
        diagnostics = await self._work(lambda: list(_diagnostics(checked, self._language)))
        self._checked[uri] = checked
        self._publish(uri, number, diagnostics)

    def _verdicts(self, uri: str, text: str) -> Check:
        desk = self._desk(uri)
        found = desk.check(text, published=self._published, source=uri)
        if found.published is not None:
            return found
        # What is being written is read as of today.
        return desk.check(text, published=today(SystemClock()), source=uri)

    def _desk(self, uri: str) -> Desk:
        """Return the desk that was named, else the nearest one above the text.

        Raises:
            DeskMissing: there is none.
        """
        if self._folder is not None:
            wanted = self._folder
        else:
            path = to_fs_path(uri) if uri.startswith("file:") else None
            root = self.server.workspace.root_path
            wanted = Path(path).parent if path else Path(root or ".").resolve()
        if wanted not in self._desks:
            self._desks[wanted] = Desk(wanted) if self._folder is not None else Desk.nearest(wanted)
        desk = self._desks[wanted]
        if not (desk.path / "desk.toml").is_file():
            del self._desks[wanted]
            raise DeskMissing(desk.path, upwards=False)
        return desk

    async def _work(self, task: Callable[[], _Result]) -> _Result:
        return await asyncio.get_running_loop().run_in_executor(self._worker, task)

    # -- what the editor is told -----------------------------------------------------------------

    def _current(self, uri: str) -> _Checked | None:
        """Return the check of a text if the text has not changed since."""
        checked = self._checked.get(uri)
        if checked is None or self.server.workspace.get_text_document(uri).source != checked.check.text:
            return None
        return checked

    def _publish(self, uri: str, number: int | None, diagnostics: list[types.Diagnostic]) -> None:
        self.server.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, diagnostics, version=number)
        )

    def _tell(self, text: str) -> None:
        """Tell what is wrong, each thing once: a message at each key pressed would be worse than none."""
        if text not in self._told:
            self._told.add(text)
            self.server.window_show_message(
                types.ShowMessageParams(types.MessageType.Warning, f"Titre: {text}")
            )


def _function(handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a handler as a function: pygls writes on what it registers, which a method does not allow."""
    if inspect.iscoroutinefunction(handler):

        async def waiting(params: Any) -> Any:  # noqa: ANN401 - pygls would hand the server to an object
            return await handler(params)

        return waiting
    return lambda params: handler(params)  # noqa: PLW0108 - the method itself is what pygls cannot take


def serve(folder: Path | None, language: str) -> None:
    """Serve an editor over the standard streams until it has gone."""
    Verdicts(folder, language).server.start_io()


def _diagnostics(checked: _Checked, language: str) -> Iterator[types.Diagnostic]:
    for claim in checked.check.claims:
        if claim.verdict not in _SEVERITIES:
            continue
        address = filing_of(claim)
        yield types.Diagnostic(
            range=_range(claim, checked.positions),
            message=line(claim, language),
            severity=_SEVERITIES[claim.verdict],
            code=claim.verdict.value,
            code_description=None if address is None else types.CodeDescription(href=address),
            source="titre",
        )


def _range(claim: Claim, positions: Positions) -> types.Range:
    return types.Range(*(types.Position(*positions.at(offset)) for offset in (claim.start, claim.end)))


def _replacement(uri: str, claim: Claim, right: str, positions: Positions, language: str) -> types.CodeAction:
    edit = types.TextEdit(_range(claim, positions), right)
    return types.CodeAction(
        title=say("Replace by {words}", words=right).render(language),
        kind=types.CodeActionKind.QuickFix,
        is_preferred=True,
        edit=types.WorkspaceEdit(changes={uri: [edit]}),
    )
