"""A waterfall as inline SVG, once for a desk and paper, once for a phone.

Gains are solid, losses hatched and the total is darker, so that all three can be told apart
in greyscale; every bar has its title and its signed amount beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

import attrs

from vbc_rules.reports.charts.svg import (
    Scale,
    drawing,
    element,
    label,
    nice_ticks,
    short_dollars,
    wrapped,
)
from vbc_rules.reports.formatting import amount, signed_amount
from vbc_rules.reports.waterfall_steps import Step, waterfall_steps
from vbc_rules.statements.settlement import Waterfall


@attrs.frozen
class Layout:
    """Where things are, in pixels. `stacked` puts the titles above the bars."""

    name: str
    width: int
    bars_from: int
    bars_to: int
    titles: int
    font: int
    bar: int
    ticks: int
    stacked: bool


WIDE = Layout("wide", 880, 280, 740, titles=264, font=14, bar=22, ticks=6, stacked=False)
NARROW = Layout("narrow", 320, 0, 320, titles=196, font=13, bar=14, ticks=3, stacked=True)

_LINE = 18
_GAP = 16
_AXIS = 30
_THINNEST = 2


@attrs.frozen
class _Row:
    """A step with its wrapped title and the top of its place in the drawing."""

    step: Step
    titles: tuple[str, ...]
    top: int
    bar_top: int
    bottom: int


def waterfall_svg(waterfall: Waterfall, layout: Layout, number: int, statement: str) -> str:
    """Return an SVG element: the waterfall with this number in a statement with this anchor.

    A bar links to `#<statement>-line-<number>`, the explaining line of the same settlement.
    """
    rows = tuple(_rows(waterfall_steps(waterfall), layout))
    scale = _scale([row.step for row in rows], layout)
    key = f"{statement}-waterfall-{number}-{layout.name}"
    content = [
        _hatching(f"{key}-hatch"),
        *_axis(rows, scale, layout),
        *([] if layout.stacked else _connectors(rows, scale)),
        *(_row(row, scale, layout, statement, f"{key}-hatch") for row in rows),
    ]
    return drawing(
        key,
        (layout.width, rows[-1].bottom),
        content,
        title=f"Waterfall of {waterfall.title}",
        description=_description(waterfall),
        class_=f"waterfall-svg {layout.name}",
        role="group",
    )


def _rows(steps: Sequence[Step], layout: Layout) -> Iterator[_Row]:
    top = _AXIS
    for step in steps:
        titles = wrapped(step.title, layout.titles, layout.font)
        text = _LINE * len(titles)
        bar_top = (
            top + text + 2 if layout.stacked else top + (max(text, layout.bar) - layout.bar) // 2
        )
        bottom = max(top + text, bar_top + layout.bar) + _GAP
        yield _Row(step, titles, top, bar_top, bottom)
        top = bottom


def _scale(steps: Sequence[Step], layout: Layout) -> Scale:
    """Return a scale that holds every bar and zero."""
    ends = [Fraction(0), *(step.start for step in steps), *(step.end for step in steps)]
    return Scale(min(ends), max(ends), layout.bars_from, layout.bars_to)


def _axis(rows: Sequence[_Row], scale: Scale, layout: Layout) -> Iterator[str]:
    for tick in nice_ticks(scale.low, scale.high, layout.ticks):
        x = scale.at(tick)
        class_ = "zero" if tick == 0 else "grid"
        for top, bottom in _grid_spans(rows, layout):
            yield element("line", x1=x, x2=x, y1=top, y2=bottom, class_=class_)
        yield label(short_dollars(tick), x, 12, "tick", _anchor(x, layout))


def _grid_spans(rows: Sequence[_Row], layout: Layout) -> Iterator[tuple[int, int]]:
    """Return from where to where grid lines run; they never cross a title."""
    if not layout.stacked:
        yield _AXIS - 10, rows[-1].bottom - _GAP + 6
        return
    for row in rows:
        yield row.bar_top - 4, row.bar_top + layout.bar + 4


def _anchor(x: int, layout: Layout) -> str:
    """Keep the labels at the edges of the drawing inside it."""
    if layout.stacked and x == layout.bars_from:
        return "start"
    return "end" if layout.stacked and x > layout.bars_to - layout.font else "middle"


def _connectors(rows: Sequence[_Row], scale: Scale) -> Iterator[str]:
    """Join the end of each bar to the next one, where the amount stands."""
    for row, after in pairwise(rows):
        x = scale.at(row.step.end)
        top = row.bar_top
        yield element("line", x1=x, x2=x, y1=top, y2=after.bar_top, class_="connector")


def _row(row: _Row, scale: Scale, layout: Layout, statement: str, hatch: str) -> str:
    step = row.step
    first = row.top + 14 if layout.stacked else row.top + (max(layout.bar - _LINE, 0) // 2) + 14
    titles = [
        label(text, 0, first + _LINE * index, f"step {step.kind}")
        for index, text in enumerate(row.titles)
    ]
    shown = label(_shown(step), layout.width, first, f"amount {step.kind}", "end")
    content = "".join([*titles, _bar(row, scale, layout, hatch), shown])
    if step.line is None:
        return content
    return element("a", content, href=f"#{statement}-line-{step.line}")


def _bar(row: _Row, scale: Scale, layout: Layout, hatch: str) -> str:
    left, right = sorted((scale.at(row.step.start), scale.at(row.step.end)))
    width = max(right - left, _THINNEST)
    fill = f"url(#{hatch})" if row.step.kind == "loss" else None
    return element(
        "rect",
        x=min(left, layout.bars_to - width),
        y=row.bar_top,
        width=width,
        height=layout.bar,
        class_=f"bar {row.step.kind}",
        fill=fill,
    )


def _hatching(key: str) -> str:
    lines = element("rect", width=6, height=6, class_="hatch-ground")
    lines += element("rect", width=3, height=6, class_="hatch-line")
    pattern = element(
        "pattern",
        lines,
        id=key,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return element("defs", pattern)


def _description(waterfall: Waterfall) -> str:
    steps = waterfall_steps(waterfall)
    return "; ".join(f"{step.title} {_shown(step)} dollars" for step in steps)


def _shown(step: Step) -> str:
    text = amount(step.amount) if step.kind == "total" else signed_amount(step.amount)
    return text.replace("-", "−")
