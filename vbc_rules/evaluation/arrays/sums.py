"""Totals, counts, means and extremes of many exact numbers, group by group.

`group` says for each number to which group it belongs. Sums of int64 are exact without a
bound on their size: each integer is cut into v = high 2^32 + low with 0 <= low < 2^32 and
|high| <= 2^31. Of at most 2^30 numbers both halves add up to less than 2^62, so int64
adds them exactly, and Python's integers put them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vbc_rules.evaluation.arrays.column import Column, numbers_of

Array = NDArray[Any]
_HALF = 32
_LOW = 2**_HALF - 1
_INT64 = 2**63 - 1
_FLOAT_SLACK = 2.0**-48
"""More than the error of a quotient of two int64 as float64, relative to its size."""


class Groups:
    """Numbers arranged by group, so that each group is one stretch."""

    def __init__(self, group: Array | None, count: int, length: int) -> None:
        """Arrange `length` numbers into `count` groups; without `group` there is one."""
        self.count, self._order = count, None
        if group is None:
            self.present = np.zeros(min(length, 1), np.int64)
            self._starts = self.present
            return
        if length > 1 and not (group[1:] >= group[:-1]).all():
            self._order = np.argsort(group, kind="stable")
            group = group[self._order]
        self.present, self._starts = np.unique(group, return_index=True)

    def arranged(self, values: Array) -> Array:
        """Return values in the order of the groups."""
        return values if self._order is None else values[self._order]

    def reduced(self, function: Any, values: Array) -> Array:
        """Return what a NumPy function makes of each group that is there; values arranged."""
        if not len(self.present):
            return values[:0]
        found: Array = function.reduceat(values, self._starts)
        return found


def _largest(values: Array) -> int:
    return max(-int(values.min()), int(values.max())) if len(values) else 0


def sums(values: Array, groups: Groups) -> list[int]:
    """Return the exact sum of each group that is there."""
    values = groups.arranged(values)
    if values.dtype == object or len(values) * _largest(values) <= _INT64:
        found: list[int] = groups.reduced(np.add, values).tolist()
        return found
    high = groups.reduced(np.add, values >> _HALF).tolist()
    low = groups.reduced(np.add, values & _LOW).tolist()
    return [(above << _HALF) + below for above, below in zip(high, low, strict=True)]


def totals(column: Column, group: Array | None, count: int) -> list[Fraction]:
    """Return the sum of each group; of nothing, 0."""
    if column.below is None:
        groups = Groups(group, count, len(column))
        found = [Fraction(0)] * count
        for one, above in zip(groups.present.tolist(), sums(column.values, groups), strict=True):
            found[one] = above * column.unit
        return found
    return [added * column.unit for added in _sums_of_quotients(column, group, count)]


def _sums_of_quotients(column: Column, group: Array | None, count: int) -> list[Fraction]:
    """Add the numbers of each denominator first, then these sums, two by two."""
    below, which = np.unique(np.asarray(column.below), return_inverse=True)
    which = which.reshape(-1)
    both = which if group is None else group * len(below) + which
    groups = Groups(both, count * len(below), len(column))
    parts: list[list[Fraction]] = [[] for _ in range(count)]
    for one, above in zip(groups.present.tolist(), sums(column.values, groups), strict=True):
        owner, place = divmod(one, len(below))
        parts[owner].append(Fraction(above, int(below[place])))
    return [_added(each) for each in parts]


def _added(parts: list[Fraction]) -> Fraction:
    """Add in pairs: one by one, a long sum would carry its large denominator all along."""
    while len(parts) > 1:
        pairs = zip(parts[::2], parts[1::2], strict=False)
        rest = parts[-1:] if len(parts) % 2 else []
        parts = [a + b for a, b in pairs] + rest
    return parts[0] if parts else Fraction(0)


def counts(group: Array | None, count: int, length: int) -> list[int]:
    """Return how many numbers each group has."""
    if group is None:
        return [length] * count
    found: list[int] = np.bincount(group, minlength=count).tolist()
    return found


def extremes(op: str, column: Column, group: Array | None, count: int) -> list[Fraction | None]:
    """Return the least or greatest number of each group; of nothing, None."""
    found: list[Fraction | None] = [None] * count
    if not len(column):
        return found
    pick: Callable[..., Fraction] = min if op == "least" else max
    places = range(len(column)) if group is None else group
    near = _candidates(op, column, group, count)
    for position in near:
        one, value = int(places[position]) if group is not None else 0, column.number(position)
        if value is not None:
            known = found[one]
            found[one] = value if known is None else pick(known, value)
    return found


def _candidates(op: str, column: Column, group: Array | None, count: int) -> Sequence[int]:
    """Return the positions that may hold the extreme of their group: mostly one each.

    Numbers over one denominator are compared as integers. Of quotients the floats are
    compared, with a slack above their error; what is as near as that is compared exactly.
    """
    values = column.values
    if column.below is not None:
        if object in (values.dtype, column.below.dtype):
            return range(len(column))
        values = values / column.below
    groups = Groups(group, count, len(column))
    function = np.minimum if op == "least" else np.maximum
    best = groups.reduced(function, groups.arranged(values))
    of_group = np.zeros(count, best.dtype)
    of_group[groups.present] = best
    reached = of_group[0] if group is None else of_group[group]
    if column.below is None:
        return list(_first_of_each(values == reached, group))
    slack = np.abs(reached) * _FLOAT_SLACK
    near = values <= reached + slack if op == "least" else values >= reached - slack
    found: list[int] = np.flatnonzero(near).tolist()
    return found


def _first_of_each(equal: Array, group: Array | None) -> Iterator[int]:
    where = np.flatnonzero(equal)
    if group is None:
        yield int(where[0])
        return
    _, first = np.unique(group[where], return_index=True)
    yield from where[first].tolist()


def as_column(numbers: Sequence[Fraction | None], trouble: Array | None) -> Column:
    """Return numbers as a column; None is missing."""
    known = numbers_of([Fraction(0) if one is None else one for one in numbers])
    gaps = np.asarray([one is None for one in numbers], bool)
    missing = gaps if gaps.any() else None
    return Column("number", known.values, known.unit, known.below, missing, trouble)
