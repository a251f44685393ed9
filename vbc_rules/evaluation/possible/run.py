"""What the clauses of an edition can be once its parameters are known, for every fact."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import product
from typing import Any

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.exact import At
from vbc_rules.evaluation.inputs import Given, Inputs
from vbc_rules.evaluation.possible.members import known_members, placed, some_parents
from vbc_rules.evaluation.possible.values import Possible, hull
from vbc_rules.evaluation.possible.walk import AllFactsRun, within_limits
from vbc_rules.language.axes import Axis, ordered
from vbc_rules.language.edition import Edition
from vbc_rules.language.tree import Value


class PossibleRun(AllFactsRun):
    """A run over all facts at once. `free` are parameters that may be anything, as facts are."""

    def __init__(
        self, edition: Edition, parameters: Mapping[str, Given], free: Collection[str] = ()
    ) -> None:
        """Prepare to bound clauses.

        Raises:
            Refusal: VBC501 for each missing parameter.
        """
        members = known_members(edition, parameters)
        open_axes = [one for one in edition.axes.values() if one.name not in members]
        members |= {axis.name: (placed(axis),) for axis in open_axes}
        parents = some_parents(edition.axes.values(), members)
        super().__init__(edition, Inputs({}, parameters, members, parents), open_axes)
        self.free = frozenset(free)

    def outcome(self, clause: str) -> Possible:
        """Return what a clause can be, over all entries of its axes."""
        expression = self.edition.clauses[clause].expression
        return hull(self._everywhere(clause, ordered(expression.axes)))

    def _everywhere(self, clause: str, axes: tuple[Axis, ...]) -> Iterator[Possible]:
        for entries in product(*map(self.inputs.entries, axes)):
            try:
                at = self.at(axes, entries)
            except Refusal:  # only the facts know which parent an entry has
                yield self._anything(self.edition.clauses[clause].expression)
            else:
                found: Any = self.clause(clause, at)
                yield found

    def _leaf(self, value: Value, at: At) -> Any:
        if value.args[0] in self.free:
            return within_limits(self.edition.terms[value.args[0]].declaration)
        return super()._leaf(value, at)

    def _column(self, value: Value, at: At) -> Any:
        return self._any_cell(value) if value.args[0] in self.free else super()._column(value, at)

    def _lookup(self, value: Value, at: At) -> Any:
        name, _, key = value.args
        if name in self.free:
            return hull([self._any_cell(value)], self.reached(key, at))
        return super()._lookup(value, at)

    def _any_cell(self, value: Value) -> Possible:
        column = self.table(value.args[0]).columns[value.args[1]]
        low, high = column.limits
        return Possible(low, high, may_be_missing=value.may_be_missing)
