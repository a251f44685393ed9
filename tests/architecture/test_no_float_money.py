"""No binary float where money is computed: a float is allowed for drawing and in batch only."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
EXACT_LAYERS = (
    "language",
    "statements",
    "contracts",
    "quality",
    "facts",
    "episodes",
    "settlement",
    "core",
)
SOURCES = sorted(
    [
        *(path for layer in EXACT_LAYERS for path in ROOT.glob(f"vbc_rules/{layer}/**/*.py")),
        *ROOT.glob("plugins/*/src/**/*.py"),
    ]
)


def _floats(source: Path) -> list[int]:
    """Return the lines that write a float literal or make a float."""
    nodes = ast.walk(ast.parse(source.read_text(encoding="utf-8")))
    return [node.lineno for node in nodes if isinstance(node, ast.expr) and _makes_float(node)]


def _makes_float(node: ast.expr) -> bool:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, float)
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "float"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_money_code_has_no_float(source: Path) -> None:
    assert _floats(source) == []
