"""What a clause may do besides + - * / and comparing: choose, round, aggregate.

There are no user-defined operations: whatever is not arithmetic arrives as a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import Literal, TypeVar, get_args

from vbc_rules.diagnostics import Place
from vbc_rules.language.axes import Axis, joined
from vbc_rules.language.errors import wrong
from vbc_rules.language.quantities import Ordered, Quantity, YesNo
from vbc_rules.language.tree import Value, constant_value, literal, node, required, same_unit
from vbc_rules.language.units import USD, Count, Percentile, Pmpm, Pmpy, Points, Rate

V = TypeVar("V", bound=Value)
Q = TypeVar("Q", bound=Quantity)
O = TypeVar("O", bound=Ordered)  # noqa: E741 - a type variable, read beside V and Q

Rounding = Literal["half_up", "half_even", "down", "up"]
Missing = Literal["error", "skip"]

_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def usd(amount: str | int) -> USD:
    """Write an amount of dollars in a clause: `usd("250000")`."""
    return _written(USD, amount)


def rate(number: str | int) -> Rate:
    """Write a rate in a clause: `rate("0.5")`."""
    return _written(Rate, number)


def points(number: str | int) -> Points:
    """Write points in a clause: `points(10)`."""
    return _written(Points, number)


def pmpm(amount: str | int) -> Pmpm:
    """Write dollars per member and month in a clause."""
    return _written(Pmpm, amount)


def pmpy(amount: str | int) -> Pmpy:
    """Write dollars per member and year in a clause."""
    return _written(Pmpy, amount)


def percentile(rank: str | int) -> Percentile:
    """Write a percentile in a clause."""
    return _written(Percentile, rank)


def _written(unit: type[V], number: object) -> V:
    if isinstance(number, str):
        return constant_value(unit, exact(number))
    return literal(number, unit)


def exact(written: object, place: Place | None = None) -> Fraction:
    """Return a number written as text or as a whole number, exactly.

    Raises:
        DefinitionError: VBC603 for a float, or text that is no plain decimal number.
    """
    if isinstance(written, int) and not isinstance(written, bool):
        return Fraction(written)
    if not isinstance(written, str):
        raise wrong("VBC603", f"{written!r} is not exact", place, 'write it as text, such as "0.5"')
    if not _PLAIN_NUMBER.fullmatch(written):
        message = f"{written!r} is not a plain decimal number"
        raise wrong("VBC603", message, place, 'write it such as "0.75"')
    return Fraction(written)


def when(condition: YesNo, value: V, otherwise: V | int | None = None) -> V:
    """Return `value` if the condition holds, else `otherwise`, else missing.

    Only the branch that is taken is computed. A missing condition gives a missing value.
    """
    if not isinstance(condition, YesNo):
        raise wrong("VBC604", "when(...) needs a yes/no condition")
    required(value, "when(...)")
    if otherwise is None:
        axes = joined(condition.axes, value.axes)
        return node(type(value), "when", (condition, value), axes, missing=True)
    other = _same(value, otherwise, "when")
    axes = joined(condition.axes, value.axes, other.axes)
    missing = condition.may_be_missing or value.may_be_missing or other.may_be_missing
    return node(type(value), "when", (condition, value, other), axes, missing=missing)


def _same(value: V, other: object, what: str) -> V:
    given = literal(other, type(value))
    if type(given) is not type(value):
        words = (value.unit.words, given.unit.words)
        raise wrong("VBC604", f"{what}(...) would be {words[0]} or {words[1]}")
    return given


def lesser_of(a: O, b: O | int) -> O:
    """Return the lesser of two values of one unit."""
    required(a, "lesser_of(...)")
    return same_unit("lesser", a, b)


def greater_of(a: O, b: O | int) -> O:
    """Return the greater of two values of one unit."""
    required(a, "greater_of(...)")
    return same_unit("greater", a, b)


def known(value: Value) -> YesNo:
    """Hold if the value is not missing."""
    required(value, "known(...)")
    return node(YesNo, "known", (value,), value.axes)


def if_missing(value: V, use: V | int, *, because: str = "") -> V:
    """Return the value, or `use` where it is missing.

    A number in place of a missing value needs a reason, which the explanation prints.
    """
    required(value, "if_missing(...)")
    other = _same(value, use, "if_missing")
    if other.op == "const" and not because:
        raise wrong(
            "VBC605",
            "a number in place of a missing value needs a reason",
            hint='write if_missing(value, 0, because="...")',
        )
    axes = joined(value.axes, other.axes)
    args = (value, other, because)
    return node(type(value), "if_missing", args, axes, missing=other.may_be_missing)


def round_to(value: Q, step: str, rule: Rounding = "half_up") -> Q:
    """Return the value rounded to a multiple of `step`.

    half_up takes a tie away from zero, half_even to the even multiple, down towards zero
    and up away from zero.
    """
    required(value, "round_to(...)")
    size = exact(step)
    if size <= 0 or rule not in get_args(Rounding):
        rules = ", ".join(get_args(Rounding))
        raise wrong("VBC603", f"{step!r}, {rule!r} is no way to round",
                    hint=f'write "0.01", and one of {rules}')  # fmt: skip
    args = (value, size, rule)
    return node(type(value), "round", args, value.axes, missing=value.may_be_missing)


def total(
    value: Q,
    *,
    over: Axis,
    by: Axis | None = None,
    where: YesNo | None = None,
    missing: Missing = "error",
) -> Q:
    """Return the sum over an axis; nothing sums to 0.

    `by` keeps a parent of the axis, `where` takes only some entries. If entries may be
    missing, say `missing="skip"` or give them a value with `if_missing`.
    """
    return _aggregate("total", value, over, by=by, where=where, missing=missing)


def average(
    value: Q,
    *,
    over: Axis,
    by: Axis | None = None,
    where: YesNo | None = None,
    missing: Missing = "error",
) -> Q:
    """Return the plain mean over an axis; the mean of nothing is missing."""
    return _aggregate("average", value, over, by=by, where=where, missing=missing)


def least(
    value: O,
    *,
    over: Axis,
    by: Axis | None = None,
    where: YesNo | None = None,
    missing: Missing = "error",
) -> O:
    """Return the least entry over an axis; of nothing, missing."""
    return _aggregate("least", value, over, by=by, where=where, missing=missing)


def greatest(
    value: O,
    *,
    over: Axis,
    by: Axis | None = None,
    where: YesNo | None = None,
    missing: Missing = "error",
) -> O:
    """Return the greatest entry over an axis; of nothing, missing."""
    return _aggregate("greatest", value, over, by=by, where=where, missing=missing)


def count(where: YesNo, *, over: Axis, by: Axis | None = None) -> Count:
    """Return the number of entries of an axis for which the condition holds."""
    one = node(Count, "const", (Fraction(1),))
    return _aggregate("count", one, over, by=by, where=where, missing="error")


def _aggregate(  # noqa: PLR0913 - what every aggregate may say
    op: str, value: V, over: Axis, *, by: Axis | None, where: YesNo | None, missing: Missing
) -> V:
    required(value, f"{op}(...)")
    if where is not None and not isinstance(where, YesNo):
        raise wrong("VBC604", f"{op}(...) takes entries where a yes/no holds")
    axes = joined(value.axes, where.axes if where is not None else ())
    _check_axes(op, axes, over, by)
    if value.may_be_missing and missing == "error":
        raise wrong(
            "VBC607",
            "some entries may be missing",
            hint="write missing='skip', or give them a value with if_missing(...)",
        )
    if where is not None and where.may_be_missing:
        hint = "use known(x), or if_missing(condition, known(x)), which is no where x is missing"
        raise wrong("VBC607", "the condition in `where` may be missing", hint=hint)
    left = joined(axes - {over}, (by,) if by else ())
    args = (value, where, over, by)
    return node(type(value), op, args, left, missing=op not in ("total", "count"))


def _check_axes(op: str, axes: Iterable[Axis], over: object, by: object) -> None:
    if not isinstance(over, Axis) or not isinstance(by, Axis | None):
        raise wrong("VBC606", f"{op}(...) runs over an axis", hint="write over=self.measure")
    if over not in axes:
        raise wrong("VBC606", f"{op} over {over.name}, but the value does not vary by {over.name}")
    if by is not None and by not in over.parents():
        raise wrong(
            "VBC606",
            f"{over.name} does not lie within {by.name}",
            hint=f"declare it so: axis(..., within={by.name})",
        )
