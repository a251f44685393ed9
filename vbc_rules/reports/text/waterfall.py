"""A waterfall drawn with characters."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from fractions import Fraction

from vbc_rules.diagnostics.text import plain
from vbc_rules.reports.formatting import amount, is_whole_cents, signed_amount
from vbc_rules.reports.text.layout import GAP, Cell, aligned
from vbc_rules.reports.waterfall_steps import Step, waterfall_steps
from vbc_rules.statements.settlement import Waterfall

NOT_WHOLE_CENTS = "Amounts are shown to the cent; the JSON statement has them exactly."
_SHORTEST_DRAWING = 12
_LONGEST_TITLE = 48
_FILL = {"gain": "█", "loss": "░", "nothing": "", "total": "▓"}


def waterfall_lines(waterfall: Waterfall, width: int) -> Iterator[str]:
    """Yield the heading, one line for each bar, and the total; gains are solid, losses light.

    A line has what the step changes, then where the amount stands after it.
    """
    steps = waterfall_steps(waterfall)
    yield f"WATERFALL, IN DOLLARS: {plain(waterfall.title)}"
    texts = list(aligned([(f"  {_title(step)}", *_amounts(step)) for step in steps]))
    longest = max(len(text) for text in texts)
    room = max(width - longest - len(GAP), _SHORTEST_DRAWING)
    for step, text in zip(steps, texts, strict=True):
        yield f"{text:<{longest}}{GAP}{_drawing(step, steps, room)}".rstrip()
    if not all(is_whole_cents(step.amount) for step in steps):
        yield f"  {NOT_WHOLE_CENTS}"


def _title(step: Step) -> str:
    """Return the title, cut where it would leave no room for the drawing."""
    return textwrap.shorten(step.title, _LONGEST_TITLE, placeholder="…")


def _amounts(step: Step) -> tuple[Cell, Cell]:
    change = "" if step.kind == "total" else signed_amount(step.amount)
    return Cell(change, right=True), Cell(amount(step.end), right=True)


def _drawing(step: Step, steps: tuple[Step, ...], room: int) -> str:
    low = min(min(each.start, each.end) for each in steps)
    high = max(max(each.start, each.end) for each in steps)
    if low == high:
        return ""
    left, right = sorted((step.start, step.end))
    first, last = (_column(place, low, high, room) for place in (left, right))
    # A step of a few dollars among millions is still a step: it gets one character.
    length = max(last - first, 1) if step.amount else 0
    return " " * min(first, room - length) + _FILL[step.kind] * length


def _column(place: Fraction, low: Fraction, high: Fraction, room: int) -> int:
    """Return the column of an amount; whole characters are all that a terminal can draw."""
    return round((place - low) / (high - low) * room)
