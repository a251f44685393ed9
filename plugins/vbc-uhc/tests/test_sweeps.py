"""The sweep of the ladder finds its twelve steps, and measures that move the right way."""

from __future__ import annotations

from fractions import Fraction

import pytest
from vbc_uhc.files import contracts

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.sweep import Sweep
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.sweeping import SweepQuestion, swept

MEASURES = (
    *("BCS-E", "COL-E", "EED", "GSD", "CBP", "PCR"),
    *("SPC", "MAD", "MAH", "MAC", "SUPD", "KED"),
)
STEPS = {
    45: 20_000,
    50: 10_000,
    55: 10_000,
    60: 10_000,
    65: 15_000,
    70: 15_000,
    75: 20_000,
    80: 25_000,
    85: 25_000,
    90: 50_000,
    95: 50_000,
    100: 50_000,
}


@pytest.fixture(scope="module")
def bound() -> BoundContract:
    registry = Registry.installed()
    return bind(load_contract(contracts() / "ma-pcpi-2025.yaml", registry), registry)


def sweep(bound: BoundContract, question: SweepQuestion, **facts: str) -> Sweep:
    practice = {"entity": "practice", "member_years": "1000", "other_points": "0", **facts}
    text = f"{','.join(practice)}\n{','.join(practice.values())}\n"
    return swept(bound, parse_csv_facts(text, "facts.csv", bound.facts), question)


def jumps(found: Sweep) -> dict[Fraction, Fraction]:
    return {jump.at: jump.amount for jump in found.jumps}


def test_all_twelve_steps_appear_in_dollars_when_points_move(bound: BoundContract) -> None:
    found = sweep(bound, SweepQuestion("practice", "other_points", "0", "110"))
    assert jumps(found) == STEPS
    assert {cause.clause for jump in found.jumps for cause in jump.causes} == {"per_member"}


def test_between_its_steps_the_ladder_is_flat(bound: BoundContract) -> None:
    found = sweep(bound, SweepQuestion("practice", "other_points", "0", "110"))
    assert {piece.slope for piece in found.pieces} == {0}


def test_blood_pressure_pays_more_from_each_of_its_targets_on(bound: BoundContract) -> None:
    facts = {"other_points": "80", "performance[CBP]": "0.80"}
    found = sweep(bound, SweepQuestion("practice", "performance[CBP]"), **facts)
    assert jumps(found) == {Fraction("0.83"): 25_000, Fraction("0.88"): 50_000}


def test_readmissions_pay_less_the_higher_they_are(bound: BoundContract) -> None:
    facts = {"other_points": "87", "performance[PCR]": "0.09"}
    found = sweep(bound, SweepQuestion("practice", "performance[PCR]"), **facts)
    assert jumps(found) == {Fraction("0.08"): -50_000}
    assert found.pieces[0].value_at_start == 200_000


def test_fewer_readmissions_than_before_pay_until_the_improvement_ends(
    bound: BoundContract,
) -> None:
    facts = {
        "other_points": "85",
        "performance[PCR]": "0.20",
        "prior_performance[PCR]": "0.18",
    }
    found = sweep(bound, SweepQuestion("practice", "performance[PCR]"), **facts)
    assert jumps(found) == {Fraction("0.15"): -50_000}


def test_the_twelve_known_measures_alone_do_not_reach_the_upper_steps(
    bound: BoundContract,
) -> None:
    best = {f"performance[{name}]": "1" for name in MEASURES} | {"performance[PCR]": "0"}
    most = SweepQuestion("practice", "other_points", "0", "5", result="points")
    assert sweep(bound, most, **best).pieces[0].value_at_start == 90


@pytest.mark.parametrize("measure", MEASURES)
def test_no_measure_pays_less_the_better_it_is(bound: BoundContract, measure: str) -> None:
    rate = f"performance[{measure}]"
    facts = {"other_points": "43", rate: "0.5", f"prior_{rate}": "0.6"}
    amounts = jumps(sweep(bound, SweepQuestion("practice", rate), **facts)).values()
    better = {amount < 0 for amount in amounts} if measure == "PCR" else {a > 0 for a in amounts}
    assert better == {True}
