"""A CSV text as records with places: strict about quotes, exact about lines and columns."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from functools import cached_property

import attrs

from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MOST_CONTROL_FINDINGS = 20
LONGEST_CELL = 131_072


@attrs.frozen(eq=False, slots=False)
class CsvText:
    """A CSV text as rows of cells. `lines` says in which line each row begins.

    The first row is the header. Rows without any character are left out.
    """

    file: str
    text: str = attrs.field(repr=False)
    rows: tuple[list[str], ...] = attrs.field(repr=False)
    lines: tuple[int, ...] = attrs.field(repr=False)

    def place(self, row: int, cell: int) -> Place:
        """Return where a cell begins; a cell that the row lacks is where the row begins."""
        line = self.lines[row]
        end = self.lines[row + 1] - 1 if row + 1 < len(self.lines) else None
        record = "\n".join(self._text_lines[line - 1 : end])
        starts = list(_cell_starts(record))
        start = starts[cell] if cell < len(starts) else 0
        above = record.count("\n", 0, start)
        return Place(self.file, line + above, start - record.rfind("\n", 0, start))

    @cached_property
    def _text_lines(self) -> list[str]:
        """Cut the text into lines only once something has to be said about it."""
        return self.text.split("\n")


def parse_csv(text: str, file: str) -> CsvText:
    """Return the records of a CSV text.

    Raises:
        Refusal: VBC006 for control characters, VBC007 for a text without a record,
            VBC402 for quotes that do not close or stand where none can.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = list(_control_characters(text, file))
    if controls:
        raise Refusal(controls)
    rows, lines = _records(text, file)
    if not rows:
        raise refuse("VBC007", "The file has no content.", Place(file), "write a header and rows")
    return CsvText(file, text, tuple(rows), tuple(lines))


def _records(text: str, file: str) -> tuple[list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    begins = 1
    try:
        for row in reader:
            if row:
                rows.append(row)
                lines.append(begins)
            begins = reader.line_num + 1
    except csv.Error as error:
        place = Place(file, begins, 1)
        message = f"The row that begins here is not CSV: {_plain_reason(str(error))}."
        hint = 'write a quote inside a quoted cell twice, as in "a ""b"" c"'
        raise refuse("VBC402", message, place, hint) from None
    return rows, lines


def _plain_reason(reason: str) -> str:
    if "unexpected end" in reason:
        return "a quote is not closed"
    if "field larger" in reason:
        return f"a cell has more than {LONGEST_CELL:,} characters"
    return "text follows a closing quote"


def _control_characters(text: str, file: str) -> Iterator[Diagnostic]:
    for number, match in enumerate(_CONTROL.finditer(text)):
        if number == _MOST_CONTROL_FINDINGS:
            return
        before = text[: match.start()]
        place = Place(file, before.count("\n") + 1, match.start() - before.rfind("\n"))
        message = f"The text holds the control character U+{ord(match[0]):04X}."
        yield Diagnostic("VBC006", message, place, "delete the character; it can not be seen")


def _cell_starts(record: str) -> Iterator[int]:
    """Yield the position at which each cell of a record begins."""
    yield 0
    quoted = False
    for position, character in enumerate(record):
        if character == '"':
            quoted = not quoted
        elif character == "," and not quoted:
            yield position + 1
