"""Runs the program of a plan for all entries: in NumPy, and in integers where that is better."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.evaluation.arrays.column import integers
from vbc_rules.evaluation.arrays.lowering import Plan
from vbc_rules.evaluation.batch.blocks import BlockFunction, array_slots
from vbc_rules.evaluation.batch.columns import Prepared
from vbc_rules.evaluation.batch.compiled import parts
from vbc_rules.evaluation.batch.integers import RowFunction, row_function
from vbc_rules.evaluation.batch.lowering import ColumnShape
from vbc_rules.evaluation.batch.program import Step
from vbc_rules.evaluation.batch.vocabulary import vocabulary
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language.edition import Edition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

FEW = 200
"""Up to so many entries Python's integers are at least as quick as arrays."""

_PART = 10_000
Facts = Mapping[Any, Any]


@attrs.define(eq=False)
class Plans:
    """What was compiled for one edition and one set of parameters; entities share it.

    `few` is up to how many entries integers are used.
    """

    edition: Edition
    few: int = FEW
    plans: dict[Any, Plan] = attrs.field(factory=dict)
    reads: dict[Any, Plan] = attrs.field(factory=dict)
    blocks: dict[str, BlockFunction] = attrs.field(factory=dict)
    functions: dict[int, tuple[RowFunction, tuple[Step, ...]]] = attrs.field(factory=dict)
    _words: dict[str, int] | None = attrs.field(init=False, default=None)

    def words(self, inputs: Inputs) -> dict[str, int]:
        """Return a code for every option that the tree or a parameter names."""
        if self._words is None:
            self._words = vocabulary(self.edition, inputs)
        return self._words

    def results(self, plan: Plan, facts: Facts, count: int) -> dict[str, list[Array]]:
        """Return the arrays of each wanted value of a plan: its parts, one after the other."""
        slots = self._slots(plan, facts, count)
        found, at = {}, 1
        for (name, _), lowered in plan.program.wanted.items():
            end = at + len(parts(lowered))
            found[name] = slots[at:end]
            at = end
        return found

    def _slots(self, plan: Plan, facts: Facts, count: int) -> list[Array]:
        if count <= self.few:
            return self._in_integers(plan, facts, range(count))
        arrays = array_slots(plan.program, _prepared(facts), count, self.blocks)
        if arrays is None:
            return self._in_integers(plan, facts, range(count))
        undecided = arrays[0].nonzero()[0]
        if len(undecided):
            _put(arrays, undecided, self._in_integers(plan, facts, undecided))
        return arrays

    def _in_integers(self, plan: Plan, facts: Facts, rows: Any) -> list[Array]:
        """Return the slots of some entries, computed in Python's integers."""
        if id(plan) not in self.functions:
            self.functions[id(plan)] = row_function(plan.program.slots())
        function, inputs = self.functions[id(plan)]
        given: Iterable[tuple[Any, ...]] = (
            zip(*(_listed(facts[step.args[0]], rows) for step in inputs), strict=True)
            if inputs
            else (() for _ in rows)
        )
        return _arrays(plan, function(given))


def _prepared(facts: Facts) -> dict[Any, Prepared]:
    """Return arrays as the columns of a batch: conditions too are read as their values."""
    shape = ColumnShape()
    return {key: Prepared(array, shape, array) for key, array in facts.items()}


def _listed(array: Array, rows: Any) -> list[Any]:
    found: list[Any] = (array if isinstance(rows, range) else array[rows]).tolist()
    return found


def _arrays(plan: Plan, rows: Iterable[tuple[Any, ...]]) -> list[Array]:
    """Return rows as one array for each slot; part by part, so that memory stays small."""
    import numpy as np

    kinds = [(isinstance(slot, Step) and slot.truth) or isinstance(slot, bool)
             for slot in plan.program.slots()]  # fmt: skip
    columns: list[list[Any]] = [[] for _ in kinds]
    left = iter(rows)
    while part := list(islice(left, _PART)):
        for column, values in zip(columns, zip(*part, strict=True), strict=True):
            column.extend(values)
    return [
        np.asarray(column, bool) if truth else integers(column)
        for column, truth in zip(columns, kinds, strict=True)
    ]


def _put(arrays: list[Array], rows: Array, found: Sequence[Array]) -> None:
    """Set the values of some rows; an array that cannot hold them becomes one of objects."""
    for number, values in enumerate(found):
        if values.dtype == object and arrays[number].dtype != object:
            arrays[number] = arrays[number].astype(object)
        arrays[number][rows] = values
