"""Imports point one way: down the layers, and from a plugin to the public names only."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLUGIN_SOURCES = sorted(ROOT.glob("plugins/*/src/**/*.py"))


def _imported(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def test_a_lower_layer_never_imports_a_higher_one() -> None:
    command = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    run = subprocess.run(  # noqa: S603 - our own interpreter and a fixed command
        [sys.executable, "-c", command, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_pages_name_the_layers_in_their_order() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    rooms, _, stages = settings["tool"]["importlinter"]["contracts"]
    layers = [layer.strip("()") for layer in reversed(rooms["layers"])]
    within = ROOT / "vbc_rules" / "contracts"
    folders = [layer for layer in reversed(stages["layers"]) if (within / layer).is_dir()]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)/` \|", page, re.MULTILINE) == [*layers, *folders]
    written = " ".join((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").split())
    assert f"`{' < '.join(layers)}`" in written


@pytest.mark.parametrize("source", PLUGIN_SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_plugin_imports_vbc_rules_only_never_a_module_inside_it(source: Path) -> None:
    assert [name for name in _imported(source) if name.startswith("vbc_rules.")] == []
