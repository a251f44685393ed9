"""Facts that several files give together: each fact stands in one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.raw import RawFacts
from vbc_rules.facts.table import Column, Entry


def gathered(raws: Sequence[RawFacts], findings: Findings) -> RawFacts:
    """Return what several files give, for every entity of any of them.

    VBC470 is told for a fact that two files give, VBC416 for an entry that they say
    belongs to different parents.
    """
    if len(raws) == 1:
        return raws[0]
    _check_names(raws, findings)
    entities: dict[str, int] = {}
    for raw in raws:
        for entity in raw.entities:
            entities.setdefault(entity, len(entities))
    numbers = [[entities[entity] for entity in raw.entities] for raw in raws]
    columns: dict[Column, Sequence[Scalar]] = {}
    for raw, own in zip(raws, numbers, strict=True):
        columns |= {
            column: _placed(values, own, len(entities)) for column, values in raw.columns.items()
        }
    return attrs.evolve(
        raws[0],
        file=", ".join(raw.file for raw in raws),
        entities=list(entities),
        columns=columns,
        parents=_parents(raws, findings),
        place_of=_Places(raws, numbers).place_of,
        damaged=frozenset().union(*(raw.damaged for raw in raws)),
        rows=tuple(
            rows.renumbered(own)
            for raw, own in zip(raws, numbers, strict=True)
            for rows in raw.rows
        ),
    )


def _check_names(raws: Sequence[RawFacts], findings: Findings) -> None:
    files: dict[str, str] = {}
    for raw in raws:
        for name in raw.names():
            if name in files:
                message = f"Fact `{name}` stands in {files[name]} and in {raw.file}."
                findings.add("VBC470", message, raw.header, "keep one of them")
            files.setdefault(name, raw.file)


def _placed(values: Sequence[Scalar], numbers: Sequence[int], count: int) -> list[Scalar]:
    """Return a column with each value at the number of its entity."""
    found: list[Scalar] = [None] * count
    for number, value in zip(numbers, values, strict=True):
        found[number] = value
    return found


def _parents(raws: Sequence[RawFacts], findings: Findings) -> dict[str, Mapping[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for raw in raws:
        for axis, members in raw.parents.items():
            known = found.setdefault(axis, {})
            for member, above in members.items():
                if known.setdefault(member, above) != above:
                    both = f"`{known[member]}` and to `{above}`"
                    message = f"`{member}` of `{axis}` belongs to {both}."
                    findings.add("VBC416", message, raw.header, "name one parent")
    return dict(found)


class _Places:
    """Says in which of the files a value is written."""

    def __init__(self, raws: Sequence[RawFacts], numbers: Sequence[Sequence[int]]) -> None:
        self._raws = raws
        self._own = [{number: row for row, number in enumerate(own)} for own in numbers]
        self._giver = {name: place for place, raw in enumerate(raws) for name in raw.names()}

    def place_of(self, row: int, name: str, entry: Entry) -> Place:
        """Return the place of a fact; of an entity, where it stands first."""
        giver = self._giver.get(name)
        if giver is None:
            giver = next(place for place, own in enumerate(self._own) if row in own)
        own = self._own[giver].get(row)
        return (
            self._raws[giver].header
            if own is None
            else self._raws[giver].place_of(own, name, entry)
        )
