"""One language server for each module of tests: starting it takes longer than asking it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from language_server import ROOT, SERVER, Document, LanguageServer, require

BESIDE = ROOT / "contract_specs" / "example"
NUMBERS = count(1)  # a server keeps what it knows of a file: each text gets its own
SCHEMA_LINE = "# yaml-language-server: $schema=../../schemas/contract.schema.json\n"


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """Return the language server of YAML editors."""
    require(SERVER)
    with LanguageServer() as running:
        yield running


@pytest.fixture
def editor(server: LanguageServer) -> Iterator[Callable[[str], Document]]:
    """Return a function that opens a text as a contract beside the example contracts."""
    opened = []

    def show(text: str) -> Document:
        document = server.open(BESIDE / f"untitled-{next(NUMBERS)}.yaml", SCHEMA_LINE + text)
        opened.append(document)
        return document

    yield show
    for document in opened:
        document.close()
