"""Thresholds met exactly and exact half cents: where a float decides by accident."""

from __future__ import annotations

import random
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from tests.evaluation.conformance import BACK_ENDS, check
from tests.evaluation.families import Family, shared_savings
from vbc_rules.evaluation.batch import BackEnd
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.testing.kit.edges import edge_rows

ORGANIZATIONS = 24
CONTRACT = shared_savings()


def organizations(contract: Family) -> list[dict[str, Any]]:
    """Return organizations of all tracks, drawn with a fixed seed."""
    draw = random.Random(20240731)  # noqa: S311 - any numbers will do
    return [_organization(draw, contract.options["track"]) for _ in range(ORGANIZATIONS)]


def _organization(draw: random.Random, tracks: tuple[str, ...]) -> dict[str, Any]:
    benchmark = Fraction(draw.randrange(10**9, 3 * 10**10), 100)
    return {
        "benchmark": benchmark,
        "expenditure": benchmark,
        "beneficiaries": Fraction(draw.randrange(500, 70_000)),
        "track": draw.choice(tracks),
        "standard_met": draw.random() < 1 / 2,
        "alternative_met": draw.random() < 1 / 2,
        "low_revenue": draw.random() < 1 / 4,
        "quality_score": Fraction(draw.randrange(10_001), 10_000),
        "elected_rate": draw.choice((None, Fraction(0), Fraction(1, 100), Fraction(1, 50))),
        "revenue": draw.choice((None, benchmark / 5)),
        "disaster_relief": Fraction(draw.choice((0, 123_456)), 100),
    }


@cache
def rows() -> list[dict[str, Any]]:
    found = []
    for facts in organizations(CONTRACT):
        low, high = facts["benchmark"] * 7 / 10, facts["benchmark"] * 12 / 10
        ranges = {"expenditure": (low, high), "quality_score": (Fraction(0), Fraction(1)),
                  "beneficiaries": (Fraction(500), Fraction(70_000))}  # fmt: skip
        for vary, ends in ranges.items():
            moved = {**facts, "expenditure": facts["benchmark"] * 97 / 100}
            start = facts if vary == "expenditure" else moved
            found += edge_rows(
                CONTRACT.edition, CONTRACT.shared, start, vary, "settlement", ends, ties=10
            )
    return found


def test_the_rows_meet_half_cents_and_minimum_rates_exactly() -> None:
    half_cents = thresholds = 0
    unrounded = CONTRACT.edition.clauses["earned"].expression.args[0]
    for facts in rows():
        run = Run(CONTRACT.edition, Inputs(facts))
        amount: Any = (run.clause("earned"), run.value(unrounded, {}))[1]
        rate: Any = run.clause("minimum_rate")
        half_cents += amount * 100 % 1 == Fraction(1, 2)
        thresholds += run.clause("savings") == rate * facts["benchmark"]
    assert half_cents > 100
    assert thresholds > 10


@pytest.mark.parametrize("back_end", BACK_ENDS)
def test_no_edge_is_decided_otherwise_than_by_the_reference(back_end: BackEnd) -> None:
    check(CONTRACT.edition, CONTRACT.shared, rows(), ("settlement", "beyond_minimum"), back_end)
