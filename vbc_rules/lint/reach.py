"""What each node of a contract can be for all facts, and which rows of its tables count.

Beyond `evaluation.possible`, it follows the terms of the contract, and knows which facts are
never missing. With an `anchor`, one amount of dollars is taken as 1 and every other amount
counts in multiples of it. So it is seen that savings are at most the whole benchmark, whatever
the benchmark is; amounts that the contract states in dollars then can be any multiple.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.evaluation.exact import At
from vbc_rules.evaluation.inputs import Inputs, coordinates
from vbc_rules.evaluation.possible import AllFactsRun, Possible
from vbc_rules.evaluation.possible.values import ONE, ZERO, absent, hull
from vbc_rules.language.axes import Axis
from vbc_rules.language.edition import Edition
from vbc_rules.language.tree import Value

MONEY = frozenset({"USD", "Pmpm", "Pmpy"})
ANY = "any"
"""The entry that stands for all those of an axis that only the facts bring."""


class Reach(AllFactsRun):
    """A run over all facts at once. `rows` has the rows of each table that lookups reach."""

    def __init__(
        self, edition: Edition, inputs: Inputs, required: frozenset[str], anchor: str = ""
    ) -> None:
        """Prepare for the terms in `inputs`; `required` are the facts that are never missing."""
        open_axes = [axis for axis in edition.axes.values() if _is_open(axis, inputs)]
        super().__init__(edition, _with_entries(edition, inputs), open_axes)
        self.required, self.anchor = required, anchor
        self.rows: dict[tuple[str, tuple[str, ...]], set[int]] = {}

    def _exactly(self, unit: str, value: Any, terms: frozenset[str]) -> Possible:  # noqa: ANN401
        """Return a value that is given; with an anchor, dollars are any multiple of it."""
        if self._is_scaled(unit) and isinstance(value, Fraction) and value:
            low, high = (ZERO, None) if value > 0 else (None, ZERO)
            return Possible(low, high, terms=terms)
        return super()._exactly(unit, value, terms)

    def _is_scaled(self, unit: str) -> bool:
        """Tell whether values of a unit count in multiples of the anchor."""
        return bool(self.anchor) and unit in MONEY

    def _fact(self, name: str) -> Possible:
        found = super()._fact(name)
        if name == self.anchor:
            return attrs.evolve(found, low=ONE, high=ONE, may_be_missing=False)
        if self._is_scaled(self.edition.terms[name].declaration.unit.unit.id):
            low = ZERO if found.low is not None and found.low >= 0 else None
            found = attrs.evolve(found, low=low, high=None)
        missing = found.may_be_missing and name not in self.required
        return attrs.evolve(found, may_be_missing=missing)

    def _rows(self, name: str, at: At) -> set[int]:
        entries = coordinates(self.edition.terms[name].axes, at)
        return self.rows.setdefault((name, entries), set())

    def _lookup(self, value: Value, at: At) -> Any:  # noqa: ANN401
        name, column, key_node = value.args
        key, rows = self.reached(key_node, at), self.given(name, at)
        terms = self._agreed(name)
        if rows is None:
            return attrs.evolve(absent(key), terms=terms)
        indices = self._indices(name, key_node, key, rows)
        self._rows(name, at).update(indices)
        cells = [self._cell(value, name, rows[i].get(column)) for i in indices]
        if not cells:
            return Possible(may_be_missing=True, facts=key.reads, from_facts=True)
        same = len({(one.low, one.high, one.options, one.may_be_there) for one in cells}) == 1
        found = cells[0] if same else hull(cells, key)
        if len(cells) == 1:  # the row that applies depends on the terms that make the key
            found = attrs.evolve(found, terms=terms | key.terms)
        missing = found.may_be_missing or key.may_be_missing
        return attrs.evolve(found, may_be_missing=missing, from_facts=key.from_facts)

    def _indices(self, name: str, node: Value, key: Possible, rows: Any) -> list[int]:  # noqa: ANN401
        """Return the rows that can apply; an amount in multiples of the anchor finds any."""
        in_order = self.table(name).key.role != "matches"
        if in_order and self._is_scaled(node.unit.id):
            return list(range(len(rows)))
        return self.rows_reached(name, rows, key)

    def _binary(self, value: Value, at: At) -> Any:  # noqa: ANN401
        found: Possible = super()._binary(value, at)
        sides = [self.reached(one, at) for one in value.args[:2]]
        zero = next((one for one in sides if value.op == "mul" and one.is_zero), None)
        if zero is None:
            return found
        # what is told of a product with 0 is what makes it 0; gaps of the other side do not count
        return attrs.evolve(found, facts=zero.reads, terms=zero.terms)

    def _round(self, value: Value, at: At) -> Any:  # noqa: ANN401
        if self._is_scaled(value.unit.id):
            return self.reached(value.args[0], at)
        return super()._round(value, at)


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
