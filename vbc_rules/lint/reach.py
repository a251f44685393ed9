"""A run over all facts at once: every node gets the range of what it can be.

The walk over axes, parents and clauses is the reference's own (`exact.Run`); only the values
are ranges. Parameters and law are known, facts lie within what their model declares.

With an `anchor`, one amount of dollars is taken as 1 and every other amount counts in
multiples of it. So it is seen that savings are at most the whole benchmark, whatever the
benchmark is; amounts that the contract states in dollars then can be any multiple.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.exact import At, Run
from vbc_rules.evaluation.inputs import Inputs, coordinates
from vbc_rules.language.axes import Axis
from vbc_rules.language.edition import Edition
from vbc_rules.language.tree import Value
from vbc_rules.lint import ranges
from vbc_rules.lint.ranges import ONE, ZERO, Range

MONEY = frozenset({"USD", "Pmpm", "Pmpy"})
ANY = "any"
"""The entry that stands for all those of an axis that only the facts bring."""

BINARY: Mapping[str, Callable[[Range, Range], Range]] = {
    "add": ranges.plus,
    "sub": ranges.minus,
    "mul": ranges.times,
    "div": ranges.over,
    "lesser": ranges.lesser,
    "greater": ranges.greater,
    "and": ranges.both,
    "or": ranges.either,
    "ge": ranges.at_least,
    "gt": ranges.more_than,
    "le": lambda a, b: ranges.at_least(b, a),
    "lt": lambda a, b: ranges.more_than(b, a),
}
Key = tuple[int, tuple[str, ...]]


class Reach(Run):
    """A run whose values are ranges. `rows` has the rows of each table that lookups reach."""

    def __init__(
        self, edition: Edition, inputs: Inputs, required: frozenset[str], anchor: str = ""
    ) -> None:
        """Prepare for the terms in `inputs`; `required` are the facts that are never missing."""
        present: dict[str, Any] = {term.name: True for term in edition.facts()}
        super().__init__(edition, attrs.evolve(_with_entries(edition, inputs), facts=present))
        self.required, self.anchor = required, anchor
        self.open_axes = {axis.name for axis in edition.axes.values() if _is_open(axis, inputs)}
        self.rows: dict[tuple[str, tuple[str, ...]], set[int]] = {}
        self._operations.update(
            {
                **dict.fromkeys(BINARY, self._two),
                "not": self._one(ranges.opposite),
                "known": self._one(_known),
            }
        )

    def reached(self, value: Value, at: At) -> Range:
        """Return the range of a node at its entries."""
        found: Any = self.value(value, at)
        return found  # type: ignore[no-any-return]

    def value(self, value: Value, at: At) -> Any:  # noqa: ANN401 - a range in place of a scalar
        """Return the range of a node; where the reference would refuse, it can be anything."""
        running = len(self.running)
        try:
            return super().value(value, at)
        except Refusal:
            del self.running[running:]
            anything: Any = Range(may_be_missing=value.may_be_missing)
            self.values[(id(value), self.entries_of(value, at))] = anything
            return anything

    # ---- what is given

    def _scaled(self, unit: str, value: Any, terms: frozenset[str]) -> Range:  # noqa: ANN401
        """Return a value that is given; with an anchor, dollars are any multiple of it."""
        if self.anchor and unit in MONEY and isinstance(value, Fraction) and value:
            return Range(ZERO, None, terms=terms) if value > 0 else Range(None, ZERO, terms=terms)
        return ranges.fixed(value, terms)

    def _const(self, value: Value, at: At) -> Any:  # noqa: ANN401
        del at
        return self._scaled(value.unit.id, value.args[0], ranges.NONE)

    def _leaf(self, value: Value, at: At) -> Any:  # noqa: ANN401
        name = value.args[0]
        term = self.edition.terms[name]
        if term.kind != "fact":
            terms = ranges.NONE if term.kind == "constant" else frozenset({name})
            return self._scaled(value.unit.id, self.given(name, at), terms)
        return self._fact(value, name)

    def _fact(self, value: Value, name: str) -> Range:
        declared: Any = self.edition.terms[name].declaration
        missing = declared.optional and name not in self.required
        facts = frozenset({name})
        if name == self.anchor:
            return Range(ONE, ONE, facts=facts, from_facts=True)
        low, high, options = declared.minimum, declared.maximum, None
        if value.unit.id == "YesNo":
            low, high = ZERO, ONE
        if value.unit.id == "Choice":
            options = frozenset(declared.choices) or None
        if self.anchor and value.unit.id in MONEY:
            low, high = (ZERO, None) if low is not None and low >= 0 else (None, None)
        return Range(low, high, options, may_be_missing=missing, facts=facts, from_facts=True)

    def _column(self, value: Value, at: At) -> Any:  # noqa: ANN401
        name, column, rows = value.args
        row = self.given(name, at)[int(at[rows.name])]
        return self._scaled(value.unit.id, row.get(column), self._of(name))

    def _of(self, name: str) -> frozenset[str]:
        """Return the name of a term of the contract, nothing for one of the law."""
        return frozenset({name}) if self.edition.terms[name].kind == "parameter" else ranges.NONE

    def _rows(self, name: str, at: At) -> set[int]:
        entries = coordinates(self.edition.terms[name].axes, at)
        return self.rows.setdefault((name, entries), set())

    def _lookup(self, value: Value, at: At) -> Any:  # noqa: ANN401
        name, column, key_node = value.args
        key, rows = self.reached(key_node, at), self.given(name, at)
        if rows is None:
            return attrs.evolve(ranges.absent(key), terms=self._of(name))
        indices = self._indices(name, key_node, key, rows)
        self._rows(name, at).update(indices)
        terms = self._of(name)
        cells = [self._scaled(value.unit.id, rows[i].get(column), terms) for i in indices]
        if not cells:
            return Range(may_be_missing=True, facts=key.facts, from_facts=True)
        same = len({(one.low, one.high, one.options, one.may_be_there) for one in cells}) == 1
        found = cells[0] if same else ranges.hull(cells, key)
        if len(cells) == 1:  # the row that applies depends on the terms that make the key
            found = attrs.evolve(found, terms=terms | key.terms)
        missing = found.may_be_missing or key.may_be_missing
        return attrs.evolve(found, may_be_missing=missing, from_facts=key.from_facts)

    def _indices(self, name: str, node: Value, key: Range, rows: Any) -> list[int]:  # noqa: ANN401
        """Return the rows that can apply to a key within a range."""
        column = self.table(name).key
        every = list(range(len(rows)))
        if column.role == "matches":
            wanted = key.options
            return [i for i in every if wanted is None or rows[i][column.name] in wanted]
        if self.anchor and node.unit.id in MONEY:
            return every
        starts = [row[column.name] for row in rows]
        after = column.role == "starts_after"
        return [i for i in every if _applies(key, starts, i, after=after)]

    # ---- operations

    def _one(self, operation: Callable[[Range], Range]) -> Callable[[Value, At], Any]:
        return lambda value, at: operation(self.reached(value.args[0], at))

    def _two(self, value: Value, at: At) -> Any:  # noqa: ANN401
        left, right = (self.reached(one, at) for one in value.args[:2])
        return BINARY[value.op](left, right)

    def _is(self, value: Value, at: At) -> Any:  # noqa: ANN401
        return ranges.is_among(self.reached(value.args[0], at), value.args[1])

    def _round(self, value: Value, at: At) -> Any:  # noqa: ANN401
        found = self.reached(value.args[0], at)
        if self.anchor and value.unit.id in MONEY:
            return found
        return ranges.rounded_to(found, value.args[1], value.args[2])

    def _when(self, value: Value, at: At) -> Any:  # noqa: ANN401
        holds, *branches = value.args
        condition = self.reached(holds, at)
        if not condition.may_be_there:
            return ranges.absent(condition)
        if condition.always or condition.never:
            index = 0 if condition.always else 1
            chosen = self.reached(branches[index], at) if index < len(branches) else ranges.absent()
            return ranges.hull([chosen], ranges.decided(condition))
        found = [self.reached(one, at) for one in branches]
        if len(branches) == 1:
            found.append(ranges.absent())
        return ranges.hull(found, condition)

    def _if_missing(self, value: Value, at: At) -> Any:  # noqa: ANN401
        given = self.reached(value.args[0], at)
        if given.may_be_there and not given.may_be_missing:
            return given
        use = self.reached(value.args[1], at)
        if not given.may_be_there:
            return attrs.evolve(use, terms=use.terms | given.terms)
        present = attrs.evolve(given, may_be_missing=False)
        found = ranges.hull([present, use])
        return attrs.evolve(found, facts=found.facts | given.facts)

    def _aggregate(self, value: Value, at: At) -> Any:  # noqa: ANN401
        inner, where, over, by = value.args
        counted, choosing = [], ranges.NONE
        for entry in self.entries(over, by, at):
            deeper = self.within(over, entry, at)
            holds = ranges.fixed(value=True) if where is None else self.reached(where, deeper)
            choosing |= holds.terms
            if holds.may_be_there and not holds.never:
                counted.append((holds, self.reached(inner, deeper)))
        found = self._combined(value.op, counted, is_open=over.name in self.open_axes)
        return attrs.evolve(found, terms=found.terms | choosing)

    def _combined(self, op: str, counted: list[tuple[Range, Range]], *, is_open: bool) -> Range:
        sure = [holds.always and not (holds.may_be_missing or is_open) for holds, _ in counted]
        if op not in {"total", "count"}:
            found = ranges.hull([one for _, one in counted], *(holds for holds, _ in counted))
            some = any(s and not v.may_be_missing for s, (_, v) in zip(sure, counted, strict=True))
            return attrs.evolve(found, may_be_missing=not some)
        summed = ranges.fixed(ZERO)
        for (holds, amount), certain in zip(counted, sure, strict=True):
            one = _counted(amount) if op == "count" else amount
            if not certain or one.may_be_missing or not one.may_be_there:
                one = ranges.or_nothing(one, holds)
            summed = ranges.plus(summed, one)
        return _many_times(summed) if is_open else summed


def _known(given: Range) -> Range:
    if given.may_be_there and given.may_be_missing:
        return Range(ZERO, ONE, facts=given.facts, terms=given.terms, from_facts=True)
    found = ONE if given.may_be_there else ZERO
    return Range(found, found, terms=given.terms, from_facts=given.from_facts)


def _counted(amount: Range) -> Range:
    """Return what an entry adds to a count: it counts if it is known."""
    return attrs.evolve(amount, low=ONE, high=ONE, options=None)


def _many_times(value: Range) -> Range:
    """Return the sum over any number of entries, each within a range."""
    low = ZERO if value.low is not None and value.low >= 0 else None
    high = ZERO if value.high is not None and value.high <= 0 else None
    return ranges.settled(attrs.evolve(value, low=low, high=high))


def _applies(key: Range, starts: list[Any], index: int, *, after: bool) -> bool:
    """Tell whether a row can apply: its stretch and the range of the key have a value in common."""
    start, following = starts[index], starts[index + 1 : index + 2]
    begins = key.high is None or key.high > start or (key.high == start and not after)
    if not following or key.low is None:
        return bool(begins)
    return bool(begins and (key.low < following[0] or (after and key.low == following[0])))


def _is_open(axis: Axis, inputs: Inputs) -> bool:
    return not axis.table and not inputs.entries(axis)


def is_knowable(edition: Edition, members: Mapping[str, tuple[str, ...]]) -> bool:
    """Tell whether the parents of all entries that the contract names are known."""
    return not any(
        axis.within is not None and (axis.members or axis.name in members)
        for axis in edition.axes.values()
    )


def _with_entries(edition: Edition, inputs: Inputs) -> Inputs:
    """Return the inputs with an entry for each axis that has none, and parents for children."""
    members, parents = dict(inputs.members), dict(inputs.parents)
    for axis in sorted(edition.axes.values(), key=lambda one: len(one.parents())):
        if axis.table:
            continue
        if axis.within is None:
            members.setdefault(axis.name, axis.members or (ANY,))
            continue
        above = axis.within.members or members.get(axis.within.name, (ANY,))
        members[axis.name] = tuple(f"{ANY} {one}" for one in above)
        parents[axis.name] = dict(zip(members[axis.name], above, strict=True))
    return attrs.evolve(inputs, members=members, parents=parents)
