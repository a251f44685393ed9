"""Layouts, and published files read by one, with one defect each, in the exact words.

`pytest tests/specs --accept` records the words anew; the change is then read like code.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import sample_facts

from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.facts.layouts import load_layout_file, read_published
from vbc_rules.facts.layouts.contract_facts import contract_facts

HERE = Path(__file__).parent
LAYOUTS = sorted(path.name for path in (HERE / "layouts" / "bad").glob("*.yaml"))
FILES = sorted(path.name for path in (HERE / "published" / "bad").glob("*.csv"))
GOOD = sorted(path.name for path in (HERE / "published" / "good").glob("*.csv"))


@pytest.fixture(autouse=True)
def _beside_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


def read(path: Path) -> None:
    """Read a published file and the facts of all of its contracts."""
    file = read_published(path, load_layout_file(Path("layouts/good/results.yaml")))
    for contract in file.contracts():
        assert contract_facts(file, contract, sample_facts.FACTS).entities


def check(read: Callable[[Path], object], path: Path, *, accept: bool) -> None:
    """The refusal is worded as it was recorded."""
    with pytest.raises(Refusal) as refused:
        read(path)
    findings = refused.value.diagnostics
    assert {finding.code for finding in findings} <= set(CODES)
    shown = render_text(findings, {str(path): path.read_text(encoding="utf-8")})
    recorded = path.with_suffix(".out")
    if accept:
        recorded.write_text(shown, encoding="utf-8")
    assert shown == recorded.read_text(encoding="utf-8")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept", default=False))


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_bad_layout_is_reported_in_these_words(name: str, *, accept: bool) -> None:
    check(load_layout_file, Path("layouts", "bad", name), accept=accept)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_published_file_is_read(name: str) -> None:
    read(Path("published", "good", name))


@pytest.mark.parametrize("name", FILES)
def test_a_bad_published_file_is_reported_in_these_words(name: str, *, accept: bool) -> None:
    check(read, Path("published", "bad", name), accept=accept)


@pytest.mark.parametrize("folder", ["layouts", "published"])
def test_no_recorded_output_is_without_its_file(folder: str) -> None:
    outputs = {path.stem for path in (HERE / folder / "bad").glob("*.out")}
    assert outputs == {Path(name).stem for name in (LAYOUTS if folder == "layouts" else FILES)}
