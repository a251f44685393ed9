"""Facts of one file, completed by values that stand in another one."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.raw import RawFacts
from vbc_rules.facts.table import Column, Entry
from vbc_rules.facts.values import shown


def joined(facts: RawFacts, more: RawFacts, findings: Findings) -> RawFacts:
    """Return the facts with the columns of `more` for the same entities.

    Entities of which `more` has nothing lack its values. VBC421 is told for an entity that
    only `more` has, VBC465 for a value that stands in both.
    """
    rows = {entity: row for row, entity in enumerate(facts.entities)}
    _check_entities(facts, rows, more, findings)
    columns = {column: list(values) for column, values in facts.columns.items()}
    added: dict[tuple[int, Column], int] = {}
    for column, values in more.columns.items():
        target = columns.setdefault(column, [None] * len(facts.entities))
        for number, entity in enumerate(more.entities):
            row = rows.get(entity)
            if row is None or values[number] is None:
                continue
            _check_free(facts, column, row, target[row], findings)
            target[row] = values[number]
            added[row, column] = number

    def place_of(row: int, name: str, entry: Entry) -> Place:
        number = added.get((row, (name, entry)))
        source = facts if number is None else more
        return source.place_of(row if number is None else number, name, entry)

    parents = {**facts.parents, **more.parents}
    damaged = facts.damaged | more.damaged
    return attrs.evolve(facts, columns=columns, parents=parents, place_of=place_of, damaged=damaged)


def _check_entities(
    facts: RawFacts, rows: Mapping[str, int], more: RawFacts, findings: Findings
) -> None:
    for number, entity in enumerate(more.entities):
        if entity not in rows:
            hint = suggestion(entity, facts.entities, "give its other facts, or leave it out")
            message = f"{facts.file} has no entity {shown(entity)}."
            name, entry = next(iter(more.columns))
            findings.add("VBC421", message, more.place_of(number, name, entry), hint)


def _check_free(
    facts: RawFacts, column: Column, row: int, value: Scalar, findings: Findings
) -> None:
    if value is not None:
        name, entry = column
        called = f"{name}[{','.join(entry)}]" if entry else name
        message = f"`{called}` of entity {shown(facts.entities[row])} stands in two files."
        findings.add("VBC465", message, facts.place_of(row, name, entry), "keep one of them")
