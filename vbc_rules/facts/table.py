"""A fact table: what was reported for each entity, as checked and exact values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs

from vbc_rules.diagnostics import Place, refuse
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.evaluation.inputs import Given, Inputs, Scalar
from vbc_rules.facts.declared import Declared

Entry = tuple[str, ...]
Column = tuple[str, Entry]
"""A fact and the entries of its axes; a fact without axes has no entries."""

PlaceOf = Callable[[int, str, Entry], Place]


@attrs.frozen(eq=False)
class FactTable:
    """Facts by entity, in the order of the file.

    `columns` holds one value per entity for every fact, and for every entry of a fact
    that varies by axes; None is missing. `parents` maps the entries of a child axis to
    their parents. `place_of(row, fact, entries)` says where a value is written.
    """

    file: str
    entities: tuple[str, ...]
    declared: Declared = attrs.field(repr=False)
    columns: Mapping[Column, tuple[Scalar, ...]] = attrs.field(repr=False)
    place_of: PlaceOf = attrs.field(repr=False)
    parents: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    _rows: Mapping[str, int] = attrs.field(init=False, repr=False)

    @_rows.default
    def _number_rows(self) -> Mapping[str, int]:
        return {entity: row for row, entity in enumerate(self.entities)}

    def row(self, entity: str) -> int:
        """Return the row of an entity.

        Raises:
            Refusal: VBC421 if the file does not have it.
        """
        if entity not in self._rows:
            meant = did_you_mean(entity, self.entities)
            hint = f"did you mean `{meant}`?" if meant else f"it has {len(self.entities)} entities"
            raise refuse("VBC421", f"The file has no entity `{entity}`.", Place(self.file), hint)
        return self._rows[entity]

    def facts_of(self, row: int) -> dict[str, Given]:
        """Return the facts of one entity by name, as an evaluation reads them.

        A fact that varies by axes is a mapping from its entries; missing values and
        facts that are not read are left out.
        """
        found: dict[str, Any] = {}
        for (name, entry), values in self.columns.items():
            if values[row] is None or not self.declared[name].read:
                continue
            if entry:
                found.setdefault(name, {})[entry] = values[row]
            else:
                found[name] = values[row]
        return found

    def members_of(self, row: int) -> dict[str, tuple[str, ...]]:
        """Return the entries of each axis for which an entity has a value, in file order."""
        found: dict[str, dict[str, None]] = {}
        for (name, entry), values in self.columns.items():
            if values[row] is None:
                continue
            for axis, member in zip(self.declared[name].axes, entry, strict=True):
                found.setdefault(axis.name, {})[member] = None
                self._add_parents(axis.name, member, found, name)
        return {axis: tuple(members) for axis, members in found.items()}

    def _add_parents(
        self, axis: str, member: str, found: dict[str, dict[str, None]], name: str
    ) -> None:
        """Count the parents of an entry as entries of their own axes."""
        declared = next(one for one in self.declared[name].axes if one.name == axis)
        for parent in declared.parents():
            above = self.parents.get(axis, {}).get(member)
            if above is None:
                return
            found.setdefault(parent.name, {})[above] = None
            axis, member = parent.name, above

    def inputs(self, row: int, parameters: Mapping[str, Given]) -> Inputs:
        """Return what an evaluation of one entity needs."""
        return Inputs(self.facts_of(row), parameters, self.members_of(row), self.parents)

    def sha256(self) -> str:
        """Return a hash of the content: equal for equal facts, whatever file they stand in."""
        import hashlib

        digest = hashlib.sha256()
        for line in self._canonical_lines():
            digest.update(line.encode("utf-8") + b"\n")
        return digest.hexdigest()

    def _canonical_lines(self) -> list[str]:
        import json

        order = sorted(self.columns)
        lines = [json.dumps([name, *entry]) for name, entry in order]
        for entity in sorted(self.entities):
            row = self._rows[entity]
            values = [_canonical(self.columns[column][row]) for column in order]
            lines.append(json.dumps([entity, *values]))
        return [*lines, json.dumps(self.parents, sort_keys=True)]


def _canonical(value: Scalar) -> str | bool | None:
    """Return a value for hashing; a number is marked, so that the choice `1` is not the number."""
    return value if value is None or isinstance(value, bool | str) else f"={value}"
