"""The forms in which a parameter may be written, brought to one: values with their dates.

A value stands plainly, beside its citation, or in a list of dated values. Callers have
checked the shape before.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Agreed, Kind, column_kind, stated_columns
from vbc_rules.contracts.text.located import Pointer

ONE_DAY = timedelta(days=1)


@attrs.frozen
class Stated:
    """One value as it is written: `at` points to the value, `entry` to what holds its dates.

    `adds_up_to` is the control total that is stated beside entries, or None.
    """

    raw: Any
    at: Pointer
    entry: Pointer
    start: date | None = None
    end: date | None = None
    cites: str = ""
    adds_up_to: int | Decimal | None = None

    def last_day(self, following: Stated | None) -> date | None:
        """Return the last day on which the value applies; without `to`, until the next one."""
        if self.end is None and following is not None and following.start is not None:
            return following.start - ONE_DAY
        return self.end


@attrs.frozen
class Cell:
    """One number, condition or choice as it is written, and what it may be."""

    raw: Any
    at: Pointer
    kind: Kind


def stated_values(agreed: Agreed, raw: Any, at: Pointer) -> tuple[Stated, ...]:  # noqa: ANN401 - plain data
    """Return the values of a parameter in the order in which they are written."""
    key = value_key(agreed)
    if isinstance(raw, dict):
        return (_with_citation(raw, at, key),)
    if isinstance(raw, list) and key in raw[0]:
        return tuple(_with_citation(one, (*at, index), key) for index, one in enumerate(raw))
    return (Stated(raw, at, at),)


def value_key(agreed: Agreed) -> str:
    """Return the key under which the value stands beside its citation and dates."""
    if agreed.term.axes:
        return "entries"
    return "rows" if agreed.table else "value"


def _with_citation(raw: dict[str, Any], at: Pointer, key: str) -> Stated:
    dates = (raw.get("from"), raw.get("to"))
    total = raw.get("adds_up_to")
    return Stated(raw[key], (*at, key), at, *dates, raw.get("cites", ""), total)


def by_entry(agreed: Agreed, one: Stated) -> Iterator[tuple[tuple[str, ...], Any, Pointer]]:
    """Yield the values of a term by entry: (entries, value, where); () where it has no axis."""
    yield from _by_entry(one.raw, one.at, (), len(agreed.term.axes))


def _by_entry(
    raw: Any,  # noqa: ANN401 - plain data
    at: Pointer,
    entries: tuple[str, ...],
    levels: int,
) -> Iterator[tuple[tuple[str, ...], Any, Pointer]]:
    if not levels:
        yield entries, raw, at
        return
    for name, inner in raw.items():
        yield from _by_entry(inner, (*at, name), (*entries, name), levels - 1)


def cells(agreed: Agreed, one: Stated) -> Iterator[Cell]:
    """Yield every number, condition and choice of a stated value."""
    for _, raw, at in by_entry(agreed, one):
        if agreed.table is None:
            yield Cell(raw, at, agreed.kind)
            continue
        kinds = {name: column_kind(column) for name, column in stated_columns(agreed.table)}
        for index, row in enumerate(raw):
            for name, value in row.items():
                yield Cell(value, (*at, index, name), kinds[name])
