"""From the tree of an edition to an integer program for one row.

Parameters, law, tables and the entries of axes are the same for all rows, so they are
known now: an axis is written out entry by entry, parameters become constants, and
whatever follows from them alone is computed here. What is left depends on facts.

The walk over axes, parents and clauses is the reference's own (`exact.Run`); only the
operations are others. Where the reference would refuse, the value is in trouble: a row
that needs it is handed to the reference, which names the entity and the clause.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.batch.builder import Builder
from vbc_rules.evaluation.batch.operations import Aggregates, Operations
from vbc_rules.evaluation.batch.program import Integer
from vbc_rules.evaluation.batch.rationals import Condition, Lowered, Number, Option, constant
from vbc_rules.evaluation.batch.tabled import Tabled, known, read
from vbc_rules.evaluation.exact import At, Run
from vbc_rules.evaluation.inputs import Inputs, coordinates
from vbc_rules.language.axes import ordered
from vbc_rules.language.edition import Edition
from vbc_rules.language.tree import Value

ColumnKey = tuple[str, tuple[str, ...]]
"""A column of facts: the fact's name and its entries, () for a fact without axes."""


@attrs.frozen
class ColumnShape:
    """What must be known of a column to compile: its unit, and whether it has gaps."""

    unit: Fraction = Fraction(1)
    gaps: bool = False


Layout = Mapping[ColumnKey, ColumnShape]


class Lowering(Run):
    """A run whose values are steps of an integer program."""

    def __init__(
        self, edition: Edition, shared: Inputs, layout: Layout, vocabulary: Mapping[str, int]
    ) -> None:
        """Prepare to lower clauses for rows whose columns have this layout.

        Raises:
            Refusal: VBC501 for each missing parameter.
        """
        present: dict[str, Any] = {term.name: True for term in edition.facts()}
        super().__init__(edition, attrs.evolve(shared, facts=present))
        self.layout, self.vocabulary = layout, vocabulary
        self.build = Builder()
        self.operations = Operations(self.build)
        self.aggregates = Aggregates(self.operations)
        special: dict[str, Any] = {"phrase": self._phrase, "ref": self._ref, "is": self._is}
        given = {"const", "leaf", "lookup", "column"}
        over_axis = {"total", "count", "average", "least", "greatest"}
        for op in set(self._operations) - given - over_axis:
            self._operations[op] = special.get(op, self._combined)

    def outputs(self, clause: str) -> dict[tuple[str, ...], Lowered]:
        """Return a clause at each of its entries, () if it does not vary."""
        expression = self.edition.clauses[clause].expression
        found = {}
        for entries in product(*map(self.inputs.entries, ordered(expression.axes))):
            lowered: Any = self.clause(clause, self.at(ordered(expression.axes), entries))
            found[entries] = self._read(lowered)
        return found

    def value(self, value: Value, at: At) -> Any:
        """Return a node at its entries; where the reference would refuse, trouble."""
        key = (id(value), self.entries_of(value, at))
        if key not in self.values:
            running = len(self.running)
            try:
                self.values[key] = self._operations[value.op](value, at)
            except Refusal:
                del self.running[running:]
                trouble: Any = attrs.evolve(_absent(value), trouble=True)
                self.values[key] = trouble
        return self.values[key]

    def _read(self, lowered: Any) -> Lowered:
        found: Lowered = read(self.build, lowered) if isinstance(lowered, Tabled) else lowered
        return found

    # ------------------------------------------------------------------ what is given

    def _fixed(self, value: Value, given: Any) -> Any:
        if given is None:
            return _absent(value)
        if isinstance(given, bool):
            return Condition(given)
        return Option(self.vocabulary[given]) if isinstance(given, str) else constant(given)

    def _const(self, value: Value, _at: At) -> Any:
        return self._fixed(value, value.args[0])

    def _column(self, value: Value, at: At) -> Any:
        return self._fixed(value, super()._column(value, at))

    def _leaf(self, value: Value, at: At) -> Any:
        term = self.edition.terms[value.args[0]]
        if term.kind != "fact":
            return self._fixed(value, super()._leaf(value, at))
        key = (term.name, coordinates(term.axes, at))
        optional = term.declaration.optional
        if key not in self.layout:
            return attrs.evolve(_absent(value), missing=optional, trouble=not optional)
        shape = self.layout[key]
        absent = self.build.absent(key) if shape.gaps else False
        gaps = {"missing": absent} if optional else {"trouble": absent}
        if value.unit.id == "YesNo":
            return Condition(self.build.flag(key), **gaps)
        if value.unit.id == "Choice":
            return Option(self.build.number(key), **gaps)
        return Number(self.build.number(key), 1, shape.unit, **gaps)

    # -------------------------------------------------------------------- operations

    def _ref(self, value: Value, at: At) -> Any:
        return self.clause(value.args[0], at)

    def _phrase(self, value: Value, at: At) -> Any:
        return self.value(value.args[0], at)

    def _is(self, value: Value, at: At) -> Any:
        codes = tuple(sorted(self.vocabulary[option] for option in value.args[1]))
        return self._applied(value, (codes,), [self.value(value.args[0], at)])

    def _combined(self, value: Value, at: At) -> Any:
        operands = [self.value(arg, at) for arg in value.args if isinstance(arg, Value)]
        extra = value.args[1:] if value.op == "round" else ()
        return self._applied(value, extra, operands)

    def _applied(self, value: Value, extra: tuple[Any, ...], operands: list[Any]) -> Any:
        """Apply an operation; if it concerns the row of one table only, row by row."""
        first = next((one for one in operands if isinstance(one, Tabled)), None)
        if first is not None and all(_of_one_row(one, first, value.op) for one in operands):
            return self._by_row(value.op, extra, operands, first)
        return self.operations.apply(value.op, extra, [self._read(one) for one in operands])

    def _by_row(self, op: str, extra: tuple[Any, ...], operands: list[Any], like: Tabled) -> Tabled:
        cells = tuple(
            self.operations.apply(
                op, extra, [one.cells[i] if isinstance(one, Tabled) else one for one in operands]
            )
            for i in range(len(like.cells))
        )
        return attrs.evolve(like, cells=cells)

    def _lookup(self, value: Value, at: At) -> Any:
        name, column, key_node = value.args
        key = self._read(self.value(key_node, at))
        rows = self.given(name, at)
        if rows is None:
            return attrs.evolve(_absent(value), trouble=key.trouble)
        cells = [self._fixed(value, row.get(column)) for row in rows]
        position = self._position(name, rows, key)
        found = self.build.opposite(self.build.equals(position, 0))
        none = self.build.both(self.build.opposite(key.missing), self.build.opposite(found))
        trouble = self.build.either(key.trouble, none)
        if isinstance(position, int):
            cell = cells[max(position - 1, 0)]
            missing = self.build.either(key.missing, cell.missing)
            return attrs.evolve(cell, missing=missing, trouble=trouble)
        return Tabled(position, (cells[0], *cells), key.missing, trouble)

    def _position(self, name: str, rows: Any, key: Any) -> Integer:
        """Return the number of the row that applies, counted from 1; 0 where none does."""
        column = self.table(name).key
        keys = [row[column.name] for row in rows]
        if column.role == "matches":
            places = [0] * (len(self.vocabulary) + 1)
            for place, option in enumerate(keys, 1):
                places[self.vocabulary[option]] = place
            return self.build.entry(key.code, tuple(places))
        inclusive = column.role == "starts_at"
        if key.denominator == 1:
            return self.build.position(key.numerator, _starts(keys, key.unit, inclusive=inclusive))
        return self._position_of_quotient(keys, key, inclusive=inclusive)

    def _position_of_quotient(self, keys: Any, key: Number, *, inclusive: bool) -> Integer:
        """Bring a quotient to the grid of the starts, on which it passes the same ones.

        For a multiple s of the grid g: k >= s exactly if floor(k / g) >= s / g, and
        k > s exactly if ceil(k / g) > s / g.
        """
        grid = Fraction(1, math.lcm(*(start.denominator for start in keys)))
        rule = "floor" if inclusive else "ceiling"
        steps = self.operations.arithmetic.steps_of(key, grid, rule)
        return self.build.position(steps, _starts(keys, grid, inclusive=inclusive))

    def _aggregate(self, value: Value, at: At) -> Any:
        inner, where, over, by = value.args
        entries: list[Any] = []
        for entry in self.entries(over, by, at):
            deeper = self.within(over, entry, at)
            holds: Any = ALWAYS if where is None else self._read(self.value(where, deeper))
            entries.append((holds, self._read(self.value(inner, deeper))))
        return self.aggregates.apply(value.op, entries)


ALWAYS = Condition(holds=True)


def _of_one_row(one: Any, first: Tabled, op: str) -> bool:
    """Tell whether a value follows from the row alone that `first` is read from."""
    if op in ("known", "if_missing", "when") and first.missing is not False:
        return False  # these look at a missing key, the others only pass it on
    if not isinstance(one, Tabled):
        return known(one)
    return (
        one.position is first.position
        and one.missing is first.missing
        and one.trouble is first.trouble
    )


def _starts(keys: Any, unit: Fraction, *, inclusive: bool) -> tuple[int, ...]:
    """Return the least whole number of units from which each row applies."""
    if inclusive:
        return tuple(math.ceil(start / unit) for start in keys)
    return tuple(math.floor(start / unit) + 1 for start in keys)


def _absent(value: Value) -> Any:
    """Return a value of a node's kind that is always missing."""
    if value.unit.id == "YesNo":
        return Condition(holds=False, missing=True)
    return Option(0, missing=True) if value.unit.id == "Choice" else Number(0, missing=True)
