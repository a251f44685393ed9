from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from vbc_rules.facts.layouts import load_layout_file
from vbc_rules.facts.layouts.cells import Cell
from vbc_rules.facts.layouts.rules import Reader, Row

HEAD = """\
layout: acme.results
title: Results
year: 2024
entity: {headings: [Id]}
columns:
  amount: {headings: [Amount], reads: number}
  other: {headings: [Other], reads: number}
  nothing: {headings: [Nothing], reads: number}
  met: {headings: [Met], reads: flag}
  level: {headings: [Level], reads: text}
  start: {headings: [Start], reads: date}
contract: [{contract: one}]
"""
ROW = Row(
    {
        "amount": Cell(Fraction(6), Fraction(1, 10)),
        "other": Cell(Fraction(4)),
        "nothing": Cell(None),
        "met": Cell(value=True),
        "level": Cell("Level B"),
        "start": Cell(date(2022, 7, 1)),
    },
    "one",
)


def read(rule: str, tmp_path: Path) -> Cell:
    path = tmp_path / "layout.yaml"
    path.write_text(f"{HEAD}facts:\n  it: {rule}\n", encoding="utf-8")
    layout = load_layout_file(path)
    return Reader(layout).read(layout.facts["it"], ROW)


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("{column: amount, at_least: 6}", True),
        ("{column: amount, above: 6}", False),
        ("{column: amount, at_most: 6}", True),
        ("{column: amount, below: 6}", False),
        ("{column: amount, is: [5, 6]}", True),
        ("{column: level, is: level b}", True),
        ("{column: level, is: [A, C]}", False),
        ("{column: level, above: 1}", False),
        ("{column: met, is: true}", True),
        ("{column: met, is: 1}", False),
        ("{column: nothing, missing: true}", True),
        ("{column: nothing, below: 5}", False),
        ("{column: nothing, is: 0}", False),
        ("{column: start, on_or_after: 2022-07-01}", True),
        ("{column: start, on_or_after: 2022-07-02}", False),
        ("{contract: [one, two]}", True),
        ("{ratio: {of: [amount], to: [other]}, at_least: 1.5}", True),
        ("{ratio: {of: [amount, other], to: [nothing]}, at_least: 0}", False),
        ("{all: [{column: met, is: true}, {column: amount, above: 9}]}", False),
        ("{any: [{column: met, is: true}, {column: amount, above: 9}]}", True),
        ("{none: [{column: amount, above: 9}, {column: met, is: false}]}", True),
    ],
)
def test_a_condition_holds_on_a_row(condition: str, tmp_path: Path, *, holds: bool) -> None:
    assert read(f"{{met: {condition}}}", tmp_path).value is holds


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ("{column: amount}", Fraction(6)),
        ("{sum: [amount, other]}", Fraction(10)),
        ("{difference: [amount, other, other]}", Fraction(-2)),
        ("{sum: [amount, nothing]}", None),
        ("{value: 5, because: It is five.}", Fraction(5)),
        ("{year_number: start}", Fraction(3)),
        ("{column: amount, one_of: [1, 5.9], within: 0.2}", Fraction(59, 10)),
        ("{column: amount, one_of: [1, 5]}", None),
        ("{column: amount, only_if: {column: met, is: false}}", None),
        ("{column: nothing, if_missing: {value: 0, because: None was.}}", Fraction(0)),
        ("{cases: [{when: {column: met, is: false}, value: 1, because: b}, {column: other}]}",
         Fraction(4)),
        ("{cases: [{when: {column: met, is: false}, value: 1, because: b}]}", None),
    ],
)  # fmt: skip
def test_a_value_follows_from_a_row(rule: str, value: Fraction | None, tmp_path: Path) -> None:
    assert read(rule, tmp_path).value == value


def test_only_a_plain_column_is_as_rounded_as_the_file_prints_it(tmp_path: Path) -> None:
    assert read("{column: amount}", tmp_path).step == Fraction(1, 10)
    assert read("{sum: [amount, other]}", tmp_path).step is None
