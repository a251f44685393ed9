"""The terms of a new contract: what a model requires is stated, what it allows is shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import (
    Agreed,
    Kind,
    Model,
    agreed_terms,
    column_kind,
    stated_columns,
)
from vbc_rules.language import Choice, Edition, Table
from vbc_rules.language.tables import KEYS, Column
from vbc_rules.starters.placeholders import Entries, Manner, Plain, number, of_term


@attrs.frozen
class Proposed:
    """A term with a placeholder; one that is not `stated` is only shown."""

    agreed: Agreed
    value: Plain
    stated: bool


def proposed_terms(model: Model, year: int, manner: Manner) -> tuple[Proposed, ...]:
    """Return the terms of a model in a year, those first that a contract must state."""
    edition = model.edition(year)
    agreed = agreed_terms(model)
    terms = {term.name: agreed[term.name] for term in edition.parameters()}
    ranks = {name: rank if manner.rising else 0 for rank, name in enumerate(terms)}
    values = {name: _value(one, edition, manner, ranks[name]) for name, one in terms.items()}
    _raise_to_limits(terms, values)
    stated = _stated(terms)
    proposed = [Proposed(one, values[name], name in stated) for name, one in terms.items()]
    return tuple(sorted(proposed, key=lambda one: not one.stated))


def _stated(terms: Mapping[str, Agreed]) -> set[str]:
    """Return the terms that are required, and those that these need beside them."""
    stated = {name for name, one in terms.items() if not one.term.declaration.optional}
    while needed := {
        name for name, one in terms.items() if name not in stated and one.relations.required(stated)
    }:
        stated |= needed
    return stated


def _raise_to_limits(terms: Mapping[str, Agreed], values: dict[str, Plain]) -> None:
    """Bring a value above those that it must not be below: to twice of them, within limits."""
    for name, one in terms.items():
        for other in one.relations.not_below:
            if other in values and _is_number(values[name]) and _is_number(values[other]):
                twice = number(2 * Fraction(values[other]), one.kind)
                values[name] = max(values[name], values[other], twice)


def _is_number(value: Plain) -> bool:
    return not isinstance(value, bool | str | dict | list)


def _value(agreed: Agreed, edition: Edition, manner: Manner, rank: int) -> Plain:
    if agreed.table:
        one: Plain = list(_rows(agreed.term.name, agreed.table, edition, manner))
    else:
        one = of_term(with_options(agreed.kind, agreed.term.name, edition), manner, rank)
    return Entries(manner).by_entry(agreed.term.axes, one)


def _rows(name: str, table: type[Table], edition: Edition, manner: Manner) -> Iterator[Plain]:
    """Yield the rows of a table: one for each choice, or two that rise."""
    columns = {column: (one, column_kind(one)) for column, one in _wanted_columns(table)}
    for rank, key in enumerate(_keys(name, table, edition, manner)):
        yield {
            column: key if one.role in KEYS else of_term(kind, manner, rank)
            for column, (one, kind) in columns.items()
        }


def _wanted_columns(table: type[Table]) -> list[tuple[str, Column]]:
    """Return the columns that a row needs; of a table that offers a choice of them the first."""
    columns = list(stated_columns(table))
    needed = [pair for pair in columns if not pair[1].optional]
    offered = [pair for pair in columns if pair[1].optional]
    return [*needed, *offered[:1]] if len(needed) == 1 else needed


def _keys(name: str, table: type[Table], edition: Edition, manner: Manner) -> list[Plain]:
    if table.key.role == "matches":
        return list(_matched(name, edition))
    kind = column_kind(table.key)
    first = number(_first(table.key), kind)
    second = of_term(kind, manner, 1)
    return [first, second] if second > first else [first]


def _first(key: Column) -> Fraction:
    low = key.limits[0]
    return key.first if key.first is not None else (Fraction(0) if low is None else low)


def _matched(name: str, edition: Edition) -> tuple[str, ...]:
    """Return the choices by which a table is looked up."""
    for value in edition.nodes():
        if value.op == "lookup" and value.args[0] == name and value.args[2].op == "leaf":
            term = edition.terms[value.args[2].args[0]]
            declared: Any = term.declaration
            return declared.choices or ("standard", "other")
    return ("standard", "other")


def with_options(kind: Kind, name: str, edition: Edition) -> Kind:
    """Return a choice with the options that the terms of an edition know, if it declares none."""
    if kind.choices or not issubclass(kind.unit, Choice):
        return kind
    found: list[str] = []
    for value in edition.nodes():
        if value.op == "is" and value.args[0].op == "leaf" and value.args[0].args[0] == name:
            found.extend(value.args[1])
        elif value.op == "lookup" and _is_leaf(value.args[2], name):
            found.extend(_law_keys(value.args[0], edition))
    return attrs.evolve(kind, choices=tuple(dict.fromkeys(found)))


def _is_leaf(value: Any, name: str) -> bool:  # noqa: ANN401 - a node of the tree
    return bool(value.op == "leaf" and value.args[0] == name)


def _law_keys(table: str, edition: Edition) -> list[str]:
    law: Any = edition.laws.get(table)
    declared: Any = edition.terms[table].declaration
    key = declared.unit.key
    return [row[key.name] for row in law.value] if law and key.role == "matches" else []
