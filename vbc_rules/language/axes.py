"""Axes: what a value varies by (measure, rate cell, month, episode, enrolment type)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs


@attrs.frozen(eq=False)
class Axis:
    """One dimension of a value, as it is known inside one contract.

    `name` is qualified by the part it belongs to, so two streams never share an axis by
    accident. `members` lists the entries if the model fixes them; otherwise the facts or
    the parameters bring them. An entry of a child axis belongs to one entry of `within`.
    """

    name: str
    title: str
    within: Axis | None = None
    members: tuple[str, ...] = ()
    table: str = ""  # of the axis that a table's rows form: the table's name

    def parents(self) -> tuple[Axis, ...]:
        """Return the axes this one lies within, nearest first."""
        return (self.within, *self.within.parents()) if self.within else ()


class AxisDeclaration:
    """An axis as a model declares it; each use of the model gets an axis of its own."""

    def __init__(
        self, title: str, within: AxisDeclaration | None, members: tuple[str, ...]
    ) -> None:
        """Keep what was declared; the name comes from the class attribute."""
        self.title, self.within, self.members = title, within, members
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Take the attribute's name; an inherited declaration keeps its own."""
        self.name = self.name or name

    def __get__(self, model: Any, owner: type) -> Any:
        """Return the declaration on the class, the axis of this use on a traced model."""
        return self if model is None else model._axis(self)


def axis(title: str, *, within: Axis | None = None, members: Iterable[str] = ()) -> Axis:
    """Declare an axis of a model.

    `within` makes it a child: every entry belongs to one entry of the parent, and a
    value of the parent holds for each of its children. `members` fixes the entries.
    """
    declared: Any = AxisDeclaration(title, within, tuple(members))  # type: ignore[arg-type]
    return declared  # type: ignore[no-any-return]


def joined(*sets: Iterable[Axis]) -> frozenset[Axis]:
    """Return the axes of an expression: the union, where a child absorbs its parents."""
    if not any(sets):  # as most are
        return frozenset()
    union = {one for axes in sets for one in axes}
    absorbed = {parent for one in union for parent in one.parents()}
    return frozenset(union - absorbed)


def ordered(axes: Iterable[Axis]) -> tuple[Axis, ...]:
    """Return axes in a stable order, by name."""
    return tuple(sorted(axes, key=lambda one: one.name))
