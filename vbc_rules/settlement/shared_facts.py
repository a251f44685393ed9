"""One facts file for several contracts: what it may have, and which names are ambiguous."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import attrs

from vbc_rules.facts.declared import Declared, DeclaredFact
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.raw import Completion, RawFacts
from vbc_rules.settlement.binding import BoundContract


def shared_facts(contracts: Sequence[BoundContract]) -> tuple[Declared, ...]:
    """Return, for each contract, the facts that a file for all of them may have.

    A fact that only other contracts read may be given and is not used. A name that means
    different things in two contracts is given as `contract.fact`.
    """
    differing = _differing(contracts)
    own = [_named_apart(one, differing) for one in contracts]
    every = {name: fact for facts in own for name, fact in facts.items()}
    unread = {name: attrs.evolve(fact, read=False, stands_for=()) for name, fact in every.items()}
    return tuple({**unread, **facts} for facts in own)


def one_meaning(contracts: Sequence[BoundContract]) -> Completion:
    """Return a check of the facts that were read: a name means the same in each contract.

    It adds VBC580 to the findings for each name that is given plainly and does not.
    """
    differing = _differing(contracts)

    def checked(raw: RawFacts, findings: Findings) -> RawFacts:
        for name in sorted({column for column, _ in raw.columns} & differing.keys()):
            entry = next(entry for column, entry in raw.columns if column == name)
            message = f"`{name}` is {' and '.join(differing[name])}."
            hint = f"write {contracts[0].contract.id}.{name}, and so for each contract"
            findings.add("VBC580", message, raw.place_of(0, name, entry), hint)
        return raw

    return checked


def _differing(contracts: Sequence[BoundContract]) -> dict[str, tuple[str, ...]]:
    """Return the names that do not mean the same in all contracts, with what they mean."""
    meant: dict[str, dict[object, str]] = {}
    for one in contracts:
        for name, fact in one.facts.items():
            axes = "".join(f" by {axis.name}" for axis in fact.axes)
            told = f"in {fact.words}{axes} in {one.contract.id}"
            meant.setdefault(name, {}).setdefault(_meaning(fact), told)
    return {name: tuple(told.values()) for name, told in meant.items() if len(told) > 1}


def _meaning(fact: DeclaredFact) -> tuple[object, ...]:
    return (fact.unit, fact.choices, tuple(axis.name for axis in fact.axes))


def _named_apart(bound: BoundContract, differing: Collection[str]) -> Declared:
    """Return the facts of a contract; a name with several meanings is told with the contract."""
    facts = dict(bound.facts)
    for name in sorted(set(facts) & set(differing)):
        fact, apart = facts.pop(name), f"{bound.contract.id}.{name}"
        targets = fact.stands_for or (name,)
        facts[apart] = attrs.evolve(fact, name=apart, stands_for=targets, plain="")
        facts.setdefault(name, fact)  # an own name stays, as what the other one stands for
        for target in targets:
            facts[target] = attrs.evolve(facts[target], plain=apart)
        if fact.stands_for:
            del facts[name]
    return facts
