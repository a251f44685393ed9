"""Laws of the quality scores of ACOs, and the thresholds of the years."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from vbc_cms.mssp.app_quality import PathwayQuality
from vbc_cms.mssp.legacy_quality import LegacyQuality
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


LEGACY = {"survey": "patient_experience", "readmission": "care_coordination",
          "screening": "preventive_health", "blood_pressure": "at_risk"}  # fmt: skip
LEVELS = tuple(f"p{number}" for number in range(30, 100, 10))


def legacy(year: int, rates: dict[str, Fraction], improved: int = 0, declined: int = 0) -> Run:
    """Score four measures by flat percentages, those of readmission from 70 down to 10."""
    starts = {
        (measure, level): Fraction(100 - int(level[1:]) if inverse else int(level[1:]), 100)
        for measure, inverse in ((one, one == "readmission") for one in LEGACY)
        for level in LEVELS
    }
    domains = {(domain,): 0 for domain in LEGACY.values()}
    facts = {
        "performance": {(measure,): rate for measure, rate in rates.items()},
        "reported": True,
        "improved": {**domains, ("at_risk",): Fraction(improved)},
        "declined": {**domains, ("at_risk",): Fraction(declined)},
    }
    no = {(measure,): False for measure in LEGACY}
    parameters = {
        "percentile_starts": starts,
        "lower_is_better": {**no, ("readmission",): True},
        "reporting_only": no,
        "doubled": no,
    }
    members = {"measure": tuple(LEGACY), "level": LEVELS}
    inputs = Inputs(facts, parameters, members, {"measure": LEGACY})
    return Run(LegacyQuality.edition(year), inputs)


rates = st.integers(0, 100).map(lambda percent: Fraction(percent, 100))
all_rates = st.fixed_dictionaries(dict.fromkeys(LEGACY, rates))


@given(found=all_rates, measure=st.sampled_from(sorted(LEGACY)), two=st.lists(rates, min_size=2))
def test_a_better_rate_never_lowers_the_score_of_the_domains(
    found: dict[str, Fraction], measure: str, two: list[Fraction]
) -> None:
    worse, better = sorted(two[:2], reverse=measure == "readmission")
    scores = [
        number(legacy(2016, {**found, measure: rate}), "quality_score") for rate in (worse, better)
    ]
    assert scores == sorted(scores)
    assert scores[1] <= 1


@pytest.mark.parametrize(
    ("percent", "points"),
    [(29, "0"), (30, "1.1"), (59, "1.4"), (60, "1.55"), (89, "1.85"), (90, "2"), (100, "2")],
)
def test_a_percentile_begins_at_its_rate(percent: int, points: str) -> None:
    run = legacy(2016, {"survey": Fraction(percent, 100)})
    assert run.clause("measure_points", {"measure": "survey"}) == Fraction(points)


@pytest.mark.parametrize(
    ("year", "improved", "declined", "score"),
    [
        (2014, 1, 0, "0.55"),  # there was no reward yet
        (2015, 1, 0, "1"),  # 1.10 and 4.00, at most the 2 points of the measure
        (2015, 0, 1, "0.55"),
        (2015, 1, 1, "0.55"),
    ],
)
def test_improvement_is_rewarded_from_2015_and_decline_is_not_punished(
    year: int, improved: int, declined: int, score: str
) -> None:
    run = legacy(year, {"blood_pressure": Fraction(3, 10)}, improved, declined)
    assert number(run, "quality_score") == Fraction(score)


def test_a_domain_without_a_rate_leaves_the_mean() -> None:
    run = legacy(2016, {"survey": Fraction(9, 10), "screening": Fraction(3, 10)})
    assert number(run, "quality_score") == (1 + Fraction(55, 100)) / 2
