"""Arithmetic with values that are known only by their limits: never narrower than with numbers."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.evaluation.possible import Possible, operations
from vbc_rules.evaluation.possible.values import exactly

Fractions = st.fractions(min_value=-5, max_value=5, max_denominator=7)


@st.composite
def within(draw: st.DrawFn) -> tuple[Possible, Fraction]:
    low, value, high = sorted(draw(st.tuples(Fractions, Fractions, Fractions)))
    ends = draw(st.tuples(st.booleans(), st.booleans()))
    return Possible(low if ends[0] else None, high if ends[1] else None), value


@given(within(), within())
def test_arithmetic_of_ranges_holds_that_of_numbers(
    first: tuple[Possible, Fraction], second: tuple[Possible, Fraction]
) -> None:
    (a, x), (b, y) = first, second
    for found, number in (
        (operations.add(a, b), x + y),
        (operations.subtract(a, b), x - y),
        (operations.multiply(a, b), x * y),
        (operations.lesser(a, b), min(x, y)),
        (operations.greater(a, b), max(x, y)),
        (operations.at_least(a, b), Fraction(x >= y)),
        (operations.more_than(a, b), Fraction(x > y)),
        *([(operations.divide(a, b), x / y)] if y else []),  # a division by zero gives no value
    ):
        assert found.low is None or found.low <= number
        assert found.high is None or number <= found.high


def test_zero_times_anything_is_zero() -> None:
    zero = exactly(0, frozenset({"share"}))
    assert operations.multiply(zero, Possible(facts=frozenset({"savings"}))).is_zero


def test_a_side_that_never_counts_does_not_matter() -> None:
    score = Possible(Fraction(0), Fraction(1), facts=frozenset({"score"}))
    found = operations.lesser(score, exactly(2, frozenset({"cap"})))
    assert (found.reads, found.terms) == (frozenset({"score"}), frozenset())


@pytest.mark.parametrize(
    ("option", "low", "high"), [("a", 1, 1), ("b", 0, 0)], ids=["among them", "not among them"]
)
def test_a_choice_that_is_known_decides(option: str, low: int, high: int) -> None:
    found = operations.is_one_of(exactly(option), ("a", "c"))
    assert (found.low, found.high) == (Fraction(low), Fraction(high))


def test_a_choice_that_may_be_several_decides_nothing() -> None:
    found = operations.is_one_of(Possible(options=frozenset({"a", "b"})), ("a", "c"))
    assert (found.low, found.high) == (Fraction(0), Fraction(1))
