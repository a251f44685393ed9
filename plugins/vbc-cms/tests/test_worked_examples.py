"""Worked examples under contracts in round numbers, which nobody agreed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.hooks.registry import Registry
from vbc_rules.testing import Case, CaseChecker, cases_in

CASES = cases_in(Path(__file__).parent / "worked")


@pytest.fixture(scope="module")
def checker() -> CaseChecker:
    return CaseChecker(Registry.installed())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_example_comes_out_exactly(case: Case, checker: CaseChecker) -> None:
    assert "\n".join(map(str, checker.differences(case))) == ""
