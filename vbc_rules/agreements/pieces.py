"""Values of a parameter from two files, brought into one: the contract's, and amendments.

From the day of an amendment on, what it says stands in the place of what was agreed before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Agreed
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.overlaid import Written
from vbc_rules.contracts.written.forms import Stated, stated_values, value_key


@attrs.frozen
class Piece:
    """A value as it is written in some document; `dated` is the way to its first day."""

    document: Located
    stated: Stated
    start: date
    dated: Pointer


def pieces(
    document: Located,
    agreed: Agreed,
    raw: Any,  # noqa: ANN401 - plain data
    at: Pointer,
    first_day: date,
) -> list[Piece]:
    """Return the values of a parameter; one without a date applies from the first day on."""
    return [
        Piece(document, one, one.start or first_day, (*one.entry, "from"))
        for one in stated_values(agreed, raw, at)
    ]


def amended(before: Sequence[Piece], changes: Sequence[Piece]) -> list[Piece]:
    """Return the values of a parameter with its changes, which are in the order of their days.

    A value that a change cuts short ends the day before; one that begins later is left out.
    """
    first = changes[0].start
    kept = [one for one in before if one.start < first]
    ends = kept[-1].stated.end if kept else None
    if ends is not None and ends >= first:
        kept[-1] = attrs.evolve(kept[-1], stated=attrs.evolve(kept[-1].stated, end=None))
    return [*kept, *changes]


def unsettled(
    before: Sequence[Piece], changes: Sequence[Piece], last_day: date
) -> Iterator[tuple[Piece, Piece]]:
    """Yield each value that begins after a change, with the change that it would undo.

    On its day another change must say what holds from then on. Values that begin after the
    last day of the agreement never apply.
    """
    days = {one.start for one in changes}
    for one in (each for each in before if each.start <= last_day):
        earlier = [change for change in changes if change.start < one.start]
        if earlier and one.start not in days:
            yield one, earlier[-1]


def as_dated_list(agreed: Agreed, values: Sequence[Piece]) -> list[dict[str, Any]]:
    """Return values as a contract writes them in a list with their dates."""
    return [_dated(one, value_key(agreed)) for one in values]


def written_at(agreed: Agreed, values: Sequence[Piece], at: Pointer) -> Written:
    """Return where the parts of `as_dated_list` are written, `at` being the way to the list."""
    key, found = value_key(agreed), {}
    for index, one in enumerate(values):
        way: Pointer = (*at, index)
        found[way] = (one.document, one.stated.entry)
        found[*way, "from"] = (one.document, one.dated)
        found[*way, key] = (one.document, one.stated.at)
    return found


def has_dates(agreed: Agreed, raw: object) -> bool:
    """Say whether a value is a list with dates of its own."""
    key = value_key(agreed)
    return isinstance(raw, list) and any(isinstance(one, Mapping) and key in one for one in raw)


def _dated(piece: Piece, key: str) -> dict[str, Any]:
    stated = piece.stated
    found: dict[str, Any] = {"from": piece.start, key: stated.raw}
    others = {"to": stated.end, "cites": stated.cites or None, "adds_up_to": stated.adds_up_to}
    return {**found, **{name: one for name, one in others.items() if one is not None}}


def in_order(days: Sequence[date]) -> bool:
    """Say whether days ascend; two may be the same."""
    return all(before <= after for before, after in pairwise(days))
