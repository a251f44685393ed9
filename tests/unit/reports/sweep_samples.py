"""Sweeps as they come out of a two-sided contract and of a ladder; amounts are written out."""

from __future__ import annotations

from fractions import Fraction

from vbc_rules.evaluation.probe import Cause
from vbc_rules.evaluation.sweep import Jump, Piece, Sweep

MINIMUM = Cause("beyond_minimum", "savings_rate = minimum_rate", "42 CFR 425.605(b)")
LOSSES = Cause("shared_losses", "-savings_rate = minimum_rate", "42 CFR 425.605(d)(3)")
LIMIT = Cause("limited_savings", "shared savings = payment limit", "42 CFR 425.605(d)(2)")
REVENUE = Cause("shared_losses", "losses = revenue limit")

M = Fraction(1_000_000)
CAP = Fraction(3_900_000_000, 49)
"""The expenditure at which savings reach the payment limit: 79,591,836.73 and a bit."""

TWO_SIDED = Sweep(
    vary="expenditure",
    vary_unit="USD",
    result="earned",
    unit="USD",
    pieces=(
        Piece(70 * M, CAP, 10 * M, Fraction(0), (LIMIT,)),
        Piece(CAP, Fraction("96900000"), 10 * M, Fraction("-0.49"), (MINIMUM,)),
        Piece(Fraction("96900000"), Fraction("103100000"), Fraction(0), Fraction(0), (LOSSES,)),
        Piece(Fraction("103100000"), 108 * M, Fraction("-930000"), Fraction("-0.3"), (REVENUE,)),
        Piece(108 * M, 130 * M, Fraction("-2400000"), Fraction(0)),
    ),
    jumps=(
        Jump(Fraction("96900000"), Fraction("96900000.01"), Fraction("-1519000"), (MINIMUM,)),
        Jump(Fraction("103100000"), Fraction("103100000.01"), Fraction("-930000"), (LOSSES,)),
    ),
)


def ladder() -> Sweep:
    """Twelve steps of points, each paying more than the one before."""
    row = [
        Cause("per_member", f"row {number} of ladder begins at {45 + 5 * number}", "Exhibit B")
        for number in range(12)
    ]
    steps = [Fraction(45 + 5 * number) for number in range(12)]
    ends = [*steps, Fraction(105)]
    pieces = [Piece(Fraction(30), steps[0], Fraction(0), Fraction(0), (row[0],))]
    pieces += [
        Piece(
            steps[number],
            ends[number + 1],
            Fraction(20_000 * (number + 1)),
            Fraction(0),
            tuple(row[number + 1 : number + 2]),
        )
        for number in range(12)
    ]
    jumps = [
        Jump(step, step, Fraction(20_000), (row[number],)) for number, step in enumerate(steps)
    ]
    return Sweep("quality_points", "Points", "earned", "USD", tuple(pieces), tuple(jumps))


LADDER = ladder()
LEVEL = Sweep(
    "rate",
    "Rate",
    "earned",
    "USD",
    (Piece(Fraction(0), Fraction(1), Fraction(0), Fraction(0)),),
    (),
)
