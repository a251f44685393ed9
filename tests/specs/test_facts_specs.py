"""Facts files with one defect each, and the exact words in which it is reported.

`pytest tests/specs --accept` records the words anew; the change is then read like code.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import sample_facts

from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.facts.readers import read_facts

HERE = Path(__file__).parent / "facts"
GOOD = sorted(path.name for path in (HERE / "good").iterdir())
BAD = sorted(path.name for path in (HERE / "bad").iterdir() if path.suffix != ".out")


@pytest.fixture(autouse=True)
def _beside_the_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HERE)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_read(name: str) -> None:
    table = read_facts(Path("good", name), sample_facts.declared_for(name.partition(".")[0]))
    assert table.facts_of(0)


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_reported_in_these_words(name: str, request: pytest.FixtureRequest) -> None:
    path = Path("bad", name)
    with pytest.raises(Refusal) as refused:
        read_facts(path, sample_facts.declared_for(name.partition(".")[0]))
    findings = refused.value.diagnostics
    assert {finding.code for finding in findings} <= set(CODES)
    source = path.read_text(encoding="utf-8", errors="replace")
    shown = render_text(findings, {str(path): source})
    recorded = path.with_name(f"{name}.out")
    if request.config.getoption("--accept", default=False):
        recorded.write_text(shown, encoding="utf-8")
    assert shown == recorded.read_text(encoding="utf-8")


def test_no_recorded_output_is_without_its_file() -> None:
    outputs = {path.stem for path in (HERE / "bad").glob("*.out")}
    assert outputs == set(BAD)
