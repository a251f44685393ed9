"""Plain names in a long file: its columns under the full names of the streams they are for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import attrs

from vbc_rules.evaluation.entered import Stored
from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.facts.entry_rows import EntryRows


def spread_rows(rows: EntryRows, declared: Declared, given: Collection[str]) -> Iterator[EntryRows]:
    """Yield the rows with the axes of each stream; `given` are facts given by their full names."""
    own: dict[str, Stored] = {}
    streams: dict[tuple[tuple[str, str], ...], dict[str, Stored]] = {}
    for name, stored in rows.columns.items():
        if not declared[name].stands_for:
            own[name] = stored
        for full in declared[name].stands_for:
            if full not in given:
                names = _axes(declared[name], declared[full])
                streams.setdefault(tuple(names.items()), {})[full] = stored
    if own:
        yield attrs.evolve(rows, columns=own)
    for pairs, columns in streams.items():
        yield _renamed(rows, dict(pairs), columns, declared)


def _axes(plain: DeclaredFact, full: DeclaredFact) -> dict[str, str]:
    """Return the stream's own name of every axis that the plain fact varies by."""
    found: dict[str, str] = {}
    for one, other in zip(plain.axes, full.axes, strict=True):
        lines = ((one, *one.parents()), (other, *other.parents()))
        found |= {upper.name: own.name for upper, own in zip(*lines, strict=True)}
    return found


def _renamed(
    rows: EntryRows, names: Mapping[str, str], columns: Mapping[str, Stored], declared: Declared
) -> EntryRows:
    plain = {own: upper for upper, own in names.items()}
    fact_axes = {name: tuple(axis.name for axis in declared[name].axes) for name in columns}
    return attrs.evolve(
        rows,
        axes=tuple(names[axis] for axis in rows.axes),
        above={names[child]: names[above] for child, above in rows.above.items()},
        parents={names[child]: column for child, column in rows.parents.items()},
        columns=columns,
        fact_axes=fact_axes,
        place_of_row=lambda row, name: rows.place_of_row(row, plain.get(name, name)),
    )
