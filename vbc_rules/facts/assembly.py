"""From the values of a file to a fact table: what is required is there, entries fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.facts.declared import Declared, DeclaredFact
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
    table = FactTable(raw.file, entities, declared, columns, raw.place_of, raw.parents)
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
        name, entity = column_name(fact.shortest, entry), self.table.entities[row]
        message = f"Fact `{name}` of entity `{entity}` is missing: {fact.title} ({fact.words})."
        place = self.raw.place_of(row, fact.name, entry)
        self.findings.add("VBC406", message, place, f"write its value{fact.why}")

    def _check_entry(self, axis: Axis, member: str, place: Place) -> None:
        """An entry is one of those that the model fixes, and belongs to a parent."""
        if axis.members and member not in axis.members:
            meant = did_you_mean(member, axis.members)
            hint = f"did you mean `{meant}`?" if meant else f"it has {', '.join(axis.members)}"
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

    def _require_entries(self, varying: Sequence[DeclaredFact], row: int) -> None:
        """A required fact that varies has a value for every entry that the entity has."""
        members = self.table.members_of(row)
        for fact in varying:
            for entry in _entries(fact, members):
                values = self.table.columns.get((fact.name, entry))
                if values is None or values[row] is None:
                    self._tell_missing(fact, entry, row)


def _entries(fact: DeclaredFact, members: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    """Yield the entries that a fact needs; one without names where an axis has none at all."""
    by_axis = [axis.members or tuple(members.get(axis.name, ())) for axis in fact.axes]
    return product(*by_axis) if all(by_axis) else iter([()])
