"""What a batch gives back: exact values in columns, and what is wrong with single rows."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.diagnostics import Diagnostic
from vbc_rules.evaluation.batch.compiled import ClauseKey
from vbc_rules.evaluation.batch.rationals import Condition, Lowered, Number
from vbc_rules.evaluation.inputs import Scalar

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = MutableSequence[int] | NDArray[Any]


@attrs.define(eq=False)
class ResultColumn:
    """The exact values of one clause, row by row.

    A number is `numerators[i] / denominators[i] * unit`; without denominators they are 1.
    A rounded amount has no denominators, and its unit is the rounding step: cents are
    plain integers. A yes/no has 0 and 1, a choice has codes of `options`. Where `missing`
    holds there is no value. The columns are int64 arrays, or lists of integers.
    """

    numerators: Integers
    denominators: Integers | None
    unit: Fraction
    missing: Integers | None
    options: tuple[str, ...] | None = None
    truth: bool = False

    def value(self, row: int) -> Scalar:
        """Return the exact value of a row."""
        if self.missing is not None and self.missing[row]:
            return None
        number = int(self.numerators[row])
        if self.options is not None:
            return self.options[number]
        if self.truth:
            return bool(number)
        below = 1 if self.denominators is None else int(self.denominators[row])
        return Fraction(number, below) * self.unit

    def put(self, row: int, value: Scalar) -> None:
        """Set the value of a row, as the reference computed it."""
        if value is None:
            self.missing = [0] * len(self.numerators) if self.missing is None else self.missing
            self.missing[row] = 1
            return
        if self.missing is not None:
            self.missing[row] = 0
        if isinstance(value, str):
            self.options = self.options or ()
            if value not in self.options:
                self.options = (*self.options, value)
            self._put_integers(row, self.options.index(value), 1)
            return
        exact = Fraction(value) / self.unit
        self._put_integers(row, exact.numerator, exact.denominator)

    def _put_integers(self, row: int, above: int, below: int) -> None:
        if below != 1 and self.denominators is None:
            self.denominators = [1] * len(self.numerators)
        self.numerators = _put(self.numerators, row, above)
        if self.denominators is not None:
            self.denominators = _put(self.denominators, row, below)


def _put(column: Integers, row: int, value: int) -> Integers:
    """Set one integer; an array that cannot hold it becomes a list."""
    try:
        column[row] = value
    except OverflowError:
        column = column.tolist() if not isinstance(column, MutableSequence) else column
        column[row] = value
    return column


@attrs.frozen(eq=False)
class BatchResult:
    """The settled rows. A row in `errors` has no values: its findings say why.

    `redone` counts the rows that the first back end handed on to an exact one.
    """

    count: int
    columns: Mapping[ClauseKey, ResultColumn]
    errors: Mapping[int, tuple[Diagnostic, ...]]
    redone: int

    def exact_value(self, row: int, clause: str, entries: Sequence[str] = ()) -> Scalar:
        """Return the exact value of a clause for one row; None is missing or an error."""
        return self.columns[clause, tuple(entries)].value(row)


def result_column(lowered: Lowered, slots: Sequence[Any], options: tuple[str, ...]) -> ResultColumn:
    """Return the column of one wanted value from its slots (see `compiled.parts`)."""
    missing = None if lowered.missing is False else slots[-1]
    if isinstance(lowered, Number):
        below = None if lowered.denominator == 1 else slots[1]
        return ResultColumn(slots[0], below, lowered.unit, missing)
    truth = isinstance(lowered, Condition)
    return ResultColumn(slots[0], None, Fraction(1), missing, None if truth else options, truth)
