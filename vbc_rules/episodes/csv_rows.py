"""The rows of a CSV file whose columns are declared: header checked, cells by column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics import Place
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.episodes.columns import Column
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.readers.csv_text import Lines, clean, no_content, records
from vbc_rules.facts.values import shown

LARGEST_FILE = 400_000_000
"""Bytes; a million service lines have about 100,000,000."""

_BATCH = 20_000


class Rows:
    """The rows of a file, and where their cells stand.

    `cells` gives the number of each column that the file has; `lacks` tells whether one that
    is needed is not there.
    """

    def __init__(self, path: Path, columns: Sequence[Column], findings: Findings) -> None:
        """Read the header.

        Raises:
            Refusal: for a file that cannot be read or has no content.
        """
        text = clean(read_text(path, LARGEST_FILE), str(path))
        self.file = str(path)
        self.lacks = False
        self._lines = Lines(str(path), text)
        self._records = records(text, str(path))
        self._findings = findings
        first = next(self._records, None)
        if first is None:
            raise no_content(str(path))
        self.header, titles = first
        self._width = len(titles)
        self.cells = self._header(titles, {one.name: one for one in columns})

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row below the header with its line; rows of another width are told."""
        for line, row in self._records:
            if len(row) == self._width:
                yield line, row
                continue
            message = f"The row has {len(row)} cells, but the header has {self._width}."
            hint = "put a value with a comma in quotes, and write an empty cell for a missing one"
            self.tell(line, "", Objection("VBC407", message, hint))

    def batches(self) -> Iterator[tuple[Sequence[int], Mapping[str, Sequence[str]]]]:
        """Yield rows by the thousand: their lines, and the cells of each column by its name."""
        left = iter(self)
        while part := list(islice(left, _BATCH)):
            cells = list(zip(*(row for _, row in part), strict=True))
            yield [line for line, _ in part], {name: cells[at] for name, at in self.cells.items()}

    def place(self, line: int, column: str) -> Place:
        """Return where a cell of a row stands."""
        return self._lines.place(line, self.cells.get(column, 0))

    def tell(self, line: int, column: str, one: Objection) -> None:
        """Keep a finding about a cell; without a column, about a row."""
        place = self.place(line, column)
        self._findings.add(one.code, one.message, place, one.hint)

    def need(self, names: Iterable[str], why: str) -> None:
        """Tell of columns that the file lacks; `why` ends the sentence."""
        for name in names:
            if name not in self.cells:
                self.lacks = True
                message = f"The file has no column `{name}`{why}."
                self.tell(self.header, "", Objection("VBC491", message, "add the column"))

    def _header(self, titles: Sequence[str], known: Mapping[str, Column]) -> dict[str, int]:
        cells: dict[str, int] = {}
        for cell, title in enumerate(titles):
            objection = _objection(title, known, titles, cells)
            if objection is None:
                cells[title] = cell
                continue
            place = self._lines.place(self.header, cell)
            self._findings.add(objection.code, objection.message, place, objection.hint)
        self.cells = cells
        self.need([name for name, one in known.items() if one.required], "")
        return cells


def _objection(
    title: str, known: Mapping[str, Column], titles: Sequence[str], cells: Mapping[str, int]
) -> Objection | None:
    if title in cells:
        message = f"Column {shown(title)} is written twice, first as column {cells[title] + 1}."
        return Objection("VBC405", message, "keep one of them")
    if title in known:
        return None
    hint = suggestion(title, known, f"columns are {', '.join(known)}", titles)
    return Objection("VBC491", f"{shown(title)} is no column of this file.", hint)
