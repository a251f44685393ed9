"""Contracts side by side as SVG: each payment as a line over a fact, and from worst to best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from vbc_rules.evaluation.sweep import Sweep
from vbc_rules.reports.charts.plane import (
    RIGHT,
    ChartLayout,
    Plane,
    plane_of,
    stretch,
    x_axis,
    y_axis,
)
from vbc_rules.reports.charts.svg import Scale, drawing, element, label, nice_ticks, short_dollars
from vbc_rules.reports.charts.sweep import piece_line
from vbc_rules.settlement.choosing import Choice, Offer

STYLES = 6
"""Ways to draw a line (colour and dashes) before they begin again."""

_ROW, _NAME, _ABOVE = 46, 18, 8
_KEY_LINE, _KEY_ROW = 26, 22


def style_of(number: int) -> str:
    """Return the class by which the contract in this position, from 0, is drawn."""
    return f"offer offer-{number % STYLES + 1}"


def lines_svg(choice: Choice, layout: ChartLayout, style: str = "") -> str:
    """Return every payment as the first range moves, the other facts as they are."""
    first = choice.ranges[0]
    drawn = [(number, one) for number, one in enumerate(choice.offers)]
    ends = (first.start, first.end)
    values = [value for _, one in drawn for value in _heights(one)]
    plane = plane_of(ends, values, (first.unit, "USD"), layout)
    content = [
        *x_axis(plane, layout),
        *y_axis(plane, layout),
        label("Payment", 0, 14, "axis-name"),
        label(first.fact, layout.width, layout.height - 6, "axis-name", "end"),
        *(part for number, one in drawn for part in _payment(number, one, plane)),
        *_key(choice, layout),
    ]
    height = layout.height + _KEY_ROW * len(choice.offers)
    title = f"Payments as {first.fact} moves"
    return _drawing("lines", layout, height, title, [style, *content])


def _heights(offer: Offer) -> Iterator[Fraction]:
    if offer.line is None:
        yield offer.payment
        return
    for piece in offer.line.pieces:
        yield from (piece.value_at_start, piece.value_at_end)


def _payment(number: int, offer: Offer, plane: Plane) -> Iterator[str]:
    """Draw a payment; a contract that does not read the fact is a level line."""
    if offer.line is None:
        start, end = (plane.x.low, offer.payment), (plane.x.high, offer.payment)
        yield stretch(plane, start, end, style_of(number))
        return
    for piece in offer.line.pieces:
        yield piece_line(piece, plane, style_of(number))
    yield from _steps(number, offer.line, plane)


def _steps(number: int, line: Sweep, plane: Plane) -> Iterator[str]:
    """Join the pieces at each jump by a thin line."""
    before = {piece.end: piece.value_at_end for piece in line.pieces}
    for jump in line.jumps:
        low = before[jump.at]
        yield stretch(plane, (jump.at, low), (jump.at, low + jump.amount),
                      f"{style_of(number)} step")  # fmt: skip


def _key(choice: Choice, layout: ChartLayout) -> Iterator[str]:
    for number, one in enumerate(choice.offers):
        y = layout.height + _KEY_ROW * number + 12
        yield element("line", x1=layout.left, x2=layout.left + _KEY_LINE, y1=y - 4, y2=y - 4,
                      class_=style_of(number))  # fmt: skip
        yield label(one.contract, layout.left + _KEY_LINE + 8, y, "tick")


def bounds_svg(choice: Choice, layout: ChartLayout, style: str = "") -> str:
    """Return each payment as a bar from its lowest to its highest, with a mark where it is now."""
    amounts = [
        amount
        for one in choice.offers
        for amount in (Fraction(0), one.payment, one.lowest.payment, one.highest.payment)
    ]
    low, high = min(amounts), max(amounts)
    scale = Scale(low, high if high > low else low + 1, RIGHT, layout.width - RIGHT)
    bottom = _ABOVE + _ROW * len(choice.offers)
    content = [
        *_grid(scale, bottom, layout),
        *(
            part
            for number, one in enumerate(choice.offers)
            for part in _bar(number, one, scale, _ABOVE + _ROW * number)
        ),
    ]
    title = "Payments from lowest to highest"
    return _drawing("bounds", layout, bottom + 24, title, [style, *content])


def _grid(scale: Scale, bottom: int, layout: ChartLayout) -> Iterator[str]:
    for tick in nice_ticks(scale.low, scale.high, layout.x_ticks):
        x = scale.at(tick)
        yield element("line", x1=x, x2=x, y1=0, y2=bottom, class_="grid" if tick else "zero")
        yield label(short_dollars(tick), x, bottom + 16, "tick", "middle")


def _bar(number: int, offer: Offer, scale: Scale, top: int) -> Iterator[str]:
    y = top + _NAME + 12
    yield label(offer.contract, RIGHT, top + _NAME - 4, "axis-name")
    yield element("line", x1=scale.at(offer.lowest.payment), x2=scale.at(offer.highest.payment),
                  y1=y, y2=y, class_=f"{style_of(number)} bounds")  # fmt: skip
    yield element("circle", cx=scale.at(offer.payment), cy=y, r=6, class_="now")


def _drawing(
    name: str, layout: ChartLayout, height: int, title: str, content: Iterable[str]
) -> str:
    size, class_ = (layout.width, height), f"chart {layout.name}"
    return drawing(f"{name}-{layout.name}", size, content, title=title, class_=class_)
