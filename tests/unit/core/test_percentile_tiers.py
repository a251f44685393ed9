"""Scoring by percentiles: tiers, improvement towards the next one, and what does not count."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.unit.core.given import given
from vbc_rules.core.percentile_tiers import PercentileTiers
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

MEASURES, TIERS = ("control", "poor_control"), ("p25", "p50", "p90")
RATES = {"control": ("0.5", "0.6", "0.8"), "poor_control": ("0.4", "0.3", "0.1")}
TERMS = {
    "tier_share": {"p25": "0.25", "p50": "0.5", "p90": "1"},
    "lower_is_better": {"control": False, "poor_control": True},
    "weight": {"control": "3", "poor_control": "1"},
    "gap_to_close": "0.1",
    "improvement_share": "0.4",
    "minimum_denominator": "30",
    "minimum_measures": "1",
    "score_of_too_few": "0.2",
}


def evaluated(
    rate: dict[str, str],
    prior: dict[str, str] | None = None,
    people: str | None = "100",
    **changed: Any,
) -> Run:
    facts = {
        "rate": rate,
        "prior_rate": prior,
        "denominator": people and dict.fromkeys(rate, people),
    }
    rates = {
        (measure, tier): Fraction(start)
        for measure, starts in RATES.items()
        for tier, start in zip(TIERS, starts, strict=True)
    }
    terms = {**given({**TERMS, **changed}), "tier_rate": rates}
    members = {"measure": MEASURES, "tier": TIERS}
    return Run(PercentileTiers.edition(2024), Inputs(given(facts), terms, members))


def score(*given: Any, **changed: Any) -> Fraction:
    found = evaluated(*given, **changed).clause("score")
    assert isinstance(found, Fraction)
    return found


@pytest.mark.parametrize(
    ("rate", "share"),
    [("0.49", "0"), ("0.5", "0.25"), ("0.59", "0.25"), ("0.6", "0.5"), ("0.8", "1"), ("1", "1")],
)
def test_a_measure_earns_the_highest_percentile_it_reaches(rate: str, share: str) -> None:
    assert score({"control": rate}) == Fraction(share)


@pytest.mark.parametrize(
    ("rate", "share"), [("0.41", "0"), ("0.4", "0.25"), ("0.3", "0.5"), ("0.1", "1"), ("0", "1")]
)
def test_the_lower_of_an_inverse_measure_the_more_it_earns(rate: str, share: str) -> None:
    assert score({"poor_control": rate}) == Fraction(share)


def test_measures_weigh_by_their_weights() -> None:
    assert score({"control": "0.8", "poor_control": "0.35"}) == Fraction(13, 16)


@pytest.mark.parametrize(("rate", "share"), [("0.41", "0.4"), ("0.4099", "0")])
def test_improvement_is_a_tenth_of_the_gap_to_the_next_percentile(rate: str, share: str) -> None:
    assert score({"control": rate}, {"control": "0.4"}) == Fraction(share)


@pytest.mark.parametrize(("rate", "share"), [("0.49", "0.4"), ("0.4901", "0"), ("0.6", "0")])
def test_an_inverse_measure_improves_downwards(rate: str, share: str) -> None:
    assert score({"poor_control": rate}, {"poor_control": "0.5"}) == Fraction(share)


def test_a_tier_that_earns_more_stands_instead_of_improvement() -> None:
    assert score({"control": "0.65"}, {"control": "0.3"}) == Fraction(1, 2)


def test_beyond_the_last_percentile_there_is_no_gap_to_close() -> None:
    run = evaluated({"control": "0.85"}, {"control": "0.82"})
    assert run.clause("next_gap", {"measure": "control"}) is None
    assert run.clause("score") == 1


def test_a_contract_may_leave_improvement_out() -> None:
    without = {"gap_to_close": None, "improvement_share": None}
    assert score({"control": "0.45"}, {"control": "0.1"}, **without) == 0


@pytest.mark.parametrize(("people", "earned"), [("29", "0.2"), ("30", "1")])
def test_a_measure_counts_from_the_least_denominator_on(people: str, earned: str) -> None:
    assert score({"control": "0.8"}, None, people) == Fraction(earned)


def test_a_missing_measure_takes_its_weight_along() -> None:
    assert score({"poor_control": "0.1"}) == 1


def test_too_few_measures_have_the_agreed_score() -> None:
    assert score({"control": "0.8"}, minimum_measures="2") == Fraction(1, 5)
    assert score({}) == Fraction(1, 5)


@pytest.mark.parametrize(("minimum", "earned"), [("0", "0.5"), ("30", "0.2")])
def test_a_rate_without_a_denominator_counts_where_none_is_needed(
    minimum: str, earned: str
) -> None:
    run = evaluated({"control": "0.6"}, people=None, minimum_denominator=minimum)
    assert run.clause("score") == Fraction(earned)
