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
from vbc_rules.contracts.load import load_contract
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
    contract = load_contract(path, registry)
    whole_years = {contract.term.start.year + (contract.term.start.timetuple().tm_yday > 1),
                   contract.term.end.year}  # fmt: skip
    return [
        stream
        for year in sorted(whole_years)
        for stream in bind(contract, registry, parse_period(str(year))).streams
    ]


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
