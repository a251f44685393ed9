"""A CSV text as records with places: strict about quotes, exact about lines and columns."""

from __future__ import annotations

import csv
import io
import re
from array import array
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import islice

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
        record, starts = self._record(row)
        start = starts[cell] if cell < len(starts) else 0
        above = record.count("\n", 0, start)
        line = self.lines[row] + above
        return Place(self.file, line, start - record.rfind("\n", 0, start))

    def _record(self, row: int) -> tuple[str, list[int]]:
        """Return the text of a row and where its cells begin; kept, as one row has many."""
        if row not in self._kept:
            end = self.lines[row + 1] - 1 if row + 1 < len(self.lines) else None
            record = "\n".join(self._text_lines[self.lines[row] - 1 : end])
            self._kept.clear()
            self._kept[row] = record, list(_cell_starts(record))
        return self._kept[row]

    @cached_property
    def _kept(self) -> dict[int, tuple[str, list[int]]]:
        """Hold the row that was asked for last."""
        return {}

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
    text = clean(text, file)
    rows: list[list[str]] = []
    lines: list[int] = []
    for line, row in records(text, file):
        rows.append(row)
        lines.append(line)
    if not rows:
        raise no_content(file)
    return CsvText(file, text, tuple(rows), tuple(lines))


def no_content(file: str) -> Refusal:
    """Return the refusal of a text without a record."""
    return refuse("VBC007", "The file has no content.", Place(file), "write a header and rows")


def clean(text: str, file: str) -> str:
    """Return a text with line ends of one kind.

    Raises:
        Refusal: VBC006 for control characters.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    controls = list(_control_characters(text, file))
    if controls:
        raise Refusal(controls)
    return text


def records(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the line in which it begins; empty lines are left out.

    Raises:
        Refusal: VBC402 for quotes that do not close or stand where none can.
    """
    reader = csv.reader(io.StringIO(text, newline="\n"), strict=True)
    begins = 1
    try:
        for row in reader:
            if row:
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error as error:
        place = Place(file, begins, 1)
        message = f"The row that begins here is not CSV: {_plain_reason(str(error))}."
        hint = 'write a quote inside a quoted cell twice, as in "a ""b"" c"'
        raise refuse("VBC402", message, place, hint) from None


Part = tuple[Sequence[int], list[list[str]]]
"""Some records, and the line in which each of them begins."""

_PART = 2**16


def parts(text: str, file: str, begin: int, line: int) -> Iterator[Part]:
    """Yield the records below the header, many at a time; they begin at a position and line.

    Where no cell is quoted, a record is a line and a comma parts cells: no reader of CSV
    finds anything else, and it takes a third of the time and no second copy of the text.

    Raises:
        Refusal: VBC402 as for `records`.
    """
    if '"' in text:
        found = islice(records(text, file), 1, None)
        while part := list(islice(found, _RECORDS)):
            yield [one for one, _ in part], [cells for _, cells in part]
        return
    while begin < len(text):
        end = text.find("\n", begin + _PART)
        end = len(text) if end < 0 else end
        lines = text[begin:end].split("\n")
        if max(map(len, lines)) > LONGEST_CELL:
            for _ in records(text, file):
                pass  # which refuses a cell that is too long
        kept = [number for number, one in enumerate(lines) if one]
        yield [line + number for number in kept], [lines[one].split(",") for one in kept]
        line, begin = line + len(lines), end + 1


_RECORDS = 20_000


class Lines:
    """Finds the cells of a text by line, without cutting it into lines."""

    def __init__(self, file: str, text: str) -> None:
        """Take a text with line ends of one kind."""
        self.file, self._text = file, text

    @cached_property
    def _starts(self) -> array[int]:
        """Return where each line begins; found once something has to be said about one."""
        return array("q", [0, *(match.end() for match in re.finditer("\n", self._text))])

    def place(self, line: int, cell: int) -> Place:
        """Return where a cell of the record that begins in a line begins."""
        start = position = self._starts[line - 1]
        quoted = False
        for character in islice(self._text, start, None):
            if cell == 0 or (character == "\n" and not quoted):
                break
            quoted ^= character == '"'
            position += 1
            cell -= character == "," and not quoted
        found = start if cell else position  # a record without the cell is told as a whole
        above = self._text.count("\n", start, found)
        column = found - self._text.rfind("\n", 0, found)
        return Place(self.file, line + above, column)


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
