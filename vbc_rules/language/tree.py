"""The tree behind every clause: interned nodes whose class is their unit.

A node knows its operation, unit, axes, whether it may be missing, and the author's
line. Equal subtrees are one node within a trace, so a back end computes each once.

| group | operations |
|---|---|
| leaves | const, leaf (fact, parameter or constant), ref (clause), lookup, column |
| arithmetic | add, sub, mul, div, lesser, greater |
| logic | ge, gt, le, lt, and, or, not, is |
| choice | when, known, if_missing |
| rounding | round |
| over an axis | total, count, average, least, greatest |
| wording | phrase: a library function's own words around its expression |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from fractions import Fraction
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn, TypeVar

import attrs

from vbc_rules.language.algebra import PRODUCTS, QUOTIENTS
from vbc_rules.language.axes import Axis, joined
from vbc_rules.language.errors import author_place, wrong

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place

LEAVES = ("const", "leaf", "ref", "lookup", "column")
ARITHMETIC = ("add", "sub", "mul", "div", "lesser", "greater")
COMPARISONS = ("ge", "gt", "le", "lt")
LOGIC = (*COMPARISONS, "and", "or", "not", "is")
CHOICE = ("when", "known", "if_missing")
AGGREGATES = ("total", "count", "average", "least", "greatest")
OPERATIONS = (*LEAVES, *ARITHMETIC, *LOGIC, *CHOICE, "round", *AGGREGATES, "phrase")


@attrs.frozen
class Unit:
    """What a value counts. `places` is the usual number of decimals of a fact, if any."""

    id: str
    words: str
    places: int | None = None
    minimum: int | None = None
    maximum: int | None = None


class Value:
    """A node of the tree. Its class is its unit; authors combine values by operators.

    `children` are the values it computes from; of a phrase, only its expression.
    """

    __slots__ = ("args", "axes", "children", "may_be_missing", "op", "place")
    unit: ClassVar[Unit]

    def __init__(
        self, op: str, args: tuple[Any, ...], axes: frozenset[Axis], *, may_be_missing: bool
    ) -> None:
        """Build a node; use `node`, which keeps equal nodes one."""
        self.op, self.args, self.axes, self.may_be_missing = op, args, axes, may_be_missing
        self.children = _children(op, args)
        self.place: Place = author_place()

    def __bool__(self) -> NoReturn:
        """Refuse `if`, `and`, `or`, `not` on a value: a clause has no value yet."""
        raise wrong(
            "VBC601",
            "a clause takes no decision in Python: its values are not known yet",
            hint="write when(condition, value, otherwise), and & | ~ instead of and, or, not",
        )

    def __eq__(self, other: object) -> bool:
        """Refuse ==: an exact amount is hardly ever equal, and Python would compare nodes."""
        raise wrong(
            "VBC625",
            "values are not compared by == or !=",
            hint="write >= or <= for numbers, choice.is_(...) for choices, ~ for no",
        )

    __hash__ = object.__hash__

    def __iter__(self) -> NoReturn:
        """Refuse loops over a value."""
        raise wrong("VBC602", "a value cannot be looped over", hint="use total(..., over=axis)")

    def __repr__(self) -> str:
        """Return the operation and unit, for debugging."""
        return f"<{self.unit.id} {self.op}>"


V = TypeVar("V", bound=Value)
Nodes = dict[Any, "Value"]
"""The nodes that exist, by their parts."""

_interned: ContextVar[Nodes | None] = ContextVar("interned", default=None)


@contextmanager
def sharing(nodes: Nodes) -> Iterator[None]:
    """Make equal nodes one while this lasts, also with those that exist already."""
    token = _interned.set(nodes)
    try:
        yield
    finally:
        _interned.reset(token)


def node(
    unit: type[V],
    op: str,
    args: tuple[Any, ...],
    axes: Iterable[Axis] = (),
    *,
    missing: bool = False,
) -> V:
    """Return the node for these parts: the one that exists already, or a new one."""
    nodes, varies_by = _interned.get(), frozenset(axes)
    if nodes is None:
        return unit(op, args, varies_by, may_be_missing=missing)
    # a clause of one name may vary or be missing in one edition and not in another
    key = (unit, op, missing, varies_by, *map(_identity, args))
    found = nodes.get(key)
    if found is None:
        found = nodes[key] = unit(op, args, varies_by, may_be_missing=missing)
    return found  # type: ignore[return-value]


def _identity(arg: object) -> object:
    """Return what tells an argument apart: True and 1 are equal in Python, but not in a tree."""
    return id(arg) if isinstance(arg, Value | Axis) else (type(arg), arg)


def _children(op: str, args: tuple[Any, ...]) -> tuple[Value, ...]:
    if op == "phrase":
        return (args[0],)
    return tuple(arg for arg in args if isinstance(arg, Value))


def constant_value(unit: type[V], number: Fraction) -> V:
    """Return a node for a value written in the text of a clause."""
    return node(unit, "const", (number,))


def literal(written: object, unit: type[V]) -> V:
    """Return `written` as a node of `unit`: a node stays, an int becomes a constant.

    Raises:
        DefinitionError: VBC603 for a float or anything else that is not exact.
    """
    if isinstance(written, Value):
        return written  # type: ignore[return-value]
    if isinstance(written, bool) or not isinstance(written, int):
        hint = 'write it as text, such as rate("0.5"), or make it a parameter'
        if unit.__name__ == "YesNo":
            hint = "write a condition: known(x) is no where x is missing, ~known(x) is yes there"
        raise wrong("VBC603", f"{written!r} is not exact", hint=hint)
    return constant_value(unit, Fraction(written))


def required(value: object, what: str) -> None:
    """Refuse a plain number where only a value of the model can stand.

    Raises:
        DefinitionError: VBC604, because the unit would be unknown.
    """
    if not isinstance(value, Value):
        raise wrong(
            "VBC604",
            f"{what} takes a value with a unit, not {value!r}",
            hint='give a literal a unit: usd(0), rate("0.5")',
        )


def combined(op: str, left: Value, right: Value, unit: type[V]) -> V:
    """Return the node of a two-sided operation; axes join, missing spreads."""
    return node(
        unit,
        op,
        (left, right),
        joined(left.axes, right.axes),
        missing=left.may_be_missing or right.may_be_missing,
    )


def same_unit(op: str, left: V, right: object, *, swap: bool = False) -> V:
    """Return left op right where both sides must have one unit (+, -, lesser, greater)."""
    other = literal(right, type(left))
    if type(other) is not type(left):
        raise mismatch(op, left, other)
    a, b = (other, left) if swap else (left, other)
    return combined(op, a, b, type(left))


def product(left: Value, right: object, *, swap: bool = False) -> Any:
    """Return left * right in the unit that the table of products gives."""
    return _by_table("mul", PRODUCTS, left, right, swap=swap)


def quotient(left: Value, right: object) -> Any:
    """Return left / right in the unit that the table of quotients gives."""
    return _by_table("div", QUOTIENTS, left, right, swap=False)


def _by_table(
    op: str, table: dict[tuple[str, str], str], left: Value, right: object, *, swap: bool
) -> Any:
    other = literal(right, UNITS["Rate"])
    a, b = (other, left) if swap else (left, other)
    unit = table.get((a.unit.id, b.unit.id))
    if unit is None:
        raise mismatch(op, a, b)
    return combined(op, a, b, UNITS[unit])


SIGNS = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "ge": ">=", "gt": ">", "le": "<=", "lt": "<",
    "and": "&", "or": "|", "lesser": "lesser_of", "greater": "greater_of",
}  # fmt: skip


def mismatch(op: str, left: Value, right: Value) -> Exception:
    """Return the error for units that cannot be combined."""
    return wrong(
        "VBC604",
        f"cannot compute {left.unit.words} {SIGNS[op]} {right.unit.words}",
        hint="units must agree; a ratio of two equal units is a rate",
    )


UNITS: dict[str, type[Value]] = {}
"""Every unit class by its id; filled by `units.py`."""
