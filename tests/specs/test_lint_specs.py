"""Valid contracts that lint finds something in, and the exact words in which it says so.

A file named by a code shows the findings of that code only. `pytest tests/specs --accept`
records the words anew; the change is then read like code.
"""

from __future__ import annotations

import re
from pathlib import Path

import acme
import broken
import pytest

from vbc_rules.core import plugin as core
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry
from vbc_rules.lint.linting import lint_file

HERE = Path(__file__).parent
CONTRACTS = sorted(path.name for path in (HERE / "lint").glob("*.yaml"))
OF_CONFIGURATION = {"VBC952", "VBC953"}


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry:
    monkeypatch.chdir(HERE)
    return Registry.of(core, acme, broken)


def meant(name: str, finding: Diagnostic) -> bool:
    """Tell whether a file is about a finding."""
    code = re.match(r"(vbc|acme)\d{3}", name)
    return code is None or finding.code == code[0].upper()


@pytest.mark.parametrize("name", CONTRACTS)
def test_lint_says_it_in_these_words(
    name: str, registry: Registry, request: pytest.FixtureRequest
) -> None:
    path = Path("lint", name)
    findings = [one for one in lint_file(path, registry) if meant(name, one)]
    assert findings
    assert {one.severity for one in findings if one.code != "VBC954"} <= {"warning"}
    shown = render_text(findings, {str(path): path.read_text(encoding="utf-8")})
    recorded = path.with_suffix(".out")
    if request.config.getoption("--accept", default=False):
        recorded.write_text(shown, encoding="utf-8")
    assert shown == recorded.read_text(encoding="utf-8")


def test_every_rule_of_lint_has_a_contract_that_it_finds_something_in() -> None:
    outputs = "".join(path.read_text(encoding="utf-8") for path in (HERE / "lint").glob("*.out"))
    told = set(re.findall(r"VBC9\d\d", outputs))
    assert told == {code for code in CODES if code.startswith("VBC9")} - OF_CONFIGURATION


def test_no_recorded_output_is_without_its_contract() -> None:
    outputs = {path.stem for path in (HERE / "lint").glob("*.out")}
    assert outputs == {Path(name).stem for name in CONTRACTS}
