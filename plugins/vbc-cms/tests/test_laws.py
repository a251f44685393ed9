"""What holds for every ACO in every year."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.evaluation.exact import Run

Evaluate = Callable[..., Run]
Facts = dict[str, Any]

LIMITS = {"mssp-basic-e": (-4_000_000, 10_000_000), "mssp-enhanced": (-15_000_000, 20_000_000)}
"""The most that is owed and earned of the benchmark of 100 million that `evaluate` gives."""

tracks = st.sampled_from(sorted(LIMITS))
years = st.integers(2019, 2024)
dollars = st.integers(50_000_000, 150_000_000)
rates = st.integers(0, 10_000).map(lambda parts: Fraction(parts, 10_000))
acos = st.fixed_dictionaries(
    {
        "expenditure": dollars.map(Fraction),
        "assigned_beneficiaries": st.integers(500, 80_000).map(Fraction),
        "quality_score": rates,
        "quality_standard_met": st.booleans(),
        "alternative_standard_met": st.booleans(),
        "terminated_early": st.booleans(),
        "months_liable": st.integers(0, 12).map(Fraction),
        "low_revenue": st.booleans(),
        "agreement_from_2024": st.booleans(),
        "guardrail": st.booleans(),
    },
    optional={
        "elected_rate": st.sampled_from(["0", "0.005", "0.01", "0.015", "0.02"]).map(Fraction),
        "participant_revenue": dollars.map(Fraction),
        "disaster_relief": dollars.map(lambda amount: Fraction(amount, 100)),
        "advance_balance": dollars.map(lambda amount: Fraction(amount, 100)),
    },
)


def amount(run: Run, clause: str) -> Fraction:
    found = run.clause(clause)
    assert isinstance(found, Fraction)
    return found


@given(track=tracks, year=years, facts=acos)
def test_a_settlement_stays_within_the_limits_of_its_track(
    evaluate: Evaluate, track: str, year: int, facts: Facts
) -> None:
    least, most = LIMITS[track]
    assert least <= amount(evaluate(track, year, **facts), "settlement") <= most


@given(track=tracks, year=years, facts=acos)
def test_an_aco_never_earns_and_owes_at_once(
    evaluate: Evaluate, track: str, year: int, facts: Facts
) -> None:
    run = evaluate(track, year, **facts)
    assert 0 in (amount(run, "earned"), amount(run, "owed"))


@given(track=tracks, year=years, facts=acos)
def test_recoupment_takes_no_more_than_was_earned_and_leaves_the_rest_due(
    evaluate: Evaluate, track: str, year: int, facts: Facts
) -> None:
    run = evaluate(track, year, **facts)
    assert 0 <= amount(run, "recouped") <= amount(run, "earned")
    due = facts.get("advance_balance", Fraction(0))
    assert amount(run, "advances_left") == due - amount(run, "recouped")


@given(track=tracks, year=years, facts=acos, other=rates)
def test_a_better_quality_score_never_lowers_the_settlement(
    evaluate: Evaluate, track: str, year: int, facts: Facts, other: Fraction
) -> None:
    low, high = sorted([facts["quality_score"], other])
    worse = evaluate(track, year, **{**facts, "quality_score": low})
    better = evaluate(track, year, **{**facts, "quality_score": high})
    assert amount(worse, "settlement") <= amount(better, "settlement")


@given(track=tracks, year=st.integers(2020, 2022), facts=acos)
def test_nobody_owes_in_the_public_health_emergency(
    evaluate: Evaluate, track: str, year: int, facts: Facts
) -> None:
    assert amount(evaluate(track, year, **facts), "owed") == 0
