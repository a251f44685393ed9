"""The operators that all units of a kind share: yes/no, choice, ordered, numeric."""

from __future__ import annotations

from typing import Self

from vbc_rules.language.tree import (
    UNITS,
    Unit,
    Value,
    combined,
    literal,
    mismatch,
    node,
    product,
    same_unit,
)


class YesNo(Value):
    """A condition. Combined by & (and), | (or), ~ (not)."""

    __slots__ = ()
    unit = Unit("YesNo", "yes/no")

    def __and__(self, other: YesNo) -> YesNo:
        """Both hold."""
        return _logical("and", self, other)

    def __or__(self, other: YesNo) -> YesNo:
        """At least one holds."""
        return _logical("or", self, other)

    def __invert__(self) -> YesNo:
        """It does not hold."""
        return node(YesNo, "not", (self,), self.axes, missing=self.may_be_missing)


class Choice(Value):
    """One of several named options."""

    __slots__ = ()
    unit = Unit("Choice", "choice")

    def is_(self, *options: str) -> YesNo:
        """Hold if the choice is one of `options`."""
        return node(YesNo, "is", (self, options), self.axes, missing=self.may_be_missing)


class Ordered(Value):
    """A value that is compared with values of its own unit. There is no ==: amounts are exact."""

    __slots__ = ()

    def __ge__(self, other: Self | int) -> YesNo:
        """At least."""
        return _compared("ge", self, other)

    def __gt__(self, other: Self | int) -> YesNo:
        """More than."""
        return _compared("gt", self, other)

    def __le__(self, other: Self | int) -> YesNo:
        """At most."""
        return _compared("le", self, other)

    def __lt__(self, other: Self | int) -> YesNo:
        """Less than."""
        return _compared("lt", self, other)


class Quantity(Ordered):
    """A number with a unit: added and subtracted within its unit, scaled by a rate."""

    __slots__ = ()

    def __add__(self, other: Self | int) -> Self:
        """Sum, in the same unit."""
        return same_unit("add", self, other)

    def __radd__(self, other: int) -> Self:
        """Sum with a literal on the left."""
        return same_unit("add", self, other, swap=True)

    def __sub__(self, other: Self | int) -> Self:
        """Difference, in the same unit."""
        return same_unit("sub", self, other)

    def __rsub__(self, other: int) -> Self:
        """Difference from a literal on the left."""
        return same_unit("sub", self, other, swap=True)

    def __rmul__(self, other: int) -> Self:
        """Product with a literal on the left."""
        scaled: Self = product(self, other, swap=True)
        return scaled

    def __neg__(self) -> Self:
        """Zero minus this."""
        return same_unit("sub", self, 0, swap=True)


def _logical(op: str, left: YesNo, right: object) -> YesNo:
    if not isinstance(right, YesNo):
        other = right if isinstance(right, Value) else literal(right, UNITS["Rate"])
        raise mismatch(op, left, other)
    return combined(op, left, right, YesNo)


def _compared(op: str, left: Ordered, right: object) -> YesNo:
    other = literal(right, type(left))
    if type(other) is not type(left):
        raise mismatch(op, left, other)
    return combined(op, left, other, YesNo)


UNITS["YesNo"] = YesNo
UNITS["Choice"] = Choice
