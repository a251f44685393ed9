"""The truth: one entity, exact fractions, every value kept for its explanation.

Evaluation is lazy: of a `when` only the branch taken is computed. Missing in, missing
out: an operation on a missing value is missing; only `known`, `if_missing` and an
aggregate that skips stop it. Missing is None.
"""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.inputs import Inputs, Scalar, coordinates, law_or_given, require
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.evaluation.summary import MOST_TOLD, Counted
from vbc_rules.language.axes import Axis, ordered
from vbc_rules.language.edition import Edition
from vbc_rules.language.formatting import show
from vbc_rules.language.tables import Table
from vbc_rules.language.tree import Value

At = Mapping[str, str]
ELSEWHERE: At = {}

BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "add": operator.add,
    "sub": operator.sub,
    "mul": operator.mul,
    "lesser": min,
    "greater": max,
    "ge": operator.ge,
    "gt": operator.gt,
    "le": operator.le,
    "lt": operator.lt,
    "and": lambda a, b: a and b,
    "or": lambda a, b: a or b,
}
STARTS = {"starts_at": "at", "starts_after": "above"}
"""How a message says where the rows of a table begin, by the role of its key."""


class Run:
    """One evaluation. `values` keeps each node that was computed, by node and entries."""

    def __init__(self, edition: Edition, inputs: Inputs) -> None:
        """Check that everything required was given.

        Raises:
            Refusal: VBC501 for each missing fact or parameter.
        """
        require(edition, inputs)
        self.edition, self.inputs = edition, inputs
        self.values: dict[tuple[int, tuple[str, ...]], Scalar] = {}
        self.running: list[str] = []
        self._orders: dict[int, tuple[Axis, ...]] = {}
        self._children: dict[tuple[Axis, Axis], dict[str, tuple[str, ...]]] = {}
        self._summaries: dict[tuple[int, tuple[str, ...]], Counted] = {}
        self._operations: dict[str, Callable[[Value, At], Scalar]] = {
            "const": self._const,
            "leaf": self._leaf,
            "ref": lambda value, at: self.clause(value.args[0], at),
            "lookup": self._lookup,
            "column": self._column,
            "div": self._divide,
            "not": self._not,
            "is": self._is,
            "when": self._when,
            "known": lambda value, at: self.value(value.args[0], at) is not None,
            "if_missing": self._if_missing,
            "round": self._round,
            "phrase": lambda value, at: self.value(value.args[0], at),
            **dict.fromkeys(BINARY, self._binary),
            **dict.fromkeys(("total", "count", "average", "least", "greatest"), self._aggregate),
        }

    def clause(self, name: str, at: At = ELSEWHERE) -> Scalar:
        """Return the value of a clause at the entries of its axes."""
        record = self.edition.clauses[name]
        self.running.append(name)
        found = self.value(record.expression, at)
        self.running.pop()
        return found

    def value(self, value: Value, at: At) -> Scalar:
        """Return a node's value at the entries of its axes; compute it only once."""
        key = (id(value), self.entries_of(value, at))
        if key not in self.values:
            self.values[key] = self._operations[value.op](value, at)
        return self.values[key]

    def needed(self, value: Value, at: At) -> tuple[Value, ...]:
        """Return the arguments that a node's value came from: of a `when`, one branch."""
        if value.op == "when":
            condition, *branches = value.args
            holds = self.value(condition, at)
            if holds is None:
                return (condition,)
            return (condition, *(branches[:1] if holds else branches[1:]))
        if value.op == "if_missing":
            given, use, _ = value.args
            return (given,) if self.value(given, at) is not None else (given, use)
        return value.children

    def computed(self, value: Value, at: At) -> bool:
        """Tell whether a node was needed; a branch that was not taken was not."""
        return (id(value), self.entries_of(value, at)) in self.values

    def entries_of(self, value: Value, at: At) -> tuple[str, ...]:
        """Return the entries that tell a node's values apart."""
        if not value.axes:
            return ()
        order = self._orders.get(id(value))
        if order is None:
            order = self._orders[id(value)] = ordered(value.axes)
        return coordinates(order, at)

    def where(self) -> str:
        """Return the clause that is being computed, for messages."""
        return f"{self.edition.model}.{self.running[-1]}" if self.running else self.edition.model

    def given(self, name: str, at: At) -> Any:
        """Return what was given for a term at its entries.

        Raises:
            Refusal: VBC502 if a required term has no entry there.
        """
        term = self.edition.terms[name]
        found = law_or_given(self.edition, self.inputs, name)
        if term.axes and found is not None:
            found = found.get(coordinates(term.axes, at))
        if found is None and not term.declaration.optional:
            entry = ", ".join(f"{axis.name} {at[axis.name]}" for axis in term.axes)
            raise refuse("VBC502", f"{term.kind} `{name}` has no entry for {entry}")
        return found

    def _const(self, value: Value, at: At) -> Scalar:
        del at  # a literal holds everywhere
        found: Scalar = value.args[0]
        return found

    def _leaf(self, value: Value, at: At) -> Scalar:
        found: Scalar = self.given(value.args[0], at)
        return found

    def row_index(self, value: Value, at: At) -> int | None:
        """Return which row of a table a lookup reads, None if its key or the table is missing.

        Raises:
            Refusal: VBC503 if no row applies.
        """
        name, _, key_node = value.args
        key: Any = self.value(key_node, at)
        rows = self.given(name, at)
        if key is None or rows is None:
            return None
        column = self.table(name).key
        keys = [row[column.name] for row in rows]
        index = _row(column.role, keys, key)
        if index is None:
            shown = [show(key_node.unit.id, one) for one in (key, *keys)]
            raise refuse(
                "VBC503",
                f"no row of table `{name}` applies to {shown[0]} in {self.where()}",
                key_node.place,
                f"its rows are for {', '.join(shown[1:])}"
                if column.role == "matches"
                else f"its rows begin {STARTS[column.role]} {shown[1]}",
            )
        return index

    def table(self, name: str) -> type[Table]:
        """Return the class of a table."""
        found: type[Table] = self.edition.terms[name].declaration.unit
        return found

    def _lookup(self, value: Value, at: At) -> Scalar:
        index = self.row_index(value, at)
        if index is None:
            return None
        cell: Scalar = self.given(value.args[0], at)[index].get(value.args[1])
        return cell

    def _column(self, value: Value, at: At) -> Scalar:
        name, column, rows = value.args
        cell: Scalar = self.given(name, at)[int(at[rows.name])].get(column)
        return cell

    def _binary(self, value: Value, at: At) -> Scalar:
        left = self.value(value.args[0], at)
        right = self.value(value.args[1], at)
        if left is None or right is None:
            return None
        found: Scalar = BINARY[value.op](left, right)
        return found

    def _divide(self, value: Value, at: At) -> Scalar:
        left: Any = self.value(value.args[0], at)
        right: Any = self.value(value.args[1], at)
        if left is None or right is None:
            return None
        if right == 0:
            raise refuse("VBC504", f"{self.where()} divides by zero", value.place)
        quotient: Fraction = left / right
        return quotient

    def _not(self, value: Value, at: At) -> Scalar:
        found = self.value(value.args[0], at)
        return None if found is None else not found

    def _is(self, value: Value, at: At) -> Scalar:
        found = self.value(value.args[0], at)
        return None if found is None else found in value.args[1]

    def _when(self, value: Value, at: At) -> Scalar:
        holds = self.value(value.args[0], at)
        if holds is None:
            return None
        if holds:
            return self.value(value.args[1], at)
        return self.value(value.args[2], at) if len(value.args) > 2 else None  # noqa: PLR2004

    def _if_missing(self, value: Value, at: At) -> Scalar:
        found = self.value(value.args[0], at)
        return self.value(value.args[1], at) if found is None else found

    def _round(self, value: Value, at: At) -> Scalar:
        found: Any = self.value(value.args[0], at)
        return None if found is None else rounded(found, value.args[1], value.args[2])

    def entries(self, over: Axis, by: Axis | None, at: At) -> tuple[str, ...]:
        """Return the entries an aggregate runs over: all, or those of one parent."""
        if over.table:
            rows = self.given(over.table, at) or ()  # an optional table may be left out
            return tuple(str(index) for index in range(len(rows)))
        found = self.inputs.entries(over)
        if by is None:
            return found
        if (over, by) not in self._children:
            self._children[over, by] = self._by_parent(over, found, by)
        return self._children[over, by].get(at[by.name], ())

    def _by_parent(
        self, over: Axis, entries: Iterable[str], by: Axis
    ) -> dict[str, tuple[str, ...]]:
        """Return the entries of an axis by the parent they belong to, found once for all."""
        found: dict[str, list[str]] = {}
        for entry in entries:
            found.setdefault(self.within(over, entry, {})[by.name], []).append(entry)
        return {parent: tuple(children) for parent, children in found.items()}

    def within(self, axis: Axis, entry: str, at: At) -> dict[str, str]:
        """Return `at` with an entry of an axis, and with the parents it belongs to.

        Raises:
            Refusal: VBC505 if an entry of a child axis has no parent.
        """
        deeper = {**at, axis.name: entry}
        while axis.within is not None:
            parent = self.inputs.parents.get(axis.name, {}).get(deeper[axis.name])
            if parent is None:
                raise refuse(
                    "VBC505",
                    f"{axis.name} `{deeper[axis.name]}` belongs to no {axis.within.name}",
                )
            axis = axis.within
            deeper[axis.name] = parent
        return deeper

    def at(self, axes: Iterable[Axis], entries: Iterable[str]) -> At:
        """Return where a value is at these entries of its axes, with the parents they belong to.

        Raises:
            Refusal: VBC505 if an entry of a child axis has no parent.
        """
        found: At = ELSEWHERE
        for axis, entry in zip(axes, entries, strict=True):
            found = self.within(axis, entry, found)
        return found

    def summary(self, value: Value, at: At) -> Counted:
        """Return how many entries an aggregate counted, and the first of them."""
        key = (id(value), self.entries_of(value, at))
        if key not in self._summaries:
            self.counted(value, at)
        return self._summaries[key]

    def counted(self, value: Value, at: At) -> list[tuple[str, Any]]:
        """Return the entries an aggregate counts, each with its value, without missing ones."""
        inner, where, over, by = value.args
        found = []
        entries = self.entries(over, by, at)
        for entry in entries:
            deeper = self.within(over, entry, at)
            if where is not None and not self.value(where, deeper):
                continue
            amount = self.value(inner, deeper)
            if amount is not None:
                found.append((entry, amount))
        key = (id(value), self.entries_of(value, at))
        self._summaries[key] = Counted(len(found), len(entries), tuple(found[:MOST_TOLD]))
        return found

    def _aggregate(self, value: Value, at: At) -> Scalar:
        amounts = [amount for _, amount in self.counted(value, at)]
        if value.op == "total":
            return sum(amounts, Fraction(0))
        if value.op == "count":
            return Fraction(len(amounts))
        if not amounts:
            return None
        if value.op == "average":
            return sum(amounts, Fraction(0)) / len(amounts)
        extreme: Scalar = min(amounts) if value.op == "least" else max(amounts)
        return extreme


def _row(role: str, keys: list[Any], key: Any) -> int | None:
    """Return the index of the row that applies, None before the first row."""
    if role == "matches":
        return keys.index(key) if key in keys else None
    after = bisect_right(keys, key) if role == "starts_at" else bisect_left(keys, key)
    return after - 1 if after else None
