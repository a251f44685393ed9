"""Facts from a long CSV: a column for each axis, and a row for each entry of an entity.

`entity,member_month,cell,base_eligible_days`: the facts vary by member month; a column
named like a parent axis says which parent an entry belongs to. The rows are read part by
part into columns of integers, so that a million of them need little memory.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import attrs

from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.entered import Stored
from vbc_rules.facts.entry_rows import EntryRows
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.raw import RawFacts
from vbc_rules.facts.readers.csv_text import Lines, Part
from vbc_rules.facts.readers.long_header import LongHeader
from vbc_rules.facts.readers.long_values import LongValues
from vbc_rules.facts.values import entity_objection, shown


class LongReader:
    """Reads the rows below the header of one long file."""

    def __init__(self, lines: Lines, header: LongHeader, findings: Findings) -> None:
        """Begin with no rows."""
        self._lines, self._header, self._findings = lines, header, findings
        self._entities: dict[str, int] = {}
        self._of_entity = array("q")
        self._row_lines = array("q")
        self._names: dict[int, list[str]] = {cell: [] for cell in header.axes}
        self._same: dict[str, str] = {}  # the text of a parent is kept once, not in every row
        self._values = {cell: LongValues(fact, findings) for cell, fact in header.facts.items()}

    def read(self, parts: Iterable[Part]) -> RawFacts:
        """Return what the records hold."""
        for lines, cells in parts:
            if set(map(len, cells)) <= {self._header.width}:
                self._add(lines, cells)
            else:
                whole = [one for one in zip(lines, cells, strict=True) if self._is_whole(*one)]
                self._add([line for line, _ in whole], [row for _, row in whole])
        order, stretches = _stretches(self._of_entity, len(self._entities))
        if order is not None:
            self._row_lines = array("q", [self._row_lines[row] for row in order])
        rows = self._rows(order, stretches)
        _Check(rows, self._findings, list(self._entities)).run()
        return RawFacts(
            self._lines.file,
            list(self._entities),
            {},
            {},
            rows.place_of,
            rows.header,
            self._header.damaged,
            (rows,),
        )

    def _is_whole(self, line: int, cells: Sequence[str]) -> bool:
        if len(cells) == self._header.width:
            return True
        message = f"The row has {len(cells)} cells, but the header has {self._header.width}."
        hint = "put a value with a comma in quotes, and write an empty cell for a missing one"
        self._tell(line, 0, Objection("VBC407", message, hint))
        return False

    def _tell(self, line: int, cell: int, one: Objection) -> None:
        if self._findings.full(one.code):
            self._findings.count(one.code)
        else:
            self._findings.add(one.code, one.message, self._lines.place(line, cell), one.hint)

    def _add(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        if not rows:
            return
        columns = list(zip(*rows, strict=True))
        self._row_lines.extend(lines)
        self._add_entities(columns[self._header.entity], lines)
        for cell, axis in self._header.axes.items():
            self._add_names(cell, axis.name, columns[cell], lines)
        for cell, values in self._values.items():
            values.add(columns[cell], partial(self._place, lines, cell))

    def _place(self, lines: Sequence[int], cell: int, row: int) -> Place:
        return self._lines.place(lines[row], cell)

    def _add_entities(self, cells: Sequence[str], lines: Sequence[int]) -> None:
        known = self._entities
        if known.keys() >= set(cells):
            self._of_entity.extend([known[entity] for entity in cells])
            return
        for row, entity in enumerate(cells):
            if entity not in known:
                objection = entity_objection(entity)
                if objection is not None:
                    self._tell(lines[row], self._header.entity, objection)
                known[entity] = len(known)
        self._of_entity.extend([known[entity] for entity in cells])

    def _add_names(self, cell: int, axis: str, names: Sequence[str], lines: Sequence[int]) -> None:
        same = self._same
        is_parent = cell in self._header.parents
        self._names[cell].extend([same.setdefault(n, n) for n in names] if is_parent else names)
        text = "".join(dict.fromkeys(names) if is_parent else names)
        if "" not in names and text.split(maxsplit=1) == [text]:
            return  # neither an empty one nor one with a blank
        for row, name in enumerate(names):
            if not name.strip():
                message = f"The row names no {axis}."
                hint = f"write the {axis} that the row is about"
                self._tell(lines[row], cell, Objection("VBC473", message, hint))
            elif name != name.strip():
                message = f"{shown(name)} has a blank around it."
                self._tell(lines[row], cell, Objection("VBC413", message, "delete the blank"))

    def _rows(
        self, order: Sequence[int] | None, stretches: Mapping[int, tuple[int, int]]
    ) -> EntryRows:
        header = self._header
        names = {cell: _ordered(column, order) for cell, column in self._names.items()}
        stored: dict[str, Stored] = {}
        for cell, values in self._values.items():
            stored[header.facts[cell].name] = values.stored(order)
        own = [(cell, axis) for cell, axis in header.axes.items() if cell not in header.parents]
        cells = {fact.name: cell for cell, fact in header.facts.items()}
        cells |= {axis.name: cell for cell, axis in header.axes.items()}
        lines, row_lines = self._lines, self._row_lines
        return EntryRows(
            file=lines.file,
            axes=tuple(axis.name for _, axis in own),
            keys=tuple(names[cell] for cell, _ in own),
            above={child: header.axes[cell].name for cell, child in header.parents.items()},
            parents={child: names[cell] for cell, child in header.parents.items()},
            columns=stored,
            fact_axes={
                fact.name: tuple(axis.name for axis in fact.axes) for fact in header.facts.values()
            },
            stretches=stretches,
            place_of_row=lambda row, name: lines.place(row_lines[row], cells.get(name, 0)),
            header=Place(lines.file, header.line, 1),
        )


def _ordered(column: list[str], order: Sequence[int] | None) -> list[str]:
    return column if order is None else [column[row] for row in order]


def _stretches(
    of_entity: Sequence[int], count: int
) -> tuple[Sequence[int] | None, dict[int, tuple[int, int]]]:
    """Return the rows of each entity as a stretch, and the order of rows that makes it so."""
    order: Sequence[int] | None = None
    starts = _starts(of_entity)
    if len(starts) > count:  # the rows of an entity do not stand together
        order = sorted(range(len(of_entity)), key=of_entity.__getitem__)
        starts = _starts([of_entity[row] for row in order])
    ends = [*(start for start, _ in starts), len(of_entity)][1:]
    return order, {entity: (start, end) for (start, entity), end in zip(starts, ends, strict=True)}


def _starts(of_entity: Sequence[int]) -> list[tuple[int, int]]:
    found, before = [], -1
    for row, entity in enumerate(of_entity):
        if entity != before:
            found.append((row, entity))
            before = entity
    return found


@attrs.frozen
class _Check:
    """What only all rows of an entity show: entries written twice, entries of two parents."""

    rows: EntryRows
    findings: Findings
    entities: Sequence[str]

    def run(self) -> None:
        """Collect the findings about every entity."""
        for number in self.rows.stretches:
            twice = self._twice(number)
            if twice or len(self.rows.axes) > 1 or len(self.rows.above) > 1:
                for child in self.rows.above:
                    self._parents(number, child)

    def _twice(self, number: int) -> bool:
        start, end = self.rows.stretches[number]
        keys = [column[start:end] for column in self.rows.keys]
        names = keys[0] if len(keys) == 1 else list(zip(*keys, strict=True))
        if len(set(names)) == len(names):
            return False
        first: dict[object, int] = {}
        for row, entry in enumerate(names, start):
            if entry not in first:
                first[entry] = row
            elif not self.findings.full("VBC472"):
                self._tell_twice(number, row, first[entry])
            else:
                self.findings.count("VBC472")
        return True

    def _tell_twice(self, number: int, row: int, first: int) -> None:
        names = ", ".join(f"{axis} {shown(column[row])}" for axis, column in self._named())
        place, before = self._place(row, self.rows.axes[0]), self._place(first, "")
        message = (
            f"{names} of entity {shown(self.entities[number])} is written twice, "
            f"first in line {before.line}."
        )
        self.findings.add("VBC472", message, place, "keep one of the rows")

    def _named(self) -> Iterator[tuple[str, Sequence[str]]]:
        return zip(self.rows.axes, self.rows.keys, strict=True)

    def _place(self, row: int, name: str) -> Place:
        return self.rows.place_of_row(row, name)

    def _parents(self, number: int, child: str) -> None:
        """An entry belongs to one parent in all the rows of an entity."""
        start, end = self.rows.stretches[number]
        lists = {**dict(self._named()), **self._lists_of_parents()}
        first: dict[str, str] = {}
        for row in range(start, end):
            entry, parent = lists[child][row], self.rows.parents[child][row]
            known = first.setdefault(entry, parent)
            if known == parent:
                continue
            if self.findings.full("VBC416"):
                self.findings.count("VBC416")
            else:
                message = f"{shown(entry)} of `{child}` belongs to `{known}` and to `{parent}`."
                place = self._place(row, self.rows.above[child])
                self.findings.add("VBC416", message, place, "name one parent")

    def _lists_of_parents(self) -> dict[str, Sequence[str]]:
        return {self.rows.above[child]: column for child, column in self.rows.parents.items()}
