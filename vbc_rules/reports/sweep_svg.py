"""A sweep as SVG: the payment as a line over the input, every jump numbered."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files

import attrs

from vbc_rules.evaluation.sweep import Jump, Piece, Sweep
from vbc_rules.language.formatting import show
from vbc_rules.reports.result_table import MONEY
from vbc_rules.reports.svg import Scale, element, label, nice_ticks, safe, short_dollars

_TOP, _BELOW, _RIGHT = 34, 46, 22
_RADIUS = 10


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
class _Plane:
    """The scales of a chart and the units along them."""

    x: Scale
    y: Scale
    x_unit: str
    y_unit: str


def svg_file(sweep: Sweep) -> bytes:
    """Return the chart as an SVG file of its own, with its style in it."""
    style = element("style", "".join(stylesheet(name) for name in ("colours.css", "chart.css")))
    drawing = sweep_svg(sweep, WIDE, style)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{drawing}\n'.encode()


def stylesheet(name: str) -> str:
    """Return one of the style sheets that drawings and pages share."""
    folder = files("vbc_rules.reports.html") / "templates"
    return (folder / name).read_text(encoding="utf-8")


def sweep_svg(sweep: Sweep, layout: ChartLayout, style: str = "") -> str:
    """Return the chart as an SVG element; `style` is markup to begin it with."""
    plane = _plane(sweep, layout)
    key = f"sweep-{layout.name}"
    content = [
        style,
        element("title", safe(f"{sweep.result} as {sweep.vary} moves"), id=f"{key}-title"),
        element("desc", safe(_description(sweep)), id=f"{key}-desc"),
        *_x_axis(plane, layout),
        *_y_axis(plane, layout),
        label(sweep.result, 0, 14, "axis-name"),
        label(sweep.vary, layout.width, layout.height - 6, "axis-name", "end"),
        *(_line(piece, plane) for piece in sweep.pieces),
        *_jumps(sweep, plane),
    ]
    return element(
        "svg",
        "".join(content),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {layout.width} {layout.height}",
        class_=f"chart {layout.name}",
        role="img",
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc",
    )


def _plane(sweep: Sweep, layout: ChartLayout) -> _Plane:
    """Return scales that hold every piece, and zero, so that sizes are not misread."""
    values = [Fraction(0), *(piece.value_at_start for piece in sweep.pieces)]
    values += [piece.value_at_end for piece in sweep.pieces]
    low, high = min(values), max(values)
    if low == high:
        high += 1
    start, end = sweep.pieces[0].start, sweep.pieces[-1].end
    return _Plane(
        Scale(start, end, layout.left, layout.width - _RIGHT),
        Scale(low, high, layout.height - _BELOW, _TOP),
        sweep.vary_unit,
        sweep.unit,
    )


def _x_axis(plane: _Plane, layout: ChartLayout) -> Iterator[str]:
    bottom = layout.height - _BELOW
    for tick in nice_ticks(plane.x.low, plane.x.high, layout.x_ticks):
        x = plane.x.at(tick)
        yield element("line", x1=x, x2=x, y1=bottom, y2=bottom + 5, class_="zero")
        yield label(_tick(plane.x_unit, tick), x, bottom + 20, "tick", "middle")


def _y_axis(plane: _Plane, layout: ChartLayout) -> Iterator[str]:
    for tick in nice_ticks(plane.y.low, plane.y.high, layout.y_ticks):
        y = plane.y.at(tick)
        class_ = "grid" if tick else "zero"
        x2 = layout.width - _RIGHT
        yield element("line", x1=layout.left, x2=x2, y1=y, y2=y, class_=class_)
        yield label(_tick(plane.y_unit, tick), layout.left - 8, y + 4, "tick", "end")


def _tick(unit: str, value: Fraction) -> str:
    return short_dollars(value) if unit == MONEY else show(unit, value).replace("-", "−")


def _line(piece: Piece, plane: _Plane) -> str:
    return element(
        "line",
        x1=plane.x.at(piece.start),
        x2=plane.x.at(piece.end),
        y1=plane.y.at(piece.value_at_start),
        y2=plane.y.at(piece.value_at_end),
        class_="payment",
    )


def _jumps(sweep: Sweep, plane: _Plane) -> Iterator[str]:
    """Draw each jump from the value before it to the value after it, with its number."""
    before = {piece.end: piece.value_at_end for piece in sweep.pieces}
    for number, jump in enumerate(sweep.jumps, start=1):
        yield _jump(number, jump, before[jump.at], plane)


def _jump(number: int, jump: Jump, before: Fraction, plane: _Plane) -> str:
    x, y1, y2 = plane.x.at(jump.at), plane.y.at(before), plane.y.at(before + jump.amount)
    middle = (y1 + y2) // 2
    # A number would hide a small jump, so it stands beside one.
    mark = x if abs(y1 - y2) >= 4 * _RADIUS else x + _RADIUS + 5
    kind = "gain" if jump.amount > 0 else "loss"
    return "".join(
        (
            element("line", x1=x, x2=x, y1=y1, y2=y2, class_=f"jump {kind}"),
            element("circle", cx=mark, cy=middle, r=_RADIUS, class_=f"jump-mark {kind}"),
            label(str(number), mark, middle + 4, "jump-number", "middle"),
        )
    )


def _description(sweep: Sweep) -> str:
    count = len(sweep.jumps)
    pieces = f"{len(sweep.pieces)} straight pieces"
    return f"{pieces} and {count} {'jump' if count == 1 else 'jumps'}, listed in the tables."
