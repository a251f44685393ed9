"""Tables: rows found by where they start, or by the choice they match.

A row applies from its start to the start of the next row, so a gap or an overlap cannot
be written. The rows of a table are also an axis, which makes corridors and
interpolation library functions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Self

from vbc_rules.language.axes import Axis, joined
from vbc_rules.language.errors import author_place, wrong
from vbc_rules.language.operations import exact
from vbc_rules.language.quantities import Choice, Ordered, YesNo
from vbc_rules.language.tree import Value, node
from vbc_rules.language.types import annotation_of, author_names

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place

Role = Literal["starts_at", "starts_after", "matches", "column", "next_start"]
Cell = Fraction | bool | str | None
Limit = str | int | None
Limits = tuple[Limit, Limit]
KEYS = ("starts_at", "starts_after", "matches")


class Column:
    """A column of a table; reading it on a row gives a node of its unit."""

    def __init__(
        self,
        role: Role,
        *,
        optional: bool = False,
        limits: Limits = (None, None),
        first: Limit = None,
    ) -> None:
        """Keep role and limits; name and unit follow from the class body."""
        self.role, self.optional = role, optional
        self._limits = limits
        self.first = None if first is None else exact(first)
        self.name = ""
        self.unit: type[Any] = Value

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the attribute's name."""
        self.name = name

    @property
    def limits(self) -> tuple[Fraction | None, Fraction | None]:
        """Return the least and the greatest number of a cell: as declared, else the unit's."""
        usual: Limits = (self.unit.unit.minimum, self.unit.unit.maximum)
        pairs = zip(self._limits, usual, strict=True)
        stated = (one if one is not None else other for one, other in pairs)
        low, high = (None if limit is None else exact(limit) for limit in stated)
        return low, high

    if not TYPE_CHECKING:  # for mypy an attribute is what its annotation says

        def __get__(self, table: Table | None, owner: type) -> Any:
            """Return the column on the class, a node of the tree on a row."""
            return self if table is None else table._cell(self)


def starts_at(*, minimum: Limit = None, maximum: Limit = None, first: Limit = None) -> Any:
    """Declare the key column of a table whose rows begin at a value, inclusive.

    `first` is where the first row must begin, such as 0 for bands that leave nothing out.
    """
    return Column("starts_at", limits=(minimum, maximum), first=first)


def starts_after(*, minimum: Limit = None, maximum: Limit = None, first: Limit = None) -> Any:
    """Declare the key column of a table whose rows begin above a value, exclusive."""
    return Column("starts_after", limits=(minimum, maximum), first=first)


def matches() -> Any:
    """Declare the key column of a table whose rows belong to one choice each."""
    return Column("matches")


def column(*, optional: bool = False, minimum: Limit = None, maximum: Limit = None) -> Any:
    """Declare a column; an optional one may be empty in some rows.

    `minimum` and `maximum` are the limits of its cells in a contract (a rate is 0 to 1
    unless they say otherwise).
    """
    return Column("column", optional=optional, limits=(minimum, maximum))


def next_start() -> Any:
    """Declare a column that repeats the next row's start; missing in the last row."""
    return Column("next_start", optional=True)


class Table:
    """A table as a clause reads it: `self.scale.row(key).rate`, or over `self.scale.rows`."""

    columns: ClassVar[dict[str, Column]] = {}
    key: ClassVar[Column]

    def __init_subclass__(cls) -> None:
        """Collect the columns and find the one key."""
        own = {name: one for name, one in vars(cls).items() if isinstance(one, Column)}
        for name in own:
            if hasattr(Table, name) or name in ("rows", "key"):
                raise wrong("VBC626", f"column `{name}` has a name that every table has")
        cls.columns = {**cls.columns, **own}
        names = author_names(cls.__module__)
        for name, one in own.items():
            one.unit = annotation_of(cls, name, names)
        keys = [one for one in cls.columns.values() if one.role in KEYS]
        if len(keys) != 1:
            raise wrong("VBC610", f"table {cls.__name__} needs one key column, not {len(keys)}")
        cls.key = keys[0]
        for one in cls.columns.values():
            _check_column(cls, one)

    def __init__(
        self,
        name: str,
        per: frozenset[Axis],
        rows: Axis,
        key: Value | None,
        *,
        optional: bool = False,
    ) -> None:
        """Bind the table to its place in a contract; without a key all rows are meant."""
        self._name, self._per, self.rows, self._row_key = name, per, rows, key
        self._optional = optional

    def row(self, key: Value) -> Self:
        """Return the row that applies to `key`; none applying is an error at settlement."""
        wanted = type(self).key.unit
        if type(key) is not wanted:
            raise wrong(
                "VBC604",
                f"table {self._name} is read by {wanted.unit.words}, not by {key.unit.words}",
            )
        return type(self)(self._name, self._per, self.rows, key, optional=self._optional)

    def __str__(self) -> str:
        """Return the table's name in its model."""
        return self._name

    def _cell(self, one: Column) -> Any:
        if self._row_key is None:
            axes = joined(self._per, (self.rows,))
            return node(one.unit, "column", (self._name, one.name, self.rows), axes,
                        missing=one.optional)  # fmt: skip
        key = self._row_key
        missing = key.may_be_missing or one.optional or self._optional
        axes = joined(self._per, key.axes)
        return node(one.unit, "lookup", (self._name, one.name, key), axes, missing=missing)


def _check_column(table: type[Table], one: Column) -> None:
    """Require a unit that fits the role: rows start at numbers, and match choices."""
    name = f"column {one.name} of {table.__name__}"
    if not issubclass(one.unit, Value):
        raise wrong("VBC608", f"{name} is no unit")
    if one.role in ("starts_at", "starts_after") and not issubclass(one.unit, Ordered):
        raise wrong("VBC610", f"{name} is no number to start at", hint="use matches()")
    if one.role == "matches" and not issubclass(one.unit, Choice):
        raise wrong("VBC610", f"{name} is no choice to match", hint="use starts_at()")
    if one.role == "next_start" and one.unit is not table.key.unit:
        words = table.key.unit.unit.words
        raise wrong("VBC610", f"{name} repeats {table.key.name} and must be {words}")


def exhibit(table: type[Table], text: str, place: Place) -> tuple[dict[str, Cell], ...]:
    """Read an exhibit: a line of column names, then a line a row; `-` is an empty cell.

    Raises:
        DefinitionError: VBC610 if columns or rows do not fit the table.
    """
    names, *body = [line.split() for line in text.strip().splitlines()] or [[]]
    expected = [one.name for one in table.columns.values() if one.role != "next_start"]
    if names != expected:
        raise wrong("VBC610", f"the exhibit has columns {names}, the table {expected}", place)
    for line in body:
        if len(line) != len(names):
            raise wrong("VBC610", f"the row {' '.join(line)!r} has not {len(names)} cells", place)
    rows = [dict(zip(names, line, strict=True)) for line in body]
    return arranged(table, [_cells(table, row, place) for row in rows], place)


def _cells(table: type[Table], row: Mapping[str, str], place: Place) -> dict[str, Cell]:
    return {name: _cell(table.columns[name], text, place) for name, text in row.items()}


def _cell(one: Column, text: str, place: Place) -> Cell:
    if text == "-":
        return None
    if issubclass(one.unit, Choice):
        return text
    if issubclass(one.unit, YesNo):
        if text not in ("yes", "no"):
            raise wrong("VBC610", f"{text!r} in column {one.name} is neither yes nor no", place)
        return text == "yes"
    return exact(text, place)


def arranged(
    table: type[Table], rows: Sequence[Mapping[str, Cell]], place: Place | None = None
) -> tuple[dict[str, Cell], ...]:
    """Check the order of rows, and fill in where each row ends.

    Raises:
        DefinitionError: VBC610 for rows out of order, keys that repeat, or an empty cell
            in a column that is not optional.
    """
    where = place or author_place()
    keys = [row.get(table.key.name) for row in rows]
    if not rows:
        raise wrong("VBC610", f"table {table.__name__} has no rows", where)
    for one in table.columns.values():
        if not one.optional and any(row.get(one.name) is None for row in rows):
            raise wrong("VBC610", f"column {one.name} is empty in a row", where)
    if len(set(keys)) < len(keys):
        raise wrong("VBC610", f"two rows have one {table.key.name}", where)
    if table.key.role != "matches" and keys != sorted(keys):  # type: ignore[type-var]
        raise wrong("VBC610", f"rows must ascend by {table.key.name}", where)
    if table.key.first is not None and keys[0] != table.key.first:
        raise wrong("VBC610", f"the first row must begin at {table.key.first}", where)
    following = [*keys[1:], None]
    return tuple({**row, **_ends(table, end)} for row, end in zip(rows, following, strict=True))


def _ends(table: type[Table], following: Cell) -> dict[str, Cell]:
    return {one.name: following for one in table.columns.values() if one.role == "next_start"}
