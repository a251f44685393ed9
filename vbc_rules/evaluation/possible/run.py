"""What the clauses of an edition can be once its parameters are known, for every fact.

The walk over axes, parents and clauses is the reference's own (`exact.Run`); only the
operations are others. A fact is anything within its declared limits; an axis whose entries
only the facts have may have any number of them. Where that is not enough to go on, such as
for the parent of an entry that only the facts know, a value can be anything and depends on
every fact below it: what is told as impossible is impossible, what is told as possible may not be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.exact import At, Run
from vbc_rules.evaluation.inputs import Given, Inputs
from vbc_rules.evaluation.possible import values as possible
from vbc_rules.evaluation.possible.members import known_members, placed, some_parents
from vbc_rules.evaluation.possible.values import ABSENT, ONE, ZERO, Possible
from vbc_rules.evaluation.rounding import rounded
from vbc_rules.language.axes import Axis, ordered
from vbc_rules.language.edition import Edition
from vbc_rules.language.tree import Value

BINARY: dict[str, Callable[[Possible, Possible], Possible]] = {
    "add": possible.add,
    "sub": possible.subtract,
    "mul": possible.multiply,
    "div": possible.divide,
    "lesser": possible.lesser,
    "greater": possible.greater,
    "and": possible.lesser,
    "or": possible.greater,
}
GIVEN = ("const", "leaf", "ref", "lookup", "column", "phrase")


class PossibleRun(Run):
    """A run whose values are bounds. `free` are parameters that may be anything, as facts are."""

    def __init__(
        self, edition: Edition, parameters: Mapping[str, Given], free: Collection[str] = ()
    ) -> None:
        """Prepare to bound clauses.

        Raises:
            Refusal: VBC501 for each missing parameter.
        """
        facts: dict[str, Any] = {term.name: True for term in edition.facts()}
        members = known_members(edition, parameters)
        self.open = frozenset(one for one in edition.axes.values() if one.name not in members)
        members |= {axis.name: (placed(axis),) for axis in self.open}
        parents = some_parents(edition.axes.values(), members)
        super().__init__(edition, Inputs(facts, parameters, members, parents))
        self.free = frozenset(free)
        special: dict[str, Any] = {"round": self._rounded, "is": self._is_one_of}
        for op in set(self._operations) - set(GIVEN):
            self._operations[op] = special.get(op, self._combined)
        self._operations |= dict.fromkeys(
            ("total", "count", "average", "least", "greatest"), self._over_axis
        )

    def outcome(self, clause: str) -> Possible:
        """Return what a clause can be, over all entries of its axes."""
        expression = self.edition.clauses[clause].expression
        return possible.hull(self._everywhere(clause, ordered(expression.axes)))

    def _everywhere(self, clause: str, axes: tuple[Axis, ...]) -> Iterator[Possible]:
        for entries in product(*map(self.inputs.entries, axes)):
            try:
                at: At = {}
                for axis, entry in zip(axes, entries, strict=True):
                    at = self.within(axis, entry, at)
            except Refusal:  # only the facts know which parent an entry has
                yield self._anything(self.edition.clauses[clause].expression)
            else:
                found: Any = self.clause(clause, at)
                yield found

    def value(self, value: Value, at: At) -> Any:
        """Return a node at its entries; where the reference would refuse, anything."""
        key = (id(value), self.entries_of(value, at))
        if key not in self.values:
            running = len(self.running)
            found: Any
            try:
                found = self._operations[value.op](value, at)
            except Refusal:
                del self.running[running:]
                found = self._anything(value)
            self.values[key] = found
        return self.values[key]

    def _anything(self, value: Value) -> Possible:
        sources = frozenset(self._facts_below(value, set()))
        return Possible(may_be_missing=value.may_be_missing, sources=sources)

    def _facts_below(self, value: Value, seen: set[int]) -> Iterator[str]:
        if id(value) in seen:
            return
        seen.add(id(value))
        if value.op == "leaf" and self.edition.terms[value.args[0]].kind == "fact":
            yield value.args[0]
        if value.op == "ref":
            yield from self._facts_below(self.edition.clauses[value.args[0]].expression, seen)
        for child in value.children:
            yield from self._facts_below(child, seen)

    # ------------------------------------------------------------------ what is given

    def _fixed(self, given: Any) -> Any:
        if given is None:
            return ABSENT
        if isinstance(given, bool):
            return possible.condition(holds=given)
        if isinstance(given, str):
            return Possible(options=frozenset({given}))
        return possible.number(Fraction(given))

    def _const(self, value: Value, at: At) -> Any:
        del at  # a literal holds everywhere
        return self._fixed(value.args[0])

    def _leaf(self, value: Value, at: At) -> Any:
        term = self.edition.terms[value.args[0]]
        if term.kind == "fact":
            return _within_limits(term.declaration, frozenset({term.name}))
        if term.name in self.free:
            return _within_limits(term.declaration)
        return self._fixed(super()._leaf(value, at))

    def _column(self, value: Value, at: At) -> Any:
        if value.args[0] in self.free:
            return self._any_cell(value)
        return self._fixed(super()._column(value, at))

    def _lookup(self, value: Value, at: At) -> Any:
        name, column, key_node = value.args
        key = self.value(key_node, at)
        if name in self.free:
            return possible.hull([self._any_cell(value)], key)
        rows = self.given(name, at)
        if rows is None:  # an optional table that the contract leaves out
            return ABSENT
        reached = self._reached(name, rows, key)
        return possible.hull([self._fixed(row.get(column)) for row in reached], key)

    def _any_cell(self, value: Value) -> Possible:
        column = self.table(value.args[0]).columns[value.args[1]]
        low, high = column.limits
        return Possible(low, high, may_be_missing=value.may_be_missing)

    def _reached(self, name: str, rows: Any, key: Possible) -> Any:
        """Return the rows that a key can find; a key before the first one finds none."""
        column = self.table(name).key
        if column.role == "matches":
            return [row for row in rows if key.options is None or row[column.name] in key.options]
        starts = [row[column.name] for row in rows]
        passed = bisect_right if column.role == "starts_at" else bisect_left
        first = 0 if key.low is None else max(passed(starts, key.low) - 1, 0)
        last = len(rows) if key.high is None else passed(starts, key.high)
        return rows[first:last]

    # -------------------------------------------------------------------- operations

    def _combined(self, value: Value, at: At) -> Any:
        operands = [self.value(arg, at) for arg in value.args if isinstance(arg, Value)]
        if value.op in BINARY:
            return BINARY[value.op](*operands)
        if value.op == "not":
            return possible.opposite(*operands)
        if value.op == "known":
            return possible.is_known(*operands)
        if value.op == "if_missing":
            return possible.if_missing(*operands)
        if value.op == "when":
            return possible.chosen(*operands, *[ABSENT][: 3 - len(operands)])
        return possible.compared(value.op, *operands)

    def _is_one_of(self, value: Value, at: At) -> Any:
        return possible.is_one_of(self.value(value.args[0], at), frozenset(value.args[1]))

    def _rounded(self, value: Value, at: At) -> Any:
        found: Possible = self.value(value.args[0], at)
        _, step, rule = value.args
        low = None if found.low is None else rounded(found.low, step, rule)
        high = None if found.high is None else rounded(found.high, step, rule)
        return attrs.evolve(found, low=low, high=high)

    def _over_axis(self, value: Value, at: At) -> Any:
        inner, where, over, by = value.args
        counted: list[tuple[Possible, Possible]] = []
        for entry in self.entries(over, by, at):
            deeper = self.within(over, entry, at)
            test = possible.condition(holds=True) if where is None else self.value(where, deeper)
            if not test.never:
                counted.append((test, self.value(inner, deeper)))
        return _aggregate(value.op, counted, any_number=over in self.open)


def _within_limits(declared: Any, sources: frozenset[str] = possible.NOTHING) -> Possible:
    """Return what a fact, or a parameter that may be anything, can be."""
    if not hasattr(declared, "minimum"):
        raise TypeError(f"{declared.name} is no single value")
    if declared.unit.unit.id == "YesNo":
        return Possible(ZERO, ONE, may_be_missing=declared.optional, sources=sources)
    options = frozenset(declared.choices) or None
    return Possible(declared.minimum, declared.maximum, options, declared.optional, sources=sources)


def _aggregate(op: str, counted: list[tuple[Possible, Possible]], *, any_number: bool) -> Possible:
    """Return an aggregate of entries, each with the condition that includes it."""
    each = [_included(test, one) for test, one in counted]
    certain = not any_number and any(not one.may_be_missing for one in each)
    if op in ("total", "count"):
        units = [_counted(one) for one in each] if op == "count" else each
        return _sum(units, any_number=any_number)
    found = possible.hull(each)
    return attrs.evolve(found, may_be_missing=not certain, may_be_there=bool(each))


def _included(test: Possible, one: Possible) -> Possible:
    """Return a value that is missing where its condition does not include it."""
    return possible.chosen(attrs.evolve(test, may_be_missing=False), one, ABSENT)


def _counted(one: Possible) -> Possible:
    return attrs.evolve(one, low=ONE, high=ONE)


def _sum(each: list[Possible], *, any_number: bool) -> Possible:
    total = possible.number(ZERO)
    for one in each:
        total = possible.add(total, possible.if_missing(one, possible.number(ZERO)))
    if not any_number:
        return total
    low = ZERO if total.low is not None and total.low >= 0 else None
    high = ZERO if total.high is not None and total.high <= 0 else None
    return attrs.evolve(total, low=low, high=high)
