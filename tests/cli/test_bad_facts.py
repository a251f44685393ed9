"""A defect in a facts file is refused where it stands, and all of them at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.office import FACTS, Ran

DEFECTS = {
    "a missing fact": ("1990000.00,0,4000", ",0,4000", "VBC406", "3:18"),
    "a fact without a column": (FACTS, FACTS.replace(",members", ",size"), "VBC404", "1:40"),
    "a number that is a word": ("900000.00", "many", "VBC410", "2:18"),
    "NaN": ("900000.00", "NaN", "VBC020", "2:18"),
    "infinity": ("900000.00", "-inf", "VBC020", "2:18"),
    "thousands separators": ("900000.00", '"900,000.00"', "VBC019", "2:18"),
    "thousands separators without quotes": ("900000.00", "900,000.00", "VBC407", "2:1"),
    "a dollar sign": ("900000.00", "$900000.00", "VBC023", "2:18"),
    "an exponent": ("900000.00", "9e5", "VBC019", "2:18"),
    "a blank": ("900000.00", " 900000.00", "VBC413", "2:18"),
    "part of a member": ("6000", "6000.5", "VBC411", "2:30"),
    "an entity written twice": ("south", "north", "VBC408", "3:1"),
    "a row without an entity": ("south", "", "VBC409", "3:1"),
    "a row that is too short": (",0,4000", ",0", "VBC407", "3:1"),
    "a column written twice": ("pharmacy,members", "members,members", "VBC405", "1:39"),
    "no column of entities": ("entity,", "aco,", "VBC403", "1:1"),
    "an open quote": ("north,", '"north,', "VBC402", "2:1"),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_refused_at_its_place(
    defect: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    old, new, code, place = DEFECTS[defect]
    assert old in FACTS
    (office / "facts.csv").write_text(FACTS.replace(old, new, 1), encoding="utf-8")
    ran = vbc("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")
    assert (ran.code, ran.out) == (1, "")
    assert f"facts.csv:{place}: error {code}: " in ran.err


def test_all_facts_that_are_missing_are_told(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "facts.csv").write_text("entity,pharmacy\nnorth,0\n", encoding="utf-8")
    ran = vbc("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")
    told = [line for line in ran.err.splitlines() if " error VBC406: " in line]
    named = [name for name in ("benchmark", "expenditures", "members") if name in "".join(told)]
    assert (ran.code, ran.out) == (1, "")
    assert (len(told), named) == (3, ["benchmark", "expenditures", "members"])


FILES = {
    "an empty file": ("facts.csv", b"", "VBC007"),
    "a file without rows": ("facts.csv", FACTS.splitlines()[0].encode(), "VBC417"),
    "another encoding": ("facts.csv", FACTS.replace("north", "nörd").encode("latin-1"), "VBC005"),
    "semicolons": ("facts.csv", FACTS.replace(",", ";").encode(), "VBC403"),
    "an unknown kind": ("facts.xlsx", b"PK\x03\x04", "VBC401"),
    "broken JSON": ("facts.json", b'{"north": {', "VBC418"),
    "a number in JSON that is a list": ("facts.json", b"[1, 2]", "VBC419"),
    "a nested JSON file": ("facts.json", b"[" * 100_000, "VBC010"),
    "a YAML file with an alias": ("facts.yaml", b"north: *south\n", "VBC014"),
}


@pytest.mark.parametrize("defect", FILES)
def test_a_file_that_holds_no_facts_is_refused(
    defect: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    name, data, code = FILES[defect]
    (office / name).write_bytes(data)
    ran = vbc("settle", "prairie.yaml", "--facts", name, "--period", "2022")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(name)
    assert f"error {code}: " in ran.err


def test_a_file_larger_than_any_book_is_refused(office: Path, vbc: Callable[..., Ran]) -> None:
    os.truncate(office / "facts.csv", 300_000_000)
    ran = vbc("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("facts.csv: error VBC004: ")


PERIODS = {
    "no period where the term has several years": ((), "VBC512", "5:"),
    "a year outside the term": (("--period", "2024"), "VBC511", "5:"),
    "a word": (("--period", "last"), "VBC510", ""),
    "a year of two digits": (("--period", "22"), "VBC510", ""),
    "days that end before they begin": (("--period", "2022-06-30..2022-01-01"), "VBC510", ""),
    "days of two years": (("--period", "2022-07-01..2023-06-30"), "VBC510", ""),
}


@pytest.mark.parametrize("case", PERIODS)
def test_a_period_that_cannot_be_settled_is_refused(case: str, vbc: Callable[..., Ran]) -> None:
    arguments, code, place = PERIODS[case]
    ran = vbc("settle", "prairie.yaml", "--facts", "facts.csv", *arguments)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"prairie.yaml:{place}" if place else "error")
    assert f"error {code}: " in ran.err


def test_a_period_outside_the_dated_values_is_refused(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    text = (office / "prairie.yaml").read_text(encoding="utf-8")
    dated = text.replace(
        "      includes_pharmacy: false\n",
        "      includes_pharmacy: false\n      cap: [{from: 2023-01-01, value: 500}]\n",
    )
    (office / "prairie.yaml").write_text(dated, encoding="utf-8")
    ran = vbc("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")
    assert (ran.code, ran.out) == (1, "")
    assert "prairie.yaml:16:" in ran.err


def test_a_value_that_changes_within_the_period_is_refused(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    text = (office / "prairie.yaml").read_text(encoding="utf-8")
    second = "\n        - {from: 2022-07-01, value: 0.5}"
    changed = text.replace(
        "{from: 2022-01-01, value: 0.75}", "{from: 2022-01-01, value: 0.75}" + second
    )
    (office / "prairie.yaml").write_text(changed, encoding="utf-8")
    assert vbc("validate", "prairie.yaml").code == 0
    ran = vbc("settle", "prairie.yaml", "--facts", "facts.csv", "--period", "2022")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("prairie.yaml:12:7: error VBC215: `sharing_rate` ")
    half = ("--period", "2022-07-01..2022-12-31", "--format", "csv")
    assert vbc("settle", "prairie.yaml", "--facts", "facts.csv", *half).code == 0


@pytest.mark.parametrize("form", ["text", "csv", "json"])
def test_every_entity_that_the_tiers_leave_out_is_told_at_its_row(
    form: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    text = (office / "prairie.yaml").read_text(encoding="utf-8")
    gap = text.replace("{members: 0,", "{members: 4500,")
    (office / "prairie.yaml").write_text(gap, encoding="utf-8")
    (office / "facts.csv").write_text(f"{FACTS}west,500.00,400.00,0,20\n", encoding="utf-8")
    options = ("--period", "2022", "--format", form)
    ran = vbc("settle", "prairie.yaml", "--facts", "facts.csv", *options)
    assert (ran.code, ran.out) == (1, "")
    assert "facts.csv:3:1: error VBC503: Entity `south`: " in ran.err
    assert "facts.csv:4:1: error VBC503: Entity `west`: " in ran.err
