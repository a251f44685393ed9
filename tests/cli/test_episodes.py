"""`vbc episodes`: from service lines to facts, a log and a summary."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.cli.office import Ran

EXAMPLE = Path(__file__).parents[2] / "contract_specs" / "example"
ALLOWED = Decimal("393517.83")
KNEES = "harbor-knee-bundle"
ARGUMENTS = (
    "episodes", f"{KNEES}.episodes.yaml", "--services", f"{KNEES}.services.csv",
    "--members", f"{KNEES}.members.csv",
)  # fmt: skip


@pytest.fixture
def knees(office: Path) -> Path:
    for file in EXAMPLE.glob(f"{KNEES}.*"):
        shutil.copy(file, office)
    return office


def test_facts_that_are_written_are_settled(knees: Path, vbc: Callable[..., Ran]) -> None:
    ran = vbc(*ARGUMENTS, "--period", "2024", "--write", "built.csv", "--log", "log.csv")
    assert (ran.code, ran.err) == (0, "wrote built.csv\nwrote log.csv\n")
    facts = ("--facts", f"{KNEES}.facts.csv", "--facts", "built.csv")
    settled = vbc("settle", f"{KNEES}.yaml", *facts, "--period", "2024", "--format", "csv")
    assert [row.split(",")[1:4] for row in settled.out.splitlines()[1:]] == [
        ["lakeside-north", "2024", "-632.1"],
        ["lakeside-south", "2024", "-22040.1"],
    ]
    log = (knees / "log.csv").read_text("utf-8").splitlines()
    assert sum(Decimal(row.split(",")[8]) for row in log[1:]) == ALLOWED


@pytest.mark.usefixtures("knees")
def test_the_summary_as_json_adds_up(vbc: Callable[..., Ran]) -> None:
    told = json.loads(vbc(*ARGUMENTS, "--period", "2024", "--format", "json").out)
    parts = {name: one["allowed"] for name, one in told["services"].items() if name != "again"}
    assert sum(map(Decimal, parts.values())) == ALLOWED
    assert told["total"] == {"lines": 55, "allowed": str(ALLOWED)}
    assert told["episodes"]["knee_replacement"] == {
        "counting": 7, "cancelled": 2, "not_begun": 3, "other_period": 2,
    }  # fmt: skip


@pytest.mark.usefixtures("knees")
def test_without_a_period_every_episode_is_of_it(vbc: Callable[..., Ran]) -> None:
    told = json.loads(vbc(*ARGUMENTS, "--format", "json").out)
    assert [one["other_period"] for one in told["episodes"].values()] == [0, 0]


def test_a_definition_with_findings_writes_nothing(knees: Path, vbc: Callable[..., Ran]) -> None:
    path = knees / f"{KNEES}.episodes.yaml"
    path.write_text(path.read_text("utf-8").replace("first_wins", "frist_wins"), encoding="utf-8")
    ran = vbc(*ARGUMENTS, "--write", "built.csv")
    assert (ran.code, ran.out) == (1, "")
    assert "error VBC105" in ran.err
    assert "did you mean `first_wins`?" in ran.err
    assert not (knees / "built.csv").exists()


def test_lines_with_findings_write_nothing(knees: Path, vbc: Callable[..., Ran]) -> None:
    path = knees / f"{KNEES}.services.csv"
    path.write_text(path.read_text("utf-8").replace("1620.35", "1620.355"), encoding="utf-8")
    ran = vbc(*ARGUMENTS, "--write", "built.csv")
    assert (ran.code, "error VBC487" in ran.err) == (1, True)
    assert not (knees / "built.csv").exists()


@pytest.mark.usefixtures("knees")
def test_an_input_is_not_written_over(vbc: Callable[..., Ran]) -> None:
    assert vbc(*ARGUMENTS, "--write", f"{KNEES}.services.csv").code == 2


@pytest.mark.usefixtures("knees")
def test_members_that_are_needed_are_asked_for(vbc: Callable[..., Ran]) -> None:
    ran = vbc(*ARGUMENTS[:4])
    assert (ran.code, "error VBC488" in ran.err, "--members" in ran.err) == (1, True, True)


def test_a_changed_definition_is_another_contract(knees: Path, vbc: Callable[..., Ran]) -> None:
    assert vbc("validate", f"{KNEES}.yaml", f"{KNEES}.episodes.yaml").out == (
        "1 contract and 1 episode definition valid\n"
    )
    path = knees / f"{KNEES}.episodes.yaml"
    text = path.read_text("utf-8")
    path.write_text(f"# a comment changes nothing\n{text}", encoding="utf-8")
    assert vbc("validate", f"{KNEES}.yaml").code == 0
    path.write_text(text.replace("days_after: 90", "days_after: 91"), encoding="utf-8")
    ran = vbc("validate", f"{KNEES}.yaml")
    assert (ran.code, "error VBC498" in ran.out) == (1, True)


def test_a_folder_is_validated_with_its_definitions(knees: Path, vbc: Callable[..., Ran]) -> None:
    path = knees / f"{KNEES}.episodes.yaml"
    path.write_text(path.read_text("utf-8").replace("scope: everything", "scope: all"), "utf-8")
    ran = vbc("validate", ".")
    assert (ran.code, ran.out.count("error VBC105")) == (1, 2)
