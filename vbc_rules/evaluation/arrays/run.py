"""The reference, with aggregates over many entries computed at once.

What a person asks for is evaluated by the reference, lazily and in fractions. Only where
it comes to an aggregate over many entries, all entries are computed as arrays; the result
is the same number. If an entry that counts is in trouble, the reference evaluates the
first such entry, and says what is wrong with it in its own words.
"""

from __future__ import annotations

from typing import Any

from vbc_rules.diagnostics import Refusal, refuse
from vbc_rules.evaluation.arrays.arrays import Aggregated, Arrays, Probed, counted_axes
from vbc_rules.evaluation.arrays.domains import Unsupported
from vbc_rules.evaluation.arrays.lowering import has_rows, reaches
from vbc_rules.evaluation.arrays.programs import Plans
from vbc_rules.evaluation.exact import ELSEWHERE, At, Run
from vbc_rules.evaluation.inputs import Inputs, Scalar
from vbc_rules.evaluation.summary import MANY, MOST_LINES, MOST_TOLD, Counted
from vbc_rules.language.axes import Axis
from vbc_rules.language.edition import Edition
from vbc_rules.language.tree import Value


class ArrayRun(Run):
    """One evaluation of one entity; needs NumPy."""

    def __init__(  # noqa: PLR0913 - what an evaluation shares with others
        self,
        edition: Edition,
        inputs: Inputs,
        plans: Plans | None = None,
        *,
        many: int | None = None,
        told: bool = False,
        probed: Probed | None = None,
        arrays: Arrays | None = None,
    ) -> None:
        """Check that everything required was given. `plans` is shared by the entities.

        An aggregate over more than `many` entries is computed at once. If lines are `told`,
        those entries are counted that one result has, so that each of few entries is
        evaluated, and told, by itself.

        Raises:
            Refusal: VBC501 for each missing fact or parameter.
        """
        super().__init__(edition, inputs)
        self._plans, self._told, self._probed = plans or Plans(edition), told, probed
        self._many = many if many is not None else MOST_LINES if told else MANY
        self._parents: dict[tuple[Axis, Axis], Any] = {}
        self._used: dict[int, tuple[Value, set[int]]] = {}
        self._needs: dict[tuple[int, tuple[str, ...]], bool] = {}
        self._aside: ArrayRun | None = None
        self.arrays = arrays or Arrays(inputs, self._plans, self._evaluate_aside, probed)

    def _evaluate_aside(self, value: Value) -> Scalar:
        """Evaluate what does not vary without counting it as needed."""
        if self._aside is None:
            self._aside = ArrayRun(
                self.edition, self.inputs, self._plans,
                many=self._many, told=self._told, probed=self._probed, arrays=self.arrays,
            )  # fmt: skip
        aside, running = self._aside, len(self._aside.running)
        try:
            return aside.value(value, ELSEWHERE)
        except Refusal:
            del aside.running[running:]  # who asks goes on, with other clauses
            raise

    def value(self, value: Value, at: At) -> Scalar:
        """Return a node's value at the entries of its axes; compute it only once."""
        probed = self._probed
        if (
            probed is not None
            and value is probed.node
            and self._place(value, at) == probed.position
        ):
            raise refuse("VBC504", "the node that is probed")
        return super().value(value, at)

    def _place(self, value: Value, at: At) -> int:
        return self.arrays.domain(value).position(at)

    def entries(self, over: Axis, by: Axis | None, at: At) -> tuple[str, ...]:
        """Return the entries an aggregate runs over: all, or those of one parent."""
        if by is None or over.table:
            return super().entries(over, by, at)
        try:
            parents = self._parents_of(over, by)
            place = self.arrays.domains.entries(by).position(at[by.name])
        except Unsupported:
            return super().entries(over, by, at)
        names = self.inputs.entries(over)
        return tuple(names[one] for one in (parents == place).nonzero()[0].tolist())

    def _parents_of(self, over: Axis, by: Axis) -> Any:
        if (over, by) not in self._parents:
            domain = self.arrays.domains.domain((over,))
            self._parents[over, by] = domain.along(by)
        return self._parents[over, by]

    def _counts(self, value: Value, at: At) -> int:
        """Return how many entries decide whether an aggregate is computed at once."""
        _, _, over, by = value.args
        if not self._told:
            return self.arrays.domains.size(counted_axes(value))
        if by is None or len(self.inputs.entries(over)) <= self._many:
            return len(self.inputs.entries(over))
        place = self.arrays.domains.entries(by).position(at[by.name])
        return int((self._parents_of(over, by) == place).sum())

    def _at_once(self, value: Value, at: At) -> Aggregated | None:
        """Return an aggregate for all entries, None where the reference does it."""
        if value.args[2].table or has_rows(value):
            return None
        try:
            if self._counts(value, at) <= self._many:
                return None
            return self.arrays.aggregated(value)
        except Unsupported:
            return None

    def _aggregate(self, value: Value, at: At) -> Scalar:
        found = self._at_once(value, at)
        if found is None:
            return super()._aggregate(value, at)
        place = found.left.position(at)
        self._used.setdefault(id(value), (value, set()))[1].add(place)
        trouble = found.result.trouble
        if trouble is not None and trouble[place]:
            self._refuse(value, at, found, place)
            return super()._aggregate(value, at)
        return found.result.number(place)

    def _refuse(self, value: Value, at: At, found: Aggregated, place: int) -> None:
        """Evaluate the first entry in trouble, so that the reference refuses it."""
        inner, where, over, _ = value.args
        trouble: Any = found.trouble
        for position in found.members(place, trouble).tolist():
            entry = found.inner.coordinates(position)[over.name]
            deeper = self.within(over, entry, at)
            if where is None or self.value(where, deeper):
                self.value(inner, deeper)

    def summary(self, value: Value, at: At) -> Counted:
        """Return how many entries an aggregate counted, and the first of them."""
        found = self._at_once(value, at)
        if found is None:
            return super().summary(value, at)
        place = found.left.position(at)
        inner, _, over, _ = value.args
        counted = found.members(place, found.included)
        everything = found.inner.size if found.group is None else int((found.group == place).sum())
        first = []
        for position in counted[:MOST_TOLD].tolist():
            entry = found.inner.coordinates(position)[over.name]
            first.append((entry, self.value(inner, self.within(over, entry, at))))
        return Counted(len(counted), everything, tuple(first))

    def computed(self, value: Value, at: At) -> bool:
        """Tell whether a node was needed, also below what was computed at once.

        An entry of an aggregate needs a node exactly if the aggregate fails when the node
        does; so it is made to fail.
        """
        if super().computed(value, at):
            return True
        key = (id(value), self.entries_of(value, at))
        if key not in self._needs:
            self._needs[key] = self._needed_below(value, at)
        return self._needs[key]

    def _needed_below(self, value: Value, at: At) -> bool:
        used = [(one, places) for one, places in self._used.values()
                if one is not value and reaches(self.edition, one, value)]  # fmt: skip
        if not used or has_rows(value):
            return False
        probe = Probed(value, self._place(value, at))
        run = ArrayRun(
            self.edition, self.inputs, Plans(self.edition, self._plans.few),
            many=self._many, told=self._told, probed=probe,
        )  # fmt: skip
        for one, places in used:
            trouble = run.arrays.aggregated(one).result.trouble
            if trouble is not None and any(trouble[place] for place in places):
                return True
        return False
