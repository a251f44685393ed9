"""The four rules of rounding, on both sides of zero."""

from __future__ import annotations

from fractions import Fraction

import pytest

from vbc_rules.evaluation.rounding import rounded

#        number   half_up  half_even  down     up
RULES = [
    ("0.005", "0.01", "0.00", "0.00", "0.01"),
    ("0.015", "0.02", "0.02", "0.01", "0.02"),
    ("0.0149", "0.01", "0.01", "0.01", "0.02"),
    ("0.0151", "0.02", "0.02", "0.01", "0.02"),
    ("0.02", "0.02", "0.02", "0.02", "0.02"),
    ("0", "0", "0", "0", "0"),
    ("-0.005", "-0.01", "0.00", "0.00", "-0.01"),
    ("-0.015", "-0.02", "-0.02", "-0.01", "-0.02"),
    ("-0.0149", "-0.01", "-0.01", "-0.01", "-0.02"),
    ("-0.02", "-0.02", "-0.02", "-0.02", "-0.02"),
    ("1/3", "0.33", "0.33", "0.33", "0.34"),
    ("100000000000000000000.005", "100000000000000000000.01", "100000000000000000000.00",
     "100000000000000000000.00", "100000000000000000000.01"),
]  # fmt: skip


@pytest.mark.parametrize("row", RULES, ids=lambda row: row[0])
def test_a_rule_chooses_the_multiple_of_the_step(row: tuple[str, ...]) -> None:
    number, *expected = map(Fraction, row)
    rules = ("half_up", "half_even", "down", "up")
    assert [rounded(number, Fraction("0.01"), rule) for rule in rules] == expected


@pytest.mark.parametrize(
    ("step", "expected"), [("1", 3), ("0.1", "2.6"), ("0.25", "2.5"), ("5", 5)]
)
def test_a_step_may_be_any_size(step: str, expected: str) -> None:
    assert rounded(Fraction("2.5678"), Fraction(step), "half_up") == Fraction(expected)
