"""Columns of facts: what a caller gives, and the integers the back ends compute with."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.diagnostics import refuse
from vbc_rules.evaluation.batch.lowering import ColumnKey, ColumnShape
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.language.edition import Edition

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = Sequence[int] | NDArray[Any]


@attrs.frozen(eq=False)
class ScaledColumn:
    """Facts as integers: a value is `values[i] / 10**scale`.

    A yes/no fact has 0 and 1. A choice has positions in `options`. `missing` tells where
    there is no value; the integer there is not read. Sequences and NumPy arrays of
    integers are taken as they are, so that a million rows need no Python objects.
    """

    values: Integers
    scale: int = 0
    missing: Sequence[bool] | NDArray[Any] | None = None
    options: tuple[str, ...] = ()


Column = Sequence[Scalar] | ScaledColumn
Columns = Mapping[str, Column | Mapping[tuple[str, ...], Column]]


@attrs.frozen(eq=False)
class Prepared:
    """A column as the back ends read it. Where `missing` holds, the integer is 0."""

    values: Integers
    shape: ColumnShape
    missing: Sequence[bool] | NDArray[Any] | None
    options: tuple[str, ...] | None = None
    truth: bool = False

    def scalar(self, row: int) -> Scalar:
        """Return the fact of one row, as the reference reads it."""
        if self.missing is not None and self.missing[row]:
            return None
        value = int(self.values[row])
        if self.options is not None:
            return self.options[value]
        return bool(value) if self.truth else value * self.shape.unit


_NOTHING = Fraction(0)
_MANY_DECIMALS = 6
_SAMPLE = 64
"""So many rows tell at once, for nearly all columns, that no decimal can be dropped."""


def prepared(edition: Edition, columns: Columns, count: int) -> dict[ColumnKey, Prepared]:
    """Return the columns that the edition reads, each as integers.

    Raises:
        Refusal: VBC551 for a column that has not `count` rows.
    """
    found = {}
    for term in edition.facts():
        given = columns.get(term.name)
        entries = given if isinstance(given, Mapping) else {} if given is None else {(): given}
        for key, column in sorted(entries.items()):
            length = len(column.values if isinstance(column, ScaledColumn) else column)
            if length != count:
                raise refuse("VBC551", f"column `{term.name}` has {length} rows, not {count}")
            found[term.name, key] = _prepared(column, term.declaration.unit.__name__)
    return found


def _prepared(column: Column, kind: str) -> Prepared:
    if isinstance(column, ScaledColumn):
        return _from_integers(column, kind)
    gaps = [value is None for value in column]
    missing = gaps if any(gaps) else None
    shape = ColumnShape(Fraction(1), gaps=missing is not None)
    if kind == "YesNo":
        return Prepared([int(value is True) for value in column], shape, missing, truth=True)
    if kind == "Choice":
        options = tuple(sorted({value for value in column if isinstance(value, str)}))
        codes = {option: code for code, option in enumerate(options)}
        values = [codes[value] if isinstance(value, str) else 0 for value in column]
        return Prepared(values, shape, missing, options)
    return _from_numbers(column, missing)


def _from_numbers(column: Sequence[Scalar], missing: list[bool] | None) -> Prepared:
    """Bring numbers to the largest decimal unit that writes all of them exactly."""
    numbers = [value if isinstance(value, Fraction) else _NOTHING for value in column]
    parts = math.lcm(*{number.denominator for number in numbers})
    values = [number.numerator * (parts // number.denominator) for number in numbers]
    return Prepared(values, ColumnShape(Fraction(1, parts), missing is not None), missing)


def _from_integers(column: ScaledColumn, kind: str) -> Prepared:
    missing, values = column.missing, column.values
    if missing is not None and not _any(missing):
        missing = None
    if missing is not None:
        values = _without_gaps(values, missing)
    values, scale = _reduced(values, column.scale)
    shape = ColumnShape(Fraction(1, 10**scale), missing is not None)
    options = column.options if kind == "Choice" else None
    return Prepared(values, shape, missing, options, kind == "YesNo")


def _reduced(values: Integers, scale: int) -> tuple[Integers, int]:
    """Return a column without decimals that none of its values needs, if it has many.

    Nine decimals of a rate take 30 of 64 bits; a file mostly uses four of them.
    """
    while (
        scale > _MANY_DECIMALS and len(values) and not any(value % 10 for value in values[:_SAMPLE])
    ):
        if isinstance(values, Sequence):
            if any(value % 10 for value in values):
                break
            values = [value // 10 for value in values]
        else:
            if (values % 10).any():
                break
            values = values // 10
        scale -= 1
    return values, scale


def _any(missing: Sequence[bool] | NDArray[Any]) -> bool:
    return any(missing) if isinstance(missing, Sequence) else bool(missing.any())


def _without_gaps(values: Integers, missing: Sequence[bool] | NDArray[Any]) -> Integers:
    """Return the integers with 0 where there is no value."""
    if isinstance(values, Sequence):
        return [0 if gap else value for value, gap in zip(values, missing, strict=True)]
    from numpy import where

    zeroed: NDArray[Any] = where(missing, 0, values)
    return zeroed


def coded(column: Prepared, vocabulary: Mapping[str, int]) -> Prepared:
    """Return a column of options with the codes of a program; an unknown option is the last."""
    if column.options is None:
        return column
    codes = [vocabulary.get(option, len(vocabulary)) for option in column.options] or [0]
    if isinstance(column.values, Sequence):
        return attrs.evolve(column, values=[codes[value] for value in column.values])
    from numpy import asarray, int64

    return attrs.evolve(column, values=asarray(codes, int64)[column.values])
