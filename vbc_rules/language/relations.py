"""Relations between terms: what a contract must not state together, or not apart.

A relation is declared once, beside the term it is about, and is checked in every contract,
for every time in which the values apply.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.language.errors import wrong
from vbc_rules.language.quantities import Ordered

if TYPE_CHECKING:
    from vbc_rules.language.declarations import Declaration

Names = str | tuple[str, ...]


def _listed(names: Names) -> tuple[str, ...]:
    return (names,) if isinstance(names, str) else tuple(names)


@attrs.frozen
class Relations:
    """What a term has to do with parameters of its model, by their names.

    It is not below any of `not_below`. It means nothing unless one of `only_with` is
    stated. It must be given where one of `needed_with` is stated: a parameter in the
    contract, a fact among the facts.
    """

    not_below: tuple[str, ...] = attrs.field(default=(), converter=_listed)
    only_with: tuple[str, ...] = attrs.field(default=(), converter=_listed)
    needed_with: tuple[str, ...] = attrs.field(default=(), converter=_listed)

    @property
    def names(self) -> tuple[str, ...]:
        """Return every parameter that is named."""
        return (*self.not_below, *self.only_with, *self.needed_with)

    def named_in(self, full_name: str, own_name: str) -> Relations:
        """Return the relations with full names, for a term of a part `part.term`."""
        prefix = full_name.removesuffix(own_name)
        full = ([prefix + one for one in names] for names in attrs.astuple(self))
        return Relations(*map(tuple, full))


def check_relations(declarations: Mapping[str, Declaration]) -> None:
    """Require that the relations of a model name parameters of it, and can hold.

    Raises:
        DefinitionError: VBC627 at the line of the term.
    """
    for one in declarations.values():
        misfit = _misfit(one, declarations)
        if misfit:
            raise wrong("VBC627", f"`{one.name}` {misfit}", one.place)


def _misfit(one: Declaration, declarations: Mapping[str, Declaration]) -> str:
    """Return why the relations of a term cannot hold, or nothing."""
    related = one.relations
    for name in related.names:
        if name == one.name:
            return "is related to itself"
        if name not in declarations or declarations[name].kind != "parameter":
            return f"is related to `{name}`, which is no parameter of the model"
    if (related.only_with or related.needed_with) and not one.optional:
        return "is stated in every contract; write optional=True where others decide on it"
    if related.only_with and one.kind != "parameter":
        return "is reported, not agreed: only a parameter is stated with another one"
    return next((_incomparable(one, declarations[name]) for name in related.not_below
                 if _incomparable(one, declarations[name])), "")  # fmt: skip


def _incomparable(one: Declaration, other: Declaration) -> str:
    """Return why two terms cannot be compared in a contract, or nothing."""
    unit: Any = one.unit
    if one.kind != "parameter" or not issubclass(unit, Ordered) or one.unit is not other.unit:
        return f"cannot be compared with `{other.name}` in a contract"
    if other.per and other.per != one.per:
        return f"is compared with `{other.name}`, which varies by more than it does"
    return ""
