"""Laws of the quality scores of ACOs, and the thresholds of the years."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from vbc_cms.mssp.app_quality import PathwayQuality
from vbc_cms.mssp.quality_standard import QualityStandard

from vbc_rules import Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

MEASURES = ("diabetes", "depression", "blood_pressure", "survey")
# What CMS gave to ACOs in the files of 2021 to 2024, and published for later years.
THRESHOLDS = {2021: "61.73", 2022: "70.63", 2023: "65.76", 2024: "77.05", 2025: "76.7",
              2026: "73.85"}  # fmt: skip
JUDGED = {
    "reported": True,
    "all_electronic": False,
    "outcome_at_10": False,
    "another_at_level": False,
    "first_year_of_first_agreement": False,
    "measure_not_scored": False,
    "disaster": False,
}

points_of = st.integers(0, 100).map(lambda tenths: Fraction(tenths, 10))
some_points = st.dictionaries(st.sampled_from(MEASURES), points_of)
some_measures = st.sets(st.sampled_from(MEASURES))


def each(value: Any) -> dict[tuple[str, ...], Any]:
    return {(measure,): value for measure in MEASURES}


def scored(
    points: dict[str, Fraction],
    excluded: set[str] = frozenset(),  # type: ignore[assignment]
    electronic: set[str] = frozenset(),  # type: ignore[assignment]
) -> Run:
    facts = {
        "achievement": {(measure,): value for measure, value in points.items()},
        "excluded": {(measure,): measure in excluded for measure in MEASURES},
        "electronic": {(measure,): measure in electronic for measure in MEASURES},
    }
    parameters = {"most_points": each(Fraction(10)), "capped_by_measure": True}
    return Run(PathwayQuality.edition(2026), Inputs(facts, parameters, {"measure": MEASURES}))


def judged(year: int, score: Fraction, **changes: bool) -> Run:
    facts = {"score": score, **JUDGED, **changes}
    return Run(QualityStandard.edition(year), Inputs(facts))


def number(run: Run, clause: str) -> Fraction:
    found = run.clause(clause)
    assert isinstance(found, Fraction)
    return found


@given(points=some_points, measure=st.sampled_from(MEASURES), electronic=some_measures)
def test_more_points_never_lower_the_score(
    points: dict[str, Fraction], measure: str, electronic: set[str]
) -> None:
    worse = scored({**points, measure: Fraction(1)}, electronic=electronic)
    better = scored({**points, measure: Fraction(10)}, electronic=electronic)
    assert number(worse, "score") <= number(better, "score")


@given(points=some_points, electronic=some_measures)
def test_electronic_reporting_adds_at_most_a_tenth_and_never_above_100(
    points: dict[str, Fraction], electronic: set[str]
) -> None:
    run = scored(points, electronic=electronic)
    added = number(run, "score") - number(run, "unadjusted_score")
    assert 0 <= added <= 10
    assert number(run, "score") <= 100


@given(points=some_points, excluded=some_measures)
def test_an_excluded_measure_changes_nothing_whatever_its_points(
    points: dict[str, Fraction], excluded: set[str]
) -> None:
    assume(excluded != set(MEASURES))
    others = {measure: value for measure, value in points.items() if measure not in excluded}
    with_points = scored(points, excluded).clause("score")
    assert with_points == scored(others, excluded).clause("score")


def test_an_aco_without_a_measure_to_score_has_no_score() -> None:
    with pytest.raises(Refusal):
        scored({}, set(MEASURES)).clause("score")


@pytest.mark.parametrize(("year", "threshold"), THRESHOLDS.items())
def test_a_score_meets_the_standard_from_the_threshold_of_its_year(
    year: int, threshold: str
) -> None:
    score = Fraction(threshold)
    assert judged(year, score).clause("standard_met") is True
    assert judged(year, score - Fraction(1, 100)).clause("standard_met") is False


@pytest.mark.parametrize(
    ("year", "changes", "met"),
    [
        (2024, {"reported": False}, False),
        (2024, {"first_year_of_first_agreement": True}, True),
        (2024, {"measure_not_scored": True}, True),
        (2021, {"measure_not_scored": True}, False),
        (2024, {"disaster": True, "reported": False}, True),
        (2024, {"all_electronic": True, "outcome_at_10": True, "another_at_level": True}, True),
        (2021, {"all_electronic": True, "outcome_at_10": True, "another_at_level": True}, False),
        (2024, {"all_electronic": True, "another_at_level": True}, False),
    ],
)
def test_the_other_ways_to_the_standard(year: int, changes: dict[str, bool], met: bool) -> None:  # noqa: FBT001 - a column of the table
    assert judged(year, Fraction(20), **changes).clause("standard_met") is met


@pytest.mark.parametrize(("outcome", "reported", "met"), [(1, 1, 1), (0, 1, 0), (1, 0, 0)])
def test_the_alternative_needs_an_outcome_measure_and_complete_reporting(
    outcome: int, reported: int, met: int
) -> None:
    run = judged(2024, Fraction(20), outcome_at_10=bool(outcome), reported=bool(reported))
    assert run.clause("alternative_met") is bool(met)
