"""How the values and causes of a sweep read, in its table and on its page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from vbc_rules.evaluation.probe import Cause
from vbc_rules.language.formatting import show
from vbc_rules.reports.formatting import dollars
from vbc_rules.reports.result_table import MONEY


def shown(unit: str, value: Fraction) -> str:
    """Return a value of a sweep as a person reads it; dollars are shown to the cent."""
    return dollars(value) if unit == MONEY else show(unit, value)


def shown_slope(slope: Fraction) -> str:
    """Return how much the result changes where the input changes by one."""
    return show("Rate", slope)


def shown_jump(unit: str, amount: Fraction) -> str:
    """Return a jump with its sign."""
    return f"{'+' if amount > 0 else ''}{shown(unit, amount)}"


def reasons(causes: Sequence[Cause]) -> Iterator[str]:
    """Yield each cause in words: the clause, what it decides, and what it cites."""
    for cause in causes:
        cites = f" [{cause.cites}]" if cause.cites else ""
        yield f"{cause.clause}: {cause.what}{cites}" if cause.clause else f"{cause.what}{cites}"
