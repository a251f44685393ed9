"""A sweep as SVG: the payment as a line over the input, every jump numbered."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from importlib.resources import files

from vbc_rules.evaluation.sweep import Jump, Piece, Sweep
from vbc_rules.reports.plane import WIDE, ChartLayout, Plane, plane_of, stretch, x_axis, y_axis
from vbc_rules.reports.svg import element, label, safe

_RADIUS = 10


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
        *x_axis(plane, layout),
        *y_axis(plane, layout),
        label(sweep.result, 0, 14, "axis-name"),
        label(sweep.vary, layout.width, layout.height - 6, "axis-name", "end"),
        *(piece_line(piece, plane) for piece in sweep.pieces),
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
    count = len(sweep.jumps)
    pieces = f"{len(sweep.pieces)} straight pieces"
    return f"{pieces} and {count} {'jump' if count == 1 else 'jumps'}, listed in the tables."
