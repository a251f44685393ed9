"""From a node of the tree to one integer program for all entries of its axes.

In the program of a batch a row is an entity, and the entries of an axis are written out.
Here a row is an entry. What varies by other axes than the entry at hand (a parameter of
its category, a total over all entries, a value of the whole entity) is computed before,
for its own entries, and read as a column. Everything else is the batch's own lowering:
the same steps, the same units, the same rules for what is missing or in trouble.

Only the rows of tables are still written out, and so are the tables of a parameter that
has one for each entry of a parent: the program chooses between them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.arrays.column import Column
from vbc_rules.evaluation.arrays.domains import Unsupported
from vbc_rules.evaluation.batch.compiled import Compiled
from vbc_rules.evaluation.batch.lowering import ALWAYS, Lowering
from vbc_rules.evaluation.batch.rationals import Condition, Lowered, Number, Option
from vbc_rules.evaluation.exact import At
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language.axes import Axis
from vbc_rules.language.edition import Edition, walk
from vbc_rules.language.tree import AGGREGATES, Value

MOST_TABLES = 64
"""A table by entry is written out so often; with more of them the reference is used."""


@attrs.frozen(eq=False)
class Plan:
    """A program, and the columns it reads: nodes, and the entry of a table's own axes."""

    program: Compiled
    reads: tuple[Value, ...]
    tables: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


class Source(Protocol):
    """Gives what is computed before a program runs."""

    def meant(self, value: Value) -> Value:
        """Return the node that a reference or a phrase stands for."""

    def column(self, value: Value) -> Column:
        """Return a node for all of its entries."""

    def is_probed(self, value: Value) -> bool:
        """Tell whether a node is made to fail, to see what needs it."""


def real_axes(value: Value) -> frozenset[Axis]:
    """Return the axes of a node without the rows of tables."""
    return frozenset(axis for axis in value.axes if not axis.table)


def has_rows(value: Value) -> bool:
    """Tell whether a node varies by the rows of a table."""
    return any(axis.table for axis in value.axes)


class EntryLowering(Lowering):
    """Lowers one node for the entries of some axes."""

    def __init__(
        self,
        edition: Edition,
        inputs: Inputs,
        vocabulary: Mapping[str, int],
        axes: Iterable[Axis],
        source: Source,
    ) -> None:
        """Prepare. `source` gives the shape of what is computed before."""
        super().__init__(edition, inputs, {}, vocabulary)
        self._axes, self._source = frozenset(axes), source
        self._top: Value | None = None
        self.reads: dict[int, Value] = {}
        self.tables: dict[str, tuple[tuple[str, ...], ...]] = {}

    def elementwise(self, value: Value) -> Plan:
        """Return the program of a node that varies by all the axes at hand."""
        self._top = value
        lowered: Any = self._read(self.value(value, {}))
        return self._plan({"value": lowered}, lowered.trouble)

    def included(self, value: Value) -> Plan:
        """Return the program of what an aggregate counts: its values, and which of them."""
        inner, where, _, _ = value.args
        holds: Any = ALWAYS if where is None else self._read(self.value(where, {}))
        amount: Any = self._read(self.value(inner, {}))
        build = self.build
        asked = build.both(holds.holds, build.opposite(holds.missing))
        included = build.both(asked, build.opposite(amount.missing))
        trouble = build.either(holds.trouble, build.both(asked, amount.trouble))
        plain = attrs.evolve(amount, missing=False, trouble=False)
        return self._plan({"value": plain, "included": Condition(included)}, trouble)

    def _plan(self, wanted: dict[str, Lowered], trouble: Any) -> Plan:
        named: dict[Any, Lowered] = {(name, ()): one for name, one in wanted.items()}
        named["trouble", ()] = Condition(trouble)
        program = Compiled(named, trouble=False)
        return Plan(program, tuple(self.reads.values()), tuple(self.tables.items()))

    # ------------------------------------------------------------------ nodes

    def value(self, value: Value, at: At) -> Any:
        """Return a node; `at` has only what is written out, rows and tables of entries."""
        if self._is_column(value):
            return self._as_column(value)
        key: Any = (id(value), tuple(sorted(at.items())))
        if key not in self.values:
            running = len(self.running)
            try:
                self.values[key] = self._operations[value.op](value, at)
            except Refusal:
                del self.running[running:]
                self.values[key] = self._in_trouble(value)
        return self.values[key]

    def _is_column(self, value: Value) -> bool:
        """Tell whether a node is computed before, for its own entries."""
        if value is self._top:
            return False
        if self._source.is_probed(value):
            return True
        if value.op == "const":
            return False
        if value.op == "leaf":
            term = self.edition.terms[value.args[0]]
            return term.kind == "fact" or bool(term.axes)
        if value.op in AGGREGATES and not value.args[2].table:
            if has_rows(value):
                raise Unsupported
            return True
        return not has_rows(value) and real_axes(value) != self._axes

    def _as_column(self, value: Value) -> Any:
        meant = self._source.meant(value)
        shape = self._source.column(meant)
        self.reads[id(meant)] = meant
        missing = shape.missing is not None and self.build.absent((id(meant), "missing"))
        trouble = shape.trouble is not None and self.build.absent((id(meant), "trouble"))
        part = (id(meant), "value")
        if shape.kind == "truth":
            return Condition(self.build.flag(part), missing, trouble)
        if shape.kind == "option":
            return Option(self.build.number(part), missing, trouble)
        below = 1 if shape.below is None else self.build.number((id(meant), "below"))
        return Number(self.build.number(part), below, shape.unit, missing, trouble)

    def _in_trouble(self, value: Value) -> Any:
        if value.unit.id == "YesNo":
            return Condition(holds=False, trouble=True)
        return Option(0, trouble=True) if value.unit.id == "Choice" else Number(0, trouble=True)

    # ------------------------------------------------------------------ tables

    def _lookup(self, value: Value, at: At) -> Any:
        return self._by_table(value.args[0], value, at, super()._lookup)

    def _column(self, value: Value, at: At) -> Any:
        return self._by_table(value.args[0], value, at, super()._column)

    def _aggregate(self, value: Value, at: At) -> Any:
        """Combine the rows of a table; other aggregates are columns."""
        return self._by_table(value.args[2].table, value, at, self._over_rows)

    def _over_rows(self, value: Value, at: At) -> Any:
        inner, where, over, _ = value.args
        rows: list[Any] = []
        for number in range(len(self.given(over.table, at))):
            deeper = {**at, over.name: str(number)}
            holds: Any = ALWAYS if where is None else self._read(self.value(where, deeper))
            rows.append((holds, self._read(self.value(inner, deeper))))
        return self.aggregates.apply(value.op, rows)

    def _by_table(
        self, name: str, value: Value, at: At, lowered: Callable[[Value, At], Any]
    ) -> Any:
        """Lower what reads a table; if it has one for each entry, choose between them."""
        axes = self.edition.terms[name].axes
        if not axes or all(axis.name in at for axis in axes):
            return lowered(value, at)
        given: Any = self.inputs.parameters.get(name) or {}
        entries = tuple(given)
        if len(entries) > MOST_TABLES:
            raise Unsupported
        self.tables[name] = entries
        which = self.build.number((0, name))
        found: Any = self._in_trouble(value)
        for number, entry in enumerate(entries, 1):
            written = {axis.name: one for axis, one in zip(axes, entry, strict=True)}
            one = self._read(lowered(value, {**at, **written}))
            found = self.operations.chosen(self.build.equals(which, number), one, found)
        return found


def reaches(edition: Edition, value: Value, wanted: Value) -> bool:
    """Tell whether a node reads another one, directly or through clauses."""
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        for node in walk(waiting.pop(), seen):
            if node is wanted:
                return True
            if node.op == "ref":
                waiting.append(edition.clauses[node.args[0]].expression)
    return False
