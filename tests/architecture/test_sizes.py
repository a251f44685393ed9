"""Files and functions stay small enough to be read at a glance."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_MEDIAN = 10

SOURCES = sorted([*ROOT.glob("vbc_rules/**/*.py"), *ROOT.glob("plugins/*/src/**/*.py")])
Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def _lengths(source: Path) -> tuple[tuple[str, int], ...]:
    """Return each function of a file with its lines; a file is parsed once for all tests."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    return tuple((node.name, _lines(node)) for node in ast.walk(tree) if isinstance(node, Function))


def _lines(function: Function) -> int:
    """Count the lines of the body; a docstring is no burden."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_at_most_400_lines_long(source: Path) -> None:
    assert len(source.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_function_is_at_most_50_lines_long(source: Path) -> None:
    assert [(name, lines) for name, lines in _lengths(source) if lines > LONGEST_FUNCTION] == []


def test_half_of_all_functions_are_at_most_10_lines_long() -> None:
    assert median(lines for file in SOURCES for _, lines in _lengths(file)) <= LONGEST_MEDIAN
