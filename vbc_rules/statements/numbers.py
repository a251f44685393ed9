"""The text of an exact number, for documents that machines read back.

A number that has finitely many decimals is written as a plain decimal ("2055644.07"),
any other as a reduced fraction ("1/3"). There is one text for each number.
"""

from __future__ import annotations

import re
from fractions import Fraction

EXACT_NUMBER = r"^-?(0|[1-9][0-9]*)(\.[0-9]*[1-9]|/[1-9][0-9]*)?$"
"""The pattern of `exact_text`, as a JSON Schema writes it."""

LONGEST_NUMBER = 4000
"""Digits that a number may have in a document; Python refuses to read far longer ones."""

_NUMBER = re.compile(EXACT_NUMBER)


def exact_text(number: Fraction) -> str:
    """Return the one exact text of a number: "12", "-0.5", or "1/3"."""
    places = decimal_places(number)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    return decimal_text(number, places)


def exact_or_none(number: Fraction | None) -> str | None:
    """Return the exact text of a number, None where there is none."""
    return None if number is None else exact_text(number)


def exact_number(text: str) -> Fraction:
    """Return the number that `exact_text` wrote.

    Raises ValueError for any other text, also for other writings of the same number
    ("1.50", "2/4"), because a document is compared and hashed by its text.
    """
    if len(text) > LONGEST_NUMBER or not _NUMBER.fullmatch(text):
        raise ValueError(f"not an exact number: {text[:40]!r}")
    number = Fraction(text)
    if exact_text(number) != text:
        raise ValueError(f"not in its shortest form: {text[:40]!r}")
    return number


def decimal_places(number: Fraction) -> int | None:
    """Return how many decimals write the number exactly, or None where no count does."""
    rest, twos = _divided_out(number.denominator, 2)
    rest, fives = _divided_out(rest, 5)
    return max(twos, fives) if rest == 1 else None


def decimal_text(number: Fraction, places: int) -> str:
    """Return the number as a plain decimal; the decimals beyond `places` are cut off.

    It is exact where `places` is at least `decimal_places(number)`. A number that is
    cut to zero has no sign.
    """
    digits = abs(number.numerator) * 10**places // number.denominator
    whole, decimals = divmod(digits, 10**places)
    sign = "-" if number < 0 and digits else ""
    return f"{sign}{whole}.{decimals:0{places}}" if places else f"{sign}{whole}"


def _divided_out(number: int, prime: int) -> tuple[int, int]:
    """Return what is left of the number without the prime, and how often the prime was in it."""
    count = 0
    while number % prime == 0:
        number //= prime
        count += 1
    return number, count
