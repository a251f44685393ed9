"""Relations between the terms of a stream: limits that cross, terms that miss each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

import attrs

from vbc_rules.contracts.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.forms import Cell, Stated, cells, stated_values
from vbc_rules.contracts.located import Located, Pointer
from vbc_rules.contracts.open_terms import names_left_open
from vbc_rules.contracts.shape import Shape
from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.language.formatting import show


@attrs.frozen
class _Terms:
    """The parameters that a stream states, and where; `agreed` are all it could state.

    `left_open` are those that each agreement on a template states: they may be there or not.
    """

    document: Located
    shape: Shape
    at: Pointer
    agreed: Mapping[str, Agreed]
    written: Mapping[str, Any]
    left_open: frozenset[str]

    def state(self, name: str) -> bool:
        """Say whether a parameter is stated, or a column `table.column` in a row of its table."""
        table, _, column = name.rpartition(".")
        if name in self.written or table not in self.agreed or table not in self.written:
            return name in self.written
        rows = (cells(self.agreed[table], one) for one, _, _ in self.values(table))
        return any(cell.at[-1] == column for row in rows for cell in row)

    def cannot_tell(self, name: str) -> bool:
        """Say whether a term is left open, or a column of a table whose shape is told already."""
        table = name.rpartition(".")[0]
        unsound = table in self.written and not self.shape.is_sound((*self.at, table))
        return unsound or bool({name, table} & self.left_open)

    def place_of(self, name: str) -> Place | None:
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
    left_open = names_left_open(document.value[section][index])
    at: Pointer = (*stream, "parameters")
    terms = _Terms(document, shape, at, agreed_terms(model), written, left_open)
    for name, agreed in terms.agreed.items():
        if name in written:
            yield from _without_effect(terms, agreed)
            for other in agreed.relations.not_below:
                yield from _below(terms, name, other)
        elif name not in left_open:
            yield from _needed(terms, agreed)


def _without_effect(terms: _Terms, agreed: Agreed) -> Iterator[Diagnostic]:
    """Yield a finding for a term that means nothing without one that is not stated."""
    name, partners = agreed.term.name, agreed.relations.only_with
    if not partners or any(terms.state(one) or terms.cannot_tell(one) for one in partners):
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
    """Yield a finding for a term that is absent, but needed by one that is stated."""
    stated = [one for one in agreed.relations.needed_with if terms.state(one)]
    if stated:
        name, title = agreed.term.name, agreed.term.declaration.title
        message = f"`{stated[0]}` is stated without `{name}`."
        yield Diagnostic("VBC222", message, terms.place_of(stated[0]), f"add `{name}:` ({title})")


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
