"""Facts by entry as a long file has them: a row for each entry of each entity.

The rows of one entity stand together, in the order of the file. What one entity needs is
cut out of the columns; nothing is copied into dictionaries unless someone looks an entry up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.entered import Above, Entered, Names, Rows, Stored

PlaceOfRow = Callable[[int, str], Place]
"""Where the cell of a fact or an axis is written in a row; of another name, the row."""


@attrs.frozen(eq=False)
class EntityRows:
    """The rows of one entity: its entries, their parents by child axis, where they begin."""

    rows: Rows
    parents: Mapping[str, Sequence[str]]
    start: int
    end: int
    _turned: dict[tuple[str, ...], Rows] = attrs.field(init=False, factory=dict)

    def by(self, axes: tuple[str, ...]) -> Rows:
        """Return the rows with their axes in another order."""
        if axes == self.rows.axes:
            return self.rows
        if axes not in self._turned:
            keys = dict(zip(self.rows.axes, self.rows.keys, strict=True))
            self._turned[axes] = Rows(axes, tuple(keys[axis] for axis in axes))
        return self._turned[axes]

    def members(self) -> dict[str, tuple[str, ...]]:
        """Return the entries of every axis and of its parents."""
        found: dict[str, tuple[str, ...]] = dict(zip(self.rows.axes, self.rows.keys, strict=True))
        if len(found) > 1:  # an entry stands in a row for each entry of the other axes
            found = {axis: tuple(dict.fromkeys(keys)) for axis, keys in found.items()}
        return found


@attrs.define(eq=False)
class EntryRows:
    """The rows of a file. `parents` has the column above a child axis, by the child's name.

    `above` names the axis of that column. `fact_axes` has the axes of each fact in the order
    in which its entries are named. `stretches` says which rows an entity has, by its
    number among the entities.
    """

    file: str
    axes: tuple[str, ...]
    keys: tuple[Sequence[str], ...]
    above: Mapping[str, str]
    parents: Mapping[str, Sequence[str]]
    columns: Mapping[str, Stored]
    fact_axes: Mapping[str, tuple[str, ...]]
    stretches: Mapping[int, tuple[int, int]]
    place_of_row: PlaceOfRow
    header: Place
    _last: tuple[int, EntityRows | None] = attrs.field(init=False, default=(-1, None))

    def of(self, entity: int) -> EntityRows | None:
        """Return the rows of one entity, None if it has none."""
        if self._last[0] != entity:
            self._last = (entity, self._cut(entity))
        return self._last[1]

    def _cut(self, entity: int) -> EntityRows | None:
        if entity not in self.stretches:
            return None
        start, end = self.stretches[entity]
        keys = tuple(Names(column[start:end]) for column in self.keys)
        parents = {child: column[start:end] for child, column in self.parents.items()}
        return EntityRows(Rows(self.axes, keys), parents, start, end)

    def facts_of(self, entity: int) -> dict[str, Entered]:
        """Return the facts of one entity, as an evaluation reads them."""
        own = self.of(entity)
        if own is None:
            return {}
        return {
            name: Entered(own.by(self.fact_axes[name]), stored.part(own.start, own.end))
            for name, stored in self.columns.items()
        }

    def members_of(self, entity: int) -> dict[str, tuple[str, ...]]:
        """Return the entries of each axis for which an entity has a row, and their parents."""
        own = self.of(entity)
        if own is None:
            return {}
        found = own.members()
        for child, column in own.parents.items():
            found.setdefault(self.above[child], tuple(dict.fromkeys(column)))
        return found

    def parents_of(self, entity: int) -> dict[str, Mapping[str, str]]:
        """Return the parent of each entry of one entity, by child axis."""
        own = self.of(entity)
        if own is None:
            return {}
        lists: dict[str, Sequence[str]] = dict(zip(own.rows.axes, own.rows.keys, strict=True))
        found: dict[str, Mapping[str, str]] = {}
        for child, column in own.parents.items():
            children = lists.get(child) or own.parents[self._child_of(child)]
            if len(own.rows.axes) == 1 and isinstance(children, Names):
                found[child] = Above(children, column)
            else:
                found[child] = dict(zip(children, column, strict=True))
        return found

    def _child_of(self, axis: str) -> str:
        """Return the child axis whose column of parents lists an axis."""
        return next(child for child, above in self.above.items() if above == axis)

    def place_of(self, entity: int, name: str, entry: tuple[str, ...]) -> Place:
        """Return where a fact of an entry is written; of an entity, its first row."""
        own = self.of(entity)
        if own is None:
            return self.header
        axes = self.fact_axes.get(name)
        row = own.by(axes).row(entry) if axes is not None and entry else None
        return self.place_of_row(own.start + (row or 0), "" if row is None else name)

    def place_of_entry(self, entity: int, axis: str, member: str) -> Place:
        """Return where an entry of an axis, or of a parent of one, is written first."""
        own = self.of(entity)
        columns: dict[str, Sequence[str]] = {}
        if own is not None:
            columns = dict(zip(self.axes, own.rows.keys, strict=True))
            columns |= {self.above[child]: column for child, column in own.parents.items()}
        if own is None or member not in columns.get(axis, ()):
            return self.header
        return self.place_of_row(own.start + columns[axis].index(member), axis)

    def renumbered(self, numbers: Sequence[int]) -> EntryRows:
        """Return the rows with other numbers for the entities: `numbers[old]` is the new one."""
        stretches = {numbers[old]: stretch for old, stretch in self.stretches.items()}
        return attrs.evolve(self, stretches=stretches)
