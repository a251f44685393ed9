"""A published file as it was read: for every row its cells and its contract."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.facts.declared import Declared
from vbc_rules.facts.layouts.heading_row import Found
from vbc_rules.facts.layouts.layout import CellValue, Layout, Published, ValueRule
from vbc_rules.facts.layouts.rules import Reader, Row
from vbc_rules.facts.layouts.sheets import Source
from vbc_rules.facts.table import Column

Steps = Mapping[Column, Fraction]


@attrs.frozen(eq=False)
class PublishedFile:
    """A file read by a layout. `rows` have their contract; `records` say where they stand.

    `left_out` are the records that were not to be read.
    """

    layout: Layout
    source: Source = attrs.field(repr=False)
    entities: tuple[str, ...]
    rows: tuple[Row, ...] = attrs.field(repr=False)
    records: tuple[int, ...] = attrs.field(repr=False)
    found: Found = attrs.field(repr=False)
    left_out: tuple[int, ...] = attrs.field(default=(), repr=False)

    def entity(self, record: int) -> str:
        """Return what stands in a record where its entity should; empty if nothing does."""
        cells = self.source.rows[record]
        return " ".join(cells[self.found.entity].split()) if self.found.entity < len(cells) else ""

    def contracts(self) -> tuple[str, ...]:
        """Return the contracts that the rows name, sorted."""
        return tuple(sorted({row.contract for row in self.rows}))

    def rows_of(self, contract: str) -> tuple[int, ...]:
        """Return the numbers of the rows of a contract, in file order."""
        return tuple(number for number, row in enumerate(self.rows) if row.contract == contract)

    def rules(self, declared: Declared) -> dict[Column, ValueRule]:
        """Return the rule of each fact that is read, and of each entry of one that varies."""
        rules: dict[Column, ValueRule] = {}
        for name in declared:
            if declared[name].read:
                plain = self.layout.facts.get(name)
                rules |= {(name, ()): plain} if plain else {}
                varying = self.layout.varying.get(name, {})
                rules |= {(name, (entry,)): rule for entry, rule in varying.items()}
        return rules

    def steps(self, number: int, declared: Declared, published: Published) -> Steps:
        """Return the facts behind a result that the file prints rounded, with the step.

        A result that varies by an axis follows from the facts of its own entry.
        """
        read = Reader(self.layout)
        row = self.rows[number]
        own = ((), (published.entry,)) if published.entry else None
        cells = {
            column: read.read(rule, row)
            for column, rule in self.rules(declared).items()
            if own is None or column[1] in own
        }
        return {column: cell.step for column, cell in cells.items() if cell.step is not None}

    def place(self, number: int, column: str = "") -> Place:
        """Return where a row, or its cell in a column of the layout, is written."""
        cell = self.found.columns.get(column)
        return self.source.place(self.records[number], cell or 0)

    def published(self, number: int, published: Published) -> CellValue:
        """Return a result that the file publishes in a row, None if it has none."""
        return Reader(self.layout).read(published.value, self.rows[number]).value
