"""What holds for every episode initiator and hospital: limits, monotone spending, equal sums."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vbc_cms.files import contracts

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundStream, bind
from vbc_rules.settlement.period import parse_period

Facts = dict[str, Any]

TYPES = {"DRG470": "lejr", "DRG235": "cabg", "DRG330": "major_bowel"}
BPCI_TYPES = {
    "DRG470": "major_joint_replacement_lower",
    "DRG235": "sepsis",
    "DRG330": "spinal_fusion",
}
"""The category of each episode type, in TEAM and in BPCI Advanced."""
HALF_A_CENT = Fraction(1, 200)
TRACKS = {
    "team-track-1-2026": ("2026", "team-track-1-summed", "0.10", "0"),
    "team-track-2": ("2027", "team-track-2-summed", "0.05", "0.05"),
    "team-track-3": ("2028", "team-track-3-summed", "0.20", "0.20"),
}
"""The year, the summed contract, and the limits of gains and of losses of each track."""
EPISODE_FACTS = ("allowed", "severity", "excluded", "post_episode_spending")

cents = st.integers(0, 15_000_000).map(lambda whole: Fraction(whole, 100))
scores = st.integers(0, 10_000).map(lambda parts: Fraction(parts, 100))
factors = st.integers(80, 120).map(lambda parts: Fraction(parts, 100))
episodes = st.lists(
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(sorted(TYPES)),
            "allowed": cents,
            "severity": factors,
            "excluded": st.booleans(),
            "post_episode_spending": cents,
        }
    ),
    min_size=1,
    max_size=10,
)
hospitals = st.fixed_dictionaries(
    {
        "score": scores,
        "normalization": factors,
        "trend_ratio": factors,
        "baseline_episodes": st.sampled_from([Fraction(30), Fraction(31)]),
    }
)


@cache
def stream_of(contract: str, period: str) -> BoundStream:
    """Return the stream that settles an episode contract in a period."""
    registry = Registry.installed()
    loaded = load_contract(contracts() / f"{contract}.yaml", registry)
    return bind(loaded, registry, parse_period(period)).stream("reconciliation")


def run(
    contract: str, period: str, facts: Facts, parents: dict[str, dict[str, str]] | None = None
) -> Run:
    """Return an evaluation of the stream on facts; `parents` also gives the entries of axes."""
    stream, above = stream_of(contract, period), parents or {}
    members = {name: tuple(entries) for name, entries in above.items()}
    members["category"] = tuple({*above.get("episode_type", {}).values()})
    if "category" not in stream.edition.axes:
        members["episode_type"] = tuple({*above.get("episode", {}).values()})
    return Run(stream.edition, Inputs(facts, stream.parameters, members, above))


def amount(found: Run, clause: str) -> Fraction:
    """Return a clause that is a number."""
    value = found.clause(clause)
    assert isinstance(value, Fraction)
    return value


@pytest.fixture(scope="module", autouse=True)
def _contracts_are_read_before_the_clock_of_a_law_runs() -> None:
    for track, (year, summed, *_) in TRACKS.items():
        stream_of(track, year)
        stream_of(summed, year)
    stream_of("bpci-advanced", "2024")
    stream_of("bpci-advanced-summed", "2024")
    stream_of("cjr-py6-8", "2023")
    stream_of("cjr-py6-8-summed", "2023")


def facts_of(
    given_episodes: list[Facts], types: dict[str, str], per_category: Facts, per_type: Facts
) -> Facts:
    names = [f"e{number}" for number in range(len(given_episodes))]
    pairs = list(zip(names, given_episodes, strict=True))
    varying = {fact: {(name,): one[fact] for name, one in pairs} for fact in EPISODE_FACTS}
    by_category = {
        fact: {(each,): value for each in types.values()} for fact, value in per_category.items()
    }
    by_type = {fact: {(each,): value for each in types} for fact, value in per_type.items()}
    return {**varying, **by_category, **by_type}


def above(given_episodes: list[Facts], types: dict[str, str]) -> dict[str, dict[str, str]]:
    kinds = {f"e{number}": one["type"] for number, one in enumerate(given_episodes)}
    return {"episode": kinds, "episode_type": types}


def team(track: str, given_episodes: list[Facts], hospital: Facts) -> Run:
    names = ("normalization", "trend_ratio", "baseline_episodes")
    prices = {"benchmark_price": 40_000, "spending_cap": 90_000, "post_episode_limit": 50_000}
    given_facts = facts_of(
        given_episodes,
        TYPES,
        {name: hospital[name] for name in names},
        {name: Fraction(value) for name, value in prices.items()},
    )
    given_facts["composite_quality_score"] = hospital["score"]
    return run(track, TRACKS[track][0], given_facts, above(given_episodes, TYPES))


def bpci(given_episodes: list[Facts], hospital: Facts) -> Run:
    factors_of = ("peer_trend", "realized_trend", "group_factor")
    trends = dict(zip(factors_of, (Fraction(1), hospital["trend_ratio"], Fraction(1)), strict=True))
    given_facts = facts_of(
        given_episodes,
        BPCI_TYPES,
        {**trends, "baseline_spending": Fraction(40_000), "post_episode_limit": Fraction(60_000)},
        {"lowest": Fraction(9_000), "highest": Fraction(90_000)},
    )
    given_facts |= {"composite_quality_score": hospital["score"], "settled_before": Fraction(0)}
    return run("bpci-advanced", "2024", given_facts, above(given_episodes, BPCI_TYPES))


def dearer(given_episodes: list[Facts], which: int, more: Fraction) -> list[Facts]:
    changed = [dict(one) for one in given_episodes]
    changed[which % len(changed)]["allowed"] += more
    return changed


tracks = st.sampled_from(sorted(TRACKS))


@given(track=tracks, given_episodes=episodes, hospital=hospitals)
def test_a_track_pays_and_charges_within_its_limits(
    track: str, given_episodes: list[Facts], hospital: Facts
) -> None:
    found = team(track, given_episodes, hospital)
    gain_limit, loss_limit = (Fraction(each) for each in TRACKS[track][2:])
    target = amount(found, "total_target")
    assert 0 <= amount(found, "earned") <= gain_limit * target + HALF_A_CENT
    assert 0 <= amount(found, "owed") <= loss_limit * target + HALF_A_CENT


@given(given_episodes=episodes, hospital=hospitals)
def test_a_hospital_in_track_1_never_pays(given_episodes: list[Facts], hospital: Facts) -> None:
    assert amount(team("team-track-1-2026", given_episodes, hospital), "settlement") >= 0


@given(
    track=tracks,
    given_episodes=episodes,
    hospital=hospitals,
    which=st.integers(0, 9),
    more=cents,
)
def test_more_spending_never_pays_a_hospital_more(
    track: str, given_episodes: list[Facts], hospital: Facts, which: int, more: Fraction
) -> None:
    before = team(track, given_episodes, hospital)
    after = team(track, dearer(given_episodes, which, more), hospital)
    assert amount(after, "settlement") <= amount(before, "settlement")


@given(track=tracks, given_episodes=episodes, hospital=hospitals, other=scores)
def test_better_quality_never_pays_a_hospital_less(
    track: str, given_episodes: list[Facts], hospital: Facts, other: Fraction
) -> None:
    low, high = sorted([hospital["score"], other])
    worse, better = (
        team(track, given_episodes, {**hospital, "score": score}) for score in (low, high)
    )
    assert amount(worse, "settlement") <= amount(better, "settlement")


@given(track=tracks, given_episodes=episodes, hospital=hospitals)
def test_sums_of_team_settle_as_their_episodes_do(
    track: str, given_episodes: list[Facts], hospital: Facts
) -> None:
    found = team(track, given_episodes, hospital)
    sums: Any = {
        "target": amount(found, "total_target"),
        "spending": amount(found, "total_spending"),
        "forgiven": amount(found, "forgiven_losses"),
        "composite_quality_score": hospital["score"],
        "post_episode_excess": amount(found, "total_post_episode_excess"),
    }
    summed = run(TRACKS[track][1], TRACKS[track][0], sums)
    assert amount(summed, "settlement") == amount(found, "settlement")


@given(given_episodes=episodes, hospital=hospitals)
def test_sums_of_bpci_advanced_settle_as_their_episodes_do(
    given_episodes: list[Facts], hospital: Facts
) -> None:
    found = bpci(given_episodes, hospital)
    sums: Any = {
        "positive": amount(found, "total_gains"),
        "negative": amount(found, "total_losses"),
        "target": amount(found, "total_target"),
        "composite_quality_score": hospital["score"],
        "post_episode_excess": amount(found, "total_post_episode_excess"),
        "settled_before": Fraction(0),
    }
    summed = run("bpci-advanced-summed", "2024", sums)
    assert amount(summed, "settlement") == amount(found, "settlement")
    assert abs(amount(found, "limited")) <= amount(found, "most") + HALF_A_CENT


@given(given_episodes=episodes, hospital=hospitals, which=st.integers(0, 9), more=cents)
def test_more_spending_never_pays_an_initiator_more(
    given_episodes: list[Facts], hospital: Facts, which: int, more: Fraction
) -> None:
    before = bpci(given_episodes, hospital)
    after = bpci(dearer(given_episodes, which, more), hospital)
    assert amount(after, "settlement") <= amount(before, "settlement")


joints = st.lists(
    st.fixed_dictionaries({"allowed": cents, "severity": factors, "excluded": st.booleans()}),
    min_size=1,
    max_size=10,
)


def joint_replacement(given_episodes: list[Facts], score: Fraction) -> Run:
    names = [f"e{number}" for number in range(len(given_episodes))]
    pairs = list(zip(names, given_episodes, strict=True))
    given_facts: Facts = {
        fact: {(name,): one[fact] for name, one in pairs}
        for fact in ("allowed", "severity", "excluded")
    }
    prices = {"regional_price": 25_000, "spending_cap": 62_000, "market_trend": 1}
    given_facts |= {name: {("DRG470",): Fraction(value)} for name, value in prices.items()}
    given_facts["composite_score"] = score
    return run("cjr-py6-8", "2023", given_facts, {"episode": dict.fromkeys(names, "DRG470")})


composite_scores = st.integers(0, 2_180).map(lambda parts: Fraction(parts, 100))


@given(given_episodes=joints, score=composite_scores)
def test_joint_replacement_stays_within_a_fifth_of_its_target(
    given_episodes: list[Facts], score: Fraction
) -> None:
    found = joint_replacement(given_episodes, score)
    limits = {"earned": "gain_target", "owed": "loss_target"}
    for clause, target in limits.items():
        assert 0 <= amount(found, clause) <= amount(found, target) / 5 + HALF_A_CENT


@given(given_episodes=joints, score=composite_scores)
def test_sums_of_joint_replacement_settle_as_their_episodes_do(
    given_episodes: list[Facts], score: Fraction
) -> None:
    found = joint_replacement(given_episodes, score)
    sums: Facts = {
        "benchmark": amount(found, "total_benchmark"),
        "spending": amount(found, "total_spending"),
        "composite_score": score,
    }
    summed = run("cjr-py6-8-summed", "2023", sums)
    assert amount(summed, "settlement") == amount(found, "settlement")


@given(given_episodes=joints, score=composite_scores, other=composite_scores)
def test_before_the_limits_better_quality_never_pays_a_joint_replacement_hospital_less(
    given_episodes: list[Facts], score: Fraction, other: Fraction
) -> None:
    low, high = sorted([score, other])
    worse, better = (joint_replacement(given_episodes, each) for each in (low, high))
    before, after = (
        amount(each, "eligible_gains") - amount(each, "gross_losses") for each in (worse, better)
    )
    assert before <= after


def test_at_the_stop_loss_better_quality_costs_more_as_the_limit_grows_too() -> None:
    dear: Facts = {"allowed": Fraction(62_000), "severity": Fraction(1), "excluded": False}
    worse, better = (joint_replacement([dear], Fraction(score)) for score in ("4", "16"))
    assert amount(worse, "settlement") == -4_850
    assert amount(better, "settlement") == -5_000
