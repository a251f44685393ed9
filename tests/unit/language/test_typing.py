"""The author's side under mypy --strict: right code passes, each wrong line is named."""

from __future__ import annotations

import re
import runpy
from pathlib import Path

import pytest
from mypy import api

FOLDER = Path(__file__).with_name("typed")
CONFIGURATION = Path(__file__).parents[3] / "pyproject.toml"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what mypy says about the examples."""
    cache = tmp_path_factory.mktemp("mypy")
    files = [str(file) for file in sorted(FOLDER.glob("*.py"))]
    options = [f"--config-file={CONFIGURATION}", f"--cache-dir={cache}", "--no-pretty"]
    return api.run([*options, *files])[0]


def found(report: str, file: str) -> set[tuple[int, str]]:
    lines = re.findall(rf"{file}:(\d+): error: .*\[([\w-]+)\]$", report, re.MULTILINE)
    return {(int(line), code) for line, code in lines}


def expected(file: str) -> set[tuple[int, str]]:
    lines = (FOLDER / file).read_text(encoding="utf-8").splitlines()
    marks = (
        (number, re.search(r"# expect: ([\w-]+)$", line)) for number, line in enumerate(lines, 1)
    )
    return {(number, mark[1]) for number, mark in marks if mark}


def test_right_code_passes(report: str) -> None:
    assert found(report, "right.py") == set()


def test_every_wrong_line_is_named_with_its_error(report: str) -> None:
    assert expected("wrong.py") <= found(report, "wrong.py")


def test_only_wrong_lines_are_named(report: str) -> None:
    beside = {line for line, _ in found(report, "wrong.py")} - {
        line for line, _ in expected("wrong.py")
    }
    assert beside == set()


def test_right_code_is_also_accepted_by_the_tracer() -> None:
    runpy.run_path(str(FOLDER / "right.py"))
