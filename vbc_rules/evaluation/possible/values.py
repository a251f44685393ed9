"""A value that is known only by its limits, and by what it depends on.

A value that can be one thing only depends on no fact any more, but it does depend on the terms
that make it so.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TypeAlias

import attrs

Limit: TypeAlias = Fraction | None
"""An end of a range; None where there is none."""

ZERO, ONE = Fraction(0), Fraction(1)
NONE: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class Possible:
    """What a value can be: a number between limits, a condition (0 or 1), or one of options.

    `options` are None for a number, or for a choice that can be anything. `may_be_missing` and
    `may_be_there` tell whether there can be no value, and whether there can be one. `facts` are
    those that it is computed from, `terms` the terms of the contract that it depends on.
    `from_facts` tells whether any fact was read, even one that decides nothing.
    """

    low: Limit = None
    high: Limit = None
    options: frozenset[str] | None = None
    may_be_missing: bool = False
    may_be_there: bool = True
    facts: frozenset[str] = NONE
    terms: frozenset[str] = NONE
    from_facts: bool = False

    @property
    def reads(self) -> frozenset[str]:
        """Return the facts that it still depends on: none, if it can be one thing only."""
        return NONE if self.fixed else self.facts

    @property
    def fixed(self) -> bool:
        """Tell whether it can be one thing only."""
        if not self.may_be_there:
            return True
        one_number = self.low is not None and self.low == self.high
        one_option = self.options is not None and len(self.options) == 1
        return not self.may_be_missing and (one_number or one_option)

    @property
    def always(self) -> bool:
        """Tell whether a condition holds wherever it is known."""
        return self.may_be_there and self.low == ONE

    @property
    def never(self) -> bool:
        """Tell whether a condition fails wherever it is known."""
        return self.may_be_there and self.high == ZERO

    @property
    def is_zero(self) -> bool:
        """Tell whether a number is 0 wherever it is known."""
        return self.may_be_there and self.low == ZERO == self.high

    @property
    def may_exceed_zero(self) -> bool:
        """Tell whether a number can be above 0."""
        return self.may_be_there and (self.high is None or self.high > 0)


def exactly(value: object, terms: frozenset[str] = NONE) -> Possible:
    """Return a value that is known: a number, a condition, a choice, or None for a missing one."""
    if value is None:
        return absent(Possible(terms=terms))
    if isinstance(value, str):
        return Possible(options=frozenset({value}), terms=terms)
    if not isinstance(value, Fraction | int):  # a condition is an integer too
        raise TypeError(f"{value!r} is no value of a term")
    number = Fraction(value)
    return Possible(number, number, terms=terms)


def absent(*sources: Possible) -> Possible:
    """Return a value that is always missing, because of its sources."""
    return attrs.evolve(spread(None, None, *sources), may_be_missing=True, may_be_there=False)


def spread(low: Limit, high: Limit, *sources: Possible) -> Possible:
    """Return a number between limits that is missing where a source is."""
    return Possible(
        low,
        high,
        may_be_missing=any(one.may_be_missing for one in sources),
        may_be_there=all(one.may_be_there for one in sources),
        facts=NONE.union(*(one.reads for one in sources)),
        terms=NONE.union(*(one.terms for one in sources)),
        from_facts=any(one.from_facts for one in sources),
    )


def hull(values: Iterable[Possible], *deciding: Possible) -> Possible:
    """Return a value that is one of several; `deciding` are the values that choose it."""
    each = list(values)
    there = [one for one in each if one.may_be_there]
    options = [one.options for one in there]
    return attrs.evolve(
        spread(
            least(one.low for one in there),
            greatest(one.high for one in there),
            *each,
            *deciding,
        ),
        options=None if None in options else NONE.union(*(one or NONE for one in options)),
        may_be_there=bool(there) and all(one.may_be_there for one in deciding),
    )


def least(limits: Iterable[Limit]) -> Limit:
    """Return the least of lower limits."""
    found = list(limits)
    return None if None in found else min((one for one in found if one is not None), default=None)


def greatest(limits: Iterable[Limit]) -> Limit:
    """Return the greatest of upper limits."""
    found = list(limits)
    return None if None in found else max((one for one in found if one is not None), default=None)
