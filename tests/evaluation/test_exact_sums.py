"""Sums, counts and extremes of many integers and quotients, group by group, to the last unit."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.evaluation.arrays.column import Column, integers, numbers_of
from vbc_rules.evaluation.arrays.sums import counts, extremes, totals

GROUPS = 3
LARGEST = 2**63 - 1
CENT = Fraction(1, 100)
wholes = st.integers(-LARGEST, LARGEST) | st.sampled_from((LARGEST, -LARGEST)) | st.integers(-3, 3)
belows = st.integers(1, 40) | st.integers(1, LARGEST)


@st.composite
def columns(draw: st.DrawFn) -> tuple[Column, Any, list[list[Fraction]]]:
    """Draw a column, the group of each number, and the numbers of each group."""
    values = draw(st.lists(wholes | st.integers(-(10**40), 10**40), max_size=30))
    if draw(st.booleans()):
        values = [max(-LARGEST, min(one, LARGEST)) for one in values]
    below = draw(st.none() | st.lists(belows, min_size=len(values), max_size=len(values)))
    group = draw(
        st.none() | st.lists(st.integers(0, GROUPS - 1), min_size=len(values), max_size=len(values))
    )
    numbers: list[list[Fraction]] = [[] for _ in range(1 if group is None else GROUPS)]
    for place, value in enumerate(values):
        number = Fraction(value, 1 if below is None else below[place]) * CENT
        numbers[0 if group is None else group[place]].append(number)
    column = Column("number", integers(values), CENT, None if below is None else integers(below))
    return column, None if group is None else np.asarray(group, np.int64), numbers


@given(columns())
def test_a_total_is_exact(drawn: tuple[Column, Any, list[list[Fraction]]]) -> None:
    column, group, numbers = drawn
    assert totals(column, group, len(numbers)) == [sum(each, Fraction(0)) for each in numbers]


@given(columns())
def test_a_count_counts(drawn: tuple[Column, Any, list[list[Fraction]]]) -> None:
    column, group, numbers = drawn
    assert counts(group, len(numbers), len(column)) == [len(each) for each in numbers]


@pytest.mark.parametrize(("op", "pick"), [("least", min), ("greatest", max)])
@given(columns())
def test_an_extreme_is_the_very_one(
    op: str, pick: Any, drawn: tuple[Column, Any, list[list[Fraction]]]
) -> None:
    column, group, numbers = drawn
    expected = [pick(each) if each else None for each in numbers]
    assert extremes(op, column, group, len(numbers)) == expected


def test_quotients_that_floats_cannot_tell_apart_are_told_apart() -> None:
    close = [Fraction(LARGEST - 1, LARGEST), Fraction(LARGEST - 2, LARGEST - 1)]
    above, below = (integers([getattr(one, part) for one in close])
                    for part in ("numerator", "denominator"))  # fmt: skip
    column = Column("number", above, Fraction(1), below)
    assert extremes("least", column, None, 1) == [min(close)]
    assert extremes("greatest", column, None, 1) == [max(close)]


@given(st.lists(st.fractions(max_denominator=10**12), max_size=20), st.integers(0, 6))
def test_numbers_keep_their_values_as_a_column(numbers: list[Fraction], places: int) -> None:
    column = numbers_of(numbers, places)
    assert [column.number(place) for place in range(len(column))] == numbers
