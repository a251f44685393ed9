"""Laws of the scores of clinicians, and the same answer from every way of settling them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vbc_cms.files import contracts
from vbc_cms.mips.quality import MipsQuality

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.batch import BackEnd, RowSettler
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import sweep
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period

MEASURES = (
    "glycemic_status",
    "blood_pressure",
    "depression_screening",
    "tobacco_screening",
    "readmission",
)
INVERSE = ("glycemic_status", "readmission")
MEMBERS = {
    "quality.measure": MEASURES,
    "quality.decile": tuple(f"d{number}" for number in range(1, 11)),
}
CATEGORIES = ("quality_score", "cost_score", "activities_score", "promoting_score")
CLINICIAN = {"small_practice": False, "complex_bonus": Fraction(0)}
REPORTED = {
    "quality.small_practice": False,
    "quality.without_benchmark": Fraction(0),
    "quality.measures_required": Fraction(5),
    "quality.cases": {(measure,): Fraction(250) for measure in MEASURES},
    "quality.completeness": {(measure,): Fraction(1) for measure in MEASURES},
    "adjustment.cost_score": Fraction(1, 2),
    "adjustment.activities_score": Fraction(1),
    "adjustment.small_practice": False,
    "adjustment.complex_bonus": Fraction(2),
}

binds_first = settings(deadline=None)  # the first example of all loads a contract
scores = st.integers(0, 1000).map(lambda parts: Fraction(parts, 1000))
years = st.integers(2017, 2026)


@cache
def bound_to(contract: str, year: int) -> BoundContract:
    registry = Registry.installed()
    loaded = load_contract(contracts() / f"{contract}.yaml", registry)
    return bind(loaded, registry, parse_period(str(year)))


def adjusted(year: int, **facts: Any) -> Run:
    bound = bound_to("mips-adjustment", year)
    return Run(bound.edition, Inputs({**CLINICIAN, **facts}, bound.parameters))


def scored(**performance: Fraction) -> Run:
    bound = bound_to("mips-2026", 2026)
    rates = {(measure,): value for measure, value in performance.items()}
    facts = {**REPORTED, "quality.performance": rates}
    return Run(bound.edition, Inputs(facts, bound.parameters, MEMBERS))


def number(run: Run, clause: str) -> Fraction:
    found = run.clause(clause)
    assert isinstance(found, Fraction)
    return found


two_scores = st.lists(scores, min_size=2, max_size=2)
some_categories = st.dictionaries(st.sampled_from(CATEGORIES), scores)
some_measures = st.dictionaries(st.sampled_from(MEASURES), scores)


@binds_first
@given(year=years, facts=some_categories, category=st.sampled_from(CATEGORIES), two=two_scores)
def test_a_better_score_never_lowers_the_adjustment(
    year: int, facts: dict[str, Fraction], category: str, two: list[Fraction]
) -> None:
    worse, better = (adjusted(year, **{**facts, category: score}) for score in sorted(two))
    assert number(worse, "adjustment") <= number(better, "adjustment")


@binds_first
@given(year=years, facts=some_categories, small=st.booleans())
def test_the_weights_of_the_categories_with_a_score_are_100_points(
    year: int,
    facts: dict[str, Fraction],
    small: bool,  # noqa: FBT001 - drawn, not written by a caller
) -> None:
    facts = {name: Fraction(1) for name in facts}
    run = adjusted(year, small_practice=small, **facts)
    if run.clause("two_categories"):
        assert number(run, "category_points") == 100


@binds_first
@given(year=years, facts=some_categories)
def test_an_adjustment_stays_within_what_the_law_allows(
    year: int, facts: dict[str, Fraction]
) -> None:
    run = adjusted(year, **facts)
    largest = number(
        adjusted(year, quality_score=Fraction(0), activities_score=Fraction(0)), "fall"
    )
    most = largest * Fraction("0.55") + Fraction("0.1") * Fraction("0.4")
    assert -largest <= number(run, "adjustment") <= most


@binds_first
@given(facts=some_measures, measure=st.sampled_from(MEASURES), two=two_scores)
def test_a_better_rate_never_lowers_the_final_score(
    facts: dict[str, Fraction], measure: str, two: list[Fraction]
) -> None:
    rates = sorted(two, reverse=measure in INVERSE)
    worse, better = (scored(**{**facts, measure: value}) for value in rates)
    for clause in ("quality.achievement_points", "adjustment.final_score"):
        assert number(worse, clause) <= number(better, clause)


@binds_first
@given(facts=some_measures)
def test_a_measure_without_a_rate_has_no_points(facts: dict[str, Fraction]) -> None:
    run = scored(**facts)
    for measure in MEASURES:
        found = run.clause("quality.measure_points", {"quality.measure": measure})
        assert (found is None) == (measure not in facts)


ROWS = 400
WANTED = ("adjustment.adjustment", "adjustment.final_score", "quality.quality_score")


def edges() -> list[Fraction]:
    """Return rates on the edges of deciles and beside them."""
    starts = bound_to("mips-2026", 2026).parameters["quality.decile_starts"]
    beside = [start + step for start in starts.values() for step in (0, -STEP, STEP)]
    return [rate for rate in beside if 0 <= rate <= 1]


STEP = Fraction(1, 1_000_000)


def some_rows() -> list[dict[str, Any]]:
    chance = random.Random(7)  # noqa: S311 - the same rows on every run
    rates = edges()

    def row() -> dict[str, Any]:
        reported = {
            (measure,): chance.choice(rates) for measure in MEASURES if chance.random() > 0.2
        }
        practice = chance.random() > 0.5
        return {
            **REPORTED,
            "quality.performance": reported,
            "quality.small_practice": practice,
            "adjustment.small_practice": practice,
            "quality.measures_required": Fraction(chance.choice([0, 5])),
            "adjustment.promoting_score": chance.choice([None, Fraction(9, 10)]),
            "adjustment.cost_score": chance.choice([None, Fraction(1, 3)]),
        }

    return [row() for _ in range(ROWS)]


def as_columns(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    return {
        name: {(measure,): [row[name].get((measure,)) for row in rows] for measure in MEASURES}
        if isinstance(value, dict)
        else [row[name] for row in rows]
        for name, value in rows[0].items()
    }


@pytest.mark.parametrize("back_end", ["integers", "numpy"])
def test_many_clinicians_are_adjusted_as_one_alone(back_end: BackEnd) -> None:
    bound = bound_to("mips-2026", 2026)
    rows = some_rows()
    shared = Inputs({}, bound.parameters, MEMBERS)
    batch = RowSettler(bound.edition, shared).settle(as_columns(rows), ROWS, WANTED, back_end)
    assert batch.errors == {}
    for index, row in enumerate(rows):
        run = Run(bound.edition, Inputs(row, bound.parameters, MEMBERS))
        found = [batch.exact_value(index, name) for name in WANTED]
        assert found == [run.clause(name) for name in WANTED]


@pytest.mark.parametrize(
    ("year", "others", "start", "expected"),
    [
        # Up to a quarter of the threshold, 18.75, the adjustment is the largest.
        (2024, {"cost_score": Fraction(1, 2)}, "0.1", [(Fraction("18.76"), "0.022512")]),
        # The additional adjustment of 0.5 %, scaled by 0.4, begins at 89; none from 2023 on.
        (2022, dict.fromkeys(CATEGORIES[1:], Fraction(1)), "0.6", [(Fraction(89), "0.0020198")]),
        (2023, dict.fromkeys(CATEGORIES[1:], Fraction(1)), "0.6", []),
    ],
)
def test_a_sweep_of_the_quality_score_finds_the_cliffs_of_the_adjustment(
    year: int, others: dict[str, Fraction], start: str, expected: list[tuple[Fraction, str]]
) -> None:
    facts = {name: others.get(name, Fraction(0)) for name in CATEGORIES}
    run = adjusted(year, **facts)
    between = (Fraction(start), Fraction(start) + Fraction(1, 10))
    found = sweep(run.edition, run.inputs, Vary("quality_score"), "adjustment", *between)
    cliffs = [jump for jump in found.jumps if jump.amount > Fraction(1, 1000)]
    scores_at = [
        number(adjusted(year, **{**facts, "quality_score": one.at}), "final_score")
        for one in cliffs
    ]
    assert list(zip(scores_at, [one.amount for one in cliffs], strict=True)) == [
        (score, Fraction(amount)) for score, amount in expected
    ]


def measured(year: int, *, small: bool = False, capped: bool = False, **changes: Any) -> Run:
    """Score one measure, whose deciles are ten percent each, as the law of a year has it."""
    deciles = MEMBERS["quality.decile"]
    starts = {("bp", decile): Fraction(rank, 10) for rank, decile in enumerate(deciles)}
    reported = {"performance": Fraction(95, 100), "cases": Fraction(20), "completeness": 1}
    facts = {
        **{name: {("bp",): changes.get(name, value)} for name, value in reported.items()},
        "without_benchmark": Fraction(1),
        "measures_required": changes.get("measures_required", Fraction(6)),
        "small_practice": small,
        "prior_achievement": changes.get("prior_achievement"),
        "bonus_points": Fraction(2),
    }
    parameters = {
        "decile_starts": starts,
        "lower_is_better": {("bp",): False},
        "topped_out": {("bp",): capped},
        "minimum_cases": {("bp",): Fraction(20)},
        "from_claims": {("bp",): False},
    }
    members = {"measure": ("bp",), "decile": deciles}
    return Run(MipsQuality.edition(year), Inputs(facts, parameters, members))


def points_of_one(run: Run) -> Fraction:
    found = run.clause("measure_points", {"measure": "bp"})
    assert isinstance(found, Fraction | int)
    return Fraction(found)


@pytest.mark.parametrize(
    ("year", "worst", "few", "incomplete", "unbenchmarked"),
    [
        (2017, 3, 3, 3, 3),
        (2018, 3, 3, 1, 3),
        (2019, 3, 3, 1, 3),
        (2020, 3, 3, 0, 3),
        (2022, 3, 3, 0, 3),
        (2023, 1, 0, 0, 0),
        (2026, 1, 0, 0, 0),
    ],
)
def test_the_floors_of_a_year(
    year: int, worst: int, few: int, incomplete: int, unbenchmarked: int
) -> None:
    assert points_of_one(measured(year, performance=Fraction(0))) == worst
    assert points_of_one(measured(year, cases=Fraction(19))) == few
    assert points_of_one(measured(year, completeness=Fraction(49, 100))) == incomplete
    assert measured(year).clause("unbenchmarked_points") == unbenchmarked


@pytest.mark.parametrize("year", [2017, 2019, 2022, 2023, 2026])
def test_a_small_practice_has_three_points_for_what_it_reported(year: int) -> None:
    assert points_of_one(measured(year, small=True, cases=Fraction(19))) == 3
    assert points_of_one(measured(year, small=True, completeness=Fraction(49, 100))) == 3
    assert measured(year, small=True).clause("unbenchmarked_points") == 3


@pytest.mark.parametrize(
    ("year", "least"), [(2017, 50), (2018, 60), (2019, 60), (2020, 70), (2023, 70), (2024, 75)]
)
def test_data_are_complete_from_the_share_of_the_year(year: int, least: int) -> None:
    enough, short = (Fraction(percent, 100) for percent in (least, least - 1))
    assert points_of_one(measured(year, completeness=enough)) == 10
    assert points_of_one(measured(year, completeness=short)) < 10


@pytest.mark.parametrize(("year", "most"), [(2017, 10), (2018, 7), (2026, 7)])
def test_a_measure_that_is_topped_out_has_at_most_the_cap(year: int, most: int) -> None:
    assert points_of_one(measured(year, capped=True)) == most


# Ten points of one measure of six, and three of one without a benchmark until 2022.
@pytest.mark.parametrize(
    ("year", "small", "bonus", "score"),
    [
        (2018, True, 2, Fraction(15, 60)),
        (2019, True, 8, Fraction(21, 60)),
        (2021, False, 2, Fraction(15, 60)),
        (2022, False, 0, Fraction(13, 60)),
        (2026, True, 6, Fraction(19, 60)),
        (2026, False, 0, Fraction(10, 60)),
    ],
)
def test_the_bonus_points_of_a_year(
    year: int,
    small: bool,  # noqa: FBT001 - a column of the table above
    bonus: int,
    score: Fraction,
) -> None:
    run = measured(year, small=small)
    assert run.clause("bonus") == bonus
    assert run.clause("quality_score") == score


@pytest.mark.parametrize(
    ("year", "prior", "improvement"),
    [
        (2017, "0.5", "0"),
        (2018, "0.5", "0.03"),  # 13 of 20 points: a rise of 30 % of what was there
        (2018, "0", "0.1"),  # measured from 30 %, and at most a tenth
        (2018, "0.7", "0"),
        (2018, None, "0"),
    ],
)
def test_improvement_over_the_year_before(year: int, prior: str | None, improvement: str) -> None:
    before = None if prior is None else Fraction(prior)
    run = measured(year, prior_achievement=before, measures_required=Fraction(2))
    assert run.clause("improvement") == Fraction(improvement)
