"""The generic scoring model: weighted targets, what does not count, and what must be met."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.unit.core.given import given
from vbc_rules.core.targets_met import TargetsMet
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

MEASURES = ("control", "poor_control", "readmission")
GOOD = {"control": "0.8", "poor_control": "0.1", "readmission": "0.12"}
LARGE = {"control": 100, "poor_control": 100, "readmission": 100}
TERMS = {
    "target": {"control": "0.7", "poor_control": "0.2", "readmission": "0.15"},
    "weight": {"control": 3, "poor_control": 2, "readmission": 1},
    "lower_is_better": {"control": False, "poor_control": True, "readmission": True},
    "must_be_met": {"control": False, "poor_control": False, "readmission": True},
    "minimum_denominator": 30,
    "minimum_measures": 1,
    "score_of_too_few": "0.25",
}


def score(
    rate: dict[str, str], denominator: dict[str, int] = LARGE, **changed: Any
) -> Fraction | None:
    facts = given({"rate": rate, "denominator": denominator})
    inputs = Inputs(facts, given({**TERMS, **changed}), {"measure": MEASURES})
    found: Any = Run(TargetsMet.edition(2024), inputs).clause("score")
    return found


def test_all_targets_met_are_a_full_score() -> None:
    assert score(GOOD) == 1


@pytest.mark.parametrize(
    ("measure", "rate", "earned"),
    [
        ("control", "0.7", "1"),
        ("control", "0.699", "1/2"),
        ("poor_control", "0.2", "1"),
        ("poor_control", "0.201", "2/3"),
    ],
)
def test_a_target_is_met_at_the_target_and_missed_beyond_it(
    measure: str, rate: str, earned: str
) -> None:
    assert score({**GOOD, measure: rate}) == Fraction(earned)


def test_a_missing_measure_takes_its_weight_along() -> None:
    assert score({"control": "0.8", "poor_control": "0.3"}) == Fraction(3, 5)


@pytest.mark.parametrize(("people", "earned"), [(29, "1"), (30, "2/3")])
def test_a_missed_target_counts_from_the_least_denominator_on(people: int, earned: str) -> None:
    found = score({**GOOD, "poor_control": "0.3"}, {**LARGE, "poor_control": people})
    assert found == Fraction(earned)


def test_a_rate_without_a_denominator_does_not_count() -> None:
    assert score({**GOOD, "control": "0.1"}, {"poor_control": 50, "readmission": 50}) == 1


@pytest.mark.parametrize(("rate", "earned"), [("0.15", "1"), ("0.151", "0")])
def test_a_target_that_must_be_met_closes_the_gate(rate: str, earned: str) -> None:
    assert score({**GOOD, "readmission": rate}) == Fraction(earned)


def test_a_target_that_must_be_met_is_not_held_against_a_measure_that_does_not_count() -> None:
    assert score({**GOOD, "readmission": "0.3"}, {**LARGE, "readmission": 29}) == 1
    assert score({"control": "0.8", "poor_control": "0.1"}) == 1


@pytest.mark.parametrize(("fewest", "earned"), [(3, "1"), (4, "1/4")])
def test_fewer_measures_than_agreed_have_the_agreed_score(fewest: int, earned: str) -> None:
    assert score(GOOD, minimum_measures=fewest) == Fraction(earned)


def test_no_measure_at_all_has_the_agreed_score_and_not_zero() -> None:
    assert score({}) == Fraction(1, 4)


@pytest.mark.parametrize(
    ("measure", "rate", "earned"),
    [
        ("control", "0.7", "1/2"),
        ("control", "0.700001", "1"),
        ("poor_control", "0.2", "2/3"),
        ("poor_control", "0.199999", "1"),
        ("readmission", "0.15", "1"),
    ],
)
def test_a_target_that_must_be_exceeded_is_missed_at_the_target(
    measure: str, rate: str, earned: str
) -> None:
    beyond = {"control": True, "poor_control": True}
    assert score({**GOOD, measure: rate}, beyond_target=beyond) == Fraction(earned)


def test_a_target_that_must_be_met_and_exceeded_closes_the_gate_at_the_target() -> None:
    at_target = {**GOOD, "readmission": "0.15"}
    assert score(at_target, beyond_target={"readmission": True}) == 0


@pytest.mark.parametrize(
    ("rates", "earned"),
    [(GOOD, "1"), ({**GOOD, "poor_control": "0.3"}, "2/3"), ({**GOOD, "control": "0.1"}, "1/2")],
)
def test_two_targets_open_a_gate_of_two_whatever_they_weigh(
    rates: dict[str, str], earned: str
) -> None:
    assert score(rates, minimum_targets_met=2) == Fraction(earned)


def test_one_target_closes_a_gate_of_two_whatever_it_weighs() -> None:
    gate = {"minimum_targets_met": 2, "must_be_met": dict.fromkeys(MEASURES, False)}
    only_control = {"control": "0.8", "poor_control": "0.3", "readmission": "0.2"}
    assert score(only_control, **gate) == 0
    assert score(only_control, must_be_met=gate["must_be_met"]) == Fraction(1, 2)


def test_a_measure_that_does_not_count_is_no_target_that_was_met() -> None:
    few = {**LARGE, "poor_control": 29, "readmission": 29}
    assert score(GOOD, few) == 1
    assert score(GOOD, few, minimum_targets_met=2) == 0


def test_the_agreed_score_of_too_few_measures_goes_before_the_gate() -> None:
    assert score({"control": "0.8"}, minimum_measures=2, minimum_targets_met=2) == Fraction(1, 4)
