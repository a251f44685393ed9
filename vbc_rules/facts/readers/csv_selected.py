"""The rows of some entities in a CSV file, and the columns that these fill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

import attrs

from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Place
from vbc_rules.facts.declared import Declared
from vbc_rules.facts.readers.csv_facts import LARGEST_FILE, csv_facts
from vbc_rules.facts.readers.csv_text import CsvText, parse_csv
from vbc_rules.facts.readers.long_header import ENTITY
from vbc_rules.facts.table import FactTable


@attrs.frozen(eq=False, slots=False)
class CsvFacts:
    """A CSV file with the facts of many entities, of one contract or of several."""

    source: CsvText

    @classmethod
    def at(cls, path: Path) -> CsvFacts:
        """Return the file; raises Refusal with every finding about its text."""
        return cls(parse_csv(read_text(path, LARGEST_FILE), str(path)))

    @property
    def file(self) -> str:
        """Return the name of the file."""
        return self.source.file

    @cached_property
    def begins(self) -> Mapping[str | None, Place]:
        """Return the first row of each entity."""
        lines = self.source.lines
        return {name: Place(self.file, lines[rows[0]], 1) for name, rows in self._rows.items()}

    @cached_property
    def _rows(self) -> Mapping[str, list[int]]:
        header = self.source.rows[0]
        found: dict[str, list[int]] = {}
        if ENTITY in header:
            cell = header.index(ENTITY)
            for row in range(1, len(self.source.rows)):
                cells = self.source.rows[row]
                found.setdefault(cells[cell] if cell < len(cells) else "", []).append(row)
        return found

    def table(self, declared: Declared, entities: Sequence[str]) -> FactTable:
        """Return the facts of some entities.

        A column that is no fact of their contract, and empty for all of them, is a fact of
        another contract.

        Raises:
            Refusal: every finding about their rows and about the header.
        """
        rows = [0, *sorted(row for entity in entities for row in self._rows[entity])]
        return csv_facts(_part(self.source, rows, self._cells(rows, declared)), declared)

    def _cells(self, rows: Sequence[int], declared: Declared) -> list[int]:
        header = self.source.rows[0]
        taken = [self.source.rows[row] for row in rows[1:]]
        if any(len(row) != len(header) for row in taken):
            return list(range(len(header)))  # a row of another length is told as it is
        return [
            cell
            for cell, title in enumerate(header)
            if title == ENTITY
            or title.partition("[")[0] in declared
            or any(row[cell] for row in taken)
        ]


@attrs.frozen(eq=False, slots=False)
class _Part(CsvText):
    """Some rows and columns of a CSV text, each cell at its own place in it."""

    whole: CsvText
    row_numbers: tuple[int, ...]
    cell_numbers: tuple[int, ...]

    def place(self, row: int, cell: int) -> Place:
        """Return where a cell begins in the whole text."""
        known = cell < len(self.cell_numbers)
        return self.whole.place(self.row_numbers[row], self.cell_numbers[cell] if known else cell)


def _part(whole: CsvText, rows: Sequence[int], cells: Sequence[int]) -> CsvText:
    if len(cells) == len(whole.rows[0]):
        taken = [whole.rows[row] for row in rows]
    else:
        taken = [[whole.rows[row][cell] for cell in cells] for row in rows]
    lines = tuple(whole.lines[row] for row in rows)
    return _Part(whole.file, whole.text, tuple(taken), lines, whole, tuple(rows), tuple(cells))
