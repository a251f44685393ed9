"""The sweep of a measure finds its five gates, and each moves the bonus the right way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from vbc_bcbsma.files import contracts

from vbc_rules.contracts.load import load_contract
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.sweeping import SweepQuestion, swept


@pytest.fixture(scope="module")
def bound() -> BoundContract:
    registry = Registry.installed()
    contract = load_contract(contracts() / "aqc-quality-bonus.yaml", registry)
    return bind(contract, registry, parse_period("2010"))


def jumps(bound: BoundContract, measure: str) -> dict[Fraction, Fraction]:
    """Return the jumps of a bonus of 1,000,000 at most, by the rate of one measure alone."""
    rate = f"performance[{measure}]"
    text = f"entity,budget_per_member,member_months,{rate},cases[{measure}]\n"
    facts = parse_csv_facts(text + "group,100,100000,0.5,30\n", "facts.csv", bound.facts)
    found = swept(bound, facts, SweepQuestion("group", rate))
    return {jump.at: jump.amount for jump in found.jumps}


def test_each_gate_pays_the_published_share_of_the_budget(bound: BoundContract) -> None:
    assert jumps(bound, "breast_screening") == {
        Fraction("0.76"): 200_000,
        Fraction("0.80"): 100_000,
        Fraction("0.84"): 200_000,
        Fraction("0.88"): 400_000,
        Fraction("0.91"): 100_000,
    }


def test_the_gates_of_an_inverse_measure_pay_less_the_higher_its_rate(
    bound: BoundContract,
) -> None:
    assert jumps(bound, "diabetes_poor_control") == {
        Fraction("0.08"): -100_000,
        Fraction("0.12"): -400_000,
        Fraction("0.16"): -200_000,
        Fraction("0.20"): -100_000,
        Fraction("0.24"): -200_000,
    }
