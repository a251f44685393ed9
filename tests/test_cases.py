"""Every worked example beside the contracts comes out exactly."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.hooks.registry import Registry
from vbc_rules.testing import Case, CaseChecker, cases_in

CONTRACTS = Path(__file__).parents[1] / "contract_specs"
CASES = cases_in(CONTRACTS)


@pytest.fixture(scope="module")
def checker() -> CaseChecker:
    return CaseChecker(Registry.installed())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_worked_example_comes_out_exactly(case: Case, checker: CaseChecker) -> None:
    assert "\n".join(map(str, checker.differences(case))) == ""


def test_every_contract_has_a_case() -> None:
    contracts = {path for path in CONTRACTS.rglob("*.yaml") if "." not in path.stem}
    covered = {path for case in CASES for path in (case.contract, *templates(case))}
    assert contracts - covered == set()


def templates(case: Case) -> list[Path]:
    """Return the contracts of a book, if the case is about one of its agreements."""
    if not case.agreement:
        return []
    listed = read_document(case.contract).value["agreements"]
    folder = case.contract.parent
    return [folder / one["contract"] for one in listed if one["agreement"] == case.agreement]
