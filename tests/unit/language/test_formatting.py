"""How a value reads."""

from __future__ import annotations

from fractions import Fraction

import pytest

from vbc_rules.language.formatting import show

SHOWN = [
    ("USD", Fraction(1_234_567), "$1,234,567.00"),
    ("USD", Fraction("-0.5"), "-$0.50"),
    ("USD", Fraction("0.125"), "$0.125"),
    ("USD", Fraction(2, 3), "$0.666666666…"),
    ("Pmpm", Fraction("12.5"), "$12.50 per member-month"),
    ("Pmpy", Fraction(12), "$12.00 per member-year"),
    ("MemberMonths", Fraction(1200), "1,200 member-months"),
    ("Points", Fraction("7.5"), "7.5 points"),
    ("Percentile", Fraction(90), "P90"),
    ("Rate", Fraction("0.75"), "0.75"),
    ("Rate", Fraction(1, 3), "0.333333333…"),
    ("Count", Fraction(9000), "9,000"),
    ("YesNo", True, "yes"),
    ("YesNo", False, "no"),
    ("Choice", "basic_e", "basic_e"),
    ("USD", None, "missing"),
]


@pytest.mark.parametrize(("unit", "value", "shown"), SHOWN)
def test_a_value_is_shown_with_its_unit(
    unit: str, value: Fraction | str | None, shown: str
) -> None:
    assert show(unit, value) == shown
