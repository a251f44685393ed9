"""A value that is known only by its limits, and arithmetic with such values.

What comes out is never narrower than what a settlement can give, but it may be wider:
`x - x` is not known to be 0. A value that can be one thing only depends on no fact any more,
but it does depend on the terms that make it so.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from itertools import product
from typing import Any, TypeAlias

import attrs

from vbc_rules.evaluation.rounding import rounded

Limit: TypeAlias = Fraction | None
"""An end of a range; None where there is none."""

ZERO, ONE = Fraction(0), Fraction(1)
NONE: frozenset[str] = frozenset()


@attrs.frozen(eq=False)
class Range:
    """What a value can be: a number between limits, a condition (0 or 1), or one of options.

    `options` are None for a number, or for a choice that can be anything. `facts` are those
    that the value moves with, `terms` those of the contract that it depends on. `from_facts`
    tells whether any fact was read, even one that moves nothing.
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
        """Tell whether a number can only be 0."""
        return self.low == ZERO == self.high


def settled(value: Range) -> Range:
    """Return the value; one that can be one thing only moves with no fact."""
    return attrs.evolve(value, facts=NONE) if value.fixed and value.facts else value


def absent(*sources: Range) -> Range:
    """Return a value that is always missing."""
    return _of(Range(may_be_missing=True, may_be_there=False), sources)


def fixed(value: Any, terms: frozenset[str] = NONE) -> Range:  # noqa: ANN401 - any scalar
    """Return a value that is known."""
    if value is None:
        return attrs.evolve(absent(), terms=terms)
    if isinstance(value, str):
        return Range(options=frozenset({value}), terms=terms)
    number = Fraction(value)
    return Range(number, number, terms=terms)


def _of(value: Range, sources: Iterable[Range]) -> Range:
    """Return a value with what its sources move with, and missing where one of them is."""
    each = tuple(sources)
    return settled(
        attrs.evolve(
            value,
            may_be_missing=value.may_be_missing or any(one.may_be_missing for one in each),
            may_be_there=value.may_be_there and all(one.may_be_there for one in each),
            facts=value.facts.union(*(one.facts for one in each)),
            terms=value.terms.union(*(one.terms for one in each)),
            from_facts=value.from_facts or any(one.from_facts for one in each),
        )
    )


def hull(values: Iterable[Range], *deciding: Range) -> Range:
    """Return a value that is one of several; `deciding` are what chooses it."""
    each = tuple(values)
    there = [one for one in each if one.may_be_there]
    options = [one.options for one in there]
    sources = (*each, *deciding)
    return settled(
        Range(
            _least([one.low for one in there]),
            _greatest([one.high for one in there]),
            None if None in options else NONE.union(*(one or NONE for one in options)),
            may_be_missing=any(one.may_be_missing for one in sources),
            may_be_there=bool(there) and all(one.may_be_there for one in deciding),
            facts=NONE.union(*(one.facts for one in sources)),
            terms=NONE.union(*(one.terms for one in sources)),
            from_facts=any(one.from_facts for one in sources),
        )
    )


def _least(limits: list[Limit]) -> Limit:
    known = [one for one in limits if one is not None]
    return min(known) if known and len(known) == len(limits) else None


def _greatest(limits: list[Limit]) -> Limit:
    known = [one for one in limits if one is not None]
    return max(known) if known and len(known) == len(limits) else None


def decided(condition: Range) -> Range:
    """Return a condition that can go one way only, as what a choice still depends on."""
    facts = condition.facts if condition.may_be_missing else NONE
    return attrs.evolve(condition, low=ONE, high=ONE, facts=facts)


def or_nothing(amount: Range, *deciding: Range) -> Range:
    """Return an amount that may be left out of a sum."""
    there = attrs.evolve(amount, may_be_missing=False)
    found = hull([there, fixed(ZERO)] if amount.may_be_there else [fixed(ZERO)])
    facts = found.facts.union(*(one.facts for one in (amount, *deciding)))
    terms = found.terms.union(*(one.terms for one in (amount, *deciding)))
    return settled(attrs.evolve(found, facts=facts, terms=terms, from_facts=True))


# ---- arithmetic


def plus(a: Range, b: Range) -> Range:
    """Return a + b."""
    low = None if a.low is None or b.low is None else a.low + b.low
    high = None if a.high is None or b.high is None else a.high + b.high
    return _of(Range(low, high), (a, b))


def negative(a: Range) -> Range:
    """Return -a."""
    low = None if a.high is None else -a.high
    high = None if a.low is None else -a.low
    return _of(Range(low, high), (a,))


def minus(a: Range, b: Range) -> Range:
    """Return a - b."""
    return plus(a, negative(b))


def times(a: Range, b: Range) -> Range:
    """Return a * b; 0 times anything depends on what makes it 0, and on nothing else."""
    for zero, other in ((a, b), (b, a)):
        if zero.is_zero and zero.may_be_there:
            both_may_be_missing = zero.may_be_missing or other.may_be_missing
            return attrs.evolve(zero, may_be_missing=both_may_be_missing,
                                may_be_there=other.may_be_there,
                                from_facts=zero.from_facts or other.from_facts)  # fmt: skip
    corners = [_corner(x, y) for x, y in product(_ends(a), _ends(b))]
    finite = [value for value, _ in corners if value is not None]
    low = None if any(value is None and sign < 0 for value, sign in corners) else min(finite)
    high = None if any(value is None and sign > 0 for value, sign in corners) else max(finite)
    return _of(Range(low, high), (a, b))


End: TypeAlias = tuple[Limit, int]
"""An end of a range and its sign; None is without limit on the side of the sign."""


def _ends(a: Range) -> tuple[End, End]:
    return (a.low, -1 if a.low is None else _sign(a.low)), (
        a.high,
        1 if a.high is None else _sign(a.high),
    )


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _corner(x: End, y: End) -> End:
    sign = x[1] * y[1]
    if sign == 0:
        return ZERO, 0
    return (None if x[0] is None or y[0] is None else x[0] * y[0]), sign


def over(a: Range, b: Range) -> Range:
    """Return a / b; without limits where b can be on both sides of 0."""
    if b.low is not None and b.low >= 0 and b.high != 0:
        inverse = Range(_inverse(b.high), None if b.low == 0 else 1 / b.low)
    elif b.high is not None and b.high <= 0 and b.low != 0:
        inverse = Range(None if b.high == 0 else 1 / b.high, _inverse(b.low))
    else:
        inverse = Range()
    return _of(times(a, inverse), (b,))


def _inverse(limit: Limit) -> Fraction:
    return ZERO if limit is None else 1 / limit


def lesser(a: Range, b: Range) -> Range:
    """Return the lesser of two; one that is never the lesser does not matter."""
    if (chosen := _decided(a, b)) is not None:
        return chosen
    known = [one for one in (a.high, b.high) if one is not None]
    return _of(Range(_least([a.low, b.low]), min(known) if known else None), (a, b))


def greater(a: Range, b: Range) -> Range:
    """Return the greater of two."""
    return negative(lesser(negative(a), negative(b)))


def _decided(a: Range, b: Range) -> Range | None:
    """Return the one of two that is always the lesser, if that is known."""
    if not (a.may_be_there and b.may_be_there):
        return absent(a, b)
    if a.high is not None and b.low is not None and a.high <= b.low:
        return _missing_with(a, b)
    if b.high is not None and a.low is not None and b.high <= a.low:
        return _missing_with(b, a)
    return None


def _missing_with(chosen: Range, other: Range) -> Range:
    if not other.may_be_missing:
        return attrs.evolve(chosen, from_facts=chosen.from_facts or other.from_facts)
    return _of(chosen, (Range(ZERO, ZERO, may_be_missing=True, facts=other.facts),))


def rounded_to(a: Range, step: Any, mode: Any) -> Range:  # noqa: ANN401 - as the tree has them
    """Return a rounded value: rounding never changes the order of two numbers."""
    low, high = (None if one is None else rounded(one, step, mode) for one in (a.low, a.high))
    return _of(Range(low, high), (a,))


# ---- conditions


def at_least(a: Range, b: Range) -> Range:
    """Return whether a >= b."""
    holds = a.low is not None and b.high is not None and a.low >= b.high
    fails = a.high is not None and b.low is not None and a.high < b.low
    return _of(Range(ONE if holds else ZERO, ZERO if fails else ONE), (a, b))


def more_than(a: Range, b: Range) -> Range:
    """Return whether a > b."""
    return opposite(at_least(b, a))


def opposite(a: Range) -> Range:
    """Return whether a condition fails."""
    return minus(fixed(value=True), a)


def both(a: Range, b: Range) -> Range:
    """Return whether two conditions hold; one that always does decides nothing."""
    found = lesser(a, b)
    return attrs.evolve(found, terms=a.terms | b.terms) if a.always or b.always else found


def either(a: Range, b: Range) -> Range:
    """Return whether one of two conditions holds."""
    return opposite(both(opposite(a), opposite(b)))


def is_among(a: Range, options: Iterable[str]) -> Range:
    """Return whether a choice is one of some options."""
    if a.options is None:
        return _of(Range(ZERO, ONE), (a,))
    wanted = frozenset(options)
    low = ONE if a.options <= wanted else ZERO
    high = ONE if a.options & wanted else ZERO
    return _of(Range(low, high), (a,))
