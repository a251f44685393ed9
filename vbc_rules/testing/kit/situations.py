"""Situations: entities of cases and examples under their contracts, as terms are tried on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain, zip_longest

import attrs

from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.declarations import Example
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import Edition
from vbc_rules.settlement.binding import BoundStream, bind
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.settle import Settler
from vbc_rules.statements.settlement import Settlement

MOST_ENTITIES = 12
"""Of an example so many entities are settled: it is an example, not a test of speed."""


@attrs.frozen(eq=False, slots=False)
class Situation:
    """One entity under one contract in one period. `name` says it to a person."""

    name: str
    settler: Settler
    row: int

    @cached_property
    def edition(self) -> Edition:
        """Return the tree of the contract."""
        return self.settler.bound.edition

    @cached_property
    def inputs(self) -> Inputs:
        """Return the facts and terms."""
        return self.settler.bound.inputs(self.settler.facts, self.row)

    @property
    def contract(self) -> Contract:
        """Return the contract."""
        return self.settler.bound.contract

    @cached_property
    def settlement(self) -> Settlement:
        """Return the settlement, computed once."""
        return self.again()

    @property
    def lines(self) -> int:
        """Return how many lines the statement has; none, if the situation is refused."""
        try:
            return len(self.settlement.lines)
        except Refusal:
            return 0  # `its_cases_come_out` tells it

    def again(self) -> Settlement:
        """Return the settlement, computed anew."""
        return Settler(self.settler.bound, self.settler.facts).row(self.row)

    @property
    def streams(self) -> tuple[BoundStream, ...]:
        """Return the streams of the contract."""
        return self.settler.bound.streams

    def of(self, model: str) -> tuple[BoundStream, ...]:
        """Return the streams of a model; none, if the contract does not use it."""
        return tuple(stream for stream in self.streams if stream.edition.model == model)


def years_of(contract: Contract) -> range:
    """Return the calendar years in which a contract applies on some day."""
    return range(contract.term.start.year, contract.term.end.year + 1)


def example_situations(example: Example, registry: Registry) -> Iterator[Situation]:
    """Yield the entities of an example in every year in which they can be settled."""
    try:
        contract = load_contract(example.contract, registry)
    except Refusal:
        return  # `its_examples_settle_and_explain` tells it
    for year in years_of(contract):
        try:
            settler = settled_year(example, contract, registry, year)
        except Refusal:
            continue
        for row in range(min(len(settler.facts.entities), MOST_ENTITIES)):
            entity = settler.facts.entities[row]
            yield Situation(f"{example.id} {entity} {year}", settler, row)


def settled_year(example: Example, contract: Contract, registry: Registry, year: int) -> Settler:
    """Return the settler of an example in a year, with every entity settled once.

    Raises:
        Refusal: as binding, reading facts and settling.
    """
    bound = bind(contract, registry, parse_period(str(year)))
    settler = Settler(bound, read_facts(example.facts, bound.facts))
    settler.all()
    return settler


def spread(situations: Sequence[Situation], most: int) -> tuple[Situation, ...]:
    """Return some situations, of each contract and edition in turn."""
    groups: dict[tuple[str, int], list[Situation]] = {}
    for one in situations:
        groups.setdefault((one.contract.id, one.edition.since), []).append(one)
    turns = chain.from_iterable(zip_longest(*groups.values()))
    return tuple(one for one in turns if one is not None)[:most]
