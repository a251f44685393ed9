"""Every shipped contract, in the first and the last year of its term, in every back end."""

from __future__ import annotations

from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.evaluation.conformance import BACK_ENDS, check
from tests.evaluation.strategies import rows
from vbc_rules.agreements.book import SUFFIX, Agreement
from vbc_rules.agreements.load import load_book
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.load import check_contract
from vbc_rules.evaluation.batch import BackEnd
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundStream, bind
from vbc_rules.settlement.period import parse_period

SPECS = Path(__file__).parents[2] / "contract_specs"
CONTRACTS = sorted(
    path for path in SPECS.glob("*/*.yaml") if not path.name.endswith((".case.yaml", ".facts.yaml"))
)


def bound_streams(path: Path) -> list[BoundStream]:
    """Return the streams of a contract as they stand in its first and its last year."""
    registry = Registry.installed()
    return [
        stream
        for contract in terms_in(path, registry)
        for year in sorted(whole_years(contract))
        for stream in bind(contract, registry, parse_period(str(year))).streams
    ]


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


def entries(stream: BoundStream) -> dict[str, tuple[str, ...]]:
    """Return entries of every axis: those of the contract, or else two that facts might have."""
    found = {name: ("one", "two") for name in stream.edition.axes if not name.endswith(".rows")}
    for name, value in stream.parameters.items():
        for position, axis in enumerate(stream.edition.terms[name].axes):
            given: Any = value
            found[axis.name] = tuple(dict.fromkeys(key[position] for key in given))
    return found


def parents(stream: BoundStream, members: dict[str, tuple[str, ...]]) -> dict[str, dict[str, str]]:
    """Return a parent for every entry of a child axis, in turn."""
    return {
        name: dict(zip(members[name], cycle(members[axis.within.name]), strict=False))
        for name, axis in stream.edition.axes.items()
        if axis.within is not None and not name.endswith(".rows")
    }


def agrees(stream: BoundStream, back_end: BackEnd) -> None:
    members = entries(stream)
    shared = Inputs({}, stream.parameters, members, parents(stream, members))
    options = {term.name: term.declaration.choices for term in stream.edition.facts()}

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(rows(stream.edition, shared, options), min_size=1, max_size=8))
    def agree(facts: list[dict[str, Any]]) -> None:
        check(stream.edition, shared, facts, stream.edition.results, back_end)

    agree()


@pytest.mark.parametrize("back_end", BACK_ENDS)
@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_a_shipped_contract_settles_as_the_reference_does(path: Path, back_end: BackEnd) -> None:
    for stream in bound_streams(path):
        agrees(stream, back_end)
