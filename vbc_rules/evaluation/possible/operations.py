"""Operations on values that are known only by their limits.

Every operation is monotone in each of its numbers, so that corners suffice. What comes out is
never narrower than what the reference can compute, but it may be wider: `x - x` is not known
to be 0.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import product
from typing import TypeAlias

import attrs

from vbc_rules.evaluation.possible.values import (
    NONE,
    ONE,
    ZERO,
    Limit,
    Possible,
    exactly,
    greatest,
    hull,
    least,
    spread,
)
from vbc_rules.evaluation.rounding import rounded

# ---- arithmetic


def add(a: Possible, b: Possible) -> Possible:
    """Return a + b."""
    return spread(_sum(a.low, b.low), _sum(a.high, b.high), a, b)


def subtract(a: Possible, b: Possible) -> Possible:
    """Return a - b."""
    return spread(_difference(a.low, b.high), _difference(a.high, b.low), a, b)


def multiply(a: Possible, b: Possible) -> Possible:
    """Return a * b."""
    corners = [_product(x, y) for x, y in product(_ends(a), _ends(b))]
    finite = [end for end, _ in corners if end is not None]
    open_sides = {side for end, side in corners if end is None}
    low = None if -1 in open_sides else min(finite)
    high = None if 1 in open_sides else max(finite)
    return spread(low, high, a, b)


def divide(a: Possible, b: Possible) -> Possible:
    """Return a / b; a division by zero gives no value at all, so it limits nothing."""
    inverse = Possible()
    if b.low is not None and b.low >= 0 and b.high != 0:
        inverse = Possible(_inverse(b.high), None if b.low == 0 else 1 / b.low)
    elif b.high is not None and b.high <= 0 and b.low != 0:
        inverse = Possible(None if b.high == 0 else 1 / b.high, _inverse(b.low))
    quotient = multiply(a, inverse)
    return spread(quotient.low, quotient.high, a, b)


def rounded_to(a: Possible, step: Fraction, rule: str) -> Possible:
    """Return a rounded number: rounding never changes the order of two numbers."""
    low, high = (None if one is None else rounded(one, step, rule) for one in (a.low, a.high))
    return spread(low, high, a)


def lesser(a: Possible, b: Possible) -> Possible:
    """Return the lesser of a and b; one that is never the lesser decides nothing."""
    return _extreme(a, b, least((a.low, b.low)), _tightest(min, a.high, b.high), below=True)


def greater(a: Possible, b: Possible) -> Possible:
    """Return the greater of a and b; one that is never the greater decides nothing."""
    return _extreme(a, b, _tightest(max, a.low, b.low), greatest((a.high, b.high)), below=False)


def _sum(a: Limit, b: Limit) -> Limit:
    return None if a is None or b is None else a + b


def _difference(a: Limit, b: Limit) -> Limit:
    return None if a is None or b is None else a - b


def _inverse(limit: Limit) -> Fraction:
    return ZERO if limit is None else 1 / limit


End: TypeAlias = tuple[Limit, int]
"""An end of a range, and where it is open: -1 downwards, 1 upwards."""


def _ends(a: Possible) -> tuple[End, End]:
    return (a.low, -1), (a.high, 1)


def _product(a: End, b: End) -> End:
    """Return the product of two ends: 0 times no limit is 0, as 0 is reached and no limit is."""
    (x, open_x), (y, open_y) = a, b
    if x is not None and y is not None:
        return x * y, 0
    if ZERO in (x, y):
        return ZERO, 0
    return None, _sign(x, open_x) * _sign(y, open_y)


def _sign(end: Limit, where_open: int) -> int:
    return where_open if end is None else (1 if end > 0 else -1)


def _tightest(pick: Callable[[Iterable[Fraction]], Fraction], a: Limit, b: Limit) -> Limit:
    there = [one for one in (a, b) if one is not None]
    return pick(there) if there else None


def _extreme(a: Possible, b: Possible, low: Limit, high: Limit, *, below: bool) -> Possible:
    """Return an extreme; where one side always is it, the other leaves only its gaps."""
    found = spread(low, high, a, b)
    for one, other in ((a, b), (b, a)):
        first, second = (one, other) if below else (other, one)
        if found.may_be_there and not_above(first.high, second.low):
            gaps = other.reads if other.may_be_missing else NONE
            return attrs.evolve(found, facts=one.reads | gaps, terms=one.terms)
    return found


def not_above(a: Limit, b: Limit) -> bool:
    """Tell whether an upper limit is known not to be above a lower one."""
    return a is not None and b is not None and a <= b


# ---- conditions and choices


def both(a: Possible, b: Possible) -> Possible:
    """Return whether two conditions hold; it takes the terms of both to hold always."""
    found = lesser(a, b)
    return attrs.evolve(found, terms=a.terms | b.terms) if a.always or b.always else found


def either(a: Possible, b: Possible) -> Possible:
    """Return whether one of two conditions holds; it takes the terms of both to fail always."""
    found = greater(a, b)
    return attrs.evolve(found, terms=a.terms | b.terms) if a.never or b.never else found


def at_least(a: Possible, b: Possible) -> Possible:
    """Return whether a >= b."""
    holds = not_above(b.high, a.low)
    fails = not_above(a.high, b.low) and a.high != b.low
    return spread(ONE if holds else ZERO, ZERO if fails else ONE, a, b)


def more_than(a: Possible, b: Possible) -> Possible:
    """Return whether a > b."""
    return opposite(at_least(b, a))


def opposite(a: Possible) -> Possible:
    """Return whether a condition fails."""
    return subtract(exactly(ONE), a)


def is_known(a: Possible) -> Possible:
    """Return whether there is a value."""
    if a.may_be_there and a.may_be_missing:
        return Possible(ZERO, ONE, facts=a.reads, terms=a.terms, from_facts=True)
    found = ONE if a.may_be_there else ZERO
    return Possible(found, found, terms=a.terms, from_facts=a.from_facts)


def is_one_of(a: Possible, options: Iterable[str]) -> Possible:
    """Return whether a choice is one of some options."""
    wanted = frozenset(options)
    always = a.options is not None and a.options <= wanted
    never = a.options is not None and not a.options & wanted
    return spread(ONE if always else ZERO, ZERO if never else ONE, a)


def if_missing(a: Possible, b: Possible) -> Possible:
    """Return a, or b where a is missing."""
    if not a.may_be_missing:
        return a
    if not a.may_be_there:
        return attrs.evolve(b, terms=a.terms | b.terms)
    return hull([attrs.evolve(a, may_be_missing=False), b], is_known(a))


BINARY: dict[str, Callable[[Possible, Possible], Possible]] = {
    "add": add,
    "sub": subtract,
    "mul": multiply,
    "div": divide,
    "lesser": lesser,
    "greater": greater,
    "and": both,
    "or": either,
    "ge": at_least,
    "gt": more_than,
    "le": lambda a, b: at_least(b, a),
    "lt": lambda a, b: more_than(b, a),
}
"""The operations on two values, by the name of their node."""
