"""Contracts with one defect each, and the exact words in which it is reported.

`pytest tests/specs --accept` records the words anew; the change is then read like code.
"""

from __future__ import annotations

from pathlib import Path

import acme
import broken
import faulty
import pytest

from vbc_rules.contracts.load import check_contract
from vbc_rules.core import plugin as core
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry

HERE = Path(__file__).parent
GOOD = sorted(path.name for path in (HERE / "good").glob("*.yaml") if "." not in path.stem)
BAD = sorted(path.name for path in (HERE / "bad").glob("*.yaml") if "." not in path.stem)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    monkeypatch.chdir(HERE)
    return Registry.of(core, acme, broken, faulty)


@pytest.mark.parametrize("name", GOOD)
def test_a_good_contract_has_no_findings(name: str, registry: Registry) -> None:
    contract, findings = check_contract(Path("good", name), registry)
    assert findings == ()
    assert contract is not None


@pytest.mark.parametrize("name", BAD)
def test_a_bad_contract_is_reported_in_these_words(
    name: str, registry: Registry, request: pytest.FixtureRequest
) -> None:
    path = Path("bad", name)
    contract, findings = check_contract(path, registry)
    assert contract is None
    assert {finding.code for finding in findings} <= {*CODES, "ACME001"}
    source = path.read_text(encoding="utf-8", errors="replace")
    shown = render_text(findings, {str(path): source}).replace(f"{HERE}/", "")
    recorded = path.with_suffix(".out")
    if request.config.getoption("--accept", default=False):
        recorded.write_text(shown, encoding="utf-8")
    assert shown == recorded.read_text(encoding="utf-8")


def test_no_recorded_output_is_without_its_contract() -> None:
    outputs = {path.stem for path in (HERE / "bad").glob("*.out")}
    assert outputs == {Path(name).stem for name in BAD}
