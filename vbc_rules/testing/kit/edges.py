"""Rows at and around every decision of a contract, taken from its own exact sweep.

Between two breakpoints a payment is a straight line in the swept fact. So the facts that
meet a threshold exactly, and those that land on half a cent exactly, are computed, not
guessed: a cent beside them must decide otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import islice
from typing import Any

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import Piece, pieces
from vbc_rules.language import Edition

HALF_CENT = Fraction(1, 200)
CENT = Fraction(1, 100)


def edge_rows(  # noqa: PLR0913, PLR0917 - the arguments are the question
    edition: Edition,
    shared: Inputs,
    facts: Mapping[str, Any],
    vary: str,
    result: str,
    ends: tuple[Fraction, Fraction],
    ties: int = 3,
) -> Iterator[dict[str, Any]]:
    """Yield the facts of a row with one of them moved to each edge within a range.

    None where the payment is no straight line in this fact.
    """
    declared: Any = edition.terms[vary].declaration
    step = Fraction(1, 10**declared.places)
    inputs = attrs.evolve(shared, facts=facts)
    try:
        values = edge_values(edition, inputs, Vary(vary), result, ends, step, ties)
    except Refusal:
        return
    for value in values:
        yield {**facts, vary: value}


def edge_values(  # noqa: PLR0913, PLR0917 - the arguments are the question
    edition: Edition,
    inputs: Inputs,
    vary: Vary,
    result: str,
    ends: tuple[Fraction, Fraction],
    step: Fraction,
    ties: int = 3,
    most: int = 10_000,
) -> list[Fraction]:
    """Return the values of a fact at and beside the `most` first edges of a payment, ascending.

    Raises:
        Refusal: as a sweep, where the payment is no straight line in the fact.
    """
    found = list(islice(pieces(edition, inputs, vary, result, *ends), most))
    values = {value for piece in found for value in _around(piece.end, step)}
    values.update(tie for piece in found for tie in half_cents(piece, step, ties))
    return sorted(value for value in values if ends[0] <= value <= ends[1])


def _around(point: Fraction, step: Fraction) -> Iterator[Fraction]:
    """Yield the last values before a point and the first beyond it, and the point itself."""
    below = math.floor(point / step)
    yield from ((below + offset) * step for offset in (-1, 0, 1, 2))


def half_cents(piece: Piece, step: Fraction, most: int) -> Iterator[Fraction]:
    """Yield inputs of a piece whose payment ends in exactly half a cent, by a congruence."""
    first, last = math.ceil(piece.start / step), math.floor(piece.end / step)
    at_zero = piece.value_at_start - piece.slope * piece.start
    scale = math.lcm(*((n / CENT).denominator for n in (at_zero, HALF_CENT, piece.slope * step)))
    slope = int(piece.slope * step / CENT * scale)
    wanted = int((HALF_CENT - at_zero) / CENT * scale)
    shared = math.gcd(slope, scale)
    if not slope or wanted % shared:
        return
    period = scale // shared
    found = wanted // shared * pow(slope // shared, -1, period) % period
    found += -((found - first) // period) * period
    for number in range(most):
        if found + number * period <= last:
            yield (found + number * period) * step
