"""An editor that speaks LSP over the standard streams: in its own few lines of JSON-RPC."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import threading
from typing import TYPE_CHECKING, Any, Self

from fakes.commands import COMMAND

if TYPE_CHECKING:
    from pathlib import Path

_WAIT = 60.0
"""seconds for an answer, on a machine that is busy"""


class Editor:
    """Starts ``titre lsp`` in a folder, and talks with it."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        plain = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "TITRE_"))}
        self.process = subprocess.Popen(
            [str(COMMAND), *arguments, "lsp"],
            cwd=folder,
            env={**plain, "LANG": "C.UTF-8", "LANGUAGE": "", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._heard: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._kept: list[dict[str, Any]] = []
        self._asked = 0
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.ask("shutdown", None)
            self.say("exit", None)
        self.process.wait(_WAIT)
        self._listener.join(_WAIT)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()

    def begin(self, folder: Path, **options: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON holds
        """Do the handshake; return what the server says it can."""
        answer = self.ask(
            "initialize",
            {
                "processId": os.getpid(),
                "rootUri": folder.as_uri(),
                "capabilities": {},
                "initializationOptions": options,
            },
        )
        self.say("initialized", {})
        capabilities: dict[str, Any] = answer["capabilities"]
        return capabilities

    def open(self, uri: str, text: str) -> list[dict[str, Any]]:
        """Open a text; return its diagnostics."""
        document = {"uri": uri, "languageId": "markdown", "version": 1, "text": text}
        self.say("textDocument/didOpen", {"textDocument": document})
        return self.diagnostics(uri, 1)

    def change(self, uri: str, text: str, version: int) -> None:
        """Write another text."""
        document = {"uri": uri, "version": version}
        self.say("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})

    def diagnostics(self, uri: str, version: int | None) -> list[dict[str, Any]]:
        """Return the diagnostics of a version of a text, once they are there."""
        while True:
            told = self.hear("textDocument/publishDiagnostics")
            if told["uri"] == uri and told.get("version") == version:
                diagnostics: list[dict[str, Any]] = told["diagnostics"]
                return diagnostics

    def hear(self, method: str) -> dict[str, Any]:
        """Return what a notification of the server says, once it is there."""
        message = self._wait(lambda message: message.get("method") == method)
        parameters: dict[str, Any] = message["params"]
        return parameters

    def ask(self, method: str, parameters: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return the answer to a request.

        Raises:
            RuntimeError: the server answers with an error.
        """
        self._asked += 1
        number = self._asked
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": parameters})
        answer = self._wait(lambda message: message.get("id") == number and "method" not in message)
        if "error" in answer:
            raise RuntimeError(answer["error"]["message"])
        return answer["result"]

    def say(self, method: str, parameters: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Tell the server something."""
        self._send({"jsonrpc": "2.0", "method": method, "params": parameters})

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        assert self.process.stdin is not None
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        self.raw(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def _wait(self, wanted: Any) -> dict[str, Any]:  # noqa: ANN401 - a predicate
        for message in self._kept:
            if wanted(message):
                self._kept.remove(message)
                return message
        while True:
            heard = self._heard.get(timeout=_WAIT)
            if heard is None:
                assert self.process.stderr is not None
                raise AssertionError(f"the server ended: {self.process.stderr.read().decode()}")
            if wanted(heard):
                return heard
            self._kept.append(heard)

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while header := stream.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                header = stream.readline()
            self._heard.put(json.loads(stream.read(length)))
        self._heard.put(None)
