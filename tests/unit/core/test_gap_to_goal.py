"""Scoring by the way to a goal: nothing at first, all at the goal, a straight line between."""

from __future__ import annotations

from fractions import Fraction

import pytest

from vbc_rules.core.gap_to_goal import GapToGoal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

TERMS = {
    "goal": {("a",): Fraction("0.1"), ("b",): Fraction("0.2")},
    "weight": {("a",): Fraction(3), ("b",): Fraction(1)},
    "credit_begins": Fraction("0.5"),
    "minimum_measures": Fraction(1),
    "score_of_too_few": Fraction("0.25"),
}


def score(**reductions: str) -> Fraction:
    given = {(name,): Fraction(value) for name, value in reductions.items()}
    inputs = Inputs({"reduction": given}, TERMS, {"measure": ("a", "b")})
    found = Run(GapToGoal.edition(2024), inputs).clause("score")
    assert isinstance(found, Fraction)
    return found


@pytest.mark.parametrize(
    ("reduction", "credit"),
    [("-0.1", "0"), ("0.05", "0"), ("0.06", "0.2"), ("0.08", "0.6"), ("0.1", "1"), ("0.3", "1")],
)
def test_credit_rises_in_a_straight_line_to_the_goal(reduction: str, credit: str) -> None:
    assert score(a=reduction) == Fraction(credit)


def test_measures_weigh_by_their_weights() -> None:
    assert score(a="0.1", b="0.15") == Fraction(7, 8)


def test_no_measure_at_all_has_the_agreed_score() -> None:
    assert score() == Fraction(1, 4)
