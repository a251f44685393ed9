"""The core knows no carrier: the names of the plugins' namespaces do not occur in it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORE_FILES = sorted(
    path
    for path in ROOT.glob("vbc_rules/**/*")
    if path.is_file() and "__pycache__" not in path.parts
)


def _namespaces() -> list[str]:
    files = sorted(ROOT.glob("plugins/*/pyproject.toml"))
    projects = [tomllib.loads(file.read_text(encoding="utf-8"))["project"] for file in files]
    return [name for project in projects for name in project["entry-points"]["vbc_rules"]]


@pytest.mark.parametrize("source", CORE_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_core_names_no_carrier(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    named = [name for name in _namespaces() if re.search(rf"\b{name}\b", text, re.IGNORECASE)]
    assert named == []


def test_every_plugin_of_the_repository_has_a_namespace() -> None:
    assert len(_namespaces()) >= len(list(ROOT.glob("plugins/*/pyproject.toml")))
