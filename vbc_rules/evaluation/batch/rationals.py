"""Values of a tree in terms of an integer program: exact numbers, conditions, options.

A number is `numerator / denominator * unit`. The unit is a fraction known in advance, so
that cents, rates with four decimals, or shares of twelfths all are whole numbers, and a
product with a constant changes the unit and costs nothing. The denominator is 1 except
after a division by a value of the row; it is always above 0.

`missing` tells where there is no value; the numerator there is any integer and is never
looked at. `trouble` tells where the reference would stop with an error; such rows are
handed to the reference, which says what is wrong.
"""

from __future__ import annotations

import math
from fractions import Fraction

import attrs

from vbc_rules.evaluation.batch.builder import Builder
from vbc_rules.evaluation.batch.program import Integer, Truth


@attrs.frozen(eq=False)
class Number:
    """An exact number of a row."""

    numerator: Integer
    denominator: Integer = 1
    unit: Fraction = Fraction(1)
    missing: Truth = False
    trouble: Truth = False


@attrs.frozen(eq=False)
class Condition:
    """A yes or no of a row."""

    holds: Truth
    missing: Truth = False
    trouble: Truth = False


@attrs.frozen(eq=False)
class Option:
    """A choice of a row, as a code of the vocabulary."""

    code: Integer
    missing: Truth = False
    trouble: Truth = False


Lowered = Number | Condition | Option


def constant(value: Fraction) -> Number:
    """Return a number known in advance."""
    return Number((value > 0) - (value < 0), 1, abs(value) or Fraction(1))


def common_unit(a: Fraction, b: Fraction) -> Fraction:
    """Return the largest unit of which both are whole multiples."""
    return Fraction(
        math.gcd(a.numerator * b.denominator, b.numerator * a.denominator),
        a.denominator * b.denominator,
    )


class Arithmetic:
    """The exact operations on numbers of a program that is being built."""

    def __init__(self, builder: Builder) -> None:
        """Write steps with this builder."""
        self.build = builder

    def aligned(self, a: Number, b: Number) -> tuple[Integer, Integer, Fraction]:
        """Return both numerators in one unit, and the unit. Zero has every unit."""
        if a.numerator == 0:
            return 0, b.numerator, b.unit
        if b.numerator == 0:
            return a.numerator, 0, a.unit
        unit = common_unit(a.unit, b.unit)
        left = self.build.multiply(a.numerator, int(a.unit / unit))
        return left, self.build.multiply(b.numerator, int(b.unit / unit)), unit

    def over_one_denominator(
        self, a: Number, b: Number
    ) -> tuple[Integer, Integer, Integer, Fraction]:
        """Return both numerators over one denominator, the denominator and the unit."""
        left, right, unit = self.aligned(a, b)
        if _same_integer(a.denominator, b.denominator):
            return left, right, a.denominator, unit
        left = self.build.multiply(left, b.denominator)
        right = self.build.multiply(right, a.denominator)
        return left, right, self.build.multiply(a.denominator, b.denominator), unit

    def sum(self, op: str, a: Number, b: Number) -> Number:
        """Return a + b (op add) or a - b (op sub)."""
        left, right, denominator, unit = self.over_one_denominator(a, b)
        combine = self.build.add if op == "add" else self.build.subtract
        return Number(combine(left, right), denominator, unit)

    def product(self, a: Number, b: Number) -> Number:
        """Return a * b."""
        numerator = self.build.multiply(a.numerator, b.numerator)
        denominator = self.build.multiply(a.denominator, b.denominator)
        return Number(numerator, denominator, a.unit * b.unit)

    def quotient(self, a: Number, b: Number) -> tuple[Number, Truth]:
        """Return a / b, and where b is zero."""
        build, by = self.build, b.numerator
        zero, negative = build.equals(by, 0), build.more_than(0, by)
        above = build.multiply(a.numerator, b.denominator)
        numerator = build.choose(negative, build.multiply(above, -1), above)
        below = build.multiply(a.denominator, build.divisor(by))
        unit = a.unit / b.unit
        if isinstance(below, int):  # a known divisor belongs to the unit
            return Number(numerator, 1, unit / below), zero
        return Number(numerator, below, unit), zero

    def compared(self, a: Number, b: Number, *, strict: bool) -> Truth:
        """Return whether a >= b, or a > b if strict, by cross-multiplying."""
        test = self.build.more_than if strict else self.build.at_least
        if isinstance(b.numerator, int) and a.denominator == b.denominator == 1:
            bound = b.numerator * b.unit / a.unit
            return test(a.numerator, math.floor(bound) if strict else math.ceil(bound))
        if isinstance(a.numerator, int) and a.denominator == b.denominator == 1:
            bound = a.numerator * a.unit / b.unit
            return test(math.ceil(bound) if strict else math.floor(bound), b.numerator)
        left, right, _, _ = self.over_one_denominator(a, b)
        return test(left, right)

    def extreme(self, op: str, a: Number, b: Number) -> Number:
        """Return the lesser or the greater of two numbers."""
        if not _same_integer(a.denominator, b.denominator):
            first = self.compared(b, a, strict=False)
            return self.chosen(first, *((a, b) if op == "lesser" else (b, a)))
        left, right, unit = self.aligned(a, b)
        pick = self.build.least if op == "lesser" else self.build.greatest
        return Number(pick(left, right), a.denominator, unit)

    def chosen(self, condition: Truth, a: Number, b: Number) -> Number:
        """Return a where the condition holds, else b. Only the amounts are chosen here."""
        left, right, unit = self.aligned(a, b)
        below_a = a.denominator if a.numerator != 0 else b.denominator  # zero has every one
        below_b = b.denominator if b.numerator != 0 else a.denominator
        denominator = self.build.choose(condition, below_a, below_b)
        return Number(self.build.choose(condition, left, right), denominator, unit)

    def steps_of(self, a: Number, step: Fraction, rule: str) -> Integer:
        """Return how many steps a number has, rounded by a rule to a whole number."""
        ratio = a.unit / step
        above = self.build.multiply(a.numerator, ratio.numerator)
        below = self.build.multiply(a.denominator, ratio.denominator)
        return self.build.quotient(above, below, rule)


def _same_integer(a: Integer, b: Integer) -> bool:
    return a is b or (isinstance(a, int) and isinstance(b, int) and a == b)
