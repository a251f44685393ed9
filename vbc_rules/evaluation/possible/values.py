"""A value that is known only by its bounds, and the operations on such values.

Every operation is monotone in each of its numbers, so that corners suffice. What comes out is
never narrower than what the reference can compute, but it may be wider: `x - x` is not known
to be 0. A value that can be one thing only depends on no fact any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product as pairs

import attrs

Bound = Fraction | None
"""An end of a range; None where there is none."""

ZERO, ONE = Fraction(0), Fraction(1)
NOTHING: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class Possible:
    """What a value can be.

    `low` and `high` bound a number, None for no bound; a condition is 0 or 1. `options` are
    those that a choice can be, None for any. `may_be_missing` and `may_be_there` tell whether
    there can be no value, and whether there can be one. `sources` are the facts that it is
    computed from.
    """

    low: Bound = None
    high: Bound = None
    options: frozenset[str] | None = None
    may_be_missing: bool = False
    may_be_there: bool = True
    sources: frozenset[str] = NOTHING

    @property
    def reads(self) -> frozenset[str]:
        """Return the facts that it still depends on: none, if it can be one thing only."""
        return NOTHING if self.fixed else self.sources

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
        """Tell whether a condition holds for all facts."""
        return self.low == ONE

    @property
    def never(self) -> bool:
        """Tell whether a condition fails for all facts."""
        return self.high == ZERO

    @property
    def may_exceed_zero(self) -> bool:
        """Tell whether a number can be above 0."""
        return self.may_be_there and (self.high is None or self.high > 0)


ABSENT = Possible(may_be_missing=True, may_be_there=False)


def number(value: Fraction) -> Possible:
    """Return a number that is known."""
    return Possible(value, value)


def condition(*, holds: bool) -> Possible:
    """Return a condition that is known."""
    return number(ONE if holds else ZERO)


def either_way(reads: frozenset[str] = NOTHING) -> Possible:
    """Return a condition that can hold and fail."""
    return Possible(ZERO, ONE, sources=reads)


def spread(low: Bound, high: Bound, *sources: Possible) -> Possible:
    """Return a number between bounds that is missing where a source is."""
    return Possible(
        low,
        high,
        may_be_missing=any(one.may_be_missing for one in sources),
        may_be_there=all(one.may_be_there for one in sources),
        sources=NOTHING.union(*(one.reads for one in sources)),
    )


def hull(values: Iterable[Possible], *deciding: Possible) -> Possible:
    """Return a value that is one of several; `deciding` are the values that choose it."""
    each = list(values)
    there = [one for one in each if one.may_be_there]
    options = [one.options for one in there]
    return Possible(
        least(one.low for one in there),
        greatest(one.high for one in there),
        None if None in options else NOTHING.union(*(one or NOTHING for one in options)),
        may_be_missing=any(one.may_be_missing for one in (*each, *deciding)),
        may_be_there=bool(there),
        sources=NOTHING.union(*(one.reads for one in (*each, *deciding))),
    )


def least(bounds: Iterable[Bound]) -> Bound:
    """Return the least of lower bounds."""
    found = list(bounds)
    return None if None in found else min((one for one in found if one is not None), default=None)


def greatest(bounds: Iterable[Bound]) -> Bound:
    """Return the greatest of upper bounds."""
    found = list(bounds)
    return None if None in found else max((one for one in found if one is not None), default=None)


def add(a: Possible, b: Possible) -> Possible:
    """Return a + b."""
    return spread(_sum(a.low, b.low), _sum(a.high, b.high), a, b)


def subtract(a: Possible, b: Possible) -> Possible:
    """Return a - b."""
    return spread(_difference(a.low, b.high), _difference(a.high, b.low), a, b)


def multiply(a: Possible, b: Possible) -> Possible:
    """Return a * b."""
    if ZERO in (_known(a), _known(b)):
        return spread(ZERO, ZERO, a, b)
    corners = [_product(x, y) for x, y in pairs(_ends(a), _ends(b))]
    return _between(corners, a, b)


def divide(a: Possible, b: Possible) -> Possible:
    """Return a / b; a division by zero gives no value at all, so it bounds nothing."""
    if _known(a) == ZERO:
        return spread(ZERO, ZERO, a, b)
    below = [end for end, _ in _ends(b)]
    if b.low is None or b.high is None or b.low <= 0 <= b.high:
        return spread(*_by_sign(a, b), a, b)
    corners = [_product(x, (ONE / y, 0)) for x, y in pairs(_ends(a), (one for one in below if one))]
    return _between(corners, a, b)


def lesser(a: Possible, b: Possible) -> Possible:
    """Return the lesser of a and b; one that is never the lesser decides nothing."""
    return _extreme(a, b, least((a.low, b.low)), _tightest(min, a.high, b.high), below=True)


def greater(a: Possible, b: Possible) -> Possible:
    """Return the greater of a and b; one that is never the greater decides nothing."""
    return _extreme(a, b, _tightest(max, a.low, b.low), greatest((a.high, b.high)), below=False)


def compared(op: str, a: Possible, b: Possible) -> Possible:
    """Return a comparison: ge, gt, le or lt."""
    if op in ("le", "lt"):
        a, b, op = b, a, {"le": "ge", "lt": "gt"}[op]
    at_least, below = _not_above(b.high, a.low), _not_above(a.high, b.low)
    if op == "ge":
        holds, fails = at_least, below and a.high != b.low
    else:
        holds, fails = at_least and b.high != a.low, below
    return spread(ONE if holds else ZERO, ZERO if fails else ONE, a, b)


def opposite(a: Possible) -> Possible:
    """Return whether a condition fails."""
    return subtract(number(ONE), a)


def is_known(a: Possible) -> Possible:
    """Return whether there is a value."""
    if not a.may_be_missing or not a.may_be_there:
        return condition(holds=a.may_be_there)
    return either_way(a.reads)


def is_one_of(a: Possible, options: frozenset[str]) -> Possible:
    """Return whether a choice is one of some options."""
    always = a.options is not None and a.options <= options
    never = a.options is not None and not a.options & options
    return spread(ONE if always else ZERO, ZERO if never else ONE, a)


def chosen(test: Possible, a: Possible, b: Possible) -> Possible:
    """Return a where the test holds, else b."""
    if not test.may_be_there:
        return ABSENT
    if test.always or test.never:
        return hull([a if test.always else b], test)
    return hull([a] if a is b else [a, b], test)


def if_missing(a: Possible, b: Possible) -> Possible:
    """Return a, or b where a is missing."""
    if not a.may_be_missing:
        return a
    if not a.may_be_there:
        return b
    return hull([attrs.evolve(a, may_be_missing=False), b], either_way(a.sources))


def _known(a: Possible) -> Bound:
    return a.low if a.may_be_there and a.low == a.high else None


def _sum(a: Bound, b: Bound) -> Bound:
    return None if a is None or b is None else a + b


def _difference(a: Bound, b: Bound) -> Bound:
    return None if a is None or b is None else a - b


End = tuple[Bound, int]
"""An end of a range, and where it is open: -1 downwards, 1 upwards."""


def _ends(a: Possible) -> tuple[End, End]:
    return (a.low, -1), (a.high, 1)


def _product(a: End, b: End) -> End:
    """Return the product of two ends: 0 times no bound is 0, as 0 is reached and no bound is."""
    (x, open_x), (y, open_y) = a, b
    if x is not None and y is not None:
        return x * y, 0
    if ZERO in (x, y):
        return ZERO, 0
    return None, _sign(x, open_x) * _sign(y, open_y)


def _sign(end: Bound, where_open: int) -> int:
    return where_open if end is None else (1 if end > 0 else -1)


def _between(corners: list[End], *sources: Possible) -> Possible:
    finite = [end for end, _ in corners if end is not None]
    open_sides = {side for end, side in corners if end is None}
    low = None if -1 in open_sides else min(finite)
    high = None if 1 in open_sides else max(finite)
    return spread(low, high, *sources)


def _by_sign(a: Possible, b: Possible) -> tuple[Bound, Bound]:
    """Bound a quotient by the signs alone: of two numbers at or above 0 it is not below 0."""
    if a.low is None or b.low is None or a.low < 0 or b.low < 0:
        return None, None
    return ZERO, None


def _tightest(pick: Callable[[Iterable[Fraction]], Fraction], a: Bound, b: Bound) -> Bound:
    known = [one for one in (a, b) if one is not None]
    return pick(known) if known else None


def _extreme(a: Possible, b: Possible, low: Bound, high: Bound, *, below: bool) -> Possible:
    """Return an extreme; where one side always is it, the other leaves only its gaps."""
    found = spread(low, high, a, b)
    for one, other in ((a, b), (b, a)):
        first, second = (one, other) if below else (other, one)
        if _not_above(first.high, second.low):
            gaps = other.sources if other.may_be_missing else NOTHING
            return attrs.evolve(found, sources=one.reads | gaps)
    return found


def _not_above(a: Bound, b: Bound) -> bool:
    return a is not None and b is not None and a <= b
