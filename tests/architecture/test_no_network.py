"""No command opens a connection, and no result depends on the time or the environment."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT / "vbc_rules" / "testing" / "kit"
"""What watches plugins names what they may not touch, and draws rows with a fixed seed."""
SOURCES = sorted(
    source
    for source in [*ROOT.glob("vbc_rules/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")]
    if KIT not in source.parents
)
CONNECTING = {"ftplib", "http", "httpx", "requests", "smtplib", "socket", "ssl", "urllib.request"}
CHANGING = {"locale", "random", "time", "zoneinfo"}
ASKING = {"environ", "getenv", "now", "today", "utcnow"}


def imported(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found | {name.partition(".")[0] for name in found}


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_asks_neither_the_network_nor_the_clock_nor_the_environment(source: Path) -> None:
    tree = ast.parse(source.read_text(encoding="utf-8"))
    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert imported(tree) & (CONNECTING | CHANGING) == set()
    assert asked & ASKING == set()
