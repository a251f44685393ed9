"""`vbc test` and the pytest plugin: cases in any folder, what differs, recording anew."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import Ran, install
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


def test_of_several_cases_of_a_file_the_first_is_explained(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office, CASES.replace("35.00", "36.00").replace("settlement: 0}", "settlement: 1}"))
    ran = vbc("test", ".")
    assert ran.out.count("how the first of these came about:") == 1
    assert "  how it came about: vbc test --case lost harbor.case.yaml\n" in ran.out
    ran = vbc("test", "--case", "lost", "harbor.case.yaml")
    assert "settlement = $0.00" in ran.out
    assert ran.out.endswith("1 of 1 cases failed\n")


def test_a_contract_that_is_not_there_is_told_where_the_case_names_it(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office)
    (office / "harbor.yaml").rename(office / "harbor-2024.yaml")
    ran = vbc("test", ".")
    assert "harbor.case.yaml:2:11: error VBC001: There is no file harbor.yaml." in ran.out
    assert "hint: this is in the names of harbor-2024" in ran.out


def test_a_case_of_an_unknown_name_is_refused(vbc: Callable[..., Ran], office: Path) -> None:
    write(office)
    ran = vbc("test", "--case", "saves", ".")
    assert (ran.code, ran.out) == (1, "")
    assert "VBC567: No case is named `saves`.\n  hint: did you mean `saved`?" in ran.err


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


def test_all_files_that_are_no_case_files_are_told_and_nothing_is_recorded(
    vbc: Callable[..., Ran], office: Path
) -> None:
    path = write(office, CASES.replace("35.00", "36.00"))
    (office / "one.case.yaml").write_text("cases: []\nmore: 1\n", encoding="utf-8")
    (office / "two.case.yaml").write_text("cases: []\nmoer: 1\n", encoding="utf-8")
    ran = vbc("test", ".", "--accept")
    assert (ran.code, ran.out) == (1, "")
    assert "one.case.yaml:2:1: error VBC560" in ran.err
    assert "two.case.yaml:2:1: error VBC560" in ran.err
    assert "36.00" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", [".", "prairie.yaml"])
def test_a_run_of_no_cases_is_refused(vbc: Callable[..., Ran], path: str) -> None:
    ran = vbc("test", path)
    assert (ran.code, ran.out) == (1, "")
    assert f"VBC567: `{path}` holds no case." in ran.err


# ---- forms that programs read


def parsed(ran: Ran) -> ET.Element:
    return ET.fromstring(ran.out)  # noqa: S314 - our own report


def test_junit_has_a_suite_for_each_file_and_a_test_for_each_case(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office, CASES.replace("35.00", "36.00").replace("savings: 100", "savings: 99"))
    ran = vbc("test", ".", "--format", "junit")
    assert (ran.code, ran.err) == (1, "")
    [suite] = parsed(ran)
    assert (suite.get("name"), suite.get("tests"), suite.get("failures")) == (
        *("harbor.case.yaml", "3", "1"),
    )
    verdicts = {case.get("name"): case.find("failure") for case in suite}
    assert [verdicts["lost"], verdicts["unreported"]] == [None, None]
    failure = verdicts["saved"]
    assert failure is not None
    assert failure.get("message") == "gross_savings is 100, expected 99 and 1 more"
    assert "harbor.case.yaml:7:45: saved: settlement is 35, expected 36.00" in str(failure.text)
    assert "gross_savings = $100.00" in str(failure.text), "how it came about"


def test_junit_of_cases_that_come_out_has_no_failure(vbc: Callable[..., Ran], office: Path) -> None:
    write(office)
    ran = vbc("test", ".", "--format", "junit")
    assert (ran.code, parsed(ran).get("failures")) == (0, "0")


def test_junit_fails_each_case_of_a_contract_that_is_refused_by_its_findings(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office)
    (office / "harbor.yaml").write_text(CONTRACT.replace("sharing_rate", "sharing_rte"))
    failures = parsed(vbc("test", ".", "--format", "junit")).iter("failure")
    assert [one.get("type") for one in failures] == ["VBC101", "VBC101", "difference"]


def test_github_marks_each_difference_where_it_is_expected(
    vbc: Callable[..., Ran], office: Path
) -> None:
    write(office, CASES.replace("35.00", "36.00"))
    ran = vbc("test", ".", "--format", "github")
    assert ran == Ran(
        1,
        "::error file=harbor.case.yaml,line=7,col=46,title=Case saved"
        "::settlement is 35, expected 36.00\n",
        "",
    )


def test_github_marks_a_finding_of_many_cases_once(vbc: Callable[..., Ran], office: Path) -> None:
    write(office)
    (office / "harbor.yaml").write_text(CONTRACT.replace("sharing_rate", "sharing_rte"))
    ran = vbc("test", ".", "--format", "github")
    assert ran.code == 1
    assert ran.out.count("title=VBC101::") == 1


def test_github_says_nothing_of_cases_that_come_out(vbc: Callable[..., Ran], office: Path) -> None:
    write(office)
    assert vbc("test", ".", "--format", "github") == Ran(0, "", "")


def test_json_has_every_case_with_what_differs(vbc: Callable[..., Ran], office: Path) -> None:
    write(office, CASES.replace("35.00", "36.00").replace("[VBC412]", "[VBC406]"))
    ran = vbc("test", ".", "--format", "json")
    assert ran.code == 1
    saved, lost, unreported = json.loads(ran.out)["cases"]
    assert saved["differences"] == [
        {"clause": "settlement", "entry": "", "expected": "36.00", "computed": "35",
         "file": "harbor.case.yaml", "line": 7, "column": 46},
    ]  # fmt: skip
    assert lost == {"case": "lost", "file": "harbor.case.yaml", "line": 8, "column": 5,
                    "passed": True, "differences": [], "findings": []}  # fmt: skip
    assert unreported["differences"][0]["computed"] == "VBC412"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("junit", '<testcase name="bad.case.yaml" classname="bad.case.yaml">'),
        ("github", "::error file=bad.case.yaml,line=2,col=1,title=VBC560::"),
        ("json", '"file": "bad.case.yaml"'),
    ],
)
def test_a_file_that_is_no_case_file_fails_beside_the_cases_of_others(
    vbc: Callable[..., Ran], office: Path, form: str, said: str
) -> None:
    write(office)
    (office / "bad.case.yaml").write_text("cases: []\nmore: 1\n", encoding="utf-8")
    ran = vbc("test", ".", "--format", form)
    assert (ran.code, ran.err) == (1, "")
    assert said in ran.out


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


@pytest.fixture
def broken(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with cases of a plugin that raises where it is imported."""
    install(pytester.path / "site", "gone_carrier", "gone = vbc_gone")
    (pytester.path / "site" / "vbc_gone.py").write_text("raise RuntimeError('out of order')\n")
    monkeypatch.syspath_prepend(pytester.path / "site")
    write(pytester.path)
    text = CONTRACT.replace("core.shared_savings_one_sided", "gone.savings")
    (pytester.path / "harbor.yaml").write_text(text.replace("{core:", "{gone:"), encoding="utf-8")
    return pytester.path


@pytest.mark.usefixtures("broken")
def test_pytest_fails_one_case_of_a_plugin_that_does_not_load(pytester: pytest.Pytester) -> None:
    ran = pytester.runpytest("-q", "-rs")
    ran.assert_outcomes(failed=1, skipped=2)
    ran.stdout.fnmatch_lines(
        [
            "*VBC304*gone*is broken*",
            "*VBC307*RuntimeError: out of order*",
            "*SKIPPED*is broken: see*",
        ]
    )


@pytest.mark.usefixtures("broken")
def test_a_case_of_a_broken_plugin_that_is_run_alone_fails(pytester: pytest.Pytester) -> None:
    pytester.runpytest("-q", "-k", "lost").assert_outcomes(failed=1, deselected=2)


def test_a_case_with_a_finding_of_its_own_fails_beside_a_broken_plugin(
    pytester: pytest.Pytester, broken: Path
) -> None:
    text = (broken / "harbor.yaml").read_text(encoding="utf-8")
    other = text.replace("contract: harbor", "contract: meadow").replace("title:", "titel:")
    (broken / "meadow.yaml").write_text(other, encoding="utf-8")
    cases = CASES.replace("contract: harbor", "contract: meadow")
    (broken / "meadow.case.yaml").write_text(cases, encoding="utf-8")
    pytester.runpytest("-q").assert_outcomes(failed=2, skipped=4)


def test_pytest_tells_the_findings_of_a_contract(pytester: pytest.Pytester) -> None:
    write(pytester.path)
    (pytester.path / "harbor.yaml").write_text(CONTRACT.replace("sharing_rate", "sharing_rte"))
    ran = pytester.runpytest("-q")
    ran.assert_outcomes(failed=3)
    ran.stdout.fnmatch_lines(["*VBC101 `parameters` has no key `sharing_rte`.*"])
