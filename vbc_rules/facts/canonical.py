"""What varies, in one form for hashing: the same for a wide file, a long one and a document."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from vbc_rules.evaluation.entered import Entered, Stored
from vbc_rules.evaluation.inputs import Inputs
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
        given: list[Any] = [inputs.facts[name] for name in names]
        order = _one_file(given)
        facts = [declared[name] for name in names]
        if order is None:
            yield from _of_mappings(inputs, axes, facts, given)
        else:
            yield from _of_rows(inputs, facts, given, order)


def _one_file(given: Sequence[Any]) -> list[int] | None:
    """Return the order of the rows that all these facts share, None if they share none."""
    first = given[0]
    if not isinstance(first, Entered):
        return None
    if any(not isinstance(one, Entered) or one.rows is not first.rows for one in given):
        return None
    entries = list(zip(*first.rows.keys, strict=True))
    return sorted(range(len(entries)), key=entries.__getitem__)


def _of_rows(
    inputs: Inputs, facts: Sequence[DeclaredFact], given: Sequence[Entered], order: Sequence[int]
) -> Iterator[str]:
    """Yield the facts of a long file, column by column."""
    rows = given[0].rows
    keys = [[key[row] for row in order] for key in rows.keys]
    yield json.dumps([*rows.axes, *keys])
    yield from _parents(inputs, facts[0], keys)
    for fact, one in zip(facts, given, strict=True):
        stored = one.stored
        if not len(one):
            continue  # a fact without any value is not given
        if stored.options is None and not stored.truth:
            yield _written(fact.name, *_stored_numbers(stored, order))
        else:
            yield json.dumps([fact.name, *(stored.scalar(row) for row in order)])


def _of_mappings(
    inputs: Inputs, axes: Entry, facts: Sequence[DeclaredFact], given: Sequence[Any]
) -> Iterator[str]:
    """Yield facts of a wide file or of several files, entry by entry."""
    found: set[Entry] = set()
    for one in given:
        found.update(zip(*one.rows.keys, strict=True) if isinstance(one, Entered) else one)
    entries = sorted(found)
    keys = [list(key) for key in zip(*entries, strict=True)]
    yield json.dumps([*axes, *keys])
    yield from _parents(inputs, facts[0], keys)
    for fact, one in zip(facts, given, strict=True):
        values = [one.get(entry) for entry in entries]
        if all(value is None for value in values):
            continue
        if fact.unit in ("YesNo", "Choice"):
            yield json.dumps([fact.name, *values])
        else:
            yield _written(fact.name, *_numbers(values))


def _parents(inputs: Inputs, fact: DeclaredFact, keys: Sequence[Sequence[str]]) -> Iterator[str]:
    for axis, members in zip(fact.axes, keys, strict=False):
        child, below = axis.name, list[str | None](members)
        for parent in axis.parents():
            above = inputs.parents.get(child, {})
            below = [None if one is None else above.get(one) for one in below]
            yield json.dumps([child, parent.name, *below])
            child = parent.name


Numbers = tuple[int, list[int | None]]
"""How many units make 1, and the numbers in this unit."""


def _numbers(values: Sequence[Any]) -> Numbers:
    """Return numbers in the largest unit of which all are whole multiples."""
    parts = math.lcm(*{one.denominator for one in values if isinstance(one, Fraction)})
    return parts, [int(one * parts) if isinstance(one, Fraction) else None for one in values]


def _stored_numbers(stored: Stored, order: Sequence[int]) -> Numbers:
    """Return numbers of a long file without making fractions of them."""
    parts, integers, missing = 10**stored.scale, stored.integers, stored.missing
    common = math.gcd(parts, *integers)
    found: list[int | None] = [integers[row] // common for row in order]
    if missing is not None:
        found = [None if missing[row] else one for row, one in zip(order, found, strict=True)]
    return parts // common, found


def _written(name: str, parts: int, values: list[int | None]) -> str:
    return f"{json.dumps(name)} 1/{parts} {values!r}"
