"""Plain names: a fact of a stream, given without the name of the stream.

In a contract of several streams each fact is `stream.fact`. Where all streams that have a
fact of one name mean the same by it, the file may give it once, under its own name. What
is given to one stream by its full name counts there, and the plain value for the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.facts.plain_rows import spread_rows
from vbc_rules.facts.raw import RawFacts
from vbc_rules.facts.table import Column, Entry
from vbc_rules.language import Axis

Columns = Mapping[Column, Sequence[Scalar]]


def with_plain_names(facts: Declared, streams: Sequence[str]) -> Declared:
    """Return the facts of several streams with the plain names under which they may be given."""
    own = {name: stream for name in facts for stream in streams if name.startswith(f"{stream}.")}
    groups: dict[str, list[DeclaredFact]] = {}
    for name, stream in own.items():
        groups.setdefault(name.removeprefix(f"{stream}."), []).append(facts[name])
    found = dict(facts)
    for plain, group in groups.items():
        if plain in facts or len({_meaning(one, own[one.name]) for one in group}) > 1:
            continue
        found |= {one.name: attrs.evolve(one, plain=plain) for one in group}
        found[plain] = _shared(plain, group, own)
    return found


def _shared(plain: str, group: Sequence[DeclaredFact], own: Mapping[str, str]) -> DeclaredFact:
    first = group[0]
    return attrs.evolve(
        first,
        name=plain,
        axes=tuple(_plain_axis(axis, own[first.name]) for axis in first.axes),
        read=any(one.read for one in group),
        stands_for=tuple(one.name for one in group),
    )


def _meaning(fact: DeclaredFact, stream: str) -> tuple[object, ...]:
    """Return what two facts must agree in to be given as one."""
    axes = tuple(_axis_meaning(_plain_axis(axis, stream)) for axis in fact.axes)
    return (fact.unit, fact.places, fact.minimum, fact.maximum, fact.choices, axes)


def _axis_meaning(axis: Axis) -> tuple[object, ...]:
    return (axis.name, axis.members, *(parent.name for parent in axis.parents()))


def _plain_axis(axis: Axis, stream: str) -> Axis:
    within = _plain_axis(axis.within, stream) if axis.within else None
    return Axis(axis.name.removeprefix(f"{stream}."), axis.title, within, axis.members)


def spread(raw: RawFacts, declared: Declared) -> RawFacts:
    """Return what was read with every value under the full name of each fact it is for."""
    if not any(fact.stands_for for fact in declared.values()):
        return raw

    own = _own_rows(raw, declared)
    in_rows = {name for rows in raw.rows for name in rows.columns}

    def place_of(row: int, name: str, entry: Entry) -> Place:
        full = name in in_rows or (name in own and own[name][row])
        plain = name in declared and not full
        return raw.place_of(row, declared[name].shortest if plain else name, entry)

    columns = _spread_columns(raw.columns, declared, own)
    columns = {one: values for one, values in columns.items()
               if one[0] not in in_rows or one in raw.columns}  # fmt: skip
    parents = _spread_parents(raw.parents, declared)
    rows = tuple(spread for one in raw.rows
                 for spread in spread_rows(one, declared, {*own, *in_rows}))  # fmt: skip
    return attrs.evolve(raw, columns=columns, parents=parents, place_of=place_of, rows=rows)


def _own_rows(raw: RawFacts, declared: Declared) -> dict[str, list[bool]]:
    """Return, for each fact given by its full name, which entities have it so."""
    found: dict[str, list[bool]] = {}
    for (name, _), values in raw.columns.items():
        if not declared[name].stands_for:
            before = found.get(name, [False] * len(values))
            given = zip(before, values, strict=True)
            found[name] = [one or value is not None for one, value in given]
    return found


def _spread_columns(
    given: Columns, declared: Declared, own: Mapping[str, Sequence[bool]]
) -> dict[Column, Sequence[Scalar]]:
    columns = {
        column: values for column, values in given.items() if not declared[column[0]].stands_for
    }
    for (plain, entry), values in given.items():
        for name in declared[plain].stands_for:
            if name in own:
                full = given.get((name, entry), [None] * len(values))
                rows = zip(own[name], full, values, strict=True)
                columns[name, entry] = [one if has else value for has, one, value in rows]
            else:
                columns[name, entry] = values
    return columns


def _spread_parents(
    parents: Mapping[str, Mapping[str, str]], declared: Declared
) -> dict[str, Mapping[str, str]]:
    """Return the parents of entries also under the axes of the streams that share them."""
    found = dict(parents)
    for plain, axis in _shared_axes(declared):
        if plain in parents:
            found[axis] = {**parents[plain], **found.get(axis, {})}
    return found


def _shared_axes(declared: Declared) -> Iterator[tuple[str, str]]:
    """Yield each axis of a plain name with the axis of a stream that it stands for."""
    for fact in declared.values():
        for name in fact.stands_for:
            for plain, axis in zip(fact.axes, declared[name].axes, strict=True):
                lines = ((plain, *plain.parents()), (axis, *axis.parents()))
                for upper, own in zip(*lines, strict=True):
                    yield upper.name, own.name
