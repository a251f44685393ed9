"""`vbc test` and the pytest plugin: cases in any folder, what differs, recording anew."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran
from tests.harbor import CONTRACT, write_case

CASES = """\
# Kept comment.
contract: harbor
period: 2024
facts: {benchmark: 1000.00, expenditure: 900.00, quality_score: 0.7}
cases:
  - case: saved
    expect: {gross_savings: 100, settlement: 35.00}  # half, by quality
  - case: lost
    facts: {expenditure: 1100}
    expect: {settlement: 0}
  - case: unreported
    facts: {expenditure: -1}
    findings: [VBC412]
"""


def write(folder: Path, cases: str = CASES) -> Path:
    return write_case(folder, cases)


def test_cases_that_come_out_are_counted(vbc: Callable[..., Ran], office: Path) -> None:
    write(office)
    assert vbc("test", ".") == Ran(0, "3 cases passed\n", "")


def test_findings_of_several_cases_are_told_once(vbc: Callable[..., Ran], office: Path) -> None:
    write(office)
    broken = CONTRACT.replace("sharing_rate", "sharing_rte")
    (office / "harbor.yaml").write_text(broken, encoding="utf-8")
    ran = vbc("test", ".")
    assert ran.out.count("has no key `sharing_rte`") == 1
    assert "FAILED harbor.case.yaml: lost\n  refused with the same findings as: saved\n" in ran.out


def test_a_case_that_differs_shows_how_the_first_difference_came_about(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office, CASES.replace("35.00", "36.00"))
    ran = vbc("test", "harbor.case.yaml")
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[0] == "FAILED harbor.case.yaml: saved"
    assert lines[1] == ("  harbor.case.yaml:7:46: saved: settlement is 35, expected 36.00")
    assert any("settlement = $35.00" in line for line in lines)
    assert lines[-1] == "1 of 3 cases failed"


def test_accept_records_what_was_computed_and_nothing_else(
    vbc: Callable[..., Ran], office: Path
) -> None:
    path = write(
        office, CASES.replace("35.00", "36.00").replace("gross_savings: 100", "gross_savings: 99")
    )
    ran = vbc("test", ".", "--accept")
    assert ran == Ran(0, "3 cases passed\n", "recorded 2 in harbor.case.yaml\n")
    assert path.read_text(encoding="utf-8") == CASES.replace("35.00", "35")


def test_a_case_that_is_not_refused_as_expected_differs(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office, CASES.replace("expenditure: -1", "expenditure: 1"))
    ran = vbc("test", ".")
    assert ran.code == 1
    assert "unreported: findings is none, expected VBC412" in ran.out


def test_expected_findings_are_never_recorded_by_themselves(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office, CASES.replace("[VBC412]", "[VBC406]"))
    ran = vbc("test", ".", "--accept")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC568: What case unreported expects of findings cannot be recorded." in ran.err


def test_a_contract_that_is_refused_fails_its_cases_with_its_findings(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office)
    (office / "harbor.yaml").write_text(CONTRACT.replace("sharing_rate", "sharing_rte"))
    ran = vbc("test", ".")
    assert ran.code == 1
    assert "harbor.yaml:14:7: error VBC101" in ran.out
    assert ran.out.endswith("3 of 3 cases failed\n")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("expect: {settlement: 0}\n    tolerance: 1", "amounts are compared exactly"),
        ("expct: {settlement: 0}", "did you mean `expect`?"),
        ("expect: {settlement: 1e3}", "VBC019"),
    ],
)
def test_a_case_file_is_as_strict_as_a_contract(
    vbc: Callable[..., Ran], office: Path, written: str, said: str
) -> None:
    write(office, CASES.replace("expect: {settlement: 0}", written))
    ran = vbc("test", ".")
    assert (ran.code, ran.out) == (1, "")
    assert said in ran.err


@pytest.mark.parametrize("path", [".", "prairie.yaml"])
def test_a_run_of_no_cases_is_refused(vbc: Callable[..., Ran], path: str) -> None:
    ran = vbc("test", path)
    assert (ran.code, ran.out) == (1, "")
    assert f"VBC567: `{path}` holds no case." in ran.err


# ---- pytest


def test_pytest_collects_each_case_as_a_test(pytester: pytest.Pytester) -> None:
    write(pytester.path)
    pytester.runpytest("-q").assert_outcomes(passed=3)


def test_pytest_shows_what_differs_without_a_traceback(pytester: pytest.Pytester) -> None:
    write(pytester.path, CASES.replace("35.00", "36.00"))
    ran = pytester.runpytest("-q")
    ran.assert_outcomes(passed=2, failed=1)
    ran.stdout.fnmatch_lines(["*settlement is 35, expected 36.00", "*settlement = $35.00*"])
    ran.stdout.no_fnmatch_line("*Traceback*")


def test_pytest_records_cases_only_when_asked(pytester: pytest.Pytester) -> None:
    path = write(
        pytester.path, CASES.replace("35.00", "36.00").replace("settlement: 0}", "settlement: 1}")
    )
    pytester.runpytest("-q", "--accept-cases").assert_outcomes(passed=3)
    assert path.read_text(encoding="utf-8") == CASES.replace("35.00", "35")


def test_pytest_fails_a_file_that_is_no_case_file(pytester: pytest.Pytester) -> None:
    write(pytester.path, "cases: []\nmore: 1\n")
    ran = pytester.runpytest("-q")
    ran.assert_outcomes(errors=1)
    ran.stdout.fnmatch_lines(["*VBC560 `more` is no key here.*"])


def test_pytest_tells_the_findings_of_a_contract(pytester: pytest.Pytester) -> None:
    write(pytester.path)
    (pytester.path / "harbor.yaml").write_text(CONTRACT.replace("sharing_rate", "sharing_rte"))
    ran = pytester.runpytest("-q")
    ran.assert_outcomes(failed=3)
    ran.stdout.fnmatch_lines(["*VBC101 `parameters` has no key `sharing_rte`.*"])
