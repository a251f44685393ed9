"""The steps of the action, run on the example repository."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.ci.runner import EXAMPLE, Machine, Ran, read, step

WORKFLOW = read(EXAMPLE / ".github" / "workflows" / "contracts.yml")
(GIVEN,) = [
    one["with"]
    for one in WORKFLOW["jobs"]["contracts"]["steps"]
    if one.get("uses") == "./.vbc-rules"
]
CONTRACT = "contracts/prairie-primary-care.yaml"


def check(machine: Machine, repository: Path, **given: str) -> Ran:
    script, variables = step("Check", {**GIVEN, **given})
    return machine.bash(script, repository, **variables)


def spoil(repository: Path, old: str, new: str) -> None:
    path = repository / CONTRACT
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_example_passes(machine: Machine, repository: Path) -> None:
    ran = check(machine, repository)
    assert ran.code == 0, ran.out
    assert "5 cases passed" in ran.out


def test_only_warnings_that_the_baseline_does_not_list_are_told(
    machine: Machine, repository: Path
) -> None:
    assert "::warning" not in check(machine, repository, checks="lint").out
    told = check(machine, repository, checks="lint", baseline="")
    assert told.code == 0, "a warning stops nothing"
    assert f"::warning file={CONTRACT},line=8,col=1,title=VBC901::" in told.out


def test_the_committed_lock_is_of_the_contracts_as_they_are(repository: Path) -> None:
    locks = [folder / "vbc.lock.json" for folder in (EXAMPLE, repository)]
    committed, current = (json.loads(lock.read_text("utf-8")) for lock in locks)
    assert committed["contracts"] == current["contracts"]
    assert committed["plugins"].keys() == current["plugins"].keys()


def test_a_finding_is_an_annotation_at_its_line(machine: Machine, repository: Path) -> None:
    spoil(repository, "sharing_rate", "sharing_rte")
    ran = check(machine, repository)
    assert ran.code == 1
    assert f"::error file={CONTRACT},line=14,col=7,title=VBC101::" in ran.out
    assert "3 of 5 cases failed" in ran.out, "one check that fails does not hide the others"


def test_findings_are_written_as_sarif_whether_or_not_there_are_any(
    machine: Machine, repository: Path
) -> None:
    check(machine, repository, checks="lint")
    assert sarif(repository) == []
    spoil(repository, "sharing_rate", "sharing_rte")
    check(machine, repository, checks="lint")
    assert [one["ruleId"] for one in sarif(repository) if one["level"] == "error"] == ["VBC101"]


def sarif(repository: Path) -> list[dict[str, str]]:
    document = json.loads((repository / "build" / "vbc.sarif").read_text(encoding="utf-8"))
    assert document["version"] == "2.1.0"
    found: list[dict[str, str]] = document["runs"][0]["results"]
    return found


def test_a_case_that_differs_fails(machine: Machine, repository: Path) -> None:
    spoil(repository, "value: 0.50", "value: 0.55")
    ran = check(machine, repository, checks="test", lock="")
    assert ran.code == 1
    assert "settlement is 550000, expected 500000" in ran.out


def test_a_contract_in_another_form_fails(machine: Machine, repository: Path) -> None:
    spoil(repository, "{value: 0.02, cites", "{value:   0.02, cites")
    ran = check(machine, repository, checks="format")
    assert ran.code == 1
    assert "+      minimum_savings_rate: {value: 0.02, cites: Agreement 4.1}" in ran.out


def test_another_contract_than_the_locked_one_fails(machine: Machine, repository: Path) -> None:
    spoil(repository, "value: 0.02", "value: 0.03")
    ran = check(machine, repository, checks="validate")
    assert ran.code == 1
    assert "::error::What is installed is not what vbc.lock.json says." in ran.out


def test_a_case_that_differs_is_an_annotation_and_is_told_in_the_log(
    machine: Machine, repository: Path
) -> None:
    case = repository / "contracts" / "prairie.case.yaml"
    text = case.read_text(encoding="utf-8").replace("320000", "320001")
    case.write_text(text, encoding="utf-8")
    ran = check(machine, repository, checks="test", lock="")
    assert ran.code == 1
    assert "::error file=contracts/prairie.case.yaml,line=" in ran.out
    assert "settlement is 320000, expected 320001" in ran.out


def test_what_a_file_says_is_no_command_to_the_service(machine: Machine, repository: Path) -> None:
    case = repository / "contracts" / "prairie.case.yaml"
    text = case.read_text(encoding="utf-8").replace(
        "case: quality-not-reached", 'case: "::error::"'
    )
    case.write_text(text.replace("settlement: 0}", "settlement: 1}"), encoding="utf-8")
    ran = check(machine, repository, checks="test")
    told = ran.out.index("FAILED")
    assert ran.out.index("::stop-commands::vbc-") < told
    assert ran.out.index("\n::vbc-") > told


def test_several_paths_stand_one_a_line(machine: Machine, repository: Path) -> None:
    paths = f"{CONTRACT}\ncontracts/prairie-two-sided.yaml\n"
    ran = check(machine, repository, paths=paths, checks="validate", lock="")
    assert ran.code == 0, ran.out


def test_a_check_that_does_not_exist_fails(machine: Machine, repository: Path) -> None:
    ran = check(machine, repository, checks="validate everything")
    assert ran.code == 2


@pytest.mark.parametrize(
    ("given", "asked"),
    [
        ({"version": "9.9.9"}, "vbc-rules[all]==9.9.9"),
        ({"plugins": "vbc-none==1.0\n"}, "vbc-none==1.0"),
    ],
)
def test_the_version_and_plugins_that_are_asked_for_are_installed(
    machine: Machine, tmp_path: Path, given: dict[str, str], asked: str
) -> None:
    script, variables = step("Install", given)
    ran = machine.bash(script, tmp_path, **variables)
    assert ran.code == 1, "nothing can be downloaded here"
    assert f"No matching distribution found for {asked}" in ran.out
