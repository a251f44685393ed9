"""From the values of a file to a fact table: what is required is there, entries fit."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

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
    for fact in declared.values():
        if fact.axes:
            _check_entries(raw, fact, findings)
        elif fact.required:
            _require(raw, fact, (), findings)
    _check_combinations(raw, declared, findings)
    findings.refuse_if_any()
    columns = {column: tuple(values) for column, values in raw.columns.items()}
    entities = tuple(raw.entities)
    return FactTable(raw.file, entities, declared, columns, raw.place_of, raw.parents)


def column_name(name: str, entry: Entry) -> str:
    """Return how a column is called: `name`, or `name[entry,entry]`."""
    return f"{name}[{','.join(entry)}]" if entry else name


def _require(raw: RawFacts, fact: DeclaredFact, entry: Entry, findings: Findings) -> None:
    values = raw.columns.get((fact.name, entry))
    title = f"{fact.title}, in {fact.unit}"
    if values is None:
        message = f"Fact `{column_name(fact.shortest, entry)}` is missing: {title}."
        findings.add("VBC406", message, raw.header, "add it for every entity")
    elif None in values:
        for row in (row for row, value in enumerate(values) if value is None):
            _tell_missing(raw, fact, entry, row, findings)


def _tell_missing(
    raw: RawFacts, fact: DeclaredFact, entry: Entry, row: int, findings: Findings
) -> None:
    name, entity = column_name(fact.shortest, entry), raw.entities[row]
    message = f"Fact `{name}` of entity `{entity}` is missing: {fact.title}."
    place = raw.place_of(row, fact.name, entry)
    findings.add("VBC406", message, place, f"write the value in {fact.unit}")


def _check_entries(raw: RawFacts, fact: DeclaredFact, findings: Findings) -> None:
    """Every entry of an axis whose entries the model fixes is one of them."""
    for name, entry in raw.columns:
        if name != fact.name:
            continue
        for axis, member in zip(fact.axes, entry, strict=True):
            if axis.members and member not in axis.members:
                meant = did_you_mean(member, axis.members)
                hint = f"did you mean `{meant}`?" if meant else f"it has {', '.join(axis.members)}"
                message = f"`{member}` is no entry of `{axis.name}`: {axis.title}."
                findings.add("VBC415", message, raw.place_of(0, name, entry), hint)
            _check_parents(raw, axis, member, raw.place_of(0, name, entry), findings)


def _check_parents(
    raw: RawFacts, axis: Axis, member: str, place: Place, findings: Findings
) -> None:
    for parent in axis.parents():
        above = raw.parents.get(axis.name, {}).get(member)
        if above is None:
            message = f"`{member}` of `{axis.name}` belongs to no `{parent.name}`."
            findings.add("VBC416", message, place, f"say which {parent.name} it belongs to")
            return
        axis, member = parent, above


def _check_combinations(raw: RawFacts, declared: Declared, findings: Findings) -> None:
    """A required fact that varies has a value for every entry that the entity has."""
    varying = [fact for fact in declared.values() if fact.axes and fact.required]
    if not varying:
        return
    for row in range(len(raw.entities)):
        members = _members(raw, declared, row)
        for fact in varying:
            _check_row(raw, fact, members, row, findings)


def _members(raw: RawFacts, declared: Declared, row: int) -> dict[str, dict[str, None]]:
    found: dict[str, dict[str, None]] = {}
    for (name, entry), values in raw.columns.items():
        if values[row] is not None:
            for axis, member in zip(declared[name].axes, entry, strict=True):
                found.setdefault(axis.name, {})[member] = None
    return found


def _check_row(
    raw: RawFacts,
    fact: DeclaredFact,
    members: Mapping[str, Mapping[str, None]],
    row: int,
    findings: Findings,
) -> None:
    entries = [axis.members or tuple(members.get(axis.name, ())) for axis in fact.axes]
    if not all(entries):
        _tell_missing(raw, fact, (), row, findings)
    for entry in product(*entries):
        values = raw.columns.get((fact.name, entry))
        if values is None or values[row] is None:
            _tell_missing(raw, fact, entry, row, findings)
