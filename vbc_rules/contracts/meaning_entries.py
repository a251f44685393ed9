"""The meaning of entries: what a stream agrees for one entry, it agrees in all its terms.

A rate cell with a rate but without a geographic factor would be found out only when the first
member of the cell is settled.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import attrs

from vbc_rules.contracts.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.forms import Stated, by_entry, stated_values
from vbc_rules.contracts.located import Located, Pointer
from vbc_rules.contracts.shape import Shape
from vbc_rules.diagnostics import Diagnostic


@attrs.frozen
class _Listed:
    """The entries of one axis that one value of a term has, and the days it applies."""

    term: str
    axis: str
    entries: tuple[str, ...]
    at: Pointer
    first: date
    last: date


def check_entries(
    document: Located, shape: Shape, stream: Pointer, model: Model
) -> Iterator[Diagnostic]:
    """Yield VBC231 for each entry that a term lacks and another term of the stream has.

    Terms that may be missing, and axes whose entries the model fixes, are left out.
    """
    found = _listed(document, shape, (*stream, "parameters"), model)
    told: set[tuple[Pointer, str]] = set()
    for one, other in _pairs(sorted(found, key=lambda listed: (listed.axis, listed.first))):
        for whole, partial in ((one, other), (other, one)):
            for entry in whole.entries:
                if entry not in partial.entries and (partial.at, entry) not in told:
                    told.add((partial.at, entry))
                    yield _finding(document, whole, partial, entry)


def _pairs(found: list[_Listed]) -> Iterator[tuple[_Listed, _Listed]]:
    """Yield values of two terms that are about one axis and apply on one day.

    Values are in the order of their axes and dates: after the last one that has begun, no
    further one is compared.
    """
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            if other.axis != one.axis or other.first > one.last:
                break
            if other.term != one.term:
                yield one, other


def _finding(document: Located, whole: _Listed, partial: _Listed, entry: str) -> Diagnostic:
    message = f"`{partial.term}` has no entry for `{entry}`, which `{whole.term}` has."
    hint = f"add `{entry}:`, or take it out of `{whole.term}`"
    return Diagnostic("VBC231", message, document.key_place_of(partial.at), hint)


def _listed(document: Located, shape: Shape, at: Pointer, model: Model) -> Iterator[_Listed]:
    section, index, _ = at
    written = document.value[section][index].get("parameters", {})
    terms = agreed_terms(model)
    for name in written if isinstance(written, dict) else ():
        agreed = terms.get(name)
        if agreed is None or agreed.term.declaration.optional or not shape.is_sound((*at, name)):
            continue
        if not agreed.term.axes:
            continue
        stated = stated_values(agreed, written[name], (*at, name))
        for one, following in zip(stated, [*stated[1:], None], strict=True):
            yield from _by_axis(agreed, one, following)


def _by_axis(agreed: Agreed, one: Stated, following: Stated | None) -> Iterator[_Listed]:
    days = (one.start or date.min, one.last_day(following) or date.max)
    entries: list[Any] = [path for path, _, _ in by_entry(agreed, one)]
    for position, axis in enumerate(agreed.term.axes):
        if not axis.members:
            names = tuple(dict.fromkeys(path[position] for path in entries))
            yield _Listed(agreed.term.name, axis.name, names, one.at, *days)
