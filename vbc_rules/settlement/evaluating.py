"""How an entity is evaluated: by the reference, or with its many entries at once.

Both give the same cents, reasons and findings. NumPy is an extra; without it the reference
evaluates any number of entries, one by one.
"""

from __future__ import annotations

import math
from fractions import Fraction
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Edition

if TYPE_CHECKING:
    from vbc_rules.evaluation.arrays import Plans


class Evaluator:
    """Evaluates entities of one contract; keeps what it compiled for the next one."""

    def __init__(self, edition: Edition) -> None:
        """Take the contract's tree."""
        self._edition = edition
        self._axes = [axis for axis in edition.axes.values() if not axis.table]
        self._plans: Plans | None = None

    def run(self, inputs: Inputs, *, told: bool) -> Run:
        """Return the evaluation of one entity; `told` if its lines are told afterwards.

        Raises:
            Refusal: VBC501 for each missing fact or parameter.
        """
        if not self._has_many(inputs):
            return Run(self._edition, inputs)
        from vbc_rules.evaluation.arrays import ArrayRun, Plans

        self._plans = self._plans or Plans(self._edition)
        return ArrayRun(self._edition, inputs, self._plans, told=told)

    def _has_many(self, inputs: Inputs) -> bool:
        from vbc_rules.evaluation.summary import MANY

        sizes = (len(inputs.entries(axis)) or 1 for axis in self._axes)
        return math.prod(sizes) > MANY and find_spec("numpy") is not None


def dollars_of(run: Run, clause: str) -> Fraction:
    """Return what a clause comes to that is an amount of dollars, as every result in money is."""
    amount: Any = run.clause(clause)
    dollars: Fraction = amount
    return dollars
