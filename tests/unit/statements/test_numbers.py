from __future__ import annotations

from fractions import Fraction

import pytest

from vbc_rules.statements.numbers import decimal_places, decimal_text, exact_number, exact_text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(-12), "-12"),
        (Fraction("2055644.07"), "2055644.07"),
        (Fraction("-0.5"), "-0.5"),
        (Fraction("0.050"), "0.05"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(1, 3), "1/3"),
        (Fraction(-7, 6), "-7/6"),
        (Fraction(10**30), "1" + "0" * 30),
    ],
)
def test_a_number_has_its_shortest_exact_text(number: Fraction, text: str) -> None:
    assert exact_text(number) == text
    assert exact_number(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "",
        "+1",
        "01",
        "1.",
        ".5",
        "1.50",
        "1e3",
        "1_000",
        "2/4",
        "4/2",
        "1/0",
        "-0",
        "1,000",
        " 1",
        "1\n",
        "NaN",
        "٣",
    ],
)
def test_another_writing_of_a_number_is_no_exact_number(text: str) -> None:
    with pytest.raises(ValueError, match="not"):
        exact_number(text)


def test_a_number_too_long_to_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="not an exact number"):
        exact_number("9" * 5000)


@pytest.mark.parametrize(
    ("number", "places"), [(Fraction(3), 0), (Fraction("0.25"), 2), (Fraction(1, 3), None)]
)
def test_the_decimals_that_write_a_number_exactly_are_counted(
    number: Fraction, places: int | None
) -> None:
    assert decimal_places(number) == places


def test_a_number_that_is_cut_to_zero_has_no_sign() -> None:
    assert decimal_text(Fraction("-0.004"), 2) == "0.00"
