"""What varies, in one form for hashing: the same for a wide file, a long one and a document."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from vbc_rules.evaluation.entered import Entered, Stored
from vbc_rules.evaluation.inputs import Inputs, Scalar
from vbc_rules.facts.declared import Declared, DeclaredFact

Entry = tuple[str, ...]


def canonical_entries(inputs: Inputs, declared: Declared) -> Iterator[str]:
    """Yield the facts of one entity by entry, whatever order they were given in.

    Facts by the same axes share the list of their entries; each is a list of whole numbers
    of its largest decimal unit, of yes and no, or of choices; null where there is none.
    """
    by_axes: dict[Entry, list[str]] = {}
    for name in sorted(inputs.facts):
        axes = tuple(axis.name for axis in declared[name].axes)
        if axes:
            by_axes.setdefault(axes, []).append(name)
    for axes, names in sorted(by_axes.items()):
        entries = _entries([inputs.facts[name] for name in names])
        yield json.dumps([*axes, *map(list, zip(*entries, strict=True))])
        yield from _parents(inputs, declared[names[0]], entries)
        for name in names:
            given: Any = inputs.facts[name]
            yield json.dumps([name, *_values(given, entries)])


def _entries(given: Sequence[Any]) -> list[Entry]:
    """Return all entries that have a row or a value, in order."""
    found: set[Entry] = set()
    for one in given:
        if isinstance(one, Entered):
            rows = list(zip(*one.rows.keys, strict=True))
            if len(given) == 1 or all(
                isinstance(other, Entered) and other.rows is one.rows for other in given
            ):
                return sorted(rows)
            found.update(rows)
        else:
            found.update(one)
    return sorted(found)


def _parents(inputs: Inputs, fact: DeclaredFact, entries: Sequence[Entry]) -> Iterator[str]:
    for place, axis in enumerate(fact.axes):
        members: Sequence[str | None] = [entry[place] for entry in entries]
        child = axis.name
        for parent in axis.parents():
            above = inputs.parents.get(child, {})
            members = [None if one is None else above.get(one) for one in members]
            yield json.dumps([child, parent.name, *members])
            child = parent.name


def _values(given: Mapping[Entry, Scalar], entries: Sequence[Entry]) -> list[Any]:
    """Return the values of a fact: first its largest unit, if it is a number."""
    if isinstance(given, Entered):
        rows = [given.rows.row(entry) for entry in entries]
        if given.stored.options is None and not given.stored.truth:
            return _stored_numbers(given.stored, rows)
        return [None if row is None else given.stored.scalar(row) for row in rows]
    values = [given.get(entry) for entry in entries]
    numbers = [value for value in values if isinstance(value, Fraction)]
    if not numbers:
        return values
    parts = math.lcm(*{number.denominator for number in numbers})
    whole = [int(one * parts) if isinstance(one, Fraction) else None for one in values]
    return [f"1/{parts}", *whole]


def _stored_numbers(stored: Stored, rows: Sequence[int | None]) -> list[Any]:
    """Return numbers of a long file without making fractions of them."""
    parts, integers, missing = 10**stored.scale, stored.integers, stored.missing
    common = math.gcd(parts, *integers)
    if missing is None:
        found: list[Any] = [None if row is None else integers[row] // common for row in rows]
    else:
        found = [None if row is None or missing[row] else integers[row] // common for row in rows]
    return found if all(one is None for one in found) else [f"1/{parts // common}", *found]
