"""Prospective bundles and episode allowances settle as the sums of their episodes do."""

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
PRICES = {"maternity": 11_800, "cataract_surgery": 3_400}
WARRANTY = {"maternity": 42, "cataract_surgery": 30}
TYPICAL = {"coronary_stent": 12_000, "heart_failure": 6_800}
ALLOWANCE = {"coronary_stent": 1_500, "heart_failure": 2_050}

Episode = dict[str, Any]

cents = st.integers(0, 3_000_000).map(lambda amount: Fraction(amount, 100))
severities = st.integers(50, 250).map(lambda parts: Fraction(parts, 100))
scores = st.integers(0, 1_000).map(lambda parts: Fraction(parts, 1_000))
COMMON = {"severity": severities, "excluded": st.booleans(), "leakage": cents}
priced = st.fixed_dictionaries(
    {
        **COMMON,
        "category": st.sampled_from(sorted(PRICES)),
        "allowed": cents,
        "related_care": cents,
        "related_care_day": st.integers(0, 60).map(Fraction),
    }
)
budgeted = st.fixed_dictionaries(
    {
        **COMMON,
        "category": st.sampled_from(sorted(TYPICAL)),
        "typical": cents,
        "complications": cents,
    }
)


@cache
def bound(contract: str) -> BoundContract:
    loaded = load_contract(EXAMPLES / f"{contract}.yaml", REGISTRY)
    return bind(loaded, REGISTRY, parse_period("2024"))


@pytest.fixture(scope="module", autouse=True)
def _contracts_are_read_before_the_clock_of_a_law_runs() -> None:
    for name in ("harbor-prospective-bundle", "harbor-episode-allowance"):
        bound(name)
        bound(f"{name}-summed")


def run(contract: str, episodes: list[Episode], year: dict[str, Fraction]) -> Run:
    """Return the run of a contract on episodes; each is a mapping of facts and its category."""
    names = [f"e{number}" for number in range(len(episodes))]
    facts: dict[str, Any] = {
        fact: {(name,): one[fact] for name, one in zip(names, episodes, strict=True)}
        for fact in episodes[0]
        if fact != "category"
    }
    categories = {name: one["category"] for name, one in zip(names, episodes, strict=True)}
    members = {"episode": tuple(names), "category": tuple(sorted({*categories.values()}))}
    terms = bound(contract)
    inputs = Inputs({**facts, **year}, terms.parameters, members, {"episode": categories})
    return Run(terms.edition, inputs)


def settlement(found: Run) -> Fraction:
    value = found.clause("settlement")
    assert isinstance(value, Fraction)
    return value


def summed(contract: str, facts: dict[str, Any]) -> Fraction:
    terms = bound(contract)
    return settlement(Run(terms.edition, Inputs(facts, terms.parameters)))


@given(episodes=st.lists(priced, min_size=1, max_size=12), paid=cents)
def test_a_prospective_bundle_is_the_sum_of_what_happened_to_its_prices(
    episodes: list[Episode], paid: Fraction
) -> None:
    price = [PRICES[one["category"]] * one["severity"] for one in episodes]
    pairs = list(zip(episodes, price, strict=True))
    out = [(one, each) for one, each in pairs if one["excluded"]]
    kept = [(one, each) for one, each in pairs if not one["excluded"]]
    covered = [
        one["related_care"]
        for one, _ in kept
        if one["related_care_day"] <= WARRANTY[one["category"]]
    ]
    sums = {
        "prices": sum(price),
        "excluded_prices": sum((each for _, each in out), Fraction(0)),
        "fee_for_service": sum((one["allowed"] for one, _ in out), Fraction(0)),
        "leakage": sum((min(one["leakage"], each) for one, each in kept), Fraction(0)),
        "related_care": sum(covered, Fraction(0)),
        "prices_paid": paid,
    }
    found = run("harbor-prospective-bundle", episodes, {"prices_paid": paid})
    assert settlement(found) == summed("harbor-prospective-bundle-summed", sums)


@given(
    episodes=st.lists(priced, min_size=1, max_size=12),
    which=st.integers(0, 11),
    more=cents,
    fact=st.sampled_from(["leakage", "related_care"]),
)
def test_care_by_others_never_pays_the_bundle_more(
    episodes: list[Episode], which: int, more: Fraction, fact: str
) -> None:
    changed = [dict(one) for one in episodes]
    changed[which % len(changed)][fact] += more
    year = {"prices_paid": Fraction(0)}
    before, after = (run("harbor-prospective-bundle", each, year) for each in (episodes, changed))
    assert settlement(after) <= settlement(before)


@given(episodes=st.lists(budgeted, min_size=1, max_size=12), score=scores, withheld=cents)
def test_an_allowance_is_settled_on_the_sums_of_budgets_and_cost(
    episodes: list[Episode], score: Fraction, withheld: Fraction
) -> None:
    kept = [one for one in episodes if not one["excluded"]]
    budgets = [
        TYPICAL[one["category"]] * one["severity"] + ALLOWANCE[one["category"]] for one in kept
    ]
    cost = [one["typical"] + one["complications"] + one["leakage"] for one in kept]
    year = {"quality_score": score, "withheld": withheld}
    found = run("harbor-episode-allowance", episodes, year)
    assert found.clause("total_budget") == sum(budgets)
    assert found.clause("total_spending") == sum(cost)
    gains = max(sum(budgets, Fraction(0)) - sum(cost, Fraction(0)), Fraction(0))
    exact = gains * score / 2 + withheld * max(2 * score - 1, Fraction(0))
    assert abs(settlement(found) - exact) <= Fraction(1, 100)


@given(episodes=st.lists(budgeted, min_size=1, max_size=12), score=scores, withheld=cents)
def test_no_more_than_the_withhold_is_released(
    episodes: list[Episode], score: Fraction, withheld: Fraction
) -> None:
    found = run(
        "harbor-episode-allowance", episodes, {"quality_score": score, "withheld": withheld}
    )
    released = found.clause("released")
    assert isinstance(released, Fraction)
    assert 0 <= released <= withheld
