"""The facts of a new contract, each described: a template that settles as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Kind
from vbc_rules.contracts.schema.described import allowed
from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.language import Axis, Edition
from vbc_rules.language.tree import UNITS
from vbc_rules.starters.placeholders import Entries, Manner, Plain, of_fact
from vbc_rules.starters.terms import with_options
from vbc_rules.starters.yaml_text import comment, commented, pair

ENTITY = "entity-1"
_BELOW = "    "


@attrs.frozen
class ProposedFact:
    """A fact with a placeholder; one that is not `given` is only shown."""

    fact: DeclaredFact
    kind: Kind
    value: Plain
    given: bool


def proposed_facts(
    declared: Declared, edition: Edition, manner: Manner
) -> tuple[ProposedFact, ...]:
    """Return the facts that a settlement reads, those first that it requires."""
    wanted = [fact for fact in declared.values() if fact.read and not fact.stands_for]
    amounts = [fact.name for fact in wanted if fact.unit == "USD"]
    found = []
    for fact in wanted:
        kind = with_options(_kind(fact), fact.name, edition)
        rank = amounts.index(fact.name) if fact.name in amounts else 0
        value = Entries(manner).by_entry(fact.axes, of_fact(kind, manner, rank))
        found.append(ProposedFact(fact, kind, value, fact.required or manner.optional_facts))
    return tuple(sorted(found, key=lambda one: not one.given))


def _kind(fact: DeclaredFact) -> Kind:
    limits = (fact.minimum, fact.maximum)
    unit: Any = UNITS[fact.unit]
    return Kind(unit, fact.places, *limits, fact.choices)


def given_facts(facts: tuple[ProposedFact, ...]) -> dict[str, Plain]:
    """Return the facts that are given, by name."""
    return {one.fact.shortest: one.value for one in facts if one.given}


def parents(facts: tuple[ProposedFact, ...], manner: Manner) -> dict[str, Mapping[str, str]]:
    """Return what the entries of child axes lie within."""
    axes: dict[str, Axis] = {axis.name: axis for one in facts for axis in _all_axes(one.fact)}
    return {name: Entries(manner).parents(axis) for name, axis in axes.items() if axis.within}


def _all_axes(fact: DeclaredFact) -> Iterator[Axis]:
    for axis in fact.axes:
        yield from (axis, *axis.parents())


def facts_text(name: str, facts: tuple[ProposedFact, ...], manner: Manner) -> str:
    """Return a facts file of one entity."""
    return "\n".join(_lines(name, facts, manner)) + "\n"


def _lines(name: str, facts: tuple[ProposedFact, ...], manner: Manner) -> Iterator[str]:
    yield f"# Facts for {name}.yaml: replace the numbers by what is reported."
    flat = [one.fact.shortest for one in facts if not one.fact.axes]
    if len(flat) == len(facts):
        yield from comment(f"As a table it is a CSV file with the columns entity,{','.join(flat)}.")
    yield "entities:"
    yield f"  {ENTITY}:"
    for one in facts:
        yield from comment(_described(one), _BELOW)
        lines = pair(one.fact.shortest, one.value, _BELOW)
        yield from lines if one.given else commented(lines, _BELOW)
    if above := parents(facts, manner):
        yield "axes:"
        for axis, entries in above.items():
            yield from pair(axis, dict(entries), "  ")


def _described(one: ProposedFact) -> str:
    varies = f"By {', '.join(axis.title for axis in one.fact.axes)}." if one.fact.axes else ""
    optional = "Optional." if one.fact.optional else ""
    return " ".join(filter(None, (f"{one.fact.title}.", optional, allowed(one.kind), varies)))
