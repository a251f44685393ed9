"""The language server of YAML editors, spoken to as an editor does: LSP over its standard input.

The server is the one of VS Code's YAML extension, installed by `make editor`. It is told to
use no catalogue of schemas, so that it needs no network.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from threading import Timer
from types import TracebackType
from typing import Any, Self

import attrs
import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
MODULES = HERE / "node_modules"
SERVER = MODULES / "yaml-language-server" / "bin" / "yaml-language-server"
SETTINGS: dict[str, Any] = {
    "validate": True,
    "hover": True,
    "completion": True,
    "schemaStore": {"enable": False},
    "kubernetesCRDStore": {"enable": False},
    "schemas": {},
}
_PATIENCE = 120  # seconds until a server that says nothing is ended, which fails the test
_MARKDOWN = {"contentFormat": ["markdown"], "documentationFormat": ["markdown"]}
_CAPABILITIES = {
    "workspace": {"configuration": True, "workspaceFolders": True},
    "textDocument": {
        "hover": _MARKDOWN,
        "completion": {"completionItem": {"snippetSupport": True, **_MARKDOWN}},
        "publishDiagnostics": {},
    },
}


def require(installed: Path) -> None:
    """Skip where Node.js or what npm installs is absent: `make editor` installs it."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is absent")
    if not installed.exists():
        pytest.skip(f"{installed.relative_to(HERE)} is absent: run `make editor`")


@attrs.frozen
class Mark:
    """What an editor underlines: the text, and what it says about it."""

    text: str
    line: int
    message: str


class LanguageServer:
    """A running server with the project as its workspace."""

    def __init__(self, **settings: Any) -> None:
        """Start the server, with settings of an editor, and agree on what both sides can do."""
        self._settings = {**SETTINGS, **settings}
        node = shutil.which("node") or "node"
        self._process = subprocess.Popen(  # noqa: S603 - the server that npm installed
            [node, str(SERVER), "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._last = 0
        self._published: dict[str, list[Any]] = {}
        folder = {"uri": ROOT.as_uri(), "name": "vbc-rules"}
        opening = {"processId": None, "rootUri": ROOT.as_uri(), "workspaceFolders": [folder]}
        self.request("initialize", {**opening, "capabilities": _CAPABILITIES})
        self._notify("initialized", {})

    def __enter__(self) -> Self:
        """Return the server."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End the server as the protocol asks."""
        if self._process.poll() is None:
            self.request("shutdown", None)
            self._notify("exit", None)
        for stream in (self._process.stdin, self._process.stdout):
            assert stream is not None
            stream.close()
        self._process.wait(_PATIENCE)

    def open(self, path: Path, text: str) -> Document:
        """Show a text to the server as the file at a path, which need not exist."""
        uri = path.as_uri()
        item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._published.pop(uri, None)
        self._notify("textDocument/didOpen", {"textDocument": item})
        return Document(self, uri, text)

    def close(self, uri: str) -> None:
        """Close a file."""
        self._notify("textDocument/didClose", {"textDocument": {"uri": uri}})

    def request(self, method: str, params: Any) -> Any:
        """Send a request and return its result."""
        self._last += 1
        asked = self._last
        self._send({"id": asked, "method": method, "params": params})
        while True:
            message = self._receive()
            if message.get("id") == asked and "method" not in message:
                assert "error" not in message, message["error"]
                return message.get("result")

    def published(self, uri: str) -> list[Any]:
        """Return the diagnostics of a file, when the server has published them."""
        while uri not in self._published:
            self._receive()
        return self._published[uri]

    def _notify(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _receive(self) -> dict[str, Any]:
        """Return the next message, after doing what the server asks in it."""
        watchdog = Timer(_PATIENCE, self._process.kill)
        watchdog.start()
        try:
            message = self._message()
        finally:
            watchdog.cancel()
        if message.get("method") == "textDocument/publishDiagnostics":
            self._published[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            self._send({"id": message["id"], "result": self._answer(message)})
        return message

    def _answer(self, message: dict[str, Any]) -> Any:
        """Return what an editor answers to a request of the server."""
        if message["method"] != "workspace/configuration":
            return None
        sections = [item.get("section") for item in message["params"]["items"]]
        return [self._settings if section == "yaml" else {} for section in sections]

    def _message(self) -> dict[str, Any]:
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        assert length, "the language server has ended"
        found: dict[str, Any] = json.loads(stream.read(length))
        return found


@attrs.frozen
class Document:
    """A file that is open in the editor."""

    server: LanguageServer
    uri: str
    text: str

    def completions(self, after: str) -> dict[str, Any]:
        """Return what the editor offers behind a text that stands once, by label."""
        offered = self.offers_at(self.text.index(after) + len(after))
        return {item["label"]: item for item in offered}

    def labels(self, after: str) -> list[str]:
        """Return the labels of all that the editor offers behind a text."""
        return [item["label"] for item in self.offers_at(self.text.index(after) + len(after))]

    def hover(self, over: str) -> str:
        """Return what the editor shows over the beginning of a text."""
        return self.hover_at(self.text.index(over) + 1)

    def offers_at(self, offset: int) -> list[dict[str, Any]]:
        """Return all that the editor offers at a place in the text."""
        found = self._at("textDocument/completion", offset)
        items: list[dict[str, Any]] = found["items"] if isinstance(found, dict) else found or []
        return items

    def hover_at(self, offset: int) -> str:
        """Return what the editor shows over a place in the text."""
        found = self._at("textDocument/hover", offset)
        return str(found["contents"]["value"]) if found else ""

    def marks(self) -> list[Mark]:
        """Return what the editor underlines, from top to bottom."""
        found = sorted(self.server.published(self.uri), key=lambda one: _start(one["range"]))
        return [self._mark(one) for one in found]

    def close(self) -> None:
        """Close the file."""
        self.server.close(self.uri)

    def _mark(self, found: Any) -> Mark:
        lines = self.text.splitlines(keepends=True)
        start, end = found["range"]["start"], found["range"]["end"]
        begin, stop = (
            sum(map(len, lines[: one["line"]])) + one["character"] for one in (start, end)
        )
        return Mark(self.text[begin:stop], start["line"] + 1, found["message"])

    def _at(self, method: str, offset: int) -> Any:
        before = self.text[:offset]
        line, character = before.count("\n"), offset - (before.rfind("\n") + 1)
        place = {"line": line, "character": character}
        return self.server.request(method, {"textDocument": {"uri": self.uri}, "position": place})


def _start(span: Any) -> tuple[int, int]:
    return span["start"]["line"], span["start"]["character"]
