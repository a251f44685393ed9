"""From the values of a file to a fact table: what is required is there, entries fit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.evaluation.entered import Entered
from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.facts.entry_rows import EntryRows
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.plain_names import spread
from vbc_rules.facts.raw import RawFacts
from vbc_rules.facts.table import Entry, FactTable
from vbc_rules.language import Axis

UNREADABLE = "\0unreadable"
"""Stands for a value that was refused already, so that it is not told missing as well."""


def assemble(raw: RawFacts, declared: Declared, findings: Findings) -> FactTable:
    """Return the table.

    Raises:
        Refusal: all findings of the reader, and VBC406 for every required fact or value
            that is missing, VBC415 and VBC416 for entries that do not fit their axis.
    """
    raw = spread(raw, declared)
    columns = {column: tuple(values) for column, values in raw.columns.items()}
    entities = tuple(raw.entities)
    table = FactTable(raw.file, entities, declared, columns, raw.place_of, raw.parents, raw.rows)
    _Checks(raw, table, findings).run()
    findings.refuse_if_any()
    return table


def column_name(name: str, entry: Entry) -> str:
    """Return how a column is called: `name`, or `name[entry,entry]`."""
    return f"{name}[{','.join(entry)}]" if entry else name


@attrs.frozen
class _Checks:
    """What only the whole table shows: what it lacks, and entries that fit no axis."""

    raw: RawFacts
    table: FactTable
    findings: Findings

    def run(self) -> None:
        """Collect the findings."""
        damaged = self.raw.damaged
        wanted = [
            one
            for one in self.table.declared.values()
            if one.name not in damaged and one.shortest not in damaged
        ]
        for fact in wanted:
            if not fact.axes and fact.required:
                self._require(fact)
        for name, entry in self.table.columns:
            for axis, member in zip(self.table.declared[name].axes, entry, strict=True):
                self._check_entry(axis, member, self.raw.place_of(0, name, entry))
        for rows in self.table.long:
            self._check_rows(rows)
        varying = [fact for fact in wanted if fact.axes and fact.required]
        for row in range(len(self.table.entities) if varying else 0):
            self._require_entries(varying, row)

    def _require(self, fact: DeclaredFact) -> None:
        values = self.table.columns.get((fact.name, ()))
        if values is None:
            message = f"Fact `{fact.shortest}` is missing: {fact.title} ({fact.words})."
            hint = f"add it for every entity{fact.why}"
            self.findings.add("VBC406", message, self.raw.header, hint)
            return
        for row, value in enumerate(values):
            if value is None:
                self._tell_missing(fact, (), row)

    def _tell_missing(self, fact: DeclaredFact, entry: Entry, row: int) -> None:
        if self.findings.full("VBC406"):
            self.findings.count("VBC406")
            return
        name, entity = column_name(fact.shortest, entry), self.table.entities[row]
        message = f"Fact `{name}` of entity `{entity}` is missing: {fact.title} ({fact.words})."
        place = self.raw.place_of(row, fact.name, entry)
        self.findings.add("VBC406", message, place, f"write its value{fact.why}")

    def _check_entry(self, axis: Axis, member: str, place: Place) -> None:
        """An entry is one of those that the model fixes, and belongs to a parent."""
        if axis.members and member not in axis.members:
            hint = suggestion(member, axis.members, f"it has {', '.join(axis.members)}")
            message = f"`{member}` is no entry of `{axis.name}`: {axis.title}."
            self.findings.add("VBC415", message, place, hint)
        for parent in axis.parents():
            above = self.table.parents.get(axis.name, {}).get(member)
            if above is None:
                message = f"`{member}` of `{axis.name}` belongs to no `{parent.name}`."
                hint = f"say which {parent.name} it belongs to"
                self.findings.add("VBC416", message, place, hint)
                return
            axis, member = parent, above

    def _check_rows(self, rows: EntryRows) -> None:
        """Check the entries of a long file against their axes, each entity by itself."""
        declared = {axis.name: axis for name in rows.columns
                    for axis in self.table.declared[name].axes}  # fmt: skip
        for entity in rows.stretches:
            own = rows.of(entity)
            if own is None:
                continue
            above = self.table.parents_of(entity)
            for name, members in own.members().items():
                axis = declared.get(name)
                if axis is not None and (axis.members or axis.within):
                    self._check_members(rows, entity, axis, members, above)

    def _check_members(
        self,
        rows: EntryRows,
        entity: int,
        axis: Axis,
        members: Sequence[str],
        above: Mapping[str, Mapping[str, str]],
    ) -> None:
        if axis.members:
            known = set(axis.members)
            wrong = [member for member in members if member not in known]
        else:
            parents = above.get(axis.name, {})
            wrong = [] if len(parents) >= len(members) else [m for m in members if m not in parents]
        code = "VBC415" if axis.members else "VBC416"
        for member in wrong:
            if self.findings.full(code):
                self.findings.count(code)
                continue
            self._check_entry(axis, member, rows.place_of_entry(entity, axis.name, member))
        if not wrong and axis.within is not None and (axis.within.members or axis.within.within):
            uppers = dict.fromkeys(above[axis.name][member] for member in members)
            self._check_members(rows, entity, axis.within, tuple(uppers), above)

    def _require_entries(self, varying: Sequence[DeclaredFact], row: int) -> None:
        """A required fact that varies has a value for every entry that the entity has."""
        members = self.table.members_of(row)
        long = {name: one for rows in self.table.long for name, one in rows.facts_of(row).items()}
        given = {rows for rows in self.table.long if rows.of(row) is not None}
        for fact in varying:
            if fact.name in long:
                self._require_rows(fact, long[fact.name], members, row)
            elif (absent := _absent_from(fact, given, self.table)) is not None:
                self._tell_absent(fact, absent)
            else:
                self._require_columns(fact, members, row)

    def _require_columns(
        self, fact: DeclaredFact, members: Mapping[str, Sequence[str]], row: int
    ) -> None:
        for entry in _entries(fact, members):
            values = self.table.columns.get((fact.name, entry))
            if values is None or values[row] is None:
                self._tell_missing(fact, entry, row)

    def _require_rows(
        self, fact: DeclaredFact, entered: Entered, members: Mapping[str, Sequence[str]], row: int
    ) -> None:
        """Tell entries without a value; where each entry has its row, only gaps are looked for."""
        keys = entered.rows.keys
        sizes = [len(axis.members or members[axis.name]) for axis in fact.axes]
        if math.prod(sizes) == len(keys[0]):
            missing = entered.stored.missing
            if missing is None:
                return
            for place, gap in enumerate(missing):
                if gap:
                    self._tell_missing(fact, tuple(key[place] for key in keys), row)
            return
        for entry in _entries(fact, members):
            if entered.get(entry) is None:
                self._tell_missing(fact, entry, row)

    def _tell_absent(self, fact: DeclaredFact, rows: EntryRows) -> None:
        """A fact that no entry of a long file has is told once."""
        axes = " and ".join(axis.name for axis in fact.axes)
        message = f"Fact `{fact.shortest}` is missing: {fact.title} ({fact.words})."
        self.findings.add("VBC406", message, rows.header, f"add it for every {axes}")


def _absent_from(
    fact: DeclaredFact, given: Iterable[EntryRows], table: FactTable
) -> EntryRows | None:
    """Return the long file whose rows a fact should stand in, if no file gives it at all."""
    if any(name == fact.name for name, _ in table.columns):
        return None
    axes = sorted(axis.name for axis in fact.axes)
    return next((rows for rows in given if sorted(rows.axes) == axes), None)


def _entries(fact: DeclaredFact, members: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    """Yield the entries that a fact needs; one without names where an axis has none at all.

    A row without a name was told already.
    """
    by_axis = [axis.members or tuple(members.get(axis.name, ())) for axis in fact.axes]
    if not all(by_axis):
        return iter([()])
    return (entry for entry in product(*by_axis) if all(entry))
