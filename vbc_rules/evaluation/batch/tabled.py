"""Values that depend on the row of a table alone: computed once a row, when compiling.

`(row.at_high - row.at_low) / (row.high - row.low)` is as known as the table itself. So a
looked-up cell is kept as the list of its possible values; operations among cells of one
row, or with constants, are computed for each row of the table beforehand. Only what
meets a value of the settled row becomes steps.
"""

from __future__ import annotations

import math
from fractions import Fraction

import attrs

from vbc_rules.evaluation.batch.builder import Builder
from vbc_rules.evaluation.batch.program import Integer, Step, Truth
from vbc_rules.evaluation.batch.rationals import Condition, Lowered, Number, Option, common_unit

_PLAIN_INTEGER = 10**9
"""Cells are brought to one unit while they stay below this; else each has its divisor."""


@attrs.frozen(eq=False)
class Tabled:
    """One known value for each position; position 0 stands for no row at all."""

    position: Step
    cells: tuple[Lowered, ...]
    missing: Truth = False
    trouble: Truth = False


def known(value: Lowered) -> bool:
    """Tell whether a value is known when compiling."""
    if not isinstance(value.missing, bool) or not isinstance(value.trouble, bool):
        return False
    if isinstance(value, Number):
        return isinstance(value.numerator, int) and isinstance(value.denominator, int)
    return isinstance(value.holds if isinstance(value, Condition) else value.code, int)


def read(build: Builder, tabled: Tabled) -> Lowered:
    """Return a tabled value as steps that look it up for the settled row."""
    found = _amounts(build, tabled.position, tabled.cells)
    missing = build.entry_truth(tabled.position, tuple(one.missing is True for one in tabled.cells))
    trouble = build.entry_truth(tabled.position, tuple(one.trouble is True for one in tabled.cells))
    return attrs.evolve(
        found,
        missing=build.either(tabled.missing, missing),
        trouble=build.either(tabled.trouble, build.both(build.opposite(tabled.missing), trouble)),
    )


def _amounts(build: Builder, position: Integer, cells: tuple[Lowered, ...]) -> Lowered:
    if isinstance(cells[0], Number):
        return _numbers(build, position, _fractions(cells))
    if isinstance(cells[0], Condition):
        holds = tuple(isinstance(one, Condition) and one.holds is True for one in cells)
        return Condition(build.entry_truth(position, holds))
    options = (one.code for one in cells if isinstance(one, Option))
    codes = tuple(code for code in options if isinstance(code, int))
    return Option(build.entry(position, codes))


def _fractions(cells: tuple[Lowered, ...]) -> tuple[Fraction, ...]:
    """Return known numbers; where there is none, another, so that bounds stay narrow."""
    found = [_fraction(cell) for cell in cells]
    filler = next((one for one in found if one is not None), Fraction(0))
    return tuple(filler if one is None else one for one in found)


def _fraction(cell: Lowered) -> Fraction | None:
    if not isinstance(cell, Number) or cell.missing or cell.trouble:
        return None
    if isinstance(cell.numerator, int) and isinstance(cell.denominator, int):
        return Fraction(cell.numerator, cell.denominator) * cell.unit
    raise AssertionError("a tabled cell is known")


def _numbers(build: Builder, position: Integer, cells: tuple[Fraction, ...]) -> Number:
    unit = cells[0]
    for cell in cells[1:]:
        unit = common_unit(unit, cell)
    unit = abs(unit) or Fraction(1)
    plain = tuple(int(cell / unit) for cell in cells)
    if max(map(abs, plain)) <= _PLAIN_INTEGER:
        return Number(build.entry(position, plain), 1, unit)
    above = math.gcd(*(cell.numerator for cell in cells))
    below = math.gcd(*(cell.denominator for cell in cells))
    return Number(
        build.entry(position, tuple(cell.numerator // above for cell in cells)),
        build.entry(position, tuple(cell.denominator // below for cell in cells)),
        Fraction(above, below),
    )
