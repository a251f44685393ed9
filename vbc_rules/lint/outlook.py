"""What the terms of a contract can give, whatever the facts are, in any year of its term."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import attrs

from vbc_rules.contracts.contract import Contract, Dated, Stream
from vbc_rules.contracts.declared.agreed import Model, edition_of
from vbc_rules.diagnostics import Place, Refusal
from vbc_rules.evaluation.exact import At
from vbc_rules.evaluation.inputs import Inputs, named_entries
from vbc_rules.evaluation.possible import BINARY, NONE, Possible, not_above
from vbc_rules.hooks.registry import Registry
from vbc_rules.language.axes import ordered
from vbc_rules.language.tree import COMPARISONS, Value
from vbc_rules.lint.reach import MONEY, Reach, is_knowable
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import Period

_MOST_ANCHORS = 4


@attrs.frozen
class Decision:
    """A comparison or a limit that comes out one way, whatever the facts are.

    `terms` are the names of the terms that set it and `stated` their values; `entries` those of
    a value that varies. `outcome` is `always` or `never` met, or the side of a limit that
    counts, `left` or `right`.
    """

    op: str
    author: Place
    terms: tuple[str, ...]
    stated: tuple[Dated, ...]
    entries: tuple[str, ...]
    outcome: str


@attrs.frozen
class Rows:
    """A table of the contract: how many rows it has, and which of them can apply."""

    term: str
    stated: Dated
    entries: tuple[str, ...]
    count: int
    reached: frozenset[int]


@attrs.frozen
class Outlook:
    """What a contract can give in one year.

    `facts` are the required facts by name, `moving` those that a result moves with, `deciding`
    the terms that one depends on. `amounts` has the range of each result.
    """

    bound: BoundContract
    facts: frozenset[str]
    moving: frozenset[str]
    deciding: frozenset[str]
    amounts: Mapping[str, Possible]
    decisions: tuple[Decision, ...]
    rows: tuple[Rows, ...]

    def stated(self, name: str) -> Dated:
        """Return the value of a term that applies."""
        return self.bound.written[name]


def outlooks(contract: Contract, registry: Registry) -> tuple[Outlook, ...]:
    """Return the outlook of each year of the term whose terms stand for all of the year.

    Of years with the same terms and the same law, the first one stands for all.
    """
    models = {one.model: registry.payment_model(one.model, one.place) for one in contract.streams}
    found: dict[Hashable, Outlook | None] = {}
    for year in range(contract.term.start.year, contract.term.end.year + 1):
        first = max(contract.term.start, date(year, 1, 1))
        last = min(contract.term.end, date(year, 12, 31))
        what_holds = tuple(_what_holds(one, models[one.model], first, last)
                           for one in contract.streams)  # fmt: skip
        if what_holds not in found:
            period = Period(str(year), first, last)
            found[what_holds] = _possible_outlook(contract, registry, period)
    return tuple(one for one in found.values() if one is not None)


def _possible_outlook(contract: Contract, registry: Registry, period: Period) -> Outlook | None:
    try:
        bound = bind(contract, registry, period)
        named = named_entries(bound.edition, bound.parameters)
        return _outlook(bound) if is_knowable(bound.edition, named) else None
    except Refusal:  # a value changes within the year, or is left open to agreements
        return None


def _what_holds(stream: Stream, model: Model, first: date, last: date) -> Hashable:
    """Return what tells the terms of one year from those of another."""
    values = (
        next((one.place for one in parameter.values if one.applies_on(first)), None)
        for parameter in stream.parameters.values()
    )
    ends = (
        next((one.place for one in parameter.values if one.applies_on(last)), None)
        for parameter in stream.parameters.values()
    )
    return edition_of(model, first.year), tuple(values), tuple(ends)


def _outlook(bound: BoundContract) -> Outlook:
    required = frozenset(name for name, one in bound.facts.items() if one.required)
    plain, *anchored = [_run(bound, required, anchor) for anchor in ("", *_anchors(bound))]
    amounts = {name: plain.reached(_result(bound, name), {}) for name in bound.edition.results}
    reads = {term.name for term in bound.edition.facts()}
    shown = [*amounts.values(), *_shown_besides(bound, plain)]
    return Outlook(
        bound,
        required & reads,
        NONE.union(*(one.reads for one in shown)),
        NONE.union(*(one.terms for one in shown)),
        amounts,
        tuple(_decisions(bound, plain, anchored)),
        tuple(_rows(bound, plain)),
    )


def _result(bound: BoundContract, name: str) -> Value:
    return bound.edition.clauses[name].expression


def _shown_besides(bound: BoundContract, run: Reach) -> Iterator[Possible]:
    """Yield the ranges of clauses that no other one reads: people read them in statements."""
    read = {node.args[0] for node in bound.edition.nodes() if node.op == "ref"}
    for name, clause in bound.edition.clauses.items():
        if name not in read and name not in bound.edition.results:
            axes = ordered(clause.expression.axes)
            if not any(axis.table for axis in axes):
                for entries in product(*(run.inputs.entries(axis) for axis in axes)):
                    yield run.reached(clause.expression, run.at(axes, entries))


def _run(bound: BoundContract, required: frozenset[str], anchor: str) -> Reach:
    inputs = Inputs({}, bound.parameters, members=named_entries(bound.edition, bound.parameters))
    run = Reach(bound.edition, inputs, required, anchor)
    for name in bound.edition.results:
        run.clause(name)
    return run


def _anchors(bound: BoundContract) -> list[str]:
    """Return the amounts of dollars by which others can be measured."""
    found = [
        term.name
        for term in bound.edition.facts()
        if term.declaration.unit.unit.id in MONEY
        and not term.axes
        and not term.declaration.optional
        and getattr(term.declaration, "minimum", None) == 0
    ]
    return found[:_MOST_ANCHORS]


# ---- comparisons and limits


def _decisions(bound: BoundContract, plain: Reach, anchored: Sequence[Reach]) -> Iterator[Decision]:
    for node in bound.edition.nodes():
        if node.op in COMPARISONS or node.op in {"lesser", "greater"}:
            found = [
                (_entries(node, at), _decision(bound, node, at, [plain, *anchored]))
                for at in _places(plain, node)
            ]
            by_row = node.op in COMPARISONS and any(axis.table for axis in node.axes)
            for entries, decided in found:
                rows = [other for own, other in found if own == entries]
                if decided is not None and not (by_row and _differ(rows)):
                    yield decided


def _differ(rows: Sequence[Decision | None]) -> bool:
    """Tell whether a comparison with each row of a table comes out in several ways.

    A table begins where nothing is too small for it, so its first row says nothing alone.
    """
    return len({None if one is None else one.outcome for one in rows}) > 1


def _places(run: Reach, node: Value) -> Iterator[At]:
    """Yield the entries at which a run needed a node."""
    axes = ordered(node.axes)
    members = [run.inputs.entries(axis) if not axis.table else _all_rows(run, axis.table)
               for axis in axes]  # fmt: skip
    for entries in product(*members):
        at = run.at(axes, entries)
        if run.computed(node, at):
            yield at


def _all_rows(run: Reach, table: str) -> tuple[str, ...]:
    value: Any = run.inputs.parameters.get(table) or ()
    most = max((len(rows) for rows in value.values()), default=0) if isinstance(
        value, Mapping) else len(value)  # fmt: skip
    return tuple(str(index) for index in range(most))


def _decision(
    bound: BoundContract, node: Value, at: Mapping[str, str], runs: Sequence[Reach]
) -> Decision | None:
    asked = runs[:1] if node.op in COMPARISONS else runs  # an anchor of 0 may be compared
    sides = [[run.reached(one, at) for one in node.args[:2]] for run in asked]
    possible = frozenset.intersection(*(_outcomes(node.op, *pair) for pair in sides))
    if len(possible) != 1:
        return None
    [outcome] = possible
    names = tuple(sorted(_threshold(node.op, outcome, *sides[0]) & bound.written.keys()))
    if not names:
        return None
    stated = tuple(bound.written[name] for name in names)
    return Decision(node.op, node.place, names, stated, _entries(node, at), outcome)


def _entries(node: Value, at: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(at[axis.name] for axis in ordered(node.axes) if not axis.table)


def _threshold(op: str, outcome: str, left: Possible, right: Possible) -> frozenset[str]:
    """Return the terms of the side that facts are held against, which no other side has."""
    if op in COMPARISONS:
        if left.from_facts and right.terms - left.terms:
            return right.terms - left.terms
        return left.terms - right.terms if right.from_facts else NONE
    counts, idle = (left, right) if outcome == "left" else (right, left)
    return idle.terms - counts.terms if counts.reads else NONE


def _outcomes(op: str, left: Possible, right: Possible) -> frozenset[str]:
    """Return what a comparison can come out as, or which side of a limit can count."""
    if not (left.may_be_there and right.may_be_there):
        return EITHER[op in COMPARISONS]
    if op in COMPARISONS:
        found = BINARY[op](left, right)
        return frozenset({"always"} if found.always else {"never"} if found.never
                         else {"always", "never"})  # fmt: skip
    lower, upper = (left, right) if op == "lesser" else (right, left)
    if not_above(lower.high, upper.low):
        return frozenset({"left"})
    if not_above(upper.high, lower.low):
        return frozenset({"right"})
    return EITHER[False]


EITHER = (frozenset({"left", "right"}), frozenset({"always", "never"}))


# ---- rows of tables


def _rows(bound: BoundContract, plain: Reach) -> Iterator[Rows]:
    for (name, entries), reached in sorted(plain.rows.items()):
        if name not in bound.written:
            continue
        value: Any = bound.parameters[name]
        rows = value[entries] if entries else value
        yield Rows(name, bound.written[name], entries, len(rows), frozenset(reached))


def numbers(value: object) -> Iterator[Fraction]:
    """Yield every number of a stated value."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from numbers(one)
    elif isinstance(value, tuple | list):
        for one in value:
            yield from numbers(one)
    elif isinstance(value, Fraction):
        yield value
