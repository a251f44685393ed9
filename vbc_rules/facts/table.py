"""A fact table: what was reported for each entity, as checked and exact values."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import attrs

from vbc_rules.diagnostics import Place, refuse
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.evaluation.inputs import Given, Inputs, Scalar
from vbc_rules.facts.canonical import canonical_entries
from vbc_rules.facts.declared import Declared
from vbc_rules.facts.entry_rows import EntryRows

Entry = tuple[str, ...]
Column = tuple[str, Entry]
"""A fact and the entries of its axes; a fact without axes has no entries."""

PlaceOf = Callable[[int, str, Entry], Place]


@attrs.frozen(eq=False)
class FactTable:
    """Facts by entity, in the order of the file.

    `columns` holds one value per entity for every fact, and for every entry of a fact
    that varies by axes; None is missing. `parents` maps the entries of a child axis to
    their parents. `place_of(row, fact, entries)` says where a value is written. Facts that
    a long file gives, a row for each entry, stand in `long` instead.
    """

    file: str
    entities: tuple[str, ...]
    declared: Declared = attrs.field(repr=False)
    columns: Mapping[Column, tuple[Scalar, ...]] = attrs.field(repr=False)
    place_of: PlaceOf = attrs.field(repr=False)
    parents: Mapping[str, Mapping[str, str]] = attrs.field(factory=dict)
    long: tuple[EntryRows, ...] = attrs.field(default=(), repr=False)
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
            hint = suggestion(entity, self.entities, f"it has {len(self.entities)} entities")
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
        for rows in self.long:
            given = rows.facts_of(row).items()
            found |= {name: entered for name, entered in given if self.declared[name].read}
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
        return self._with_long({axis: tuple(members) for axis, members in found.items()}, row)

    def _with_long(self, found: dict[str, tuple[str, ...]], row: int) -> dict[str, tuple[str, ...]]:
        """Add the entries of long files; those of a single file are taken as they are."""
        for rows in self.long:
            for axis, members in rows.members_of(row).items():
                known = found.get(axis)
                found[axis] = members if known is None else tuple(dict.fromkeys((*known, *members)))
        return found

    def parents_of(self, row: int) -> Mapping[str, Mapping[str, str]]:
        """Return the parents of the entries of one entity, by child axis."""
        found = dict(self.parents)
        for rows in self.long:
            for axis, members in rows.parents_of(row).items():
                found[axis] = {**found[axis], **members} if axis in found else members
        return found

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
        return Inputs(self.facts_of(row), parameters, self.members_of(row), self.parents_of(row))

    def sha256(self) -> str:
        """Return a hash of the content: equal for equal facts, whatever file they stand in."""
        import hashlib

        digest = hashlib.sha256()
        for line in self._canonical_lines():
            digest.update(line.encode("utf-8") + b"\n")
        return digest.hexdigest()

    def _canonical_lines(self) -> Iterator[str]:
        plain = sorted(column for column in self.columns if not column[1])
        yield from (json.dumps([name]) for name, _ in plain)
        for entity in sorted(self.entities):
            row = self._rows[entity]
            yield json.dumps([entity, *(_canonical(self.columns[one][row]) for one in plain)])
            if self.long or len(plain) < len(self.columns):
                yield from canonical_entries(self.inputs(row, {}), self.declared)


def _canonical(value: Scalar) -> str | bool | None:
    """Return a value for hashing; a number is marked, so that the choice `1` is not the number."""
    return value if value is None or isinstance(value, bool | str) else f"={value}"
