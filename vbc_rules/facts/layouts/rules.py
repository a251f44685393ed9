"""What a layout's conditions and values come to on one row of the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

import attrs

from vbc_rules.facts.layouts.cells import MISSING, Cell
from vbc_rules.facts.layouts.layout import CellValue, Comparison, Condition, Layout, ValueRule


@attrs.frozen
class Row:
    """The cells of one row by column, and the contract that was chosen for it."""

    cells: Mapping[str, Cell]
    contract: str = ""

    def value(self, column: str) -> CellValue:
        """Return what a column says in this row."""
        return self.cells[column].value


class Reader:
    """Evaluates the rules of one layout on rows."""

    def __init__(self, layout: Layout) -> None:
        """Keep the layout, whose named conditions the rules refer to."""
        self._conditions = layout.conditions

    def holds(self, condition: Condition, row: Row) -> bool:
        """Tell whether a row meets a condition."""
        if condition.named:
            return self.holds(self._conditions[condition.named], row)
        if condition.contracts or condition.always is not None:
            return bool(condition.always) or row.contract in condition.contracts
        if condition.all_of:
            return all(self.holds(one, row) for one in condition.all_of)
        if condition.any_of:
            return any(self.holds(one, row) for one in condition.any_of)
        if condition.none_of:
            return not any(self.holds(one, row) for one in condition.none_of)
        compared = _ratio(condition.ratio, row) if condition.ratio else row.value(condition.column)
        return condition.comparison is not None and _compares(condition.comparison, compared)

    def read(self, rule: ValueRule, row: Row) -> Cell:
        """Return what a rule gives for a row, and the step it is rounded to, if it is."""
        found = self._found(rule, row)
        if found.value is None and rule.if_missing is not None:
            return Cell(rule.if_missing)
        return found

    def _found(self, rule: ValueRule, row: Row) -> Cell:
        if rule.only_if is not None and not self.holds(rule.only_if, row):
            return MISSING
        if rule.cases:
            for when, value in rule.cases:
                if when is None or self.holds(when, row):
                    return self.read(value, row)
            return MISSING
        return _one_of(rule, self._plain(rule, row))

    def _plain(self, rule: ValueRule, row: Row) -> Cell:
        if rule.column:
            return row.cells[rule.column]
        if rule.add:
            return Cell(_sum(rule, row))
        if rule.met is not None:
            return Cell(self.holds(rule.met, row))
        if rule.year_of:
            return Cell(_years(rule, row))
        return Cell(rule.fixed)


def _one_of(rule: ValueRule, cell: Cell) -> Cell:
    """Keep a value only if it is one of those the rule lists."""
    if not rule.one_of or not isinstance(cell.value, Fraction):
        return cell
    number = cell.value
    nearest = min(rule.one_of, key=lambda one: abs(one - number))
    return Cell(nearest) if abs(nearest - number) <= rule.within else MISSING


def _sum(rule: ValueRule, row: Row) -> Fraction | None:
    """Return a sum of columns with their signs; it is missing if one of them is."""
    total = Fraction(0)
    for sign, column in rule.add:
        amount = row.value(column)
        if not isinstance(amount, Fraction):
            return None
        total += sign * amount
    return total


def _years(rule: ValueRule, row: Row) -> Fraction | None:
    day = row.value(rule.year_of)
    return Fraction(rule.counted_from - day.year + 1) if isinstance(day, date) else None


def _ratio(ratio: tuple[tuple[str, ...], tuple[str, ...]], row: Row) -> Fraction | None:
    """Return the product of some columns over the product of others, None if one is missing."""
    over, under = (_product(columns, row) for columns in ratio)
    return None if over is None or not under else over / under


def _product(columns: tuple[str, ...], row: Row) -> Fraction | None:
    product = Fraction(1)
    for column in columns:
        factor = row.value(column)
        if not isinstance(factor, Fraction):
            return None
        product *= factor
    return product


def _same(value: CellValue, other: CellValue) -> bool:
    if isinstance(value, str) and isinstance(other, str):
        return value.strip().casefold() == other.strip().casefold()
    return type(value) is type(other) and value == other


_ORDERED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "at_least": lambda value, limit: value >= limit,
    "above": lambda value, limit: value > limit,
    "at_most": lambda value, limit: value <= limit,
    "below": lambda value, limit: value < limit,
}


def _compares(comparison: Comparison, value: CellValue) -> bool:
    operation, wanted = comparison.operation, comparison.with_values
    if operation == "missing":
        return (value is None) is wanted[0]
    if operation == "is":
        return any(_same(value, one) for one in wanted)
    [limit] = wanted
    if operation == "on_or_after":
        return isinstance(value, date) and isinstance(limit, date) and value >= limit
    numbers = isinstance(value, Fraction) and isinstance(limit, Fraction)
    return numbers and _ORDERED[operation](value, limit)  # type: ignore[arg-type]
