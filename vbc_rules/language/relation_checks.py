"""What the relations of a model must keep: they name parameters of it, and can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from vbc_rules.language.declarations import Declaration
from vbc_rules.language.errors import wrong
from vbc_rules.language.quantities import Ordered
from vbc_rules.language.tables import Table

Declared = Mapping[str, Declaration]


def check_relations(declared: Declared) -> None:
    """Check the relations of every term of a model.

    Raises:
        DefinitionError: VBC627 at the line of the term.
    """
    for one in declared.values():
        for misfit in _misfits(one, declared):
            raise wrong("VBC627", f"`{one.name}` {misfit}", one.place)


def _misfits(one: Declaration, declared: Declared) -> Iterator[str]:
    """Yield why the relations of a term cannot hold."""
    related = one.relations
    for name in related.names:
        if name == one.name:
            yield "is related to itself"
        elif "." in name:
            yield from _no_column(name, declared)
        elif name not in declared or declared[name].kind != "parameter":
            yield f"is related to `{name}`, which is no parameter of the model"
    if related.decides and not one.optional:
        yield "is always stated; write optional=True where other terms decide on it"
    if one.kind == "constant" and related.names:
        yield "is law, and no contract states it"
    for name in related.not_below:
        if name in declared:
            yield from _incomparable(one, declared[name])
        else:
            yield f"cannot be compared with `{name}`"


def _no_column(name: str, declared: Declared) -> Iterator[str]:
    """Yield why `table.column` is nothing that a contract may state or leave out."""
    held, _, column = name.partition(".")
    unit: Any = declared[held].unit if held in declared else None
    if held not in declared or declared[held].kind != "parameter" or not _is_table(unit):
        yield f"is related to `{name}`, and `{held}` is no table of the contract"
    elif column not in unit.columns or not unit.columns[column].optional:
        yield f"is related to `{name}`, which is no optional column"


def _is_table(unit: Any) -> bool:
    return isinstance(unit, type) and issubclass(unit, Table)


def _incomparable(one: Declaration, other: Declaration) -> Iterator[str]:
    """Yield why two terms cannot be compared in a contract."""
    unit: Any = one.unit
    if one.unit is not other.unit or not issubclass(unit, Ordered):
        yield f"cannot be compared with `{other.name}`"
    elif other.per and other.per != one.per:
        yield f"is compared with `{other.name}`, which varies by more than it does"
