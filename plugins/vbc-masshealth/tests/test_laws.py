"""What holds for every corridor, whatever was spent."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from vbc_masshealth.files import contracts

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period

REGISTRY = Registry.installed()
CONTRACT = load_contract(contracts() / "aco-corridor-5-percent.yaml", REGISTRY)
BOUND = bind(CONTRACT, REGISTRY, parse_period("2024"))
CENT = Fraction(1, 100)

dollars = st.integers(0, 20_000_000_000).map(lambda cents: Fraction(cents, 100))


def settled(benchmark: Fraction, expenditure: Fraction) -> Fraction:
    facts = {"benchmark": benchmark, "expenditure": expenditure}
    amount: Any = Run(BOUND.edition, Inputs(facts, BOUND.parameters)).clause("settlement")
    result: Fraction = amount
    return result


@given(benchmark=dollars, difference=dollars)
def test_losses_mirror_savings(benchmark: Fraction, difference: Fraction) -> None:
    smaller = min(benchmark, difference)
    gain = settled(benchmark, benchmark - smaller)
    assert settled(benchmark, benchmark + smaller) == -gain


@given(benchmark=dollars, expenditure=dollars)
def test_a_contractor_never_shares_more_than_the_whole(
    benchmark: Fraction, expenditure: Fraction
) -> None:
    assert abs(settled(benchmark, expenditure)) <= abs(benchmark - expenditure)


@given(benchmark=dollars, expenditure=dollars, more=dollars)
def test_spending_more_never_pays(
    benchmark: Fraction, expenditure: Fraction, more: Fraction
) -> None:
    assert settled(benchmark, expenditure + more) <= settled(benchmark, expenditure)
