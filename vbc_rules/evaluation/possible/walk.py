"""A run over all facts at once: every node gets what it can be, whatever the facts are.

The walk over axes, parents and clauses is the reference's own (`exact.Run`); only the
operations are others. A fact is anything within its declared limits; an axis whose entries
only the facts have may have any number of them. Where that is not enough to go on, such as
for the parent of an entry that only the facts know, a value can be anything and depends on
every fact below it: what is told as impossible is impossible, what is told as possible may not be.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator
from typing import Any

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.exact import At, Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.possible import operations
from vbc_rules.evaluation.possible.values import (
    NONE,
    ONE,
    ZERO,
    Possible,
    absent,
    exactly,
    hull,
)
from vbc_rules.language.axes import Axis
from vbc_rules.language.edition import Edition
from vbc_rules.language.tree import Value

Counted = tuple[Possible, Possible]
"""The condition that includes an entry in an aggregate, and the value of the entry."""


class AllFactsRun(Run):
    """A run whose values are `Possible`. Of `open_axes`, only the facts have the entries."""

    def __init__(self, edition: Edition, inputs: Inputs, open_axes: Collection[Axis]) -> None:
        """Prepare for the terms in `inputs`, whose facts do not count.

        Raises:
            Refusal: VBC501 for each missing parameter.
        """
        present: dict[str, Any] = {term.name: True for term in edition.facts()}
        super().__init__(edition, attrs.evolve(inputs, facts=present))
        self.open_axes = frozenset(open_axes)
        self._operations["known"] = self._known

    def reached(self, value: Value, at: At) -> Possible:
        """Return what a node can be at its entries."""
        found: Any = self.value(value, at)
        return found  # type: ignore[no-any-return]

    def value(self, value: Value, at: At) -> Any:
        """Return what a node can be; where the reference would refuse, anything."""
        running = len(self.running)
        try:
            return super().value(value, at)
        except Refusal:
            del self.running[running:]
            anything: Any = self._anything(value)
            self.values[id(value), self.entries_of(value, at)] = anything
            return anything

    def _anything(self, value: Value) -> Possible:
        facts = frozenset(self._facts_below(value, set()))
        return Possible(may_be_missing=value.may_be_missing, facts=facts, from_facts=bool(facts))

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

    # ---- what is given

    def _exactly(self, unit: str, value: Any, terms: frozenset[str]) -> Possible:
        """Return a value of a unit that the model or the contract gives."""
        del unit  # what is given is known, whatever its unit
        return exactly(value, terms)

    def _agreed(self, name: str) -> frozenset[str]:
        """Return the name of a term of the contract, nothing for one of the law."""
        return frozenset({name}) if self.edition.terms[name].kind == "parameter" else NONE

    def _const(self, value: Value, at: At) -> Any:
        del at  # a literal holds everywhere
        return self._exactly(value.unit.id, value.args[0], NONE)

    def _leaf(self, value: Value, at: At) -> Any:
        name = value.args[0]
        if self.edition.terms[name].kind == "fact":
            return self._fact(name)
        return self._exactly(value.unit.id, self.given(name, at), self._agreed(name))

    def _fact(self, name: str) -> Possible:
        found = within_limits(self.edition.terms[name].declaration)
        return attrs.evolve(found, facts=frozenset({name}), from_facts=True)

    def _column(self, value: Value, at: At) -> Any:
        name, column, rows = value.args
        return self._cell(value, name, self.given(name, at)[int(at[rows.name])].get(column))

    def _cell(self, value: Value, name: str, cell: Any) -> Possible:
        return self._exactly(value.unit.id, cell, self._agreed(name))

    def _lookup(self, value: Value, at: At) -> Any:
        name, column, key_node = value.args
        key, rows = self.reached(key_node, at), self.given(name, at)
        if rows is None:  # an optional table that the contract leaves out
            return absent(key)
        reached = self.rows_reached(name, rows, key)
        return hull([self._cell(value, name, rows[i].get(column)) for i in reached], key)

    def rows_reached(self, name: str, rows: Any, key: Possible) -> list[int]:
        """Return the rows that a key can find; a key before the first one finds none."""
        column, every = self.table(name).key, range(len(rows))
        if column.role == "matches":
            wanted = key.options
            return [i for i in every if wanted is None or rows[i][column.name] in wanted]
        starts = [row[column.name] for row in rows]
        passed = bisect_right if column.role == "starts_at" else bisect_left
        first = 0 if key.low is None else max(passed(starts, key.low) - 1, 0)
        last = len(rows) if key.high is None else passed(starts, key.high)
        return list(every[first:last])

    # ---- operations

    def _binary(self, value: Value, at: At) -> Any:
        left, right = (self.reached(one, at) for one in value.args[:2])
        return operations.BINARY[value.op](left, right)

    def _divide(self, value: Value, at: At) -> Any:
        return self._binary(value, at)

    def _not(self, value: Value, at: At) -> Any:
        return operations.opposite(self.reached(value.args[0], at))

    def _known(self, value: Value, at: At) -> Any:
        return operations.is_known(self.reached(value.args[0], at))

    def _is(self, value: Value, at: At) -> Any:
        return operations.is_one_of(self.reached(value.args[0], at), value.args[1])

    def _round(self, value: Value, at: At) -> Any:
        _, step, rule = value.args
        return operations.rounded_to(self.reached(value.args[0], at), step, rule)

    def _when(self, value: Value, at: At) -> Any:
        holds, *branches = value.args
        test = self.reached(holds, at)
        if not test.may_be_there:
            return absent(test)
        taken = branches[:1] if test.always else branches[1:] if test.never else branches
        found = [self.reached(one, at) for one in taken]
        if len(branches) == 1 and not test.always:  # without an `otherwise`
            found.append(absent())
        return hull(found, test)

    def _if_missing(self, value: Value, at: At) -> Any:
        found = self.reached(value.args[0], at)
        if not found.may_be_missing:
            return found
        return operations.if_missing(found, self.reached(value.args[1], at))

    def _aggregate(self, value: Value, at: At) -> Any:
        inner, where, over, by = value.args
        counted: list[Counted] = []
        choosing = NONE
        for entry in self.entries(over, by, at):
            deeper = self.within(over, entry, at)
            test = exactly(ONE) if where is None else self.reached(where, deeper)
            choosing |= test.terms
            if test.may_be_there and not test.never:
                counted.append((test, self.reached(inner, deeper)))
        found = _aggregated(value.op, counted, any_number=over in self.open_axes)
        return attrs.evolve(found, terms=found.terms | choosing)


def within_limits(declared: Any) -> Possible:
    """Return what a fact, or a parameter that may be anything, can be.

    Raises:
        TypeError: A table is no single value.
    """
    if not hasattr(declared, "minimum"):
        raise TypeError(f"{declared.name} is no single value")
    if declared.unit.unit.id == "YesNo":
        return Possible(ZERO, ONE, may_be_missing=declared.optional)
    options = frozenset(declared.choices) or None
    return Possible(declared.minimum, declared.maximum, options, declared.optional)


def _aggregated(op: str, counted: list[Counted], *, any_number: bool) -> Possible:
    """Return an aggregate of entries; one whose condition may fail or be missing may be out."""
    sure = [
        test.always and not (test.may_be_missing or any_number or one.may_be_missing)
        for test, one in counted
    ]
    if op not in ("total", "count"):
        found = hull([one for _, one in counted], *(test for test, _ in counted))
        return attrs.evolve(found, may_be_missing=not any(sure))
    total = exactly(ZERO)
    for (test, one), certain in zip(counted, sure, strict=True):
        amount = attrs.evolve(one, low=ONE, high=ONE, options=None) if op == "count" else one
        total = operations.add(total, amount if certain else _amount_or_nothing(amount, test))
    return _any_number_of(total) if any_number else total


def _amount_or_nothing(amount: Possible, test: Possible) -> Possible:
    """Return an amount that may be left out of a sum; which entries are in, facts say."""
    nothing = exactly(ZERO)
    found = hull([operations.if_missing(amount, nothing), nothing], test)
    return attrs.evolve(found, may_be_missing=False, from_facts=True)


def _any_number_of(total: Possible) -> Possible:
    """Return the sum over any number of entries, where `total` is that of one of each."""
    low = ZERO if total.low is not None and total.low >= 0 else None
    high = ZERO if total.high is not None and total.high <= 0 else None
    return attrs.evolve(total, low=low, high=high)
