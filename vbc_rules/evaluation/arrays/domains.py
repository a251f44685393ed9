"""Which entries a value has: all of its axes, or every combination of several of them.

A domain lists the entries in one order, so that an entry is a position. A value of a
parent is brought to its children, and a value of one axis to a combination, by an index:
for each position of the one the position of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.evaluation.entered import Above, Names
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language.axes import Axis, ordered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

MOST_POSITIONS = 2**30
"""More would not fit in memory; sums of so many 32-bit halves still fit in 64 bits."""


class Unsupported(Exception):
    """Entries that arrays do not represent; the reference settles or refuses them."""


@attrs.frozen(eq=False)
class Domain:
    """The combinations of the entries of some axes, the last axis running fastest."""

    axes: tuple[Axis, ...]
    entries: tuple[Entries, ...]
    size: int

    def position(self, at: Mapping[str, str]) -> int:
        """Return the position of the entries at hand."""
        found = 0
        for entries in self.entries:
            found = found * entries.count + entries.position(at[entries.axis.name])
        return found

    def coordinates(self, position: int) -> dict[str, str]:
        """Return the entries at a position, by axis."""
        found = {}
        for entries in reversed(self.entries):
            position, one = divmod(position, entries.count)
            found[entries.axis.name] = entries.names[one]
        return found

    def along(self, axis: Axis) -> Array:
        """Return for every position the position in one axis: its own, or a parent of one."""
        import numpy as np

        if not self.size:
            return np.zeros(0, np.int64)
        after = self.size
        for entries in self.entries:
            after //= entries.count
            if axis is entries.axis or axis in entries.axis.parents():
                own = np.arange(self.size) // after
                if len(self.entries) > 1:
                    own %= entries.count
                return own if axis is entries.axis else entries.upward(axis)[own]
        raise Unsupported

    def index(self, other: Domain) -> Array | None:
        """Return for every position the position in a smaller domain.

        None is every position itself, or the only one of a domain without axes.
        """
        if other.axes == self.axes or not other.axes:
            return None
        found: Any = 0
        for entries in other.entries:
            found = found * entries.count + self.along(entries.axis)
        index: Array = found
        return index


class Entries:
    """The entries of one axis for one entity, and which parent each belongs to."""

    def __init__(self, axis: Axis, inputs: Inputs, above: Entries | None) -> None:
        """Take the entries as the inputs list them."""
        self.axis, self._inputs, self._above = axis, inputs, above
        self.names = inputs.entries(axis)
        self.count = len(self.names)

    @cached_property
    def _positions(self) -> dict[str, int]:
        found = (
            self.names.positions if isinstance(self.names, Names) else Names(self.names).positions
        )
        if len(found) < self.count:
            raise Unsupported
        return found

    def position(self, entry: str) -> int:
        """Return the position of an entry."""
        if entry not in self._positions:
            raise Unsupported
        return self._positions[entry]

    def positions(self, entries: Iterable[str]) -> Array:
        """Return the positions of some entries."""
        import numpy as np

        known = self._positions
        try:
            return np.asarray([known[entry] for entry in entries], np.int64)
        except KeyError:
            raise Unsupported from None

    @cached_property
    def _parents(self) -> Array:
        """Return the position of the parent of every entry."""
        if self._above is None:
            raise Unsupported
        given = self._inputs.parents.get(self.axis.name, {})
        if isinstance(given, Above) and given.children is self.names:
            return self._above.positions(given.parents)
        try:
            return self._above.positions([given[name] for name in self.names])
        except KeyError:
            raise Unsupported from None

    def upward(self, axis: Axis) -> Array:
        """Return the position of every entry's parent, or parent's parent, in its axis."""
        if self._above is None:
            raise Unsupported
        if self._above.axis is axis:
            return self._parents
        return self._above.upward(axis)[self._parents]

    def check(self) -> None:
        """Check that every entry has its place.

        Raises:
            Unsupported: for an entry written twice, or whose parent is not known.
        """
        _ = self._positions
        if self._above is not None:
            _ = self._parents
            self._above.check()


class Domains:
    """The domains of one entity."""

    def __init__(self, inputs: Inputs) -> None:
        """Begin with none."""
        self._inputs = inputs
        self._entries: dict[int, Entries] = {}
        self._domains: dict[tuple[Axis, ...], Domain] = {}

    def entries(self, axis: Axis) -> Entries:
        """Return the entries of an axis."""
        if id(axis) not in self._entries:
            above = self.entries(axis.within) if axis.within is not None else None
            self._entries[id(axis)] = Entries(axis, self._inputs, above)
        return self._entries[id(axis)]

    def size(self, axes: Iterable[Axis]) -> int:
        """Return how many combinations there are, without building anything."""
        found = 1
        for axis in axes:
            found *= len(self._inputs.entries(axis))
        return found

    def domain(self, axes: Iterable[Axis]) -> Domain:
        """Return the domain of some axes.

        Raises:
            Unsupported: for axes that share a parent, or entries without a place.
        """
        order = ordered(axes)
        if order not in self._domains:
            self._domains[order] = self._built(order)
        return self._domains[order]

    def _built(self, order: tuple[Axis, ...]) -> Domain:
        parents = [parent for axis in order for parent in axis.parents()]
        if len(set(parents)) < len(parents) or any(axis.table for axis in order):
            raise Unsupported
        size = self.size(order)
        if size > MOST_POSITIONS:
            raise Unsupported
        entries = tuple(self.entries(axis) for axis in order)
        for one in entries:
            one.check()
        return Domain(order, entries, size)
