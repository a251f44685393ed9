"""What is wrong with benchmarks is told, each with its code."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest

from tests.unit.quality.samples import MEASURES, READMISSION, benchmark, numbers, percentiles
from vbc_rules.quality.checks import check_against_measures, check_repeated, check_values

DOWN = numbers("90", "80", "70", "60", "50", "40", "30", "20", "10")
PAIR = {"threshold": Fraction("0.6"), "benchmark": Fraction("0.8")}


def codes(findings: Any) -> list[str]:
    return [finding.code for finding in findings]


def test_a_benchmark_that_fits_its_measure_has_no_findings() -> None:
    assert codes(check_values(benchmark(higher_is_better=True))) == []
    assert codes(check_against_measures([benchmark()], MEASURES)) == []


def test_an_inverse_measure_with_ascending_deciles_is_found_by_its_measure() -> None:
    (finding,) = check_against_measures([benchmark(measure=READMISSION.id)], MEASURES)
    assert finding.code == "VBC802"
    assert "d3 = 30 after d2 = 20, but lower is better" in finding.message


def test_an_inverse_measure_with_descending_deciles_is_right() -> None:
    inverse = benchmark(measure=READMISSION.id, values=DOWN)
    assert codes(check_against_measures([inverse], MEASURES)) == []


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("deciles", DOWN),
        ("threshold_and_benchmark", {"threshold": Fraction("0.8"), "benchmark": Fraction("0.6")}),
        ("cut_points", {"stars_2": Fraction(60), "stars_3": Fraction(50)}),
        ("targets", {"tier_1": Fraction(83), "tier_2": Fraction(82)}),
    ],
)
def test_values_against_the_direction_that_the_source_states_are_found(
    kind: str, values: dict[str, Fraction]
) -> None:
    wrong = benchmark(kind=kind, values=values, higher_is_better=True)
    assert codes(check_values(wrong)) == ["VBC802"]


def test_equal_values_are_empty_bands_and_no_mistake() -> None:
    values = numbers("20", "30", "30", "30", "100", "100", "100", "100", "100")
    assert codes(check_values(benchmark(values=values, higher_is_better=True))) == []


def test_percentiles_ascend_whatever_the_direction() -> None:
    up = percentiles(*"123456789")
    inverse = benchmark(kind="percentiles", values=up, higher_is_better=False)
    assert codes(check_values(inverse)) == []
    down = benchmark(kind="percentiles", values=percentiles(*"987654321"), higher_is_better=False)
    assert codes(check_values(down)) == ["VBC802"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("deciles", numbers("1", "2", "3")),
        ("deciles", PAIR),
        ("percentiles", {"p100": Fraction(1)}),
        ("percentiles", {"p20": Fraction(1), "p10": Fraction(2)}),
        ("threshold_and_benchmark", {"benchmark": Fraction(1)}),
        ("average", PAIR),
    ],
)
def test_values_that_the_kind_does_not_have_are_found(
    kind: str, values: dict[str, Fraction]
) -> None:
    assert codes(check_values(benchmark(kind=kind, values=values))) == ["VBC805"]


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("threshold_and_benchmark", {"floor": Fraction(0), **PAIR}),
        ("average", {"average": Fraction("0.7")}),
        ("deciles", {"d1": Fraction(10), **benchmark().values}),
    ],
)
def test_values_that_the_kind_has_are_right(kind: str, values: dict[str, Fraction]) -> None:
    assert codes(check_values(benchmark(kind=kind, values=values))) == []


def test_an_unknown_measure_is_told_with_the_one_that_was_meant() -> None:
    (finding,) = check_against_measures([benchmark(measure="acme.blood_presure")], MEASURES)
    assert finding.code == "VBC801"
    assert finding.hint == "did you mean `acme.blood_pressure`?"


def test_a_direction_against_the_measure_is_found() -> None:
    inverse = benchmark(values=DOWN, higher_is_better=False)
    assert codes(check_against_measures([inverse], MEASURES)) == ["VBC806"]


def test_two_benchmarks_of_one_measure_year_and_way_are_found() -> None:
    again = benchmark(id="acme.again")
    assert codes(check_repeated([benchmark(), again])) == ["VBC803"]


@pytest.mark.parametrize(
    "difference", [{"year": 2025}, {"collected_by": "ecqm"}, {"population": "Rural"}]
)
def test_benchmarks_that_differ_in_what_they_are_for_are_no_repetition(
    difference: dict[str, Any],
) -> None:
    other = attrs.evolve(benchmark(id="acme.other"), **difference)
    assert codes(check_repeated([benchmark(), other])) == []
