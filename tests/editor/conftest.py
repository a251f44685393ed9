"""One language server for each module of tests: starting it takes longer than asking it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from language_server import ROOT, SERVER, Document, LanguageServer, require

from vbc_rules.cli.schema import bundled
from vbc_rules.contracts.schema.editors import first_line
from vbc_rules.hooks.registry import Registry

BESIDE = ROOT / "contract_specs" / "example"
NUMBERS = count(1)  # a server keeps what it knows of a file: each text gets its own


@pytest.fixture(scope="module")
def server() -> Iterator[LanguageServer]:
    """Return the language server of YAML editors."""
    require(SERVER)
    with LanguageServer() as running:
        yield running


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where the schema of the installed plugins is written, as it is now."""
    file = tmp_path_factory.mktemp("schema") / "contract.schema.json"
    file.write_text(bundled(Registry.installed()), encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def editor(server: LanguageServer, schema: str) -> Iterator[Callable[[str], Document]]:
    """Return a function that opens a text as a contract beside the example contracts."""
    opened = []

    def show(text: str) -> Document:
        document = server.open(BESIDE / f"untitled-{next(NUMBERS)}.yaml", first_line(schema) + text)
        opened.append(document)
        return document

    yield show
    for document in opened:
        document.close()
