"""Service lines: read from CSV into columns, each value exact and checked."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import attrs

from vbc_rules.contracts.scalars import Objection
from vbc_rules.diagnostics import Place
from vbc_rules.episodes.cells import (
    read_cents,
    read_day,
    read_id,
    read_truth,
    read_two_digits,
    read_type,
)
from vbc_rules.episodes.code_systems import DIAGNOSES, code_objection, system_objection
from vbc_rules.episodes.columns import SERVICE_COLUMNS, Column
from vbc_rules.episodes.csv_rows import Rows
from vbc_rules.episodes.definition import Definition, Kind
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.values import shown

T = TypeVar("T")
_BY_NAME = {one.name: one for one in SERVICE_COLUMNS}
_KIND = ("system", "code", "type", "place", "diagnosis", "discharge_status")


@attrs.frozen(eq=False)
class ServiceLines:
    """Service lines as columns, by row. Days are numbers of the calendar, amounts cents.

    `kind` is the number of the row's kind in `kinds`. `place_of` says where a cell stands.
    """

    file: str
    member: Sequence[str]
    line: Sequence[str]
    first: Sequence[int]
    last: Sequence[int]
    kind: Sequence[int]
    allowed: Sequence[int]
    entity: Sequence[str]
    in_network: Sequence[int]
    kinds: Sequence[Kind]
    place_of: Callable[[int, str], Place]

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.line)

    def in_order(self) -> list[int]:
        """Return the rows by member, day and line: the order of the file says nothing."""
        rows = sorted(range(len(self)), key=self.line.__getitem__)
        rows.sort(key=self.last.__getitem__)
        rows.sort(key=self.first.__getitem__)
        rows.sort(key=self.member.__getitem__)
        return rows


def read_services(path: Path, definition: Definition, findings: Findings) -> ServiceLines:
    """Return the service lines in a file; what is wrong with them is added to the findings.

    Raises:
        Refusal: for a file that cannot be read, and for a header without the columns needed.
    """
    rows = Rows(path, SERVICE_COLUMNS, findings)
    rows.need(_read_columns(definition), ", which the definition reads")
    if any(one.required and one.name not in rows.cells for one in SERVICE_COLUMNS):
        findings.refuse_if_any()
    return _Reader(rows, reads_network=definition.own_care == "network").read()


def _read_columns(definition: Definition) -> list[str]:
    """Return the columns that a file need not have, but this definition reads."""
    rules = definition.rules()
    read = {
        "network": definition.own_care == "network",
        "place": any(one.places is not None for one in rules),
        "diagnosis": any(one.diagnoses is not None for one in rules),
        "discharge_status": bool(definition.cancelled_by.discharge_status),
    }
    return [name for name, is_read in read.items() if is_read]


class _Reader:
    """Reads rows into columns; equal cells are read once and kept once."""

    def __init__(self, rows: Rows, *, reads_network: bool) -> None:
        self._rows = rows
        self._reads_network = reads_network and "network" in rows.cells
        self._memos: dict[str, dict[str, object]] = {}
        self._kinds: dict[tuple[str, ...], int] = {}
        self._kind_objections: dict[int, list[tuple[str, Objection]]] = {}
        self._lines: dict[str, int] = {}
        self._members: list[str] = []
        self._entities: list[str] = []
        self._first, self._last, self._kind = array("q"), array("q"), array("q")
        self._allowed, self._in_network, self._at = array("q"), array("b"), array("q")

    def read(self) -> ServiceLines:
        """Return the lines; those with findings hold values that nobody goes on with."""
        for line, row in self._rows:
            self._add(line, row)
        at, rows = self._at, self._rows
        return ServiceLines(
            rows.file, self._members, list(self._lines), self._first, self._last, self._kind,
            self._allowed, self._entities, self._in_network,
            [Kind(*values) for values in self._kinds],
            lambda row, column: rows.place(at[row], column),
        )  # fmt: skip

    def _add(self, line: int, row: list[str]) -> None:
        if not self._add_line(line, row):
            return
        self._at.append(line)
        self._members.append(self._cell(line, row, "member", _id("member"), ""))
        self._entities.append(self._cell(line, row, "entity", _id("entity"), ""))
        self._cell(line, row, "provider", _id("provider"), "")
        first = self._cell(line, row, "from", read_day, 0)
        last = self._cell(line, row, "to", read_day, first)
        if last < first:
            self._tell_backwards(line, row)
        self._first.append(first)
        self._last.append(last)
        self._allowed.append(self._cell(line, row, "allowed", read_cents, 0))
        self._in_network.append(
            self._cell(line, row, "network", read_truth, False) if self._reads_network else False  # noqa: FBT003 - what a bad cell is read as
        )
        self._kind.append(self._kind_of(line, row))

    def _add_line(self, line: int, row: list[str]) -> bool:
        """Keep the id of a line; tell one that was there, which is not kept again."""
        id = read_id(row[self._rows.cells["line"]], _BY_NAME["line"])
        if isinstance(id, Objection):
            self._rows.tell(line, "line", id)
            return False
        if id in self._lines:
            first = self._at[self._lines[id]]
            message = f"Service line {shown(id)} is written twice, first in line {first}."
            hint = "keep one of the rows, or give each its own id"
            self._rows.tell(line, "line", Objection("VBC483", message, hint))
            return False
        self._lines[id] = len(self._lines)
        return True

    def _cell(
        self, line: int, row: list[str], name: str, read: Callable[[str], T | Objection], bad: T
    ) -> T:
        """Return the value of a cell; an empty one that may be empty, and a bad one, is `bad`."""
        cell = self._rows.cells.get(name)
        text = row[cell] if cell is not None else ""
        memo = self._memos.setdefault(name, {"": bad} if _BY_NAME[name].optional else {})
        if text not in memo:
            memo[text] = read(text)
        value = memo[text]
        if isinstance(value, Objection):
            self._rows.tell(line, name, value)
            return bad
        return value  # type: ignore[return-value] # a memo is of one column

    def _tell_backwards(self, line: int, row: list[str]) -> None:
        first, last = (row[self._rows.cells[name]] for name in ("from", "to"))
        message = f"The service ends on {last}, before it begins on {first}."
        self._rows.tell(line, "to", Objection("VBC484", message, "swap the two days"))

    def _kind_of(self, line: int, row: list[str]) -> int:
        cells = self._rows.cells
        values = tuple(row[cells[name]] if name in cells else "" for name in _KIND)
        kind = self._kinds.get(values)
        if kind is None:
            kind = self._kinds[values] = len(self._kinds)
            if objections := list(_kind_objections(dict(zip(_KIND, values, strict=True)))):
                self._kind_objections[kind] = objections
        for name, objection in self._kind_objections.get(kind, ()):
            self._rows.tell(line, name, objection)
        return kind


def _id(name: str) -> Callable[[str], str | Objection]:
    column: Column = _BY_NAME[name]
    return lambda text: read_id(text, column)


def _kind_objections(kind: dict[str, str]) -> list[tuple[str, Objection]]:
    """Return what is wrong with the cells that make the kind of a line, by column."""
    found = [("type", read_type(kind["type"])), *_code_objections(kind["system"], kind["code"])]
    if kind["diagnosis"]:
        found.append(("diagnosis", code_objection(DIAGNOSES, kind["diagnosis"])))
    found += [(name, read_two_digits(kind[name])) for name in _TWO_DIGITS if kind[name]]
    return [(name, one) for name, one in found if isinstance(one, Objection)]


_TWO_DIGITS = ("place", "discharge_status")


def _code_objections(system: str, code: str) -> list[tuple[str, Objection | str | None]]:
    if not system and not code:
        return []
    if not system:
        return [("system", Objection("VBC485", f"{shown(code)} has no code system.",
                                     "name the system, such as hcpcs"))]  # fmt: skip
    wrong = system_objection(system)
    if wrong is not None:
        return [("system", wrong)]
    if not code:
        return [("code", Objection("VBC486", f"The row names `{system}`, but no code of it.",
                                   "write the code, or leave both empty"))]  # fmt: skip
    return [("code", code_objection(system, code))]
