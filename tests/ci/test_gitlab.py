"""The lines of the job template, run on the example repository as a runner would."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.ci.runner import EXAMPLE, ROOT, Machine, Ran, read

TEMPLATE = read(ROOT / "ci" / "gitlab.yml")[".vbc-contracts"]
JOB = read(EXAMPLE / ".gitlab-ci.yml")["contracts"]
OWN = JOB["variables"]


def run(machine: Machine, repository: Path, *parts: str) -> Ran:
    assert JOB["extends"] == ".vbc-contracts"
    script = "\n".join(line for part in parts for line in TEMPLATE[part])
    return machine.bash(script, repository, **{**TEMPLATE["variables"], **OWN})


def replace(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def names(report: Path) -> list[str]:
    cases = ET.parse(report).iter("testcase")  # noqa: S314 - our own report
    return [str(case.get("name")) for case in cases]


def test_the_example_passes_and_leaves_every_report(machine: Machine, repository: Path) -> None:
    ran = run(machine, repository, "before_script", "script")
    assert ran.code == 0, ran.out
    reports = TEMPLATE["artifacts"]["reports"]
    assert json.loads((repository / reports["codequality"]).read_text("utf-8")) == []
    contracts, cases = (names(repository / one) for one in reports["junit"])
    assert len(contracts) == 2
    assert "two-sided-savings" in " ".join(cases)
    assert len(cases) == 5


def test_what_is_wrong_is_in_the_report_and_in_the_log(machine: Machine, repository: Path) -> None:
    replace(repository / "contracts" / "prairie-primary-care.yaml", "sharing_rate", "sharing_rte")
    replace(repository / "contracts" / "prairie.case.yaml", "320000", "320001")
    ran = run(machine, repository, "script")
    assert ran.code == 1
    text = (repository / "build" / "vbc" / "codequality.json").read_text("utf-8")
    severe = [one["check_name"] for one in json.loads(text) if one["severity"] == "critical"]
    assert severe == ["VBC101"]
    assert "error VBC101" in ran.out, "people read the findings in the log"
    assert "settlement is 320000, expected 320001" in ran.out


def test_another_contract_than_the_locked_one_fails(machine: Machine, repository: Path) -> None:
    replace(repository / "vbc.lock.json", '"prairie-', '"plains-')
    ran = run(machine, repository, "script")
    assert ran.code == 1
    assert "plains-two-sided" in ran.out


@pytest.mark.parametrize("kind", ["before_script", "script"])
def test_every_variable_of_the_job_is_used(kind: str) -> None:
    assert TEMPLATE[kind]
    text = " ".join([*TEMPLATE["before_script"], *TEMPLATE["script"]])
    for name in {**TEMPLATE["variables"], **OWN}:
        assert name in text
