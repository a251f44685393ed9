"""All entries of a node at once: what was given, computed entry by entry, or aggregated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.arrays import sums
from vbc_rules.evaluation.arrays.column import (
    Column,
    Kind,
    column_of,
    flags,
    integers,
    numbers_of,
    stored_column,
)
from vbc_rules.evaluation.arrays.domains import Domain, Domains, Unsupported
from vbc_rules.evaluation.arrays.lowering import EntryLowering, Plan, has_rows, real_axes
from vbc_rules.evaluation.arrays.programs import Plans
from vbc_rules.evaluation.batch.rationals import Number
from vbc_rules.evaluation.entered import Entered
from vbc_rules.evaluation.inputs import Inputs, Scalar, law_or_given
from vbc_rules.language.axes import Axis, joined
from vbc_rules.language.edition import Edition, Term
from vbc_rules.language.tree import AGGREGATES, Value

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

KINDS: dict[str, Kind] = {"YesNo": "truth", "Choice": "option"}


@attrs.frozen(eq=False)
class Aggregated:
    """An aggregate for all entries it leaves, and which entries of `inner` it counted.

    `group` says for each entry to which result it belongs, None if there is one.
    """

    left: Domain
    result: Column
    inner: Domain
    group: Array | None
    included: Array
    trouble: Array | None

    def members(self, position: int, among: Array) -> Array:
        """Return which entries of one result a condition holds for, in their order."""
        if self.group is not None:
            among = among & (self.group == position)
        found: Array = among.nonzero()[0]
        return found


@attrs.frozen
class Probed:
    """A node at a position of its domain that is made to fail, to see what needs it."""

    node: Value
    position: int


class Arrays:
    """The nodes of one entity, each computed once for all of its entries."""

    def __init__(
        self,
        inputs: Inputs,
        plans: Plans,
        scalar: Callable[[Value], Scalar],
        probed: Probed | None = None,
    ) -> None:
        """Begin with nothing computed. `scalar` evaluates what does not vary, or refuses."""
        self.edition: Edition = plans.edition
        self.inputs, self.plans, self._scalar, self._probed = inputs, plans, scalar, probed
        self.domains = Domains(inputs)
        self.vocabulary = plans.words(inputs)
        self._columns: dict[int, Column] = {}
        self._aggregated: dict[int, Aggregated] = {}

    def domain(self, value: Value) -> Domain:
        """Return the domain of a node."""
        if has_rows(value):
            raise Unsupported
        return self.domains.domain(value.axes)

    def column(self, value: Value) -> Column:
        """Return a node for all of its entries.

        Raises:
            Unsupported: where arrays cannot represent them.
        """
        value = self.meant(value)
        if id(value) not in self._columns:
            found = self._computed(value)
            if self._probed is not None and self.is_probed(value):
                found = _failing(found, self._probed.position)
            self._columns[id(value)] = found
        return self._columns[id(value)]

    def meant(self, value: Value) -> Value:
        """Return the node that a reference or a phrase stands for, or the one that is probed."""
        while value.op in ("ref", "phrase") and not self.is_probed(value):
            args = value.args
            value = self.edition.clauses[args[0]].expression if value.op == "ref" else args[0]
        return value

    def is_probed(self, value: Value) -> bool:
        """Tell whether a node is made to fail, to see what needs it."""
        return self._probed is not None and value is self._probed.node

    def _computed(self, value: Value) -> Column:
        if not value.axes:
            return self._single(value)
        if value.op == "leaf":
            return self._given(value)
        if value.op in AGGREGATES and not value.args[2].table:
            return self.aggregated(value).result
        return self._elementwise(value)

    # ------------------------------------------------------------------ what is given

    def _single(self, value: Value) -> Column:
        """Return a value of the entity itself; where it is refused, trouble."""
        kind = KINDS.get(value.unit.id, "number")
        try:
            scalar, trouble = self._scalar(value), False
        except Refusal:
            scalar, trouble = None, True
        places = 0
        if value.op == "leaf":
            places = getattr(self.edition.terms[value.args[0]].declaration, "places", 0) or 0
        return column_of(kind, [scalar], self.vocabulary, places, [trouble])

    def _given(self, value: Value) -> Column:
        """Return a term at each entry; where a required one has none, trouble."""
        term = self.edition.terms[value.args[0]]
        domain = self.domain(value)
        given: Any = law_or_given(self.edition, self.inputs, term.name) or {}
        if isinstance(given, Entered):
            return self._entered(term, given, domain)
        scalars = [given.get(entry) for entry in _entries(term, domain)]
        column = self._of_scalars(term, scalars, given)
        return _without(column, term)

    def _of_scalars(self, term: Term, scalars: list[Scalar], given: Mapping[Any, Any]) -> Column:
        """Return values in a unit that is the same for every entity, if it can be."""
        places = getattr(term.declaration, "places", 0) or 0
        kind = KINDS.get(term.declaration.unit.__name__, "number")
        column = column_of(kind, scalars, self.vocabulary, places)
        if kind == "number" and term.kind != "fact":
            known = numbers_of([one for one in given.values() if isinstance(one, Fraction)], places)
            if known.below is None and column.below is None and column.unit != known.unit:
                ratio = int(column.unit / known.unit)
                column = attrs.evolve(column, values=column.values * ratio, unit=known.unit)
        return column

    def _entered(self, term: Term, given: Entered, domain: Domain) -> Column:
        """Return a long column of facts, brought to the order of the domain."""
        column = stored_column(given.stored, self.vocabulary)
        keys = given.rows.keys
        if len(keys) == 1 and keys[0] is domain.entries[0].names:
            return _without(column, term)
        place: Any = 0
        by_name = dict(zip(given.rows.axes, keys, strict=True))
        for entries in domain.entries:
            place = place * entries.count + entries.positions(by_name[entries.axis.name])
        return _without(_scattered(column, place, domain.size), term)

    # ------------------------------------------------------------------ what is computed

    def _elementwise(self, value: Value) -> Column:
        domain = self.domain(value)
        plan = self._plan(value, real_axes(value), EntryLowering.elementwise)
        found = self._run(plan, domain)
        lowered = plan.program.wanted["value", ()]
        values, *rest = found["value"]
        below = rest.pop(0) if isinstance(lowered, Number) and lowered.denominator != 1 else None
        missing = flags(rest[0]) if rest else None
        trouble = flags(found["trouble"][0])
        unit = lowered.unit if isinstance(lowered, Number) else Fraction(1)
        kind = KINDS.get(value.unit.id, "number")
        return _cleared(Column(kind, values, unit, below, missing, trouble))

    def aggregated(self, value: Value) -> Aggregated:
        """Return an aggregate for all the entries that it leaves."""
        if id(value) not in self._aggregated:
            self._aggregated[id(value)] = self._aggregate(value)
        return self._aggregated[id(value)]

    def _aggregate(self, value: Value) -> Aggregated:
        axes = counted_axes(value)
        inner, left = self.domains.domain(axes), self.domain(value)
        plan = self._plan(value, axes, EntryLowering.included)
        found = self._run(plan, inner)
        lowered: Any = plan.program.wanted["value", ()]
        values, *below = found["value"]
        included, trouble = found["included"][0], flags(found["trouble"][0])
        if trouble is not None:
            included &= ~trouble
        numbers = Column("number", values, lowered.unit, below[0] if below else None)
        group = inner.index(left)
        counted, groups = numbers, group
        if not included.all():
            counted = _selected(numbers, included)
            groups = None if group is None else group[included]
        result = _combined(value.op, counted, groups, left.size, _by_result(trouble, group, left))
        return Aggregated(left, result, inner, group, included, trouble)

    def _plan(
        self, value: Value, axes: frozenset[Axis], lower: Callable[[EntryLowering, Value], Plan]
    ) -> Plan:
        """Return the program of a node for columns of the shapes that this entity has."""
        known = self.plans.reads.get(id(value)) if self._probed is None else None
        if known is not None:
            plan = self.plans.plans.get((id(value), self._shapes(known)))
            if plan is not None:
                return plan
        plan = lower(EntryLowering(self.edition, self.inputs, self.vocabulary, axes, self), value)
        if self._probed is None:  # a program in which a node fails is of no use to others
            self.plans.reads[id(value)] = plan
            self.plans.plans[id(value), self._shapes(plan)] = plan
        return plan

    def _shapes(self, plan: Plan) -> tuple[Any, ...]:
        return tuple(self.column(one).shape for one in plan.reads)

    def _run(self, plan: Plan, domain: Domain) -> dict[str, list[Array]]:
        facts: dict[Any, Array] = {}
        for node in plan.reads:
            index = domain.index(self.domain(node))
            column = self.column(node).spread(index, domain.size)
            arrays = (("value", column.values), ("below", column.below),
                      ("missing", column.missing), ("trouble", column.trouble))  # fmt: skip
            facts |= {(id(node), part): array for part, array in arrays if array is not None}
        for name, entries in plan.tables:
            facts[0, name] = self._which_table(name, entries, domain)
        return self.plans.results(plan, facts, domain.size)

    def _which_table(self, name: str, entries: Iterable[tuple[str, ...]], domain: Domain) -> Array:
        """Return for each entry the number of its table, counted from 1; 0 for none."""
        term = self.edition.terms[name]
        number = {entry: place for place, entry in enumerate(entries, 1)}
        own = self.domains.domain(term.axes)
        numbers = [number.get(entry, 0) for entry in _entries(term, own)]
        column = Column("option", integers(numbers))
        return column.spread(domain.index(own), domain.size).values


def counted_axes(value: Value) -> frozenset[Axis]:
    """Return the axes of what an aggregate runs over."""
    inner, where, _, _ = value.args
    return joined(inner.axes, where.axes if where is not None else ())


def _entries(term: Term, domain: Domain) -> Iterable[tuple[str, ...]]:
    """Yield the entries of a domain in the order in which a term names its axes."""
    from itertools import product

    order = [domain.axes.index(axis) for axis in term.axes]
    for entry in product(*(entries.names for entries in domain.entries)):
        yield tuple(entry[place] for place in order)


def _without(column: Column, term: Term) -> Column:
    """Say what a gap means: missing if the term is optional, else trouble."""
    if getattr(term.declaration, "optional", False):
        return column
    return attrs.evolve(column, missing=None, trouble=column.missing)


def _scattered(column: Column, place: Array, size: int) -> Column:
    """Return values at their places; elsewhere they are missing."""
    import numpy as np

    values = np.zeros(size, column.values.dtype)
    values[place] = column.values
    missing = np.ones(size, bool)
    missing[place] = False if column.missing is None else column.missing
    return attrs.evolve(column, values=values, missing=flags(missing))


def _cleared(column: Column) -> Column:
    """Write 0 where there is no value: what stands there must not widen any bound."""
    nothing = column.missing
    if column.trouble is not None:
        nothing = column.trouble if nothing is None else nothing | column.trouble
    if nothing is None:
        return column
    column.values[nothing] = 0
    if column.below is not None:
        column.below[nothing] = 1
    return column


def _selected(column: Column, chosen: Array) -> Column:
    below = None if column.below is None else column.below[chosen]
    return attrs.evolve(column, values=column.values[chosen], below=below)


def _by_result(trouble: Array | None, group: Array | None, left: Domain) -> Array | None:
    """Return which results need an entry that is in trouble."""
    import numpy as np

    if trouble is None:
        return None
    found = np.zeros(left.size, bool)
    found[0 if group is None else group[trouble]] = True
    return found


def _combined(
    op: str, counted: Column, group: Array | None, count: int, trouble: Array | None
) -> Column:
    numbers: list[Fraction | None]
    if op == "total":
        numbers = [*sums.totals(counted, group, count)]
    elif op in ("least", "greatest"):
        numbers = sums.extremes(op, counted, group, count)
    else:
        number = sums.counts(group, count, len(counted))
        numbers = [Fraction(one) for one in number]
        if op == "average":
            added = sums.totals(counted, group, count)
            numbers = [total / one if one else None
                       for total, one in zip(added, number, strict=True)]  # fmt: skip
    return sums.as_column(numbers, trouble)


def _failing(column: Column, position: int) -> Column:
    """Return a column that is in trouble at one position."""
    import numpy as np

    trouble = np.zeros(len(column), bool)
    trouble[position] = True
    return attrs.evolve(column, trouble=trouble)
