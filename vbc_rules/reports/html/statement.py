"""What the statement's templates show: settlements with anchors, drawings and totals."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from vbc_rules.reports.charts.waterfall import NARROW, WIDE, waterfall_svg
from vbc_rules.reports.formatting import dollars, is_whole_cents, true_minus
from vbc_rules.reports.html.page import render_page
from vbc_rules.reports.result_table import MONEY, result_tables
from vbc_rules.reports.text.waterfall import NOT_WHOLE_CENTS
from vbc_rules.statements.settlement import Line, Result, Settlement, Waterfall


@attrs.frozen
class Drawing:
    """A waterfall with its drawings; `note` says where an amount is not shown exactly."""

    title: str
    wide: str
    narrow: str
    note: str


@attrs.frozen
class Statement:
    """A settlement with the anchor that begins the ids of its section."""

    anchor: str
    settlement: Settlement
    drawings: tuple[Drawing, ...]

    @property
    def main(self) -> Result | None:
        """Return the first result in dollars: what the contract pays; None where there is none."""
        money = (result for result in self.settlement.results if result.unit == MONEY)
        return next(money, None)

    @property
    def others(self) -> tuple[Result, ...]:
        """Return the other results."""
        return tuple(result for result in self.settlement.results if result is not self.main)


def html_statement(settlements: Sequence[Settlement]) -> bytes:
    """Return one self-contained page: an index where there are several, then each statement.

    Raises `Refusal` (VBC704) where Jinja2 is not installed.
    """
    statements = [
        _statement(f"s{position}", settlement)
        for position, settlement in enumerate(settlements, start=1)
    ]
    return render_page(
        "statement.html.jinja",
        title=_title(settlements),
        statements=statements,
        tables=result_tables(settlements),
        shown=shown_value,
        shown_total=_shown_total,
        sign=sign_class,
    )


def shown_value(value: Result | Line) -> str:
    """Return the value as a person reads it, with a true minus sign where it is negative."""
    if value.value is None:
        return value.shown or "missing"
    return true_minus(value.shown) if sign_class(value) == "negative" else value.shown


def sign_class(value: Result | Line) -> str:
    """Return the class that colours a value: negative, missing, or none."""
    if value.value is None:
        return "missing"
    return "negative" if _is_negative(value) else ""


def _is_negative(value: Result | Line) -> bool:
    return isinstance(value.value, Fraction) and value.value < 0


def _shown_total(total: Fraction | None) -> str:
    return "" if total is None else true_minus(dollars(total))


def _statement(anchor: str, settlement: Settlement) -> Statement:
    drawings = tuple(
        _drawing(waterfall, number, anchor)
        for number, waterfall in enumerate(settlement.waterfalls, start=1)
    )
    return Statement(anchor, settlement, drawings)


def _drawing(waterfall: Waterfall, number: int, anchor: str) -> Drawing:
    exact = all(is_whole_cents(bar.amount) for bar in waterfall.bars)
    return Drawing(
        waterfall.title,
        waterfall_svg(waterfall, WIDE, number, anchor),
        waterfall_svg(waterfall, NARROW, number, anchor),
        "" if exact else NOT_WHOLE_CENTS,
    )


def _title(settlements: Sequence[Settlement]) -> str:
    titles = list(dict.fromkeys(settlement.title for settlement in settlements))
    if len(settlements) == 1:
        return f"{settlements[0].title}: {settlements[0].entity}, {settlements[0].period}"
    return titles[0] if len(titles) == 1 else f"Settlements under {len(titles)} contracts"
