"""Measure results in long CSV: a row for each entity and measure."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.measures.reading import Period, exact, period, whole
from vbc_rules.facts.measures.results import COUNTS, Count, Identifier, MeasureResult, ResultFile
from vbc_rules.facts.readers.csv_text import CsvText, parse_csv
from vbc_rules.facts.values import shown

COLUMNS = ("entity", "measure", "group", *COUNTS, "score", "first_day", "last_day")
REQUIRED = ("entity", "measure")


def parse_csv_results(text: str, file: str, headings: Mapping[str, str]) -> ResultFile:
    """Return the results of a CSV text; `headings` are those of columns called otherwise.

    Raises:
        Refusal: findings of the CSV reader; VBC441 and VBC443 for columns, VBC407 for a row
            of another width, VBC417 for no row, VBC454 for a cell that cannot be read.
    """
    return _Reading(parse_csv(text, file), {name: headings.get(name, name) for name in COLUMNS},
                    headings).file()  # fmt: skip


class _Reading:
    """Reads one file; findings are collected on the way."""

    def __init__(
        self, source: CsvText, headings: Mapping[str, str], renamed: Mapping[str, str]
    ) -> None:
        self.source, self.headings, self.renamed = source, headings, renamed
        self.header = [cell.strip() for cell in source.rows[0]]
        self.findings = Findings()

    def file(self) -> ResultFile:
        """Return all results."""
        self._check_header()
        self.findings.refuse_if_any()
        results = tuple(
            self._result(row) for row in range(1, len(self.source.rows)) if self._is_whole(row)
        )
        if not results and not self.findings:
            place = self.source.place(0, 0)
            self.findings.add("VBC417", "The file has no result.", place, "add a row")
        self.findings.refuse_if_any()
        known = set(self.headings.values())
        rest = tuple((f"column {name}", 1) for name in self.header if name not in known)
        return ResultFile(self.source.file, "csv", results, beside=rest)

    def _check_header(self) -> None:
        for name in (*REQUIRED, *(one for one in self.renamed if one not in REQUIRED)):
            heading = self.headings[name]
            if heading not in self.header:
                columns = f"columns are {', '.join(COLUMNS)}"
                hint = suggestion(heading, self.header, columns, self.headings.values())
                message = f"The file has no column `{heading}`."
                self.findings.add("VBC441", message, self.source.place(0, 0), hint)
        for heading in self.headings.values():
            if self.header.count(heading) > 1:
                place = self.source.place(0, self.header.index(heading))
                message = f"The file has the column `{heading}` twice."
                self.findings.add("VBC443", message, place, "keep one of them")

    def _is_whole(self, row: int) -> bool:
        cells = len(self.source.rows[row])
        if cells != len(self.header):
            message = f"The row has {cells} cells, but the header has {len(self.header)}."
            hint = "check the commas and quotes"
            self.findings.add("VBC407", message, self.source.place(row, 0), hint)
        return cells == len(self.header)

    def _cell(self, row: int, name: str) -> tuple[str, int]:
        """Return the text of a cell and its number; the text of an absent column is empty."""
        heading = self.headings[name]
        if heading not in self.header:
            return "", 0
        position = self.header.index(heading)
        return self.source.rows[row][position].strip(), position

    def _tell(self, row: int, position: int, message: str, hint: str) -> None:
        self.findings.add("VBC454", message, self.source.place(row, position), hint)

    def _result(self, row: int) -> MeasureResult:
        for name in REQUIRED:
            text, position = self._cell(row, name)
            if not text:
                self._tell(row, position, f"The row has no {name}.", f"write the {name}")
        days = self._period(row)
        score, text = self._score(row)
        group, _ = self._cell(row, "group")
        return MeasureResult(
            tuple(count for name in COUNTS if (count := self._count(row, name))),
            score,
            text,
            identifiers=(self._cell(row, "measure")[0],),
            group=(group,) if group else (),
            reporters=(Identifier(self._cell(row, "entity")[0]),),
            first_day=days.first,
            last_day=days.last,
            place=self.source.place(row, 0),
        )

    def _period(self, row: int) -> Period:
        (first, position), (last, _) = self._cell(row, "first_day"), self._cell(row, "last_day")
        if not first and not last:
            return Period(None, None)
        return period(first, last, self.source.place(row, position), self.findings)

    def _score(self, row: int) -> tuple[Fraction | None, str]:
        text, position = self._cell(row, "score")
        score = exact(text)
        if text and score is None:
            self._tell(row, position, f"{shown(text)} is not a score.", "write a plain number")
        return score, text

    def _count(self, row: int, name: str) -> Count | None:
        text, position = self._cell(row, name)
        if not text:
            return None
        count = whole(text)
        if count is None:
            hint = "write a whole number from 0 on"
            self._tell(row, position, f"{shown(text)} is not a count.", hint)
        return Count(name, count)
