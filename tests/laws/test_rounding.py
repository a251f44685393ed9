"""Rounding of every number by every rule."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.evaluation.rounding import WHOLE, rounded

numbers = st.fractions(max_denominator=10**6)
steps = st.sampled_from(["0.01", "0.0001", "0.1", "1", "5", "0.25"]).map(Fraction)
rules = pytest.mark.parametrize("rule", sorted(WHOLE))


@rules
@given(number=numbers, step=steps)
def test_the_outcome_is_a_multiple_less_than_a_step_away(
    rule: str, number: Fraction, step: Fraction
) -> None:
    found = rounded(number, step, rule)
    assert (found / step).denominator == 1
    assert abs(found - number) < step


@rules
@given(number=numbers, step=steps)
def test_rounding_twice_is_rounding_once(rule: str, number: Fraction, step: Fraction) -> None:
    once = rounded(number, step, rule)
    assert rounded(once, step, rule) == once


@rules
@given(number=numbers, step=steps)
def test_losses_round_as_savings_do(rule: str, number: Fraction, step: Fraction) -> None:
    assert rounded(-number, step, rule) == -rounded(number, step, rule)


@rules
@given(first=numbers, second=numbers, step=steps)
def test_more_never_rounds_to_less(
    rule: str, first: Fraction, second: Fraction, step: Fraction
) -> None:
    low, high = sorted([first, second])
    assert rounded(low, step, rule) <= rounded(high, step, rule)


@pytest.mark.parametrize("rule", ["half_up", "half_even"])
@given(number=numbers, step=steps)
def test_the_nearest_multiple_is_at_most_half_a_step_away(
    rule: str, number: Fraction, step: Fraction
) -> None:
    assert abs(rounded(number, step, rule) - number) <= step / 2
