"""A sweep as SVG: the payment as a line over the input, every jump numbered."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from vbc_rules.diagnostics.text import counted
from vbc_rules.evaluation.sweep import Jump, Piece, Sweep
from vbc_rules.reports.charts.plane import ChartLayout, Plane, plane_of, stretch, x_axis, y_axis
from vbc_rules.reports.charts.svg import drawing, element, label

_RADIUS = 10


def sweep_svg(sweep: Sweep, layout: ChartLayout, style: str = "") -> str:
    """Return the chart as an SVG element; `style` is markup that it carries."""
    plane = _plane(sweep, layout)
    content = [
        style,
        *x_axis(plane, layout),
        *y_axis(plane, layout),
        label(sweep.result, 0, 14, "axis-name"),
        label(sweep.vary, layout.width, layout.height - 6, "axis-name", "end"),
        *(piece_line(piece, plane) for piece in sweep.pieces),
        *_jumps(sweep, plane),
    ]
    return drawing(
        f"sweep-{layout.name}",
        (layout.width, layout.height),
        content,
        title=f"{sweep.result} as {sweep.vary} moves",
        description=_description(sweep),
        class_=f"chart {layout.name}",
    )


def _plane(sweep: Sweep, layout: ChartLayout) -> Plane:
    values = [piece.value_at_start for piece in sweep.pieces]
    values += [piece.value_at_end for piece in sweep.pieces]
    ends = (sweep.pieces[0].start, sweep.pieces[-1].end)
    return plane_of(ends, values, (sweep.vary_unit, sweep.unit), layout)


def piece_line(piece: Piece, plane: Plane, class_: str = "payment") -> str:
    """Return a piece as a straight line in the plane."""
    start, end = (piece.start, piece.value_at_start), (piece.end, piece.value_at_end)
    return stretch(plane, start, end, class_)


def _jumps(sweep: Sweep, plane: Plane) -> Iterator[str]:
    """Draw each jump from the value before it to the value after it, with its number."""
    before = {piece.end: piece.value_at_end for piece in sweep.pieces}
    for number, jump in enumerate(sweep.jumps, start=1):
        yield _jump(number, jump, before[jump.at], plane)


def _jump(number: int, jump: Jump, before: Fraction, plane: Plane) -> str:
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
    pieces, jumps = f"{len(sweep.pieces)} straight pieces", counted(len(sweep.jumps), "jump")
    return f"{pieces} and {jumps}, listed in the tables."
