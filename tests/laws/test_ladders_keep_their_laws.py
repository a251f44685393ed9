"""Steps of any contract: a better result never pays less, and no result pays more than the top."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vbc_rules.core.score_ladder import PointsLadder, PointsSteps, ScoreLadder, ScoreSteps
from vbc_rules.core.targets_met import TargetsMet
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language.tables import arranged

Rows = tuple[dict[str, Any], ...]
MONTHS, POOL = Fraction(1200), Fraction(90_000)
KINDS = ("amount", "per_member_month", "share")
MEASURES = ("control", "poor_control", "readmission")

hundredths = st.integers(0, 100).map(lambda number: Fraction(number, 100))
many = settings(deadline=None, max_examples=150)


@st.composite
def ladders(draw: st.DrawFn) -> Rows:
    """Draw steps that pay in one way and never fall; some of them are linear."""
    pays = draw(st.sampled_from(KINDS))
    starts = sorted({Fraction(0), *draw(st.lists(hundredths, max_size=4))})
    paid = sorted(draw(hundredths) for _ in starts)
    rows = [{"score": one, pays: amount} for one, amount in zip(starts, paid, strict=True)]
    for row in rows[:-1]:
        row.update(draw(st.sampled_from([{}, {"linear_to_next": True}, {"linear_to_next": False}])))
    return arranged(ScoreSteps, rows)


def run_of(steps: Rows, score: Fraction, pool: Fraction = POOL) -> Run:
    facts = {"quality_score": score, "member_months": MONTHS}
    terms = {"steps": steps, "pool_amount": pool}
    return Run(ScoreLadder.edition(2024), Inputs(facts, terms))


def paid(steps: Rows, score: Fraction, clause: str = "settlement") -> Fraction:
    found: Any = run_of(steps, score).clause(clause)
    return found


def cells(steps: Rows) -> tuple[str, list[Fraction]]:
    """Return the column in which the steps pay, and its cells."""
    [pays] = {name for name in KINDS if name in steps[0]}
    return pays, [row[pays] for row in steps]


@many
@given(ladders(), hundredths, hundredths)
def test_a_higher_score_never_pays_less(steps: Rows, one: Fraction, other: Fraction) -> None:
    low, high = sorted((one, other))
    assert paid(steps, low) <= paid(steps, high)


@many
@given(ladders(), hundredths)
def test_a_score_pays_what_its_row_says_or_on_the_line_to_the_next(
    steps: Rows, score: Fraction
) -> None:
    pays, amounts = cells(steps)
    at = max(at for at, row in enumerate(steps) if row["score"] <= score)
    cell = amounts[at]
    if steps[at].get("linear_to_next"):
        ends = [steps[at]["score"], steps[at + 1]["score"]]
        cell += (score - ends[0]) / (ends[1] - ends[0]) * (amounts[at + 1] - cell)
    whole = {"amount": Fraction(1), "per_member_month": MONTHS, "share": POOL}[pays]
    assert paid(steps, score, "payment") == cell * whole


@many
@given(ladders(), hundredths)
def test_no_score_pays_more_than_the_highest_step(steps: Rows, score: Fraction) -> None:
    offered = paid(steps, score, "offered")
    assert 0 <= paid(steps, score, "payment") <= offered
    assert paid(steps, Fraction(1), "payment") == offered


@many
@given(ladders())
def test_a_line_meets_the_step_to_which_it_leads(steps: Rows) -> None:
    linear = [at for at, row in enumerate(steps) if row.get("linear_to_next")]
    assume(linear)
    for at in linear:
        ends = [steps[at]["score"], steps[at + 1]["score"]]
        near = ends[1] - (ends[1] - ends[0]) / 10**9
        before, after = (paid(steps, one, "payment") for one in (near, ends[1]))
        assert 0 <= after - before <= POOL / 10**8


@many
@given(ladders(), hundredths)
def test_stars_pay_as_a_score_does(steps: Rows, score: Fraction) -> None:
    five = [{**row, "score": row["score"] * 5} for row in steps]
    stars = arranged(PointsSteps, [{k: v for k, v in row.items() if k != "next"} for row in five])
    facts = {"quality_score": score * 5, "member_months": MONTHS}
    inputs = Inputs(facts, {"steps": stars, "pool_amount": POOL})
    assert Run(PointsLadder.edition(2024), inputs).clause("settlement") == paid(steps, score)


@many
@given(ladders(), hundredths)
def test_a_pool_per_member_and_month_pays_as_the_same_pool_in_dollars(
    steps: Rows, score: Fraction
) -> None:
    facts = {"quality_score": score, "member_months": MONTHS}
    terms = {"steps": steps, "pool_per_member_month": POOL / MONTHS}
    by_months = Run(ScoreLadder.edition(2024), Inputs(facts, terms)).clause("settlement")
    assert by_months == paid(steps, score)


def per(values: tuple[Any, ...]) -> dict[tuple[str, ...], Any]:
    return {(name,): value for name, value in zip(MEASURES, values, strict=True)}


def three(one: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(one, one, one)


tenths = st.integers(0, 10).map(lambda number: Fraction(number, 10))


def score_of(terms: dict[str, Any], rates: tuple[Fraction, ...]) -> Fraction:
    inputs = Inputs(
        {"rate": per(rates), "denominator": per((Fraction(100),) * 3)}, terms, {"measure": MEASURES}
    )
    found: Any = Run(TargetsMet.edition(2024), inputs).clause("score")
    return found


@st.composite
def scorecards(draw: st.DrawFn) -> dict[str, Any]:
    """Draw targets, some of which must be exceeded, and a gate on their number."""
    fixed = {
        "minimum_denominator": Fraction(30),
        "minimum_measures": Fraction(1),
        "score_of_too_few": Fraction(0),
    }
    beyond = draw(st.none() | three(st.booleans()))
    fewest = draw(st.none() | st.integers(1, 3).map(Fraction))
    return {
        "target": per(draw(three(tenths))),
        "weight": per(draw(three(st.integers(1, 9).map(Fraction)))),
        "lower_is_better": per((False, True, True)),
        "must_be_met": per(draw(three(st.booleans()))),
        **({} if beyond is None else {"beyond_target": per(beyond)}),
        **({} if fewest is None else {"minimum_targets_met": fewest}),
        **fixed,
    }


@many
@given(scorecards(), three(tenths), three(tenths))
def test_better_rates_never_score_less(
    terms: dict[str, Any], one: tuple[Fraction, ...], other: tuple[Fraction, ...]
) -> None:
    worst = (min(one[0], other[0]), max(one[1], other[1]), max(one[2], other[2]))
    best = (max(one[0], other[0]), min(one[1], other[1]), min(one[2], other[2]))
    assert score_of(terms, worst) <= score_of(terms, best)


@many
@given(scorecards(), three(tenths))
def test_a_stricter_contract_never_scores_more(
    terms: dict[str, Any], rates: tuple[Fraction, ...]
) -> None:
    stricter = {**terms, "beyond_target": per((True,) * 3), "minimum_targets_met": Fraction(3)}
    lax = {
        name: one
        for name, one in terms.items()
        if name not in ("beyond_target", "minimum_targets_met")
    }
    assert score_of(stricter, rates) <= score_of(terms, rates) <= score_of(lax, rates)


@pytest.mark.parametrize("fewest", [1, 2, 3])
@given(scorecards(), three(tenths))
@many
def test_the_gate_is_the_number_of_targets_met_whatever_they_weigh(
    fewest: int, terms: dict[str, Any], rates: tuple[Fraction, ...]
) -> None:
    nothing_else = {**terms, "must_be_met": per((False,) * 3)}
    gated = score_of({**nothing_else, "minimum_targets_met": Fraction(fewest)}, rates)
    ungated = {name: one for name, one in nothing_else.items() if name != "minimum_targets_met"}
    equal = {**ungated, "weight": per((Fraction(1),) * 3)}
    met = score_of(equal, rates) * 3
    assert gated == (score_of(ungated, rates) if met >= fewest else 0)
