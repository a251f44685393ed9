"""Rounding of exact numbers, by the four rules a contract may name."""

from __future__ import annotations

from fractions import Fraction

HALF = Fraction(1, 2)


def rounded(value: Fraction, step: Fraction, rule: str) -> Fraction:
    """Return the multiple of `step` that the rule chooses.

    half_up takes a tie away from zero, half_even to the even multiple, down towards
    zero, up away from zero.
    """
    size = abs(value) / step
    whole = {
        "half_up": lambda: (size + HALF).__floor__(),
        "half_even": lambda: round(size),
        "down": size.__floor__,
        "up": size.__ceil__,
    }[rule]()
    return whole * step if value >= 0 else -whole * step
