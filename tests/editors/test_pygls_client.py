"""The language server, driven by a client that is not ours: pygls's, on a text of a book's length."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import pytest

from fakes.commands import COMMAND
from titre.desk import Desk

if TYPE_CHECKING:
    from pathlib import Path

    from lsprotocol.types import PublishDiagnosticsParams

pytest.importorskip("pygls")

_FACTS = """\
cik,entity,concept,unit,start,end,value,accession,form,filed
77,Example Corp,us-gaap:Revenues,USD,2024-01-01,2024-12-31,1250000000,0000000077-25-000001,10-K,2025-02-03
"""
_CLAIM = "\U0001f4c8 Example Corp's revenue was $1.52bn in 2024."
_FILLER = "Customers had told them so over the summer, and more than once. "
_PIECE = _FILLER * 40 + _CLAIM + " "
_PIECES = 30
_WAIT = 120.0
"""seconds, on a machine that is busy"""


def test_a_text_of_one_huge_line_hasty_typing_and_cancelled_questions(tmp_path: Path) -> None:
    desk = Desk.create(tmp_path / "desk")
    (tmp_path / "facts.csv").write_text(_FACTS, "utf-8")
    assert desk.import_([tmp_path / "facts.csv"], workers=0).findings == []
    asyncio.run(_talk(desk.path))


async def _talk(folder: Path) -> None:
    from lsprotocol import types
    from pygls.lsp.client import LanguageClient

    client = LanguageClient("test", "1")
    told: asyncio.Queue[PublishDiagnosticsParams] = asyncio.Queue()

    def published(params: PublishDiagnosticsParams) -> None:
        told.put_nowait(params)

    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
    plain = {key: value for key, value in os.environ.items() if not key.startswith("TITRE_")}
    await client.start_io(str(COMMAND), "lsp", cwd=folder, env={**plain, "LANG": "C.UTF-8"})
    begun = await client.initialize_async(
        types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=folder.as_uri())
    )
    assert begun.capabilities.hover_provider
    client.initialized(types.InitializedParams())
    uri = (folder / "letters" / "long.md").as_uri()
    text = _PIECE * _PIECES
    document = types.TextDocumentItem(uri=uri, language_id="markdown", version=1, text=text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(document))
    # While the long text is read its writer goes on: only the last version counts.
    for version in range(2, 6):
        change = types.TextDocumentContentChangeWholeDocument(text=text + "x" * version)
        client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(uri=uri, version=version), [change]
            )
        )
    async with asyncio.timeout(_WAIT):
        while (last := await told.get()).version != 5:
            assert last.version == 1
    assert [one.code for one in last.diagnostics] == ["contradicted"] * _PIECES
    place = last.diagnostics[-1].range.start
    assert place.line == 0
    # An editor counts in units of UTF-16, of which each chart before takes two.
    assert place.character == text.rindex("$1.52bn") + _PIECES
    asked = types.HoverParams(types.TextDocumentIdentifier(uri=uri), place)
    forgotten = asyncio.ensure_future(client.text_document_hover_async(asked))
    await asyncio.sleep(0)
    forgotten.cancel()
    async with asyncio.timeout(_WAIT):
        hover = await client.text_document_hover_async(asked)
    assert hover is not None
    assert "$1.25bn" in str(hover.contents)
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]  # pygls leaves it without types
