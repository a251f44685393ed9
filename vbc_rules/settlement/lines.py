"""The numbered lines of a settlement: facts and parameters first, results last."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from vbc_rules.evaluation.exact import ELSEWHERE, At, Run
from vbc_rules.evaluation.telling import Reading, Teller, labelled
from vbc_rules.language.formatting import show
from vbc_rules.settlement.origins import Origin, Origins
from vbc_rules.statements.settlement import Line

Key = tuple[str, str, tuple[str, ...], int]


class Lines:
    """Numbers what a run computed, each line after those it reads.

    Values come from the run alone.
    """

    def __init__(self, run: Run, origins: Origins) -> None:
        """Begin numbering at 1."""
        self._run, self._origins = run, origins
        self._next = 1
        self._numbers: dict[Key, int] = {}
        self._lines: list[Line] = []

    @property
    def all(self) -> tuple[Line, ...]:
        """Return the lines so far, by number."""
        return tuple(self._lines)

    def clause(self, name: str, at: At = ELSEWHERE) -> int:
        """Return the number of a clause's line, writing it and all it reads first."""
        expression = self._run.edition.clauses[name].expression
        entries = self._run.entries_of(expression, at)
        key: Key = ("clause", name, entries, 0)
        if key not in self._numbers:
            self._run.clause(name, at)
            self._write_clause(key, at)
        return self._numbers[key]

    def _write_clause(self, key: Key, at: At) -> None:
        _, name, entries, _ = key
        record = self._run.edition.clauses[name]
        told = Teller(self._run, at).tell(name)
        inputs = self._inputs(told.reads)
        value, unit = self._run.value(record.expression, at), record.expression.unit.id
        self._add(
            key,
            Line(
                number=self._next,
                name=labelled(name, entries),
                kind="clause",
                title=record.title,
                unit=unit,
                value=value,
                shown=show(unit, value),
                formula=told.formula,
                because=told.because,
                cites=record.cites,
                inputs=inputs,
                source=record.source,
            ),
        )

    def _inputs(self, reads: Iterable[Reading]) -> tuple[int, ...]:
        return tuple(sorted({self._number(one) for one in reads}))

    def _number(self, reading: Reading) -> int:
        if reading.kind == "clause":
            return self.clause(reading.name, reading.at)
        return self.given(reading)

    def given(self, reading: Reading) -> int:
        """Return the number of the line of a fact, a parameter or a cell of a table."""
        key: Key = (reading.kind, reading.name, reading.entries, reading.row)
        if key not in self._numbers:
            self._write_given(key, reading)
        return self._numbers[key]

    def _write_given(self, key: Key, reading: Reading) -> None:
        if reading.kind == "table":
            label, title = self._cell(reading)
        else:
            label = labelled(reading.name, reading.entries)
            title = self._run.edition.terms[reading.name].declaration.title
        kind: Any = reading.kind
        value, unit = self._run.value(reading.value, reading.at), reading.value.unit.id
        origin = self._origin(reading)
        self._add(
            key,
            Line(
                number=self._next,
                name=label,
                kind=kind,
                title=title,
                unit=unit,
                value=value,
                shown=show(unit, value),
                cites=origin.cites,
                source=origin.source,
            ),
        )

    def _cell(self, reading: Reading) -> tuple[str, str]:
        """Return the label of a table's cell, by the key of its row, and the table's title."""
        table, column = reading.value.args[:2]
        term = self._run.edition.terms[table]
        key = term.declaration.unit.key
        row = self._run.given(table, reading.at)[reading.row]
        entries = (*reading.entries, show(key.unit.unit.id, row[key.name]))
        label = f"{labelled(table, entries)}.{column}"
        return label, term.declaration.title

    def _origin(self, reading: Reading) -> Origin:
        table = reading.value.args[0]
        law = self._run.edition.laws.get(table)
        if law is None:
            return self._origins(reading)
        return Origin(f"law since {law.since}" if law.since else "law", law.cites)

    def _add(self, key: Key, line: Line) -> None:
        self._numbers[key] = line.number
        self._lines.append(line)
        self._next += 1
