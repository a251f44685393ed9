"""Amounts worked out by hand or published, in every back end and in the reference."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from typing import Any

import attrs
import pytest

from tests.evaluation import families
from tests.evaluation.conformance import columns
from tests.evaluation.families import Family, each
from vbc_rules.evaluation.batch import BackEnd, settle_rows

ALL_BACK_ENDS: tuple[BackEnd, ...] = ("reference", "integers", "numpy")


def amount(
    family: Family, facts: dict[str, Any], clause: str, back_end: BackEnd, *entries: str
) -> Any:
    """Return one value; two rows are settled so that arrays have something to be arrays of."""
    given = columns(family.edition, [facts, facts])
    found = settle_rows(family.edition, family.shared, given, 2, [clause], back_end=back_end)
    assert found.errors == {}
    return found.exact_value(1, clause, entries)


def cents(value: Fraction) -> Fraction:
    return Fraction(round(value * 100), 100)


def organization(track: str = "basic_e", **facts: Any) -> dict[str, Any]:
    numbers = {name: Fraction(text) for name, text in facts.items() if isinstance(text, str)}
    return {
        "beneficiaries": Fraction(10_000), "track": track, "standard_met": True,
        "alternative_met": False, "low_revenue": False, "quality_score": Fraction(0),
        "elected_rate": Fraction("0.01"), "revenue": None, "disaster_relief": Fraction(0),
        **facts, **numbers,
    }  # fmt: skip


SHARED_SAVINGS = [
    ("limit", {"benchmark": "100000000", "expenditure": "60000000"}, "10000000"),
    ("below the minimum, low revenue", {
        "benchmark": "89657271", "expenditure": "87010992", "beneficiaries": "8069",
        "track": "basic_a", "low_revenue": True, "elected_rate": None}, "518670.68"),
    ("alternative standard", {
        "benchmark": "74715928", "expenditure": "69182104", "beneficiaries": "6420",
        "standard_met": False, "alternative_met": True, "quality_score": "0.7581",
        "elected_rate": "0.015"}, "2055644.07"),
    ("revenue limits losses", {
        "benchmark": "100000000", "expenditure": "108000000", "track": "basic_c",
        "revenue": "20000000"}, "-400000"),
    ("loss rate by quality", {
        "benchmark": "50000000", "expenditure": "50358135", "track": "enhanced",
        "quality_score": "0.5410", "elected_rate": "0", "disaster_relief": "551"}, "-212270.72"),
]  # fmt: skip


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
@pytest.mark.parametrize(("facts", "expected"), [case[1:] for case in SHARED_SAVINGS],
                         ids=[case[0] for case in SHARED_SAVINGS])  # fmt: skip
def test_shared_savings(facts: dict[str, Any], expected: str, back_end: BackEnd) -> None:
    found = amount(families.shared_savings(), organization(**facts), "settlement", back_end)
    assert found == Fraction(expected)


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
@pytest.mark.parametrize(
    ("beneficiaries", "rate"),
    [("500", "0.122"), ("999", "0.087"), ("1000", "0.087"), ("2345", "0.06210505"),
     ("8069", "0.03193093"), ("49999", "0.022"), ("55000", "0.0209999"), ("74992", "0.02")],
)  # fmt: skip
def test_the_sliding_minimum_rate(beneficiaries: str, rate: str, back_end: BackEnd) -> None:
    facts = organization(benchmark="1", expenditure="1", beneficiaries=beneficiaries,
                         elected_rate=None)  # fmt: skip
    found = amount(families.shared_savings(), facts, "minimum_rate", back_end)
    assert abs(found - Fraction(rate)) <= Fraction(1, 10**8)


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
@pytest.mark.parametrize(
    ("bands", "final", "equity", "gross", "shared"),
    [
        (families.GLOBAL_BANDS, "44470553.22", "10014", "12143706.54", "11631924.17"),
        (families.PROFESSIONAL_BANDS, "28380121.13", "48155.99", "3303601.62", "1277317.86"),
        (families.GLOBAL_BANDS, "100000000", "0", "-30000000", "-27500000"),
    ],
)
def test_corridors(
    bands: Any, final: str, equity: str, gross: str, shared: str, back_end: BackEnd
) -> None:
    base = Fraction(final) + Fraction(equity)
    facts = {"benchmark": Fraction(final), "equity_adjustment": Fraction(equity),
             "cost": base - Fraction(gross)}  # fmt: skip
    found = amount(families.corridors(bands), facts, "shared", back_end)
    assert cents(found) == Fraction(shared)


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
def test_hospital_measure_points_are_the_better_of_achievement_and_improvement(
    back_end: BackEnd,
) -> None:
    facts = {"performance": {("mort1",): Fraction("0.92")},
             "baseline": {("mort1",): Fraction("0.80")},
             "pooled_points": {}, "survey_now": {}, "survey_before": {}}  # fmt: skip
    hospital = families.hospital()
    assert amount(hospital, facts, "measure_points", back_end, "mort1") == 7
    assert amount(hospital, facts, "measure_points", back_end, "mort2") is None


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
@pytest.mark.parametrize(
    ("score", "adjustment"), [("0.82", "0.01386"), ("0.6", "-0.018"), ("0.1875", "-0.09")]
)
def test_clinicians_are_adjusted_around_the_threshold(
    score: str, adjustment: str, back_end: BackEnd
) -> None:
    facts = {"performance": {}, "scores": {("cost",): Fraction(score)}}
    found = amount(families.clinicians(), facts, "adjustment", back_end)
    assert found == Fraction(adjustment)


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
def test_a_measure_earns_tenths_within_its_decile(back_end: BackEnd) -> None:
    facts = {"performance": {("m1",): Fraction("0.734")}, "scores": {}}
    found = amount(families.clinicians(), facts, "measure_points", back_end, "m1")
    assert found == Fraction("8.3")


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
def test_a_ladder_pays_by_points(back_end: BackEnd) -> None:
    facts = {"rate_now": {("bp",): Fraction("0.8"), ("a1c",): Fraction("0.75"),
                          ("readmit",): Fraction("0.15")},
             "rate_before": {}, "members": Fraction(1000)}  # fmt: skip
    assert amount(families.ladder(), facts, "bonus", back_end) == 100_000


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
@pytest.mark.parametrize(
    ("cell", "months", "gross"),
    [("f27", "1", "250.80"), ("m52", "1", "1161.60"), ("m52", "0.333333", "387.20")],
)
def test_capitation_of_a_cell(cell: str, months: str, gross: str, back_end: BackEnd) -> None:
    pairs = list(product(("f27", "m52"), ("may", "jun")))
    facts = {"member_months": dict.fromkeys(pairs, Fraction(months)),
             "risk_factor": each("0.95", "1.2", entries="f27 m52"),
             "paid_so_far": dict.fromkeys(pairs, Fraction(0)), "score": Fraction(1)}  # fmt: skip
    assert amount(families.capitation(), facts, "gross", back_end, cell, "may") == Fraction(gross)


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
def test_a_bundle_nets_gains_and_losses_of_its_categories(back_end: BackEnd) -> None:
    bundles = families.bundles()
    parameters = {
        **bundles.shared.parameters,
        "lowest": each("0", "0", entries="knee heart"),
        "highest": each("9000000", "9000000", entries="knee heart"),
        "benchmark": each("2500000", "1500000", entries="knee heart"),
        "discount": each("0", "0", entries="knee heart"),
    }
    contract = attrs.evolve(bundles, shared=attrs.evolve(bundles.shared, parameters=parameters))
    episodes = "e1 e2 e3 e4"
    facts = {"spending": each("2000000", "2000000", "1700000", "1700000", entries=episodes),
             "case_mix": each("1", "1", "1", "1", entries=episodes),
             "quality": Fraction("0.7")}  # fmt: skip
    assert amount(contract, facts, "settlement", back_end) == 598_000


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
def test_readmissions_cost_a_hospital_a_share(back_end: BackEnd) -> None:
    conditions = "ami copd hip"
    facts = {"cases": each("25", "30", "40", entries=conditions),
             "payment_ratio": each("0.05", "0.08", "0.04", entries=conditions),
             "excess": each("1.08", "0.97", "1.02", entries=conditions),
             "median": each("1.0021", "1.001", "0.9987", entries=conditions)}  # fmt: skip
    readmissions = families.readmissions()
    assert amount(readmissions, facts, "factor", back_end) == Fraction("0.9955")
    assert amount(readmissions, facts, "penalty", back_end) == Fraction("0.0045006307")


@pytest.mark.parametrize("back_end", ALL_BACK_ENDS)
def test_a_loss_of_one_stream_ends_at_its_cap_and_streams_do_not_share_cells(
    back_end: BackEnd,
) -> None:
    pairs = list(product(("f27", "m52"), ("may", "jun")))
    stream = {"member_months": dict.fromkeys(pairs, Fraction(0)),
              "risk_factor": each("1", "1", entries="f27 m52"),
              "paid_so_far": dict.fromkeys(pairs, Fraction(0))}  # fmt: skip
    paid = dict.fromkeys(pairs, Fraction(10))
    facts = {
        "quality.met": dict.fromkeys([("m1",), ("m2",), ("m3",), ("m4",), ("m5",)], False),
        "quality.counted": dict.fromkeys([("m1",), ("m2",), ("m3",), ("m4",), ("m5",)], True),
        "levels.target": Fraction(12_000_000), "levels.actual": Fraction(13_000_000),
        **{f"medical.{name}": given for name, given in stream.items()},
        **{f"pharmacy.{name}": given for name, given in stream.items()},
        "pharmacy.paid_so_far": paid,
    }  # fmt: skip
    composite = families.composite()
    assert amount(composite, facts, "levels.amount", back_end) == -360_000
    assert amount(composite, facts, "total_due", back_end) == -360_040
