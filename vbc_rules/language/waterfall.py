"""Waterfalls: how a money result comes about, in steps that add up to it.

Two forms exist. A ladder (`stages`) is the successive states of one amount: its bars
are the differences, so they sum to the last stage by construction. A result that only
adds and subtracts rounded clauses is its parts; this form is read from the tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from vbc_rules.language.errors import author_place, wrong
from vbc_rules.language.tree import Value

if TYPE_CHECKING:
    from vbc_rules.diagnostics import Place


@attrs.frozen
class Stages:
    """The successive states of one amount; the last is a clause that is paid or owed.

    `opened` says that the first one is a sum whose parts have bars of their own.
    """

    names: tuple[str, ...]
    place: Place | None = attrs.field(default=None, eq=False)
    opened: bool = False

    @property
    def last(self) -> str:
        """Return the clause that the ladder ends at."""
        return self.names[-1]


@attrs.frozen
class Addend:
    """A part of a result: a clause, and whether it is added (1) or subtracted (-1)."""

    clause: str
    sign: int


def stages(*names: str) -> Stages:
    """Declare a ladder: the clauses an amount passes through, first to last."""
    if len(names) < 2:  # noqa: PLR2004 - a ladder has at least a start and an end
        raise wrong("VBC614", "a ladder needs at least two stages")
    return Stages(names, author_place())


def addends(expression: Value) -> tuple[Addend, ...] | None:
    """Return the parts of a sum of clauses, or None if it is anything else."""
    if expression.op == "ref":
        return (Addend(expression.args[0], 1),)
    if expression.op not in ("add", "sub"):
        return None
    left, right = (_side(arg) for arg in expression.args)
    if left is None or right is None:
        return None
    sign = 1 if expression.op == "add" else -1
    return (*left, *(Addend(one.clause, sign * one.sign) for one in right))


def _side(expression: Value) -> tuple[Addend, ...] | None:
    if expression.op == "const" and expression.args[0] == 0:
        return ()  # the 0 of a negated clause: -x is 0 - x
    return addends(expression)
