"""Rounding of exact numbers, by the four rules a contract may name."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction

HALF = Fraction(1, 2)
WHOLE: dict[str, Callable[[Fraction], int]] = {
    "half_up": lambda size: math.floor(size + HALF),
    "half_even": round,
    "down": math.floor,
    "up": math.ceil,
}


def rounded(value: Fraction, step: Fraction, rule: str) -> Fraction:
    """Return the multiple of `step` that the rule chooses.

    half_up takes a tie away from zero, half_even to the even multiple, down towards
    zero, up away from zero.
    """
    size = abs(value) / step
    if size.denominator == 1:
        return value  # most amounts are in cents already
    whole = WHOLE[rule](size)
    return whole * step if value >= 0 else -whole * step
