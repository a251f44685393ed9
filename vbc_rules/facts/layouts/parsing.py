"""Reading a published file by its layout: columns, cells, entities, contracts."""

from __future__ import annotations

import sys
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path

import attrs

from vbc_rules.facts.findings import Findings
from vbc_rules.facts.layouts.cells import MISSING, Cell, read_column
from vbc_rules.facts.layouts.heading_row import find_columns
from vbc_rules.facts.layouts.layout import Layout
from vbc_rules.facts.layouts.published_file import PublishedFile
from vbc_rules.facts.layouts.rules import Reader, Row
from vbc_rules.facts.layouts.sheets import Source, parsed, read_sheet, shaped
from vbc_rules.facts.values import shown


def read_published(
    path: Path, layout: Layout, left_out: Collection[int] = frozenset()
) -> PublishedFile:
    """Return a published file, or the files of a folder, as the layout reads them.

    Rows that hold one of the lines in `left_out` are not read.

    Raises:
        Refusal: every finding: columns, cells, entities, and rows without a contract.
    """
    return _Parsing(read_sheet(path, layout), layout, left_out).file()


def parse_published(text: str, file: str, layout: Layout) -> PublishedFile:
    """Return a published text as the layout reads it; `file` is the name of its places.

    Raises:
        Refusal: as `read_published`.
    """
    return _Parsing(shaped(parsed(text, file, layout), layout), layout).file()


class _Parsing:
    """Reads one file; findings are collected on the way."""

    def __init__(
        self, source: Source, layout: Layout, left_out: Collection[int] = frozenset()
    ) -> None:
        self.source, self.layout, self.left_out = source, layout, left_out
        self.findings = Findings()
        self.found = find_columns(layout, source)

    def file(self) -> PublishedFile:
        """Return the file with all its rows."""
        left_out = tuple(filter(self._is_left_out, range(1, len(self.source.rows))))
        records = self._chosen(self._records(left_out))
        cells = {name: self._cells(name, records) for name in self.layout.columns}
        self._check_latest(cells)
        entities = self._entities(records)
        self.findings.refuse_if_any()
        rows = tuple(
            self._row({name: column[n] for name, column in cells.items()}, records[n], entity)
            for n, entity in enumerate(entities)
        )
        self.findings.refuse_if_any()
        return PublishedFile(
            self.layout, self.source, entities, rows, tuple(records), self.found, left_out
        )

    def _tell(self, code: str, message: str, record: int, position: int, hint: str) -> None:
        self.findings.add(code, message, self.source.place(record, position), hint)

    def _is_left_out(self, record: int) -> bool:
        if self.layout.files or self.layout.file_rule.row_per:
            return False  # such a row stands in several lines
        lines = [*self.source.lines[record : record + 2], sys.maxsize]
        return any(lines[0] <= line < lines[1] for line in self.left_out)

    def _records(self, left_out: Collection[int]) -> list[int]:
        """Return the rows with content; a row with another number of cells is told.

        Empty cells beyond the headings, as spreadsheets leave them, are no cells.
        """
        records = []
        width = self.found.width
        widths = {width, width + (self.layout.file_rule.missing_label is not None)}
        for record in range(1, len(self.source.rows)):
            cells = self.source.rows[record]
            if record in left_out or not any(cell.strip() for cell in cells):
                continue
            beyond = cells[width:]
            if len(cells) in widths or (beyond and not any(cell.strip() for cell in beyond)):
                records.append(record)
            else:
                message = f"The row has {len(cells)} cells, but the header has {width}."
                self._tell("VBC407", message, record, 0, "check the commas and quotes")
        if not records and not self.findings:
            self._tell("VBC417", "The file has no entity.", 0, 0, "name the complete file")
        return records

    def _chosen(self, records: Sequence[int]) -> list[int]:
        """Return the rows that the layout reads, where the file also has others."""
        rule = self.layout.file_rule.rows
        if rule is None or not records:
            return list(records)
        reader = Reader(self.layout)
        cells = self._cells(rule.column, records)
        chosen = [
            record
            for record, cell in zip(records, cells, strict=True)
            if reader.holds(rule, Row({rule.column: cell}))
        ]
        if not chosen:
            heading = self.layout.columns[rule.column].headings[0]
            says = ", ".join(sorted({str(cell.value) for cell in cells}))
            message = f"The file is another one: its `{heading}` is {says}."
            position = self.found.columns[rule.column] or 0
            hint = f"the layout is for: {self.layout.title}"
            self._tell("VBC442", message, records[0], position, hint)
        return chosen

    def _cells(self, name: str, records: Sequence[int]) -> list[Cell]:
        position = self.found.columns[name]
        if position is None:
            return [MISSING] * len(records)
        texts = [self._text(record, position) for record in records]
        cells, unreadable = read_column(self.layout.columns[name], self.layout, texts)
        for one in unreadable:
            record = records[one.row] if one.row >= 0 else 0
            self._tell("VBC445", one.message, record, position, one.hint)
        return cells

    def _text(self, record: int, position: int) -> str:
        """Return a cell; a label that was put in may name one more column than the file has."""
        cells = self.source.rows[record]
        return cells[position] if position < len(cells) else ""

    def _check_latest(self, cells: Mapping[str, Sequence[Cell]]) -> None:
        """Files of two years can have the same columns: then the latest date tells them apart."""
        rule = self.layout.file_rule.latest
        days = [cell.value for cell in cells[rule.column]] if rule else []
        latest = max((day for day in days if isinstance(day, date)), default=None)
        if rule is None or latest is None:
            return
        early = rule.earliest is not None and latest < rule.earliest
        if early or (rule.last is not None and latest > rule.last):
            heading = self.layout.columns[rule.column].headings[0]
            message = f"The file is another one: the latest `{heading}` is {latest}."
            self._tell("VBC442", message, 0, 0, f"the layout is for: {self.layout.title}")

    def _entities(self, records: Sequence[int]) -> tuple[str, ...]:
        first: dict[str, int] = {}
        count: dict[str, int] = {}
        entities = []
        for record in records:
            entity = " ".join(self._text(record, self.found.entity).split())
            self._check_entity(entity, record, first)
            first.setdefault(entity, self.source.lines[record])
            count[entity] = count.get(entity, 0) + 1
            entities.append(entity if count[entity] == 1 else f"{entity} ({count[entity]})")
        return tuple(entities)

    def _check_entity(self, entity: str, record: int, first: Mapping[str, int]) -> None:
        position = self.found.entity
        if not entity:
            hint = "write the id of the entity"
            self._tell("VBC409", "A row has no entity.", record, position, hint)
        elif entity in first and not self.layout.entity.numbered:
            message = f"Entity {shown(entity)} is written twice, first in line {first[entity]}."
            self._tell("VBC408", message, record, position, "keep one row for each entity")

    def _row(self, cells: Mapping[str, Cell], record: int, entity: str) -> Row:
        """Return a row with the contract that it belongs to."""
        reader, row = Reader(self.layout), Row(cells)
        for case in self.layout.contracts:
            if case.when is None or reader.holds(case.when, row):
                return attrs.evolve(row, contract=case.contract)
        message = f"No contract of the layout is for entity {shown(entity)}."
        hint = "check the columns that the layout chooses the contract by"
        self._tell("VBC446", message, record, self.found.entity, hint)
        return row
