from __future__ import annotations

from pathlib import Path

import pytest

from tests.harbor import write_case
from vbc_rules.core import plugin as core
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.origin import Origin
from vbc_rules.hooks.registry import Registry
from vbc_rules.testing import CaseChecker, read_cases

CASE = """
contract: harbor
period: 2024
facts: {{benchmark: 100, expenditure: 99.99, quality_score: 0.7}}
cases:
  - case: one
    expect: {expect}
"""


@pytest.fixture
def checker() -> CaseChecker:
    origin = Origin("core", "vbc-rules", "1.0", "vbc_rules.core.plugin")
    return CaseChecker(Registry([origin], lambda _: core))


def told(folder: Path, expect: str, checker: CaseChecker) -> list[str]:
    path = write_case(folder, CASE.format(expect=expect))
    found = [one for case in read_cases(path) for one in checker.differences(case)]
    return [str(one).replace(f"{folder}/", "") for one in found]


@pytest.mark.parametrize(
    "expect",
    [
        "{quality_factor: 0.7, shared_savings: 0.0035, settlement: 0}",
        "{shared_savings: {rounded: 0.004}}",
        "{shared_savings: {rounded: 0.0035}}",
    ],
)
def test_what_comes_out_as_expected_is_no_difference(
    expect: str, tmp_path: Path, checker: CaseChecker
) -> None:
    assert told(tmp_path, expect, checker) == []


def test_a_number_is_compared_to_its_last_digit(tmp_path: Path, checker: CaseChecker) -> None:
    assert told(tmp_path, "{shared_savings: 0.00350001}", checker) == [
        "harbor.case.yaml:7:30: one: shared_savings is 0.0035, expected 0.00350001"
    ]


def test_a_rounded_number_is_compared_to_the_decimals_written(
    tmp_path: Path, checker: CaseChecker
) -> None:
    assert told(tmp_path, "{shared_savings: {rounded: 0.0030}}", checker) == [
        "harbor.case.yaml:7:30: one: shared_savings is 0.0035, expected 0.0030 (rounded)"
    ]


@pytest.mark.parametrize(
    ("expect", "code", "hint"),
    [
        ("{setlement: 0}", "VBC562", "did you mean `settlement`?"),
        ("{settlement: {esrd: 0}}", "VBC560", "write a number, or {rounded: 0.0335856}"),
    ],
)
def test_an_expectation_that_fits_no_clause_is_refused(
    expect: str, code: str, hint: str, tmp_path: Path, checker: CaseChecker
) -> None:
    with pytest.raises(Refusal) as refused:
        told(tmp_path, expect, checker)
    assert [(one.code, one.hint) for one in refused.value.diagnostics] == [(code, hint)]


def test_facts_are_checked_and_placed_in_the_case_file(
    tmp_path: Path, checker: CaseChecker
) -> None:
    path = write_case(tmp_path, CASE.format(expect="{}").replace("0.7", "75"))
    with pytest.raises(Refusal) as refused:
        checker.differences(read_cases(path)[0])
    [finding] = refused.value.diagnostics
    assert (finding.code, str(finding.place)) == ("VBC412", f"{path}:4:60")
