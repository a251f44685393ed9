"""Many settlements as tables of results, one table for each contract."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

import attrs

from vbc_rules.statements.settlement import Result, Settlement

MONEY = "USD"


@attrs.frozen
class ResultColumn:
    """A result of a contract. `total` is the exact sum over the entities, for money only."""

    name: str
    title: str
    unit: str
    total: Fraction | None


@attrs.frozen
class ResultRow:
    """The results of one entity in the order of the columns; None where it lacks one.

    `position` is the place of the settlement in what was rendered, from 1.
    """

    position: int
    entity: str
    period: str
    results: tuple[Result | None, ...]


@attrs.frozen
class ResultTable:
    """The results of all entities that were settled under one contract."""

    contract: str
    title: str
    columns: tuple[ResultColumn, ...]
    rows: tuple[ResultRow, ...]


def result_tables(settlements: Sequence[Settlement]) -> tuple[ResultTable, ...]:
    """Return a table for each contract, in the order in which the contracts come."""
    groups: dict[tuple[str, str], list[tuple[int, Settlement]]] = {}
    for position, settlement in enumerate(settlements, start=1):
        key = (settlement.contract, settlement.title)
        groups.setdefault(key, []).append((position, settlement))
    return tuple(_table(*key, group) for key, group in groups.items())


def is_money(result: Result | ResultColumn) -> bool:
    """Tell whether a result is an amount of dollars."""
    return result.unit == MONEY


def _table(contract: str, title: str, group: Iterable[tuple[int, Settlement]]) -> ResultTable:
    group = list(group)
    first = _first_by_name(settlement for _, settlement in group)
    rows = tuple(_row(position, settlement, tuple(first)) for position, settlement in group)
    columns = tuple(
        ResultColumn(result.name, result.title, result.unit, _total(rows, index))
        for index, result in enumerate(first.values())
    )
    return ResultTable(contract, title, columns, rows)


def _first_by_name(settlements: Iterable[Settlement]) -> dict[str, Result]:
    first: dict[str, Result] = {}
    for settlement in settlements:
        for result in settlement.results:
            first.setdefault(result.name, result)
    return first


def _row(position: int, settlement: Settlement, names: tuple[str, ...]) -> ResultRow:
    results = {result.name: result for result in settlement.results}
    cells = tuple(results.get(name) for name in names)
    period = f"{settlement.period} {settlement.settlement}".rstrip()
    return ResultRow(position, settlement.entity, period, cells)


def _total(rows: Sequence[ResultRow], index: int) -> Fraction | None:
    """Return the sum of a money column, or None where a value is no amount of money."""
    cells = [result for row in rows if (result := row.results[index]) is not None]
    amounts = [cell.value for cell in cells if is_money(cell)]
    numbers = [value for value in amounts if isinstance(value, Fraction)]
    return sum(numbers, start=Fraction(0)) if len(numbers) == len(cells) else None
