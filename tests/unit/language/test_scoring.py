"""Laws of scoring: better results never score less, and a missing one is never a zero."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.unit.language.authored import model
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Edition

BANDS = ("b1", "b2", "b3", "b4")
rates = st.integers(0, 1000).map(lambda parts: Fraction(parts, 1000))
directions = st.booleans()


@cache
def edition(call: str, unit: str) -> Edition:
    source = f"""class Scores(PaymentModel):
    id = "acme.scores"
    band = axis("Band")
    lower: YesNo = parameter("A lower rate is better")
    start: Rate = parameter("Where a band begins", per=band)
    value: Rate = fact("Rate", places=4, optional=True)
    other: Rate = fact("Another rate", places=4, optional=True)
    low: Rate = fact("Threshold", places=4)
    high: Rate = fact("Benchmark", places=4)
    cases: Count = fact("Cases", optional=True)
    score: Rate = fact("Score", per=band, places=4, optional=True)
    earned: Points = fact("Points", per=band, places=4, optional=True)
    weight: Rate = fact("Weight", per=band, places=4)
    most: Points = fact("Most points", per=band, places=4)

    @result(cites="law")
    def done(self) -> YesNo:
        return self.lower

    @clause(cites="law")
    def tested(self) -> {unit}:
        return {call}
"""
    found: Edition = model(source, "Scores").edition(2024)
    return found


def scored(call: str, unit: str = "Rate", **values: Any) -> Any:
    """Return what a call gives; a value that is not given is missing."""
    given_values = {"lower": False, **values}
    return Run(edition(call, unit), Inputs(given_values, given_values, {"band": BANDS})).clause(
        "tested"
    )


def by_band(*values: Fraction) -> dict[tuple[str, ...], Fraction]:
    return {(band,): value for band, value in zip(BANDS, values, strict=True)}


CALLS = [
    ("attained(self.value, self.low, self.lower, points(5))", "Points"),
    ("linear_between(self.value, self.low, self.high)", "Rate"),
    ("band_points(self.value, self.start, self.lower, self.band)", "Points"),
    ("gain(self.value, self.low, self.lower)", "Rate"),
    ("relative_gain(self.value, self.high, self.lower)", "Rate"),
    ("gap_closed(self.value, self.low, self.high)", "Rate"),
]
BAND_POINTS = CALLS[2][0]


@pytest.mark.parametrize(("call", "unit"), CALLS)
@given(first=rates, second=rates, third=rates, lower=directions)
def test_a_better_result_never_scores_less(
    call: str,
    unit: str,
    first: Fraction,
    second: Fraction,
    third: Fraction,
    lower: bool,  # noqa: FBT001 - drawn, not written by a caller
) -> None:
    assume(third not in (0, 1))
    bounds = (third / 2, third)
    low, high = reversed(bounds) if lower else bounds
    start = by_band(*sorted([low, high, low, high], reverse=lower))
    worse, better = sorted([first, second], reverse=lower)
    points = [
        scored(call, unit, value=value, low=low, high=high, lower=lower, start=start)
        for value in (worse, better)
    ]
    assert points == sorted(points)


@pytest.mark.parametrize(("call", "unit"), CALLS)
@given(low=rates, high=rates)
def test_a_missing_result_is_never_a_zero(
    call: str, unit: str, low: Fraction, high: Fraction
) -> None:
    start = by_band(low, low, high, high)
    assert scored(call, unit, low=low, high=high, start=start) is None


@given(value=rates, starts=st.lists(rates, min_size=4, max_size=4))
def test_the_points_of_a_value_name_its_band(value: Fraction, starts: list[Fraction]) -> None:
    begins = sorted(starts)
    points = scored(BAND_POINTS, "Points", value=value, start=by_band(*begins))
    band = int(points)
    assert (band - 1) == max(sum(begin <= value for begin in begins) - 1, 0)
    assert 0 <= points - band < 1
    assert (points * 10).denominator == 1


@given(starts=st.lists(rates, min_size=4, max_size=4, unique=True))
def test_what_begins_a_band_belongs_to_it(starts: list[Fraction]) -> None:
    begins = sorted(starts)
    found = [scored(BAND_POINTS, "Points", value=begin, start=by_band(*begins)) for begin in begins]
    assert found == [1, 2, 3, 4]
    assert all(after - before == 1 for before, after in pairwise(found))


@given(value=rates, other=rates)
def test_the_better_of_two_is_that_which_is_there(value: Fraction, other: Fraction) -> None:
    call = "attainment_or_improvement(self.value, self.other)"
    assert scored(call, value=value, other=other) == max(value, other)
    assert scored(call, value=value) == scored(call, other=value) == value


@pytest.mark.parametrize(("cases", "expected"), [(30, 1), (29, None), (None, None)])
def test_too_few_cases_leave_no_value(cases: int | None, expected: int | None) -> None:
    call = "with_enough_cases(self.value, self.cases, self.cases * 0 + 30)"
    given_cases = {} if cases is None else {"cases": Fraction(cases)}
    assert scored(call, value=Fraction(1), **given_cases) == expected


@given(score=st.dictionaries(st.sampled_from(BANDS), rates), weights=st.lists(rates, min_size=4))
def test_a_composite_lies_between_its_scores_whatever_is_missing(
    score: dict[str, Fraction], weights: list[Fraction]
) -> None:
    weight = by_band(*weights[:4])
    found = scored(
        "composite(self.score, self.weight, self.band)",
        score={(band,): value for band, value in score.items()},
        weight=weight,
    )
    weighed = [value for band, value in score.items() if weight[(band,)] > 0]
    assert found is None if not weighed else min(weighed) <= found <= max(weighed)


@given(earned=st.dictionaries(st.sampled_from(BANDS), rates))
def test_points_that_are_not_there_leave_both_sums(earned: dict[str, Fraction]) -> None:
    found = scored(
        "share_of_points(self.earned, self.most, self.band)",
        earned={(band,): value for band, value in earned.items()},
        most=by_band(*[Fraction(10)] * 4),
    )
    assert found == (sum(earned.values()) / (10 * len(earned)) if earned else None)
