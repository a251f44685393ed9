"""Facts by entry as columns: a million values need no dictionary and no fractions.

The reference reads a fact that varies as a mapping from entries to values; so is this one.
Arrays read the columns themselves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

import attrs

from vbc_rules.evaluation.inputs import Scalar


class Names(tuple[str, ...]):  # noqa: SLOT001 - it remembers positions
    """The entries of an axis, each with its position; equal to a plain tuple of them."""

    @cached_property
    def positions(self) -> dict[str, int]:
        """Return where each entry stands."""
        return {name: position for position, name in enumerate(self)}


@attrs.frozen(eq=False)
class Stored:
    """Values as integers: `integers[i] / 10**scale`, or yes/no, or positions in `options`.

    Where `missing` holds there is no value, and the integer is 0.
    """

    integers: Sequence[int]
    scale: int = 0
    missing: Sequence[int] | None = None
    options: tuple[str, ...] | None = None
    truth: bool = False

    def scalar(self, position: int) -> Scalar:
        """Return one value."""
        if self.missing is not None and self.missing[position]:
            return None
        number = self.integers[position]
        if self.options is not None:
            return self.options[number]
        return bool(number) if self.truth else Fraction(number, 10**self.scale)

    def part(self, start: int, end: int) -> Stored:
        """Return the values of some positions."""
        missing = None if self.missing is None else self.missing[start:end]
        return attrs.evolve(self, integers=self.integers[start:end], missing=missing)


@attrs.frozen(eq=False, slots=False)
class Rows:
    """The entries of one entity in a file: for each row the entry of every axis."""

    axes: tuple[str, ...]
    keys: tuple[Names, ...]

    @cached_property
    def positions(self) -> Mapping[tuple[str, ...], int]:
        """Return the row of each combination of entries."""
        return {entry: row for row, entry in enumerate(zip(*self.keys, strict=True))}

    def row(self, entry: tuple[str, ...]) -> int | None:
        """Return the row of an entry, in the order of the axes here; None if there is none."""
        if len(self.keys) == 1:
            return self.keys[0].positions.get(entry[0])
        return self.positions.get(entry)


@attrs.frozen(eq=False)
class Entered(Mapping[tuple[str, ...], Scalar]):
    """One fact of one entity by entry, as columns of a file."""

    rows: Rows
    stored: Stored

    def __getitem__(self, entry: tuple[str, ...]) -> Scalar:
        """Return the value of an entry; raises KeyError where there is none."""
        row = self.rows.row(entry)
        value = None if row is None else self.stored.scalar(row)
        if value is None:
            raise KeyError(entry)
        return value

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        """Yield the entries that have a value."""
        missing = self.stored.missing
        for row, entry in enumerate(zip(*self.rows.keys, strict=True)):
            if missing is None or not missing[row]:
                yield entry

    def __len__(self) -> int:
        """Return how many entries have a value."""
        missing = self.stored.missing
        return len(self.stored.integers) - (0 if missing is None else sum(map(bool, missing)))


@attrs.frozen(eq=False)
class Above(Mapping[str, str]):
    """The parent of every entry of one entity, as columns of a file."""

    children: Names
    parents: Sequence[str]

    def __getitem__(self, entry: str) -> str:
        """Return the parent of an entry; raises KeyError for an unknown one."""
        return self.parents[self.children.positions[entry]]

    def __iter__(self) -> Iterator[str]:
        """Yield the entries."""
        return iter(self.children)

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.children)
