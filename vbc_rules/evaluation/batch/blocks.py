"""Back end for many rows: an integer program as NumPy code over blocks of rows.

The rows are taken in stretches. For each stretch the bounds of its columns are found, the
program is written as NumPy code for these bounds (see `array_code.py`), and the code runs
over blocks small enough to stay in the processor's cache. A stretch whose integers do not
fit is handed to Python's integers; one outlier costs only its stretch. A second thread
was measured and gains nothing: at this size a block is bound by calls, not by arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import ModuleType
from typing import TYPE_CHECKING, Any

from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.batch.array_code import ArrayCode
from vbc_rules.evaluation.batch.bounds import TooWide
from vbc_rules.evaluation.batch.columns import Prepared
from vbc_rules.evaluation.batch.compiled import Compiled
from vbc_rules.evaluation.batch.lowering import ColumnKey
from vbc_rules.evaluation.batch.program import Step, needed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

STRETCH = 2**17
BLOCK = 2**13
BlockFunction = Callable[[slice, "Sequence[Array]", "Sequence[Array]"], None]


def numpy() -> ModuleType:
    """Return NumPy.

    Raises:
        Refusal: VBC550 if it is not installed.
    """
    try:
        import numpy as np
    except ImportError:
        raise refuse(
            "VBC550",
            "many rows are settled with NumPy, which is not installed",
            hint='pip install "vbc-rules[batch]"',
        ) from None
    return np


class ArrayBackEnd:
    """Settles all rows of one question; code that fits several stretches is kept."""

    def __init__(
        self,
        question: Compiled,
        facts: Mapping[ColumnKey, Prepared],
        count: int,
        functions: dict[str, BlockFunction],
    ) -> None:
        """Take the columns as arrays. `functions` keeps compiled code, by its text.

        Raises:
            Refusal: VBC550 if NumPy is not installed.
            OverflowError: if a column has integers beyond 64 bits.
        """
        self.numpy = numpy()
        self.slots, self.count = question.slots(), count
        self.steps = needed(self.slots)
        given = (step for step in self.steps if step.op in ("number", "flag", "absent"))
        self.columns = {step: self._column(step, facts) for step in given}
        self.found = [self._empty(slot) for slot in self.slots]
        self.functions = functions

    def settle(self) -> list[Array]:
        """Return an array for each slot; where `trouble` holds, a row is not decided."""
        for start in range(0, self.count, STRETCH):
            end = min(start + STRETCH, self.count)
            try:
                function, inputs = self._code(slice(start, end))
            except TooWide:
                self.found[0][start:end] = True
                continue
            for first in range(start, end, BLOCK):
                function(slice(first, min(first + BLOCK, end)), inputs, self.found)
        return self.found

    def _column(self, step: Step, facts: Mapping[ColumnKey, Prepared]) -> Array:
        column = facts[step.args[0]]
        values = column.missing if step.op == "absent" else column.values
        found: Array = self.numpy.asarray(values, bool if step.truth else self.numpy.int64)
        return found

    def _empty(self, slot: object) -> Array:
        truth = slot.truth if isinstance(slot, Step) else isinstance(slot, bool)
        found: Array = self.numpy.zeros(self.count, bool if truth else self.numpy.int64)
        return found

    def _code(self, rows: slice) -> tuple[BlockFunction, list[Array]]:
        """Return a function for the bounds of a stretch of rows, and the columns it reads.

        Raises:
            TooWide: if two 64-bit arrays cannot keep its integers apart.
        """
        ranges = {step: (int(column[rows].min()), int(column[rows].max()))
                  for step, column in self.columns.items()}  # fmt: skip
        code = ArrayCode(ranges)
        for step in self.steps:
            code.write(step)
        for index in code.give_out(self.slots):
            self.found[index] = self.found[index].astype(object)
        return self._function(code), [self.columns[step] for step in code.inputs]

    def _function(self, code: ArrayCode) -> BlockFunction:
        text = code.text()
        key = f"{text}{code.constants}"
        if key not in self.functions:
            from vbc_rules.evaluation.batch import array_operations

            names = dict(vars(array_operations))
            for name in ("where", "minimum", "maximum", "abs", "take", "searchsorted",
                         "int64", "float64"):  # fmt: skip
                names[name] = getattr(self.numpy, name)
            for name, (kind, values) in code.constants.items():
                names[name] = self.numpy.array(values, kind)
            exec(compile(text, "<block>", "exec"), names)  # noqa: S102 - the text is our own
            self.functions[key] = names["block"]
        return self.functions[key]


def array_slots(
    question: Compiled,
    facts: Mapping[ColumnKey, Prepared],
    count: int,
    functions: dict[str, BlockFunction],
) -> list[Array] | None:
    """Return an array for each slot of the question, or None where a column needs more bits.

    Raises:
        Refusal: VBC550 if NumPy is not installed.
    """
    try:
        return ArrayBackEnd(question, facts, count, functions).settle()
    except OverflowError:
        return None
