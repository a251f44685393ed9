"""Entries that the facts name and the contract does not: told at the line of the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.facts.table import FactTable
from vbc_rules.facts.values import shown
from vbc_rules.language import Axis
from vbc_rules.settlement.binding import BoundContract

Agreed = Mapping[str, Mapping[str, Mapping[str, None]]]
"""By axis: the required terms of the contract, each with the entries that it has."""


def unagreed_entries(bound: BoundContract, facts: FactTable, row: int) -> Refusal | None:
    """Return VBC230 for each entry of an entity for which the contract agrees nothing.

    It explains why terms could not be evaluated (VBC502): a term that no clause reads for
    the entry is none of its concern.
    """
    findings = list(_findings(bound, facts, row))
    return Refusal(findings) if findings else None


def _findings(bound: BoundContract, facts: FactTable, row: int) -> Iterator[Diagnostic]:
    agreed, told = _agreed(bound), set()
    for axis, member, lowest, place in _named(facts, row):
        terms = agreed.get(axis.name, {})
        lacking = [f"`{name}`" for name, entries in terms.items() if member not in entries]
        if lacking and (axis.name, member) not in told:
            told.add((axis.name, member))
            entity, within = shown(facts.entities[row]), ""
            if member != lowest:
                within = f", in which `{lowest}` lies"
            known = dict.fromkeys(entry for entries in terms.values() for entry in entries)
            meant = did_you_mean(member, known)
            yield Diagnostic(
                "VBC230",
                f"Entity {entity}: the contract has no {' and no '.join(lacking)} for "
                f"{axis.name} `{member}`{within}.",
                place,
                f"did you mean `{meant}`?" if meant else f"it has {', '.join(known)}",
            )


def _named(facts: FactTable, row: int) -> Iterator[tuple[Axis, str, str, Place]]:
    """Yield every entry that an entity's facts name, with what led to it and where."""
    for (name, entry), values in facts.columns.items():
        if values[row] is None or not facts.declared[name].read:
            continue
        for axis, member in zip(facts.declared[name].axes, entry, strict=True):
            for upper, above in _upwards(axis, member, facts):
                yield upper, above, member, facts.place_of(row, name, entry)


def _agreed(bound: BoundContract) -> Agreed:
    found: dict[str, dict[str, dict[str, None]]] = {}
    for name, value in bound.parameters.items():
        term = bound.edition.terms[name]
        if term.declaration.optional or not isinstance(value, Mapping):
            continue
        for position, axis in enumerate(term.axes):
            entries = dict.fromkeys(path[position] for path in value)
            found.setdefault(axis.name, {})[name] = entries
    return found


def _upwards(axis: Axis, member: str, facts: FactTable) -> Iterator[tuple[Axis, str]]:
    """Yield an entry, then the entry of each parent that it lies in."""
    yield axis, member
    for parent in axis.parents():
        member = facts.parents[axis.name][member]
        axis = parent
        yield axis, member
