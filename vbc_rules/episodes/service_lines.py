"""Service lines: read from CSV into columns, each value exact and checked."""

from __future__ import annotations

from array import array
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import attrs

from vbc_rules.contracts.text.scalars import Objection
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
    if rows.lacks:
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


class _Memo(dict[str, Any]):
    """The values of the cells of one column by their text: equal cells are read once.

    A cell that cannot be read has the value `bad`, and an objection.
    """

    def __init__(self, column: Column, read: Callable[[str], object], bad: object) -> None:
        super().__init__({"": bad} if column.optional else {})
        self.name, self._read, self._bad = column.name, read, bad
        self.objections: dict[str, Objection] = {}

    def __missing__(self, text: str) -> object:
        value = self._read(text)
        if isinstance(value, Objection):
            self.objections[text] = value
            value = self._bad
        self[text] = value
        return value


class _Kinds(dict[tuple[str, ...], int]):
    """The number of each kind of lines, and what is wrong with one."""

    def __init__(self) -> None:
        super().__init__()
        self.objections: dict[int, list[tuple[str, Objection]]] = {}

    def __missing__(self, cells: tuple[str, ...]) -> int:
        number = self[cells] = len(self)
        if found := _kind_objections(dict(zip(_KIND, cells, strict=True))):
            self.objections[number] = found
        return number


class _Reader:
    """Reads rows into columns, by the thousand."""

    def __init__(self, rows: Rows, *, reads_network: bool) -> None:
        self._rows = rows
        self._at = array("q")
        self._kinds, self._kind = _Kinds(), array("q")
        self._lines: dict[str, int] = {}
        self._memos = [_Memo(_BY_NAME[name], read, bad) for name, read, bad in _reads()
                       if name != "network" or reads_network]  # fmt: skip
        self._values: dict[str, Any] = {
            name: [] if kind is None else array(kind) for name, kind in _STORED.items()
        }

    def read(self) -> ServiceLines:
        """Return the lines; those with findings hold values that nobody goes on with."""
        for lines, cells in self._rows.batches():
            self._add(lines, cells)
        values, at, rows = self._values, self._at, self._rows
        return ServiceLines(
            rows.file, values["member"], list(self._lines), values["from"], values["to"],
            self._kind, values["allowed"], values["entity"], values["network"],
            [Kind(*cells) for cells in self._kinds],
            lambda row, column: rows.place(at[row], column),
        )  # fmt: skip

    def _add(self, lines: Sequence[int], cells: Mapping[str, Sequence[str]]) -> None:
        self._at.extend(lines)
        self._add_ids(lines, cells["line"])
        for memo in self._memos:
            self._add_values(memo, lines, cells.get(memo.name) or [""] * len(lines))
        days = zip(cells["from"], cells["to"], strict=True)
        for line, (first, last) in zip(lines, days, strict=True):
            if last < first:  # as texts, which sort as the days do
                self._tell_backwards(line, first, last)
        self._add_kinds(lines, cells)

    def _add_ids(self, lines: Sequence[int], ids: Sequence[str]) -> None:
        """Keep the ids of lines, and tell those that were there before."""
        column, known = _BY_NAME["line"], self._lines
        for line, id in zip(lines, ids, strict=True):
            objection = read_id(id, column)
            if isinstance(objection, Objection):
                self._rows.tell(line, "line", objection)
            elif id in known:
                message = f"Service line {shown(id)} is written twice, first in line {known[id]}."
                hint = "keep one of the rows, or give each its own id"
                self._rows.tell(line, "line", Objection("VBC483", message, hint))
            known.setdefault(id, line)

    def _add_values(self, memo: _Memo, lines: Sequence[int], cells: Sequence[str]) -> None:
        values = map(memo.__getitem__, cells)
        if memo.name in self._values:
            self._values[memo.name].extend(values)
        else:  # a column that is checked only
            deque(values, maxlen=0)
        if memo.objections:
            for line, text in zip(lines, cells, strict=True):
                if text in memo.objections:
                    self._rows.tell(line, memo.name, memo.objections[text])

    def _tell_backwards(self, line: int, first: str, last: str) -> None:
        if isinstance(read_day(first), int) and isinstance(read_day(last), int):
            message = f"The service ends on {last}, before it begins on {first}."
            self._rows.tell(line, "to", Objection("VBC484", message, "swap the two days"))

    def _add_kinds(self, lines: Sequence[int], cells: Mapping[str, Sequence[str]]) -> None:
        columns = (cells.get(name) or [""] * len(lines) for name in _KIND)
        numbers = [self._kinds[kind] for kind in zip(*columns, strict=True)]
        self._kind.extend(numbers)
        if self._kinds.objections:
            for line, number in zip(lines, numbers, strict=True):
                for name, objection in self._kinds.objections.get(number, ()):
                    self._rows.tell(line, name, objection)


_STORED = {"member": None, "entity": None, "from": "q", "to": "q", "allowed": "q", "network": "b"}
"""The columns that are kept, each with the kind of array that holds it; None for text."""


def _reads() -> list[tuple[str, Callable[[str], object], object]]:
    """Return how the cells of each column are read, and what a bad one is read as."""
    ids = [(name, partial(read_id, column=_BY_NAME[name]), "")
           for name in ("member", "entity", "provider")]  # fmt: skip
    days = [(name, read_day, 1) for name in ("from", "to")]
    return [*ids, *days, ("allowed", read_cents, 0), ("network", read_truth, False)]


def _kind_objections(kind: Mapping[str, str]) -> list[tuple[str, Objection]]:
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
        message = f"{shown(code)} has no code system."
        return [("system", Objection("VBC485", message, "name the system, such as hcpcs"))]
    wrong = system_objection(system)
    if wrong is not None:
        return [("system", wrong)]
    if not code:
        message = f"The row names `{system}`, but no code of it."
        return [("code", Objection("VBC486", message, "write the code, or leave both empty"))]
    return [("code", code_objection(system, code))]
