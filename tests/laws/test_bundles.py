"""What holds for every bundle: limits, monotone spending, and sums that agree to the cent."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period

EXAMPLES = Path(__file__).parents[2] / "contract_specs" / "example"
REGISTRY = Registry.installed()
CATEGORIES = ("knee_replacement", "hip_replacement")
CAPS = {"knee_replacement": 46_000, "hip_replacement": 52_000}

FIFTH = Fraction(1, 5)
"""The share of spending beyond the cap that the contract counts."""

Episode = dict[str, Any]

cents = st.integers(0, 12_000_000).map(lambda amount: Fraction(amount, 100))
few_cents = st.integers(0, 1_500_000).map(lambda amount: Fraction(amount, 100))
shares = st.integers(0, 1_000).map(lambda parts: Fraction(parts, 1_000))
episodes = st.lists(
    st.fixed_dictionaries(
        {
            "category": st.sampled_from(CATEGORIES),
            "allowed": cents,
            "severity": st.integers(50, 250).map(lambda parts: Fraction(parts, 100)),
            "excluded": st.booleans(),
            "post_episode_spending": few_cents,
            "leakage": few_cents,
        }
    ),
    min_size=1,
    max_size=12,
)
years = st.fixed_dictionaries({"quality_score": shares, "interim_paid": few_cents})


@cache
def bound(contract: str) -> BoundContract:
    loaded = load_contract(EXAMPLES / f"{contract}.yaml", REGISTRY)
    return bind(loaded, REGISTRY, parse_period("2024"))


@pytest.fixture(scope="module", autouse=True)
def _contracts_are_read_before_the_clock_of_a_law_runs() -> None:
    bound("harbor-bundle")
    bound("harbor-bundle-summed")


def reconciled(given: list[Episode], year: dict[str, Fraction]) -> Run:
    """Return the run of the retrospective bundle on episodes."""
    terms = bound("harbor-bundle")
    names = [f"e{number}" for number in range(len(given))]
    facts: dict[str, Any] = {
        fact: {(name,): one[fact] for name, one in zip(names, given, strict=True)}
        for fact in ("allowed", "severity", "excluded", "post_episode_spending", "leakage")
    }
    parents = {name: one["category"] for name, one in zip(names, given, strict=True)}
    members = {"episode": tuple(names), "category": CATEGORIES}
    inputs = Inputs({**facts, **year}, terms.parameters, members, {"episode": parents})
    return Run(terms.edition, inputs)


def reconciled_sums(run: Run, year: dict[str, Fraction]) -> Run:
    """Return the run of the summed model on what another run summed."""
    terms = bound("harbor-bundle-summed")
    facts = {
        "target": run.clause("total_target"),
        "spending": run.clause("total_spending"),
        "episodes": run.clause("counted_episodes"),
        "post_episode_excess": run.clause("total_post_episode_excess"),
        "leakage": run.clause("total_leakage"),
    }
    return Run(terms.edition, Inputs({**facts, **year}, terms.parameters))


def amount(run: Run, clause: str, at: dict[str, str] | None = None) -> Fraction:
    found = run.clause(clause, at or {})
    assert isinstance(found, Fraction)
    return found


@given(given_episodes=episodes, year=years)
def test_gains_and_losses_stay_within_their_limits(
    given_episodes: list[Episode], year: dict[str, Fraction]
) -> None:
    run = reconciled(given_episodes, year)
    target, half_a_cent = amount(run, "total_target"), Fraction(1, 200)
    assert 0 <= amount(run, "earned") <= target / 10 + half_a_cent
    assert 0 <= amount(run, "owed") <= target / 20 + half_a_cent


@given(given_episodes=episodes, year=years)
def test_a_bundle_never_earns_and_owes_at_once(
    given_episodes: list[Episode], year: dict[str, Fraction]
) -> None:
    run = reconciled(given_episodes, year)
    assert 0 in (amount(run, "earned"), amount(run, "owed"))


@given(given_episodes=episodes, year=years, which=st.integers(0, 11), more=cents)
def test_more_spending_never_pays_more(
    given_episodes: list[Episode], year: dict[str, Fraction], which: int, more: Fraction
) -> None:
    dearer = [dict(one) for one in given_episodes]
    dearer[which % len(dearer)]["allowed"] += more
    before, after = reconciled(given_episodes, year), reconciled(dearer, year)
    assert amount(after, "settlement") <= amount(before, "settlement")


@given(given_episodes=episodes, year=years)
def test_spending_counts_up_to_the_cap_and_a_fifth_beyond_it(
    given_episodes: list[Episode], year: dict[str, Fraction]
) -> None:
    run = reconciled(given_episodes, year)
    for number, one in enumerate(given_episodes):
        at = {"episode": f"e{number}", "category": one["category"]}
        cap = CAPS[one["category"]]
        within = amount(run, "spending_in_limits", at)
        assert within <= cap
        assert amount(run, "episode_spending", at) == within + max(one["allowed"] - cap, 0) * FIFTH


@given(given_episodes=episodes, year=years)
def test_sums_settle_as_their_episodes_do(
    given_episodes: list[Episode], year: dict[str, Fraction]
) -> None:
    run = reconciled(given_episodes, year)
    sums = reconciled_sums(run, year)
    assert amount(sums, "settlement") == amount(run, "settlement")


@given(given_episodes=episodes, year=years, one=st.integers(0, 11))
def test_an_excluded_episode_changes_nothing(
    given_episodes: list[Episode], year: dict[str, Fraction], one: int
) -> None:
    left = [dict(each) for each in given_episodes]
    left[one % len(left)]["excluded"] = True
    without = [each for number, each in enumerate(left) if number != one % len(left)]
    run, other = reconciled(left, year), reconciled(without, year)
    assert amount(run, "settlement") == amount(other, "settlement")
