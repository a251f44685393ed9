"""Exact amounts as a person reads them, the same in every report."""

from __future__ import annotations

from fractions import Fraction

from vbc_rules.evaluation.rounding import rounded
from vbc_rules.statements.numbers import decimal_places, decimal_text

CENTS = 2

CSV_PLACES = 12
"""Decimals of a number in a CSV file that no count of decimals writes exactly, such as 1/3."""


def dollars(amount: Fraction) -> str:
    """Return dollars and cents with thousands separators, such as "-$1,604,660.00"."""
    return f"{'-' if amount < 0 else ''}${_grouped(abs(amount))}"


def amount(value: Fraction) -> str:
    """Return the amount without its currency, for columns: "-1,604,660.00"."""
    return f"{'-' if value < 0 else ''}{_grouped(abs(value))}"


def signed_amount(value: Fraction) -> str:
    """Return the amount with its sign, also where it is positive: "+1,050,000.00"."""
    return f"+{amount(value)}" if value > 0 else amount(value)


def true_minus(text: str) -> str:
    """Return a shown number with a minus sign in the place of a hyphen at its start."""
    return f"−{text[1:]}" if text.startswith("-") else text


def is_whole_cents(value: Fraction) -> bool:
    """Tell whether the amount is shown exactly by dollars and cents."""
    return decimal_places(value) in range(CENTS + 1)


def csv_number(number: Fraction) -> str:
    """Return a plain decimal: exact, or rounded half-up to 12 decimals where none is exact.

    A fraction such as 1/3 would be a date in a spreadsheet. The JSON document has it exactly.
    """
    places = decimal_places(number)
    if places is None:
        number, places = _half_up(number, CSV_PLACES), CSV_PLACES
    return decimal_text(number, places)


def _grouped(number: Fraction) -> str:
    whole, cents = decimal_text(_half_up(number, CENTS), CENTS).split(".")
    return f"{int(whole):,}.{cents}"


def _half_up(number: Fraction, places: int) -> Fraction:
    """Round for showing and for nothing else; a settled amount is rounded by its contract."""
    return rounded(number, Fraction(1, 10**places), "half_up")
