"""The plane of a chart: pixels for exact values, and its two axes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from vbc_rules.language.formatting import show
from vbc_rules.reports.charts.svg import Scale, element, label, nice_ticks, short_dollars
from vbc_rules.reports.result_table import MONEY

TOP, BELOW, RIGHT = 34, 46, 22
"""Room in pixels above the plane, below it and to its right."""


@attrs.frozen
class ChartLayout:
    """The size of a chart in pixels, the room for its amounts, and how many ticks fit."""

    name: str
    width: int
    height: int
    left: int
    x_ticks: int
    y_ticks: int


WIDE = ChartLayout("wide", 880, 430, left=76, x_ticks=7, y_ticks=7)
NARROW = ChartLayout("narrow", 340, 320, left=58, x_ticks=3, y_ticks=5)


@attrs.frozen
class Plane:
    """The scales of a chart and the units along them."""

    x: Scale
    y: Scale
    x_unit: str
    y_unit: str


def plane_of(
    ends: tuple[Fraction, Fraction],
    values: Iterable[Fraction],
    units: tuple[str, str],
    layout: ChartLayout,
) -> Plane:
    """Return scales that hold every value, and zero, so that sizes are not misread."""
    amounts = [Fraction(0), *values]
    low, high = min(amounts), max(amounts)
    if low == high:
        high += 1
    return Plane(
        Scale(*ends, layout.left, layout.width - RIGHT),
        Scale(low, high, layout.height - BELOW, TOP),
        *units,
    )


def x_axis(plane: Plane, layout: ChartLayout) -> Iterator[str]:
    """Yield the ticks below the plane."""
    bottom = layout.height - BELOW
    for tick in nice_ticks(plane.x.low, plane.x.high, layout.x_ticks):
        x = plane.x.at(tick)
        yield element("line", x1=x, x2=x, y1=bottom, y2=bottom + 5, class_="zero")
        yield label(_tick(plane.x_unit, tick), x, bottom + 20, "tick", "middle")


def y_axis(plane: Plane, layout: ChartLayout) -> Iterator[str]:
    """Yield the lines across the plane."""
    for tick in nice_ticks(plane.y.low, plane.y.high, layout.y_ticks):
        y = plane.y.at(tick)
        class_ = "grid" if tick else "zero"
        x2 = layout.width - RIGHT
        yield element("line", x1=layout.left, x2=x2, y1=y, y2=y, class_=class_)
        yield label(_tick(plane.y_unit, tick), layout.left - 8, y + 4, "tick", "end")


def stretch(plane: Plane, start: tuple[Fraction, Fraction], end: tuple[Fraction, Fraction],
            class_: str) -> str:  # fmt: skip
    """Return a straight line between two points of the plane, each as (x, y)."""
    return element(
        "line",
        x1=plane.x.at(start[0]),
        x2=plane.x.at(end[0]),
        y1=plane.y.at(start[1]),
        y2=plane.y.at(end[1]),
        class_=class_,
    )


def _tick(unit: str, value: Fraction) -> str:
    return short_dollars(value) if unit == MONEY else show(unit, value).replace("-", "−")
