"""Sweeps of random expressions agree with evaluating them, exactly, at every point."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.laws.random_terms import ENTRIES, at, editions, facts
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import Sweep, sweep
from vbc_rules.language.edition import Edition


def swept(edition: Edition, known: dict[str, Any]) -> Sweep:
    inputs = Inputs(facts=known, members={"entry": ENTRIES})
    return sweep(edition, inputs, Vary("x"), "last", Fraction(-8), Fraction(8))


@settings(deadline=None, max_examples=200)
@given(edition=editions(), known=facts(), within=st.fractions(0, 1, max_denominator=9))
def test_inside_every_piece_the_value_is_the_line(
    edition: Edition, known: dict[str, Any], within: Fraction
) -> None:
    inside = within if 0 < within < 1 else Fraction(1, 2)
    found = swept(edition, known)
    assert (found.pieces[0].start, found.pieces[-1].end) == (-8, 8)
    assert all(left.end == right.start for left, right in pairwise(found.pieces))
    for piece in found.pieces:
        x = piece.start + inside * (piece.end - piece.start)
        line = piece.value_at_start + piece.slope * (x - piece.start)
        assert at(edition, known, x) == line


@settings(deadline=None, max_examples=100)
@given(edition=editions(), known=facts())
def test_neighbouring_pieces_differ(edition: Edition, known: dict[str, Any]) -> None:
    found = swept(edition, known)
    for left, right in pairwise(found.pieces):
        assert left.slope != right.slope or left.value_at_end != right.value_at_start
        assert left.ends_by
