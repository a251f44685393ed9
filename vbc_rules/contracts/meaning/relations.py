"""Relations between the terms of a stream: limits that cross, terms that miss each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.forms import Cell, Stated, cells, stated_values
from vbc_rules.contracts.written.open_terms import names_left_open
from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.language.formatting import show


@attrs.frozen
class _Terms:
    """The parameters that a stream states, and where; `agreed` are all it could state.

    `stated` are the names of these and of columns, `table.column`, that a row of a table has.
    `possible` are also those that may be there: left open to agreements, meant by a misspelt
    key, columns of a table whose shape is told already.
    """

    document: Located
    shape: Shape
    at: Pointer
    agreed: Mapping[str, Agreed]
    written: Mapping[str, Any]
    stated: frozenset[str]
    possible: frozenset[str]

    def place_of(self, name: str) -> Place:
        """Return where a parameter is stated, or the table of a column."""
        key = name if name in self.written else name.rpartition(".")[0]
        return self.document.key_place_of((*self.at, key))

    def values(self, name: str) -> tuple[tuple[Stated, date, date], ...]:
        """Return the values of a parameter with the days on which each applies."""
        if name not in self.written or not self.shape.is_sound((*self.at, name)):
            return ()
        stated = stated_values(self.agreed[name], self.written[name], (*self.at, name))
        following = [*stated[1:], None]
        return tuple(
            (one, one.start or date.min, one.last_day(after) or date.max)
            for one, after in zip(stated, following, strict=True)
        )


def check_relations(
    document: Located, shape: Shape, stream: Pointer, model: Model
) -> Iterator[Diagnostic]:
    """Yield every finding about what the terms of one stream have to do with each other."""
    section, index = stream
    written = document.value[section][index].get("parameters", {})
    if not isinstance(written, dict):
        return
    at: Pointer = (*stream, "parameters")
    known = agreed_terms(model)
    meant = {did_you_mean(key, known, taken=written) for key in written if key not in known}
    left_open = names_left_open(document.value[section][index])
    possible = frozenset({*written, *(one for one in meant if one), *left_open})
    terms = _with_columns(_Terms(document, shape, at, known, written, frozenset(written), possible))
    for name, agreed in known.items():
        if name in written:
            yield from _without_effect(terms, agreed)
            yield from _excluded(terms, agreed)
            for other in agreed.relations.not_below:
                yield from _below(terms, name, other)
        elif name not in terms.possible:
            yield from _needed(terms, agreed)


def _with_columns(terms: _Terms) -> _Terms:
    """Return the terms with the columns that relations name, where they are or may be stated."""
    named = {name for one in terms.agreed.values() for name in one.relations.names}
    tables = {name: name.rpartition(".")[0] for name in named - terms.agreed.keys()}
    columns = {name: table for name, table in tables.items() if table in terms.possible}
    unsound = {
        name
        for name, table in columns.items()
        if table not in terms.written or not terms.shape.is_sound((*terms.at, table))
    }
    stated = {name for name in columns.keys() - unsound if _has_column(terms, name)}
    return attrs.evolve(
        terms, stated=terms.stated | stated, possible=terms.possible | stated | unsound
    )


def _has_column(terms: _Terms, name: str) -> bool:
    """Say whether any row of a table has a column."""
    table, _, column = name.rpartition(".")
    rows = (cells(terms.agreed[table], one) for one, _, _ in terms.values(table))
    return any(cell.at[-1] == column for row in rows for cell in row)


def _without_effect(terms: _Terms, agreed: Agreed) -> Iterator[Diagnostic]:
    """Yield a finding for a term that means nothing without one that is not stated."""
    name, partners = agreed.term.name, agreed.relations.only_with
    if not partners or any(one in terms.possible for one in partners):
        return
    *others, last = (f"`{one}`" for one in partners)
    if others:
        why = f"the contract states none of {', '.join(others)} and {last}"
        hint = "state one of them, or leave it out"
    else:
        why, hint = f"the contract does not state {last}", f"state {last}, or leave it out"
    place = terms.document.key_place_of((*terms.at, name))
    yield Diagnostic("VBC221", f"`{name}` has no effect: {why}.", place, hint)


def _needed(terms: _Terms, agreed: Agreed) -> Iterator[Diagnostic]:
    """Yield a finding for a term that is absent, but needed: by one that is stated, or always."""
    related, name = agreed.relations, agreed.term.name
    if not related.required(terms.stated, terms.possible):
        return
    names = " or ".join(f"`{one}`" for one in (name, *related.needed_without))
    partners = (*related.needed_with, *related.only_with)
    by = next((one for one in partners if one in terms.stated), "")
    message = f"`{by}` is stated without {names}." if by else f"`parameters` lacks {names}."
    place = terms.place_of(by) if by else terms.document.key_place_of(terms.at)
    yield Diagnostic("VBC222", message, place, f"add `{name}:` ({agreed.term.declaration.title})")


def _excluded(terms: _Terms, agreed: Agreed) -> Iterator[Diagnostic]:
    """Yield a finding for a term that is stated beside one in whose place it stands."""
    name = agreed.term.name
    for other in agreed.relations.not_with:
        if other in terms.stated:
            first, last = sorted((name, other), key=lambda one: terms.place_of(one).line)
            message = f"`{last}` is stated beside `{first}`, and only one of the two can hold."
            hint = "keep the one that the contract means"
            yield Diagnostic("VBC229", message, terms.place_of(last), hint)


def _below(terms: _Terms, name: str, other: str) -> Iterator[Diagnostic]:
    """Yield a finding for each value that is less than one it must not be below."""
    for (upper, *days), (lower, *others) in product(terms.values(name), terms.values(other)):
        first, last = max(days[0], others[0]), min(days[1], others[1])
        if first > last:
            continue
        for high, low in _pairs(terms, (name, upper), (other, lower)):
            if Fraction(high.raw) < Fraction(low.raw):
                from_day = f" from {first} on" if upper.start or lower.start else ""
                values = f"is {_shown(high)}, below `{other}`, {_shown(low)}{from_day}"
                place = terms.document.place_of(high.at)
                hint = f"{other} stands at {terms.document.place_of(low.at)}"
                yield Diagnostic("VBC220", f"`{name}` {values}.", place, hint)


def _pairs(
    terms: _Terms, upper: tuple[str, Stated], lower: tuple[str, Stated]
) -> Iterator[tuple[Cell, Cell]]:
    """Yield the numbers to compare: entry by entry, or each with the one of all entries."""
    highs, lows = (
        {cell.at[len(stated.at) :]: cell for cell in cells(terms.agreed[name], stated)}
        for name, stated in (upper, lower)
    )
    for entries, high in highs.items():
        low = lows.get(entries, lows.get(()))
        if low is not None:
            yield high, low


def _shown(cell: Cell) -> str:
    return show(cell.kind.unit.unit.id, Fraction(cell.raw))
