"""A published file as it was read: for every row its cells and its contract."""

from __future__ import annotations

from fractions import Fraction

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.facts.declared import Declared
from vbc_rules.facts.layouts.heading_row import Found
from vbc_rules.facts.layouts.layout import CellValue, Layout
from vbc_rules.facts.layouts.rules import Reader, Row
from vbc_rules.facts.readers.csv_text import CsvText


@attrs.frozen(eq=False)
class PublishedFile:
    """A file read by a layout. `rows` have their contract; `records` say where they stand."""

    layout: Layout
    source: CsvText = attrs.field(repr=False)
    entities: tuple[str, ...]
    rows: tuple[Row, ...] = attrs.field(repr=False)
    records: tuple[int, ...] = attrs.field(repr=False)
    found: Found = attrs.field(repr=False)

    def contracts(self) -> tuple[str, ...]:
        """Return the contracts that the rows name, sorted."""
        return tuple(sorted({row.contract for row in self.rows}))

    def rows_of(self, contract: str) -> tuple[int, ...]:
        """Return the numbers of the rows of a contract, in file order."""
        return tuple(number for number, row in enumerate(self.rows) if row.contract == contract)

    def steps(self, number: int, declared: Declared) -> dict[str, Fraction]:
        """Return the facts of a row that the file prints rounded, with the step."""
        read = Reader(self.layout)
        row = self.rows[number]
        cells = {
            name: read.read(rule, row)
            for name, rule in self.layout.facts.items()
            if name in declared and declared[name].read
        }
        return {name: cell.step for name, cell in cells.items() if cell.step is not None}

    def place(self, number: int, column: str = "") -> Place:
        """Return where a row, or its cell in a column of the layout, is written."""
        cell = self.found.columns.get(column)
        return self.source.place(self.records[number], cell or 0)

    def published(self, number: int) -> CellValue:
        """Return the result that the file publishes in a row, None if it has none."""
        rule = self.layout.published
        return (
            None if rule is None else Reader(self.layout).read(rule.value, self.rows[number]).value
        )
