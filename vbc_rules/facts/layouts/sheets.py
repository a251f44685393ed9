"""A published file as one sheet: headings and a row for each entity, wherever they stand.

A file can have its headings in a later line, a row for each measure of an entity, or be
several files of a folder, or be JSON. A sheet is what the layout reads then; its cells know
the file, line and column in which they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fnmatch import fnmatchcase
from itertools import permutations
from pathlib import Path
from typing import Protocol

import attrs

from vbc_rules.contracts.text.text_file import is_file, is_folder, read_text
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.facts.layouts.json_records import read_records
from vbc_rules.facts.layouts.layout import FolderFile, Layout
from vbc_rules.facts.readers.csv_facts import LARGEST_FILE
from vbc_rules.facts.readers.csv_text import parse_csv
from vbc_rules.facts.values import shown


class Source(Protocol):
    """Rows of cells, of which the first are the headings; `lines` says where rows begin."""

    @property
    def file(self) -> str:
        """Return the name of the file or folder."""

    @property
    def rows(self) -> tuple[list[str], ...]:
        """Return the heading row and the others."""

    @property
    def lines(self) -> tuple[int, ...]:
        """Return the line in which each row begins."""

    def place(self, row: int, cell: int) -> Place:
        """Return where a cell is written."""


@attrs.frozen(eq=False)
class Sheet:
    """A source made of others. `places` says where a cell, by row and column, is written."""

    file: str
    rows: tuple[list[str], ...] = attrs.field(repr=False)
    lines: tuple[int, ...] = attrs.field(repr=False)
    places: Callable[[int, int], Place] = attrs.field(repr=False)

    def place(self, row: int, cell: int) -> Place:
        """Return where a cell is written."""
        return self.places(row, cell)


def read_sheet(path: Path, layout: Layout) -> Source:
    """Return the file, or the files of the folder, that a layout reads.

    Raises:
        Refusal: VBC449 if the folder has not exactly one file of each name, VBC450 for an
            entity that one of the files lacks, and as `shaped`.
    """
    if not layout.files:
        return shaped(_parsed(path, layout), layout)
    folder = path.parent if is_file(path) else path
    sheets = [shaped(_parsed(_the_one(folder, file), layout), layout) for file in layout.files]
    return _Joining(folder, layout, sheets).sheet()


def parsed(text: str, file: str, layout: Layout) -> Source:
    """Return a text as rows: the records of a JSON file, the rows of any other.

    Raises:
        Refusal: as `read_records` and `parse_csv`.
    """
    if Path(file).suffix.lower() == ".json":
        return read_records(text, file, layout.file_rule.records)
    return parse_csv(text, file)


def shaped(source: Source, layout: Layout) -> Source:
    """Return a file with its headings in the first row, and one row for each entity.

    Raises:
        Refusal: VBC407 for a row with more or fewer cells than headings, VBC441 without
            the column of ids or entries, VBC408 for an entry that an entity has twice,
            VBC445 for one that the layout does not know.
    """
    found = source
    if layout.file_rule.header is not None:
        found = _under_headings(source, layout)
    if layout.file_rule.row_per is not None:
        found = _Gathering(found, layout).sheet()
    return found


def heading_text(heading: str) -> str:
    """Return a heading as it is compared: without regard to case and blanks."""
    return " ".join(heading.split()).casefold()


def _parsed(path: Path, layout: Layout) -> Source:
    return parsed(read_text(path, LARGEST_FILE, layout.encodings), str(path), layout)


def _the_one(folder: Path, file: FolderFile) -> Path:
    """Return the file of a folder that has the name."""
    names = sorted(one.name for one in folder.iterdir()) if is_folder(folder) else []
    fitting = [name for name in names if fnmatchcase(name, file.pattern)]
    if len(fitting) != 1:
        has = f"has {', '.join(fitting)}" if fitting else "has none"
        message = f"The folder needs one file called `{file.pattern}`, but it {has}."
        raise refuse("VBC449", message, Place(str(folder)), "name the folder of the files")
    return folder / fitting[0]


# ---- headings in later lines


def _under_headings(source: Source, layout: Layout) -> Sheet:
    """Return the rows with the lowest heading of each column above them."""
    header = layout.file_rule.header
    numbered = list(zip(source.lines, range(len(source.rows)), strict=True))
    above = [row for line, row in numbered if header and header.first <= line <= header.last]
    below = [row for line, row in numbered if header and line >= header.rows_from]
    if not above:
        raise refuse("VBC441", "The file has no line of headings.", Place(source.file),
                     f"the layout is for: {layout.title}")  # fmt: skip
    written = [above[-1], *below]
    width = max(len(source.rows[row]) for row in above)
    headings = [_lowest([source.rows[row] for row in above], cell) for cell in range(width)]
    rows = (headings, *(source.rows[row] for row in below))
    lines = tuple(source.lines[row] for row in written)
    return Sheet(source.file, rows, lines, lambda row, cell: source.place(written[row], cell))


def _lowest(rows: Sequence[Sequence[str]], cell: int) -> str:
    texts = [row[cell] for row in rows if cell < len(row) and row[cell].strip()]
    return texts[-1] if texts else ""


# ---- a row for each entry


class _Gathering:
    """Makes one row of the rows that an entity has for the entries of an axis."""

    def __init__(self, source: Source, layout: Layout) -> None:
        rule = layout.file_rule.row_per
        self.source, self.findings = source, list(_uneven(source))
        self.entity = _position(layout.entity.headings, source, layout)
        self.entry = _position([rule.heading] if rule else [], source, layout)
        entries = layout.axes[rule.axis].entries.values() if rule else ()
        self.entries = {heading_text(entry): entry for entry in entries}

    def sheet(self) -> Sheet:
        """Return the sheet; an entry that an entity lacks has empty cells."""
        found = self._rows_of_entities()
        if self.findings:
            raise Refusal(self.findings)
        own = [cell for cell in range(len(self.source.rows[0])) if cell != self.entry]
        others = [cell for cell in own if cell != self.entity]
        columns = [("", self.entity), *((one, cell) for one in self.entries for cell in others)]
        written = [{"": min(rows.values()), **rows} for rows in found.values()]
        table = [[self._cell(rows, *column) for column in columns] for rows in written]
        lines = (self.source.lines[0], *(self.source.lines[rows[""]] for rows in written))

        def place(row: int, cell: int) -> Place:
            entry, column = columns[cell]
            record = written[row - 1].get(entry, written[row - 1][""]) if row else 0
            return self.source.place(record, column)

        return Sheet(self.source.file, (self._headings(columns), *table), lines, place)

    def _headings(self, columns: Sequence[tuple[str, int]]) -> list[str]:
        names = self.source.rows[0]
        return [f"{self.entries.get(one, '')} {names[cell]}".strip() for one, cell in columns]

    def _cell(self, rows: dict[str, int], entry: str, cell: int) -> str:
        return self.source.rows[rows[entry]][cell] if entry in rows else ""

    def _rows_of_entities(self) -> dict[str, dict[str, int]]:
        found: dict[str, dict[str, int]] = {}
        for row in range(1, len(self.source.rows)):
            cells = self.source.rows[row]
            if len(cells) != len(self.source.rows[0]):
                continue  # told already, or an empty line
            entity, entry = cells[self.entity].strip(), heading_text(cells[self.entry])
            rows = found.setdefault(entity, {})
            if entry not in self.entries:
                message = f"The layout does not know {shown(cells[self.entry])}."
                hint = f"it knows {', '.join(self.entries.values())}"
                self._tell("VBC445", message, row, self.entry, hint)
            elif entry in rows:
                message = f"Entity {shown(entity)} has {shown(cells[self.entry])} twice."
                self._tell("VBC408", message, row, self.entry, "keep one row for each")
            rows.setdefault(entry, row)
        return found

    def _tell(self, code: str, message: str, row: int, cell: int, hint: str) -> None:
        self.findings.append(Diagnostic(code, message, self.source.place(row, cell), hint))


# ---- several files


class _Joining:
    """Joins the files of a folder by the ids of their rows; the first one gives the order."""

    def __init__(self, folder: Path, layout: Layout, sheets: Sequence[Source]) -> None:
        self.folder, self.sheets = folder, sheets
        self.findings = [one for sheet in sheets for one in _uneven(sheet)]
        self.ids = [_position(layout.entity.headings, sheet, layout) for sheet in sheets]
        self.prefixes = [file.prefix for file in layout.files]

    def sheet(self) -> Sheet:
        """Return the sheet with the columns of all files."""
        rows = [self._rows(number) for number in range(len(self.sheets))]
        self._check_same(rows)
        if self.findings:
            raise Refusal(self.findings)
        columns = self._columns()
        written = [tuple(one[entity] for one in rows) for entity in rows[0]]
        table = [
            [self.sheets[sheet].rows[row[sheet]][cell] for _, sheet, cell in columns]
            for row in written
        ]
        lines = (self.sheets[0].lines[0], *(self.sheets[0].lines[row[0]] for row in written))

        def place(row: int, cell: int) -> Place:
            _, sheet, column = columns[cell]
            return self.sheets[sheet].place(written[row - 1][sheet] if row else 0, column)

        headings = [heading for heading, _, _ in columns]
        return Sheet(str(self.folder), (headings, *table), lines, place)

    def _rows(self, number: int) -> dict[str, int]:
        """Return the row of each entity of a file."""
        found: dict[str, int] = {}
        source, position = self.sheets[number], self.ids[number]
        for row in range(1, len(source.rows)):
            if len(source.rows[row]) != len(source.rows[0]):
                continue  # told already, or an empty line
            entity = " ".join(source.rows[row][position].split())
            if entity in found:
                message = f"Entity {shown(entity)} is written twice."
                place = source.place(row, position)
                hint = "keep one row for each entity"
                self.findings.append(Diagnostic("VBC408", message, place, hint))
            found.setdefault(entity, row)
        return found

    def _check_same(self, rows: Sequence[dict[str, int]]) -> None:
        """Every file has the same entities."""
        for number, other in permutations(range(len(rows)), 2):
            own, theirs = rows[number], rows[other]
            for entity in own if 0 in {number, other} else ():  # all are held against the first
                if entity not in theirs:
                    self._tell_absent(entity, number, own[entity], other)

    def _tell_absent(self, entity: str, number: int, row: int, other: int) -> None:
        message = f"Entity {shown(entity)} is not in {Path(self.sheets[other].file).name}."
        place = self.sheets[number].place(row, self.ids[number])
        hint = "name files of one and the same issue"
        self.findings.append(Diagnostic("VBC450", message, place, hint))

    def _columns(self) -> list[tuple[str, int, int]]:
        """Return heading, file and position of every column; of equal headings the first."""
        found: dict[str, tuple[str, int, int]] = {}
        for number, source in enumerate(self.sheets):
            names = [heading_text(heading) for heading in source.rows[0]]
            for cell, heading in enumerate(source.rows[0]):
                full = f"{self.prefixes[number]}{heading}"
                again = names.count(names[cell]) > 1 and names[cell]
                key = f"{heading_text(full)}\0{cell}" if again else heading_text(full)
                found.setdefault(key, (full, number, cell))
        return list(found.values())


def _position(headings: Sequence[str], source: Source, layout: Layout) -> int:
    """Return the column with one of these headings."""
    names = [heading_text(heading) for heading in source.rows[0]]
    for heading in headings:
        if heading_text(heading) in names:
            return names.index(heading_text(heading))
    message = f"The file has no column `{', '.join(headings)}`."
    raise refuse("VBC441", message, source.place(0, 0), f"the layout is for: {layout.title}")


def _uneven(source: Source) -> list[Diagnostic]:
    """Return a finding for each row that has more or fewer cells than there are headings."""
    width = len(source.rows[0])
    return [
        Diagnostic(
            "VBC407",
            f"The row has {len(cells)} cells, but the header has {width}.",
            source.place(row, 0),
            "check the commas and quotes",
        )
        for row, cells in enumerate(source.rows)
        if len(cells) != width and any(cell.strip() for cell in cells)
    ]
