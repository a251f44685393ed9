"""The same facts under several contracts: what each pays, at worst and at best."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.settlement.conftest import Bind, ReadFacts
from vbc_rules.contracts.load import load_contract
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.facts.readers import read_facts
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.choosing import (
    Choice,
    Offer,
    Range,
    chosen,
    one_period,
    parse_range,
)
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.shared_facts import one_meaning, shared_facts

SPECS = Path(__file__).resolve().parents[3] / "contract_specs" / "example"
REGISTRY = Registry.installed()
FACTS = """
entities:
  lakeside-north:
    benchmark: 18250000
    expenditure: 17342518.40
    quality_score: 0.81
"""
GATED = "harbor-shared-savings"
TWO_SIDED = "harbor-two-sided"


def contract(name: str, year: str = "2024") -> BoundContract:
    return bind(load_contract(SPECS / f"{name}.yaml", REGISTRY), REGISTRY, parse_period(year))


def choose(*ranges: str, contracts: tuple[str, ...] = (GATED, TWO_SIDED)) -> Choice:
    bound = [contract(name) for name in contracts]
    document = parse_document(FACTS, "facts.yaml")
    tables = [document_facts(document, declared) for declared in shared_facts(bound)]
    pairs = list(zip(bound, tables, strict=True))
    return chosen(pairs, "lakeside-north", [parse_range(one) for one in ranges])


def offer(choice: Choice, name: str) -> Offer:
    return next(one for one in choice.offers if one.contract == name)


def refusal(run: Callable[[], object]) -> tuple[str, str, str]:
    with pytest.raises(Refusal) as caught:
        run()
    [finding] = caught.value.diagnostics
    return finding.code, finding.message, finding.hint


def test_each_contract_pays_what_its_own_settlement_pays() -> None:
    found = choose()
    assert [one.payment for one in found.offers] == [Fraction("453740.80"), Fraction("293617.55")]


def test_without_a_range_the_lowest_and_the_highest_are_the_payment() -> None:
    one = offer(choose(), GATED)
    assert one.lowest.payment == one.highest.payment == one.payment
    assert one.line is None


def test_the_worst_and_the_best_case_say_where_they_are() -> None:
    one = offer(choose("expenditure=16000000..21000000", "quality_score=0.4..1"), TWO_SIDED)
    assert one.lowest.payment == Fraction("-770250")
    assert dict(one.lowest.at)["expenditure"] == 21_000_000
    assert one.highest.payment == Fraction("1033750")
    assert dict(one.highest.at) == {"expenditure": 16_000_000, "quality_score": 1}


def test_a_gate_inside_the_range_is_found_though_no_end_stands_on_it() -> None:
    one = offer(choose("quality_score=0.5999..0.7"), GATED)
    assert (one.lowest.payment, one.highest.payment) == (0, Fraction("453740.80"))
    assert dict(one.highest.at)["quality_score"] == Fraction("0.6")


def test_the_line_of_the_first_range_has_the_cliffs_of_a_sweep() -> None:
    line = offer(choose("expenditure=17000000..19000000"), GATED).line
    assert line is not None
    assert [jump.at for jump in line.jumps] == [17_885_000]


def test_a_contract_that_does_not_read_a_ranged_fact_does_not_move_with_it() -> None:
    bound = [contract(GATED), contract("harbor-quality-gate")]
    gated, by_measures = shared_facts(bound)
    document = parse_document(FACTS + QUALITY, "facts.yaml")
    tables = [document_facts(document, declared) for declared in (gated, by_measures)]
    pairs = list(zip(bound, tables, strict=True))
    ranges = [parse_range("quality_score=0.5..0.7"), parse_range("expenditure=17000000..18000000")]
    assert offer(chosen(pairs, "lakeside-north", ranges), "harbor-quality-gate").line is None
    found = chosen(pairs, "lakeside-north", ranges[:1])
    still = offer(found, "harbor-quality-gate")
    assert still.still == ("quality_score",)
    assert still.lowest.payment == still.highest.payment == still.payment
    assert offer(found, GATED).still == ()


QUALITY = """\
    rate: {blood_pressure_control: 0.71, breast_cancer_screening: 0.75,
      colorectal_screening: 0.73, hba1c_poor_control: 0.19, readmission_30_days: 0.14}
    denominator: {blood_pressure_control: 400, breast_cancer_screening: 300,
      colorectal_screening: 500, hba1c_poor_control: 200, readmission_30_days: 150}
"""


BOUND = {name: contract(name) for name in (GATED, TWO_SIDED)}
WITHIN = choose("expenditure=16000000..21000000", "quality_score=0.4..1")


@settings(max_examples=60, deadline=None)
@given(
    expenditure=st.integers(16_000_000_00, 21_000_000_00),
    quality=st.integers(400_000_000, 1_000_000_000),
)
def test_no_case_within_the_ranges_pays_less_than_the_lowest_or_more_than_the_highest(
    expenditure: int, quality: int
) -> None:
    for one in WITHIN.offers:
        bound = BOUND[one.contract]
        facts = {
            "benchmark": Fraction(18_250_000),
            "expenditure": Fraction(expenditure, 100),
            "quality_score": Fraction(quality, 10**9),
        }
        document = parse_document(FACTS, "facts.yaml")
        inputs = bound.inputs(document_facts(document, bound.facts), 0)
        inputs = attrs.evolve(inputs, facts=facts)
        paid = Run(bound.edition, inputs).clause(bound.edition.headline)
        assert isinstance(paid, Fraction)
        assert one.lowest.payment <= paid <= one.highest.payment


def with_points() -> list[BoundContract]:
    """Return two contracts in one of which the quality score is in points."""
    other = contract(TWO_SIDED)
    facts = dict(other.facts)
    facts["quality_score"] = attrs.evolve(facts["quality_score"], unit="Points", maximum=None)
    return [contract(GATED), attrs.evolve(other, facts=facts)]


def test_a_name_that_means_different_things_is_refused() -> None:
    bound = with_points()
    declared = shared_facts(bound)[0]
    document = parse_document(FACTS, "facts.yaml")
    with pytest.raises(Refusal) as caught:
        document_facts(document, declared, one_meaning(bound))
    first, *_ = caught.value.diagnostics
    assert (first.code, str(first.place)) == ("VBC580", "facts.yaml:6:20")
    assert first.message == (
        "`quality_score` is in rate in harbor-shared-savings and in points in harbor-two-sided."
    )
    assert first.hint.startswith("write harbor-shared-savings.quality_score")


def test_a_name_that_means_different_things_is_given_with_its_contract() -> None:
    bound = with_points()
    text = FACTS.replace(
        "    quality_score: 0.81\n",
        "    harbor-shared-savings.quality_score: 0.81\n    harbor-two-sided.quality_score: 0.9\n",
    )
    document = parse_document(text, "facts.yaml")
    tables = [document_facts(document, one, one_meaning(bound)) for one in shared_facts(bound)]
    scores = [table.facts_of(0)["quality_score"] for table in tables]
    assert scores == [Fraction("0.81"), Fraction("0.9")]
    assert str(tables[1].place_of(0, "quality_score", ())) == "facts.yaml:7:37"


def test_contracts_of_different_periods_are_refused() -> None:
    pair = [contract(TWO_SIDED, "2024"), contract(TWO_SIDED, "2025")]
    code, message, hint = refusal(lambda: one_period(pair))
    assert (code, hint) == ("VBC581", "add --period 2024")
    assert message == "The contracts cover different periods: 2024, 2025."


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("expenditure", "VBC582", "`expenditure` is no range."),
        ("expenditure=5", "VBC582", "`expenditure=5` is no range."),
        ("expenditure=9..5", "VBC582", "The range `expenditure=9..5` ends before it begins."),
        ("expenditure=1e3..5", "VBC508", "`1e3` is no plain number."),
    ],
)
def test_a_range_is_a_fact_and_two_plain_numbers(text: str, code: str, said: str) -> None:
    found = refusal(lambda: parse_range(text))
    assert found[:2] == (code, said)


@pytest.mark.parametrize(
    ("text", "said", "hint"),
    [
        ("expenditures=1..2", "No contract reads a fact `expenditures` in the period.",
         "did you mean `expenditure`?"),
        ("quality_score=0.5..2", "The range of `quality_score` leaves the limits of the fact.",
         "it may be 0 to 1"),
    ],
)  # fmt: skip
def test_a_range_is_of_a_fact_that_is_read_and_within_its_limits(
    text: str, said: str, hint: str
) -> None:
    assert refusal(lambda: choose(text)) == ("VBC582", said, hint)


def test_the_unit_of_a_range_is_that_of_its_fact() -> None:
    [one] = choose("expenditure=16000000..21000000").ranges
    assert one == Range("expenditure", Fraction(16_000_000), Fraction(21_000_000), "USD")


def test_a_contract_that_pays_no_dollars_is_not_compared(bound: Bind, facts: ReadFacts) -> None:
    scored = bound("payment:\n  - {name: quality, model: example.quality, parameters: {goal: 4}}\n")
    table = facts(scored, SCORED)
    code, message, _ = refusal(lambda: chosen([(scored, table)], "lakeside", []))
    assert code == "VBC583"
    assert message == "Contract harbor pays no dollars: it cannot be compared."


SCORED = """
      cost: 30.01
      grade: a
      met: {bp: true, hba1c: false, crc: true}
"""


# ---- several streams


OFFERS = SPECS / "harbor-offers.facts.yaml"


def test_streams_without_steps_across_them_pay_what_they_pay_together() -> None:
    names = ("harbor-premium-capitation", "harbor-bundle-summed", GATED)
    bound = [contract(name) for name in names]
    tables = [read_facts(OFFERS, one, one_meaning(bound)) for one in shared_facts(bound)]
    pairs = list(zip(bound, tables, strict=True))
    found = chosen(pairs, "lakeside-north", [parse_range("quality_score=0.5..0.9")])
    one = offer(found, "harbor-premium-capitation")
    assert one.payment == sum(amount for _, amount in one.parts)
    assert [name for name, _ in one.parts] == ["premium", "guarantee", "withhold", "fund"]
    assert one.line is not None
    assert [jump.at for jump in one.line.jumps] == [Fraction("0.8")]
    assert one.line.pieces[-1].value_at_end == one.payment


def test_a_contract_with_steps_pays_what_its_last_step_pays() -> None:
    bound = contract("harbor-composite")
    table = read_facts(SPECS / "harbor-composite.facts.yaml", bound.facts)
    [one] = chosen([(bound, table)], "lakeside-north", []).offers
    assert (one.result, one.payment) == ("settlement.due", Fraction("396067.64"))
    assert len(one.parts) == 3
