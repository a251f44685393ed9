"""A facts file that is read once, and from which the facts of some entities are taken.

A book of agreements may keep the facts of several contracts in one file, and what is wrong
with one entity must not stop the others.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import attrs

from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.declared import Declared
from vbc_rules.facts.table import Entry, FactTable


class FactFile(Protocol):
    """A facts file. `begins` says where each entity begins, and where they end (None)."""

    @property
    def file(self) -> str:
        """Return the name of the file."""

    @property
    def begins(self) -> Mapping[str | None, Place]:
        """Return where each entity begins, and under None where what follows them does."""

    def table(self, declared: Declared, entities: Sequence[str]) -> FactTable:
        """Return the facts of some entities; raises Refusal with what is wrong with them."""


def open_facts(path: Path) -> FactFile:
    """Return a facts file, read but not yet checked.

    Raises:
        Refusal: every finding about the text; VBC401 for a file of another kind.
    """
    from vbc_rules.facts.readers import SUFFIXES, unknown_kind

    suffix = path.suffix.lower()
    if suffix == ".csv":
        from vbc_rules.facts.readers.csv_selected import CsvFacts

        return CsvFacts.at(path)
    if suffix in SUFFIXES:
        from vbc_rules.facts.readers.document_selected import DocumentFacts

        return DocumentFacts.at(path)
    raise unknown_kind(path)


@attrs.frozen
class Selected:
    """The facts of each entity by itself, or what is wrong with them."""

    tables: Mapping[str, FactTable]
    refused: Mapping[str, tuple[Diagnostic, ...]]


def select(facts: FactFile, declared: Declared, entities: Iterable[str]) -> Selected:
    """Return the facts of entities that the file has.

    A finding at an entity's own lines stops this entity only; any other stops all of them.
    """
    refused: dict[str, tuple[Diagnostic, ...]] = {}
    left = list(dict.fromkeys(entities))
    while left:
        try:
            table = facts.table(declared, left)
        except Refusal as refusal:
            told = _by_entity(refusal, facts, left) or dict.fromkeys(left, refusal.diagnostics)
            refused |= told
            left = [entity for entity in left if entity not in told]
        else:
            return Selected({entity: _alone(table, entity) for entity in left}, refused)
    return Selected({}, refused)


def _by_entity(
    refusal: Refusal, facts: FactFile, entities: Sequence[str]
) -> dict[str, tuple[Diagnostic, ...]]:
    """Return the findings that stand at lines of one of the entities."""
    starts = sorted((place, entity or "") for entity, place in facts.begins.items())
    found: dict[str, tuple[Diagnostic, ...]] = {}
    wanted = set(entities)
    for one in refusal.diagnostics:
        if one.place is None or one.place.file != facts.file:
            continue
        before = bisect_right(starts, (one.place, "\U0010ffff"))
        owner = starts[before - 1][1] if before else ""
        if owner in wanted:
            found[owner] = (*found.get(owner, ()), one)
    return found


def _alone(table: FactTable, entity: str) -> FactTable:
    """Return the facts of one entity; what others have and it has not is left out."""
    row = table.row(entity)
    columns: dict[Any, tuple[Scalar, ...]] = {
        column: (values[row],)
        for column, values in table.columns.items()
        if values[row] is not None
    }
    members = table.members_of(row)
    parents = {
        axis: {one: above for one, above in within.items() if one in members.get(axis, ())}
        for axis, within in table.parents.items()
    }

    def place_of(_: int, name: str, entry: Entry) -> Place:
        return table.place_of(row, name, entry)

    return FactTable(table.file, (entity,), table.declared, columns, place_of, parents)
