"""The report format core.statement_csv: one row for each entity."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import attrs

from vbc_rules.reports.csv_text import csv_text
from vbc_rules.reports.formatting import csv_number
from vbc_rules.statements.settlement import Scalar, Settlement


def csv_statement(settlements: Sequence[Settlement]) -> bytes:
    """Return contract, entity, period, every result, and every waterfall bar as columns.

    A bar's column is `<result>:<bar>`. Numbers are plain decimals, yes/no is true or false;
    a cell is empty where the entity has no such result or its value is missing. No cell is
    read as a formula by a spreadsheet. Lines end as RFC 4180 says.
    """
    rows = [{**_leading(settlement), **_results(settlement)} for settlement in settlements]
    columns = list(dict.fromkeys(column for row in rows for column in row)) or list(_LEADING)
    header = [column.header for column in columns]
    return csv_text([header, *([row.get(column, "") for column in columns] for row in rows)])


@attrs.frozen
class _Column:
    """A column; its kind keeps a result that is named `entity` apart from the entity."""

    kind: str
    header: str


_LEADING = tuple(_Column("leading", header) for header in ("contract", "entity", "period"))
_WHICH = _Column("leading", "settlement")
"""Only where a contract has several settlements in a period."""


def result_cells(settlement: Settlement) -> dict[str, str]:
    """Return the results and bars of a settlement by the heading of their column."""
    return {column.header: text for column, text in _results(settlement).items()}


def _leading(settlement: Settlement) -> dict[_Column, str]:
    cells = (settlement.contract, settlement.entity, settlement.period)
    found = dict(zip(_LEADING, cells, strict=True))
    return found | ({_WHICH: settlement.settlement} if settlement.settlement else {})


def _results(settlement: Settlement) -> dict[_Column, str]:
    results = {_Column("result", result.name): _cell(result.value) for result in settlement.results}
    bars = {
        _Column("bar", f"{waterfall.result}:{bar.name}"): csv_number(bar.amount)
        for waterfall in settlement.waterfalls
        for bar in waterfall.bars
    }
    return {**results, **bars}


def _cell(value: Scalar) -> str:
    if isinstance(value, Fraction):
        return csv_number(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value or ""
