"""Every shipped contract, in the first and the last year of its term, in every back end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import cycle, product
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluation.conformance import BACK_ENDS, check
from tests.evaluation.strategies import rows
from vbc_rules.agreements.book import SUFFIX, Agreement
from vbc_rules.agreements.load import load_book
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import check_contract
from vbc_rules.evaluation.inputs import Given, Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import Edition
from vbc_rules.settlement.binding import bind
from vbc_rules.settlement.period import parse_period

SPECS = Path(__file__).parents[2] / "contract_specs"
CONTRACTS = sorted(
    path
    for path in SPECS.glob("*/*.yaml")
    if not path.name.endswith((".case.yaml", ".facts.yaml", ".episodes.yaml"))
)


@attrs.frozen(eq=False)
class Bound:
    """A tree with the parameters that its contract gives."""

    edition: Edition
    parameters: Mapping[str, Given]


def bound_trees(path: Path) -> Iterator[Bound]:
    """Yield the streams of a contract as they stand in its first and its last year.

    The steps across streams are a tree with them, one for each settlement of a period.
    """
    registry = Registry.installed()
    for contract in terms_in(path, registry):
        occasions = contract.settlement.occasions if contract.settlement else ("",)
        for year, occasion in product(sorted(whole_years(contract)), occasions):
            bound = bind(contract, registry, parse_period(str(year)), occasion)
            if bound.occasion.steps:
                yield Bound(bound.edition, bound.parameters)
            else:
                yield from (Bound(stream.edition, stream.parameters) for stream in bound.streams)


def terms_in(path: Path, registry: Registry) -> list[Contract]:
    """Return the contract in a file, or those of a book's agreements; a template has none yet."""
    if path.name.endswith(SUFFIX):
        book = load_book(path, registry)
        return [one.contract for one in book.agreements if isinstance(one, Agreement)]
    contract, _ = check_contract(path, registry)
    assert contract is not None
    return [] if contract.left_open else [contract]


def whole_years(contract: Contract) -> set[int]:
    first = contract.term.start
    return {first.year + (first.timetuple().tm_yday > 1), contract.term.end.year}


def entries(tree: Bound) -> dict[str, tuple[str, ...]]:
    """Return entries of every axis: those of the contract, or else two that facts might have."""
    found = {name: ("one", "two") for name in tree.edition.axes if not name.endswith(".rows")}
    for name, value in tree.parameters.items():
        for position, axis in enumerate(tree.edition.terms[name].axes):
            given: Any = value
            found[axis.name] = tuple(dict.fromkeys(key[position] for key in given))
    return found


def parents(tree: Bound, members: dict[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """Return a parent for every entry of a child axis, in turn."""
    return {
        name: dict(zip(members[name], cycle(members[axis.within.name]), strict=False))
        for name, axis in tree.edition.axes.items()
        if axis.within is not None and not name.endswith(".rows")
    }


def agrees(tree: Bound) -> None:
    members = entries(tree)
    shared = Inputs({}, tree.parameters, members, parents(tree, members))
    options = {term.name: term.declaration.choices for term in tree.edition.facts()}

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(rows(tree.edition, shared, options), min_size=1, max_size=8))
    def agree(facts: list[dict[str, Any]]) -> None:
        check(tree.edition, shared, facts, tree.edition.results, *BACK_ENDS)

    agree()


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_shipped_contract_settles_in_every_back_end_as_the_reference_does(path: Path) -> None:
    for tree in bound_trees(path):
        agrees(tree)
