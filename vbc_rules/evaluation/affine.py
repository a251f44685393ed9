"""A number that moves with the swept input x: `base + slope * x`, exactly."""

from __future__ import annotations

from fractions import Fraction

import attrs


@attrs.frozen
class Affine:
    """A straight line over the swept input."""

    base: Fraction
    slope: Fraction = Fraction(0)

    def at(self, x: Fraction) -> Fraction:
        """Return the value at x."""
        return self.base + self.slope * x

    def __add__(self, other: Affine) -> Affine:
        return Affine(self.base + other.base, self.slope + other.slope)

    def __sub__(self, other: Affine) -> Affine:
        return Affine(self.base - other.base, self.slope - other.slope)

    def times(self, factor: Fraction) -> Affine:
        """Return the line scaled by a number that does not move."""
        return Affine(self.base * factor, self.slope * factor)


X = Affine(Fraction(0), Fraction(1))
"""The swept input itself."""


def lifted(value: object) -> object:
    """Return a number as a line that does not move; yes/no, choices and missing stay."""
    return Affine(value) if isinstance(value, Fraction) else value
