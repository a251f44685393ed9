"""Where payments by quality jump: at each star, at the worst quarter, at 25 discharges."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache

import pytest
from vbc_cms.files import contracts

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.sweep import Sweep
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.sweeping import SweepQuestion, swept

SweepFact = Callable[..., Sweep]

GROUP = {
    "member_months": "12000",
    "adjustment": "0",
    "value[blood_sugar]": "0.81",
    "value[breast_cancer]": "0.70",
    "value[colorectal]": "0.75",
    "value[medication_reconciliation]": "0.60",
    "value[hypertension_adherence]": "0.88",
}
HOSPITAL = {
    "neutrality_modifier": "0.95",
    "cases[HF]": "36",
    "predicted[HF]": "0.22",
    "expected[HF]": "0.2",
    "median_ratio[HF]": "1",
    "payment_share[HF]": "0.03",
}


@pytest.fixture(scope="module")
def sweep() -> SweepFact:
    """Return a function that sweeps one fact of an entity under a contract."""
    registry = Registry.installed()

    @cache
    def bound(contract: str, year: int) -> BoundContract:
        loaded = load_contract(contracts() / f"{contract}.yaml", registry)
        return bind(loaded, registry, parse_period(str(year)))

    def found(
        contract: str, year: int, given: dict[str, str], vary: str, start: str, end: str
    ) -> Sweep:
        header = ",".join(["entity", *(f'"{name}"' for name in given)])
        text = f"{header}\nself,{','.join(given.values())}\n"
        facts = parse_csv_facts(text, "facts.csv", bound(contract, year).facts)
        return swept(bound(contract, year), facts, SweepQuestion("self", vary, start, end))

    return found


def jumps(found: Sweep) -> list[tuple[Fraction, Fraction]]:
    return [(jump.at, jump.amount) for jump in found.jumps]


def test_a_provider_is_paid_more_at_each_half_star_only(sweep: SweepFact) -> None:
    found = sweep(
        "star-bonus-example", 2022, GROUP, "value[hypertension_adherence]", "0.70", "0.95"
    )
    assert jumps(found) == [
        (Fraction("0.74"), 24_000),
        (Fraction("0.82"), 36_000),
        (Fraction("0.90"), 30_000),
    ]


def test_between_the_stars_a_better_rate_pays_nothing(sweep: SweepFact) -> None:
    found = sweep(
        "star-bonus-example", 2022, GROUP, "value[hypertension_adherence]", "0.70", "0.95"
    )
    assert {piece.slope for piece in found.pieces} == {0}


def test_a_hospital_loses_one_percent_at_the_75th_percentile(sweep: SweepFact) -> None:
    hospital = {"exempt": "no", "z_score[PSI-90]": "0.1", "z_score[CDI]": "0.3"}
    found = sweep("hac-fy2024", 2024, hospital, "z_score[CDI]", "0", "1")
    assert jumps(found) == [(Fraction("0.6507"), Fraction("-0.01"))]


def test_readmissions_above_the_median_cost_a_hospital_hundredths_of_a_percent(
    sweep: SweepFact,
) -> None:
    found = sweep("hrrp-fy2024", 2024, HOSPITAL, "predicted[HF]", "0.18", "0.4")
    assert {amount for _, amount in jumps(found)} == {Fraction("-0.0001")}
    assert min(at for at, _ in jumps(found)) > Fraction("0.2")
    assert found.pieces[-1].value_at_end == Fraction("0.9715")


def test_the_twenty_fifth_discharge_makes_a_condition_count(sweep: SweepFact) -> None:
    found = sweep("hrrp-fy2024", 2024, HOSPITAL, "cases[HF]", "0", "40")
    [(at, amount)] = jumps(found)
    assert (at, amount) == (25, Fraction("-0.0029"))
