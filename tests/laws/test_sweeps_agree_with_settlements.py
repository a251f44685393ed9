"""A sweep and a settlement are two readings of one tree: they agree at every input."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.gated_savings import GatedSavings, gated_inputs
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import Sweep, sweep

EDITION = GatedSavings.edition(2024)
HALF_A_CENT = Fraction(1, 200)

cents = st.integers(0, 2_000_000_000).map(lambda number: Fraction(number, 100))
rates = st.integers(0, 10_000).map(lambda number: Fraction(number, 10_000))
members = st.integers(0, 20_000).map(Fraction)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """Draw facts, with values on and beside the thresholds of the model."""
    benchmark = draw(cents)
    share = draw(st.sampled_from(["0.95", "0.97", "0.98", "1"]).map(Fraction) | rates)
    return {
        "benchmark": benchmark,
        "expenditure": Fraction(int(benchmark * share * 100), 100),
        "beneficiaries": draw(members | st.sampled_from([4999, 5000, 9999, 10000]).map(Fraction)),
        "track": draw(st.sampled_from(["low", "high"])),
        "low_revenue": draw(st.booleans()),
        "elected_rate": draw(st.none() | rates),
        "score": {(one,): draw(st.none() | rates) for one in "ABC"},
    }


RANGES = {
    Vary("expenditure"): (Fraction(0), Fraction(20_000_000)),
    Vary("benchmark"): (Fraction(0), Fraction(20_000_000)),
    Vary("beneficiaries"): (Fraction(0), Fraction(20_000)),
    Vary("elected_rate"): (Fraction(0), Fraction(1)),
}
varied = st.sampled_from(sorted(RANGES, key=lambda vary: vary.name))


def swept(vary: Vary, known: dict[str, Any]) -> Sweep:
    return sweep(EDITION, gated_inputs(**known), vary, "earned", *RANGES[vary])


@settings(deadline=None, max_examples=150)
@given(known=facts(), vary=varied, within=st.fractions(0, 1, max_denominator=97))
def test_inside_a_piece_the_settlement_is_the_line_rounded_to_the_cent(
    known: dict[str, Any], vary: Vary, within: Fraction
) -> None:
    if not 0 < within < 1:
        within = Fraction(1, 2)
    for piece in swept(vary, known).pieces:
        x = piece.start + within * (piece.end - piece.start)
        settled: Any = Run(EDITION, gated_inputs(**{**known, vary.name: x})).clause("earned")
        assert (
            abs(settled - (piece.value_at_start + piece.slope * (x - piece.start))) <= HALF_A_CENT
        )


@settings(deadline=None, max_examples=150)
@given(known=facts(), vary=varied)
def test_pieces_cover_the_range_in_order_and_without_gap(known: dict[str, Any], vary: Vary) -> None:
    pieces = swept(vary, known).pieces
    assert (pieces[0].start, pieces[-1].end) == RANGES[vary]
    assert all(piece.start < piece.end for piece in pieces)
    assert all(left.end == right.start for left, right in pairwise(pieces))


@settings(deadline=None, max_examples=150)
@given(known=facts(), vary=varied)
def test_the_first_input_of_a_jump_is_settled_beyond_it(known: dict[str, Any], vary: Vary) -> None:
    found = swept(vary, known)
    for jump in found.jumps:
        (beyond,) = (piece for piece in found.pieces if piece.start == jump.at)
        if jump.first >= beyond.end:
            continue
        inputs = gated_inputs(**{**known, vary.name: jump.first})
        settled: Any = Run(EDITION, inputs).clause("earned")
        line = beyond.value_at_start + beyond.slope * (jump.first - jump.at)
        assert abs(settled - line) <= HALF_A_CENT


@settings(deadline=None)
@given(known=facts())
def test_more_spending_never_pays_more(known: dict[str, Any]) -> None:
    found = swept(Vary("expenditure"), known)
    assert all(piece.slope <= 0 for piece in found.pieces)
    assert all(jump.amount < 0 for jump in found.jumps)


@settings(deadline=None)
@given(known=facts())
def test_missing_never_becomes_zero(known: dict[str, Any]) -> None:
    unscored = {**known, "score": {(one,): None for one in "ABC"}, "elected_rate": None}
    run = Run(EDITION, gated_inputs(**unscored))
    run.clause("earned")
    leaves = {value.args[0]: value for value in EDITION.nodes() if value.op == "leaf"}
    assert run.value(leaves["score"], {"measure": "A"}) is None
    assert run.value(leaves["elected_rate"], {}) is None
    assert run.clause("quality") == Fraction(1, 2)  # the floor, not a mean with zeros
