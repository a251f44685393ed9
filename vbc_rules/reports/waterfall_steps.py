"""The steps of a waterfall as every drawing needs them: where each begins and ends."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

import attrs

from vbc_rules.statements.settlement import Waterfall

StepKind = Literal["gain", "loss", "nothing", "total"]


@attrs.frozen
class Step:
    """One bar of a drawing, from `start` to `end` in dollars.

    The last step of a waterfall is its total, which stands on zero. `line` is the number of
    the explaining line, or None for the total.
    """

    title: str
    amount: Fraction
    start: Fraction
    end: Fraction
    kind: StepKind
    line: int | None = None


def waterfall_steps(waterfall: Waterfall) -> tuple[Step, ...]:
    """Return the bars, each beginning where the one before ended, and the total."""
    steps = []
    standing = Fraction(0)
    for bar in waterfall.bars:
        end = standing + bar.amount
        steps.append(Step(bar.title, bar.amount, standing, end, _kind(bar.amount), bar.line))
        standing = end
    total = waterfall.total
    return (*steps, Step(waterfall.title, total, Fraction(0), total, "total"))


def _kind(amount: Fraction) -> StepKind:
    if not amount:
        return "nothing"
    return "gain" if amount > 0 else "loss"
