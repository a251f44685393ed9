from __future__ import annotations

from fractions import Fraction

import pytest

from vbc_rules.reports.formatting import csv_number, dollars, is_whole_cents, signed_amount


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        ("0", "$0.00"),
        ("2055644.07", "$2,055,644.07"),
        ("-1604660", "-$1,604,660.00"),
        ("0.005", "$0.01"),
        ("-0.005", "-$0.01"),
        ("999.995", "$1,000.00"),
    ],
)
def test_dollars_are_shown_to_the_cent_rounded_half_up(amount: str, text: str) -> None:
    assert dollars(Fraction(amount)) == text


@pytest.mark.parametrize(
    ("amount", "text"), [("5", "+5.00"), ("0", "0.00"), ("-1234.5", "-1,234.50")]
)
def test_a_step_is_shown_with_its_sign(amount: str, text: str) -> None:
    assert signed_amount(Fraction(amount)) == text


@pytest.mark.parametrize(
    ("amount", "whole"), [("1.25", True), ("3", True), ("0.001", False), ("1/3", False)]
)
def test_amounts_that_cents_show_exactly_are_known(amount: str, *, whole: bool) -> None:
    assert is_whole_cents(Fraction(amount)) is whole


@pytest.mark.parametrize(
    ("number", "text"),
    [
        ("1/3", "0.333333333333"),
        ("-2/3", "-0.666666666667"),
        ("0.00000000000001", "0.00000000000001"),
        ("-1604660", "-1604660"),
    ],
)
def test_a_csv_number_is_a_plain_decimal(number: str, text: str) -> None:
    assert csv_number(Fraction(number)) == text
