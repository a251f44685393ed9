"""Units with arithmetic. Written from algebra.py by generate_units.py: do not edit."""

from __future__ import annotations

from typing import Any, overload

from vbc_rules.language.quantities import Ordered, Quantity
from vbc_rules.language.tree import UNITS, Unit, product, quotient


class USD(Quantity):
    """United States dollars."""

    __slots__ = ()
    unit = Unit("USD", "USD", 2, None, None)

    def __mul__(self, other: Count | Rate | int) -> USD:
        """Product, by the table of products."""
        scaled: USD = product(self, other)
        return scaled

    @overload
    def __truediv__(self, other: Pmpm) -> MemberMonths: ...
    @overload
    def __truediv__(self, other: Pmpy) -> MemberYears: ...
    @overload
    def __truediv__(self, other: MemberMonths) -> Pmpm: ...
    @overload
    def __truediv__(self, other: MemberYears) -> Pmpy: ...
    @overload
    def __truediv__(self, other: USD) -> Rate: ...
    @overload
    def __truediv__(self, other: Count | Rate | int) -> USD: ...
    def __truediv__(self, other: Any) -> Any:
        """Quotient, by the table."""
        return quotient(self, other)


class Pmpm(Quantity):
    """Dollars per member and month."""

    __slots__ = ()
    unit = Unit("Pmpm", "USD per member-month", 4, None, None)

    @overload
    def __mul__(self, other: Count | Rate | int) -> Pmpm: ...
    @overload
    def __mul__(self, other: MemberMonths) -> USD: ...
    def __mul__(self, other: Any) -> Any:
        """Product, by the table of products."""
        return product(self, other)

    @overload
    def __truediv__(self, other: Count | Rate | int) -> Pmpm: ...
    @overload
    def __truediv__(self, other: Pmpm) -> Rate: ...
    def __truediv__(self, other: Any) -> Any:
        """Quotient, by the table."""
        return quotient(self, other)


class Pmpy(Quantity):
    """Dollars per member and year."""

    __slots__ = ()
    unit = Unit("Pmpy", "USD per member-year", 4, None, None)

    @overload
    def __mul__(self, other: Rate | int) -> Pmpy: ...
    @overload
    def __mul__(self, other: MemberYears) -> USD: ...
    def __mul__(self, other: Any) -> Any:
        """Product, by the table of products."""
        return product(self, other)

    @overload
    def __truediv__(self, other: Rate | int) -> Pmpy: ...
    @overload
    def __truediv__(self, other: Pmpy) -> Rate: ...
    def __truediv__(self, other: Any) -> Any:
        """Quotient, by the table."""
        return quotient(self, other)


class MemberMonths(Quantity):
    """Months of membership."""

    __slots__ = ()
    unit = Unit("MemberMonths", "member-months", 4, 0, None)

    @overload
    def __mul__(self, other: Rate | int) -> MemberMonths: ...
    @overload
    def __mul__(self, other: Pmpm) -> USD: ...
    def __mul__(self, other: Any) -> Any:
        """Product, by the table of products."""
        return product(self, other)

    @overload
    def __truediv__(self, other: Rate | int) -> MemberMonths: ...
    @overload
    def __truediv__(self, other: MemberMonths) -> Rate: ...
    def __truediv__(self, other: Any) -> Any:
        """Quotient, by the table."""
        return quotient(self, other)


class MemberYears(Quantity):
    """Years of membership."""

    __slots__ = ()
    unit = Unit("MemberYears", "member-years", 4, 0, None)

    @overload
    def __mul__(self, other: Rate | int) -> MemberYears: ...
    @overload
    def __mul__(self, other: Pmpy) -> USD: ...
    def __mul__(self, other: Any) -> Any:
        """Product, by the table of products."""
        return product(self, other)

    @overload
    def __truediv__(self, other: Rate | int) -> MemberYears: ...
    @overload
    def __truediv__(self, other: MemberYears) -> Rate: ...
    def __truediv__(self, other: Any) -> Any:
        """Quotient, by the table."""
        return quotient(self, other)


class Count(Quantity):
    """A number of things: members, episodes, measures."""

    __slots__ = ()
    unit = Unit("Count", "count", 0, 0, None)

    @overload
    def __mul__(self, other: Rate | int) -> Count: ...
    @overload
    def __mul__(self, other: Pmpm) -> Pmpm: ...
    @overload
    def __mul__(self, other: Points) -> Points: ...
    @overload
    def __mul__(self, other: USD) -> USD: ...
    def __mul__(self, other: Any) -> Any:
        """Product, by the table of products."""
        return product(self, other)

    @overload
    def __truediv__(self, other: Rate | int) -> Count: ...
    @overload
    def __truediv__(self, other: Count) -> Rate: ...
    def __truediv__(self, other: Any) -> Any:
        """Quotient, by the table."""
        return quotient(self, other)


class Points(Quantity):
    """Points of a score."""

    __slots__ = ()
    unit = Unit("Points", "points", 4, None, None)

    def __mul__(self, other: Count | Rate | int) -> Points:
        """Product, by the table of products."""
        scaled: Points = product(self, other)
        return scaled

    @overload
    def __truediv__(self, other: Count | Rate | int) -> Points: ...
    @overload
    def __truediv__(self, other: Points) -> Rate: ...
    def __truediv__(self, other: Any) -> Any:
        """Quotient, by the table."""
        return quotient(self, other)


class Rate(Quantity):
    """A pure number: share, factor, ratio; 75 % is 0.75."""

    __slots__ = ()
    unit = Unit("Rate", "rate", None, 0, 1)

    @overload
    def __mul__(self, other: Count) -> Count: ...
    @overload
    def __mul__(self, other: MemberMonths) -> MemberMonths: ...
    @overload
    def __mul__(self, other: MemberYears) -> MemberYears: ...
    @overload
    def __mul__(self, other: Pmpm) -> Pmpm: ...
    @overload
    def __mul__(self, other: Pmpy) -> Pmpy: ...
    @overload
    def __mul__(self, other: Points) -> Points: ...
    @overload
    def __mul__(self, other: Rate | int) -> Rate: ...
    @overload
    def __mul__(self, other: USD) -> USD: ...
    def __mul__(self, other: Any) -> Any:
        """Product, by the table of products."""
        return product(self, other)

    def __truediv__(self, other: Rate | int) -> Rate:
        """Quotient, by the table."""
        scaled: Rate = quotient(self, other)
        return scaled


class Percentile(Ordered):
    """A rank among peers, 0 to 100: compared and looked up, never multiplied with money."""

    __slots__ = ()
    unit = Unit("Percentile", "percentile", 4, 0, 100)


UNITS.update(
    {
        cls.__name__: cls
        for cls in (USD, Pmpm, Pmpy, MemberMonths, MemberYears, Count, Points, Rate, Percentile)
    }
)
