"""Random models over axes: all entries at once give what one by one give, or the same finding."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings

from tests.evaluation.conformance import FEW, outcome
from tests.evaluation.random_axes import Contract, contracts
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.evaluation.arrays import ArrayRun, Plans
from vbc_rules.evaluation.exact import ELSEWHERE, Run

KINDS = {"settled", "VBC504", "VBC503"}
"""What must have been agreed on: an amount, a division by zero, a table without a row."""


@pytest.mark.parametrize("back_end", sorted(FEW))
def test_all_entries_at_once_give_what_one_by_one_give(back_end: str) -> None:
    agreed: set[str] = set()

    def agree(one: Contract) -> None:
        plans = Plans(one.edition, FEW[back_end])
        expected = one_by_one(one)
        found = outcome(lambda: ArrayRun(one.edition, one.inputs, plans, many=-1), ["last"])
        assert found == expected
        agreed.add(kind_of(expected))

    many = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    many(given(contracts)(agree))()
    for kind in sorted(KINDS - agreed):  # two hundred draws may lack one: then it is looked for
        more = settings(many, max_examples=20_000)
        agree(
            find(contracts, lambda one, kind=kind: kind_of(one_by_one(one)) == kind, settings=more)
        )
    assert agreed >= KINDS


def one_by_one(one: Contract) -> Any:
    return outcome(lambda: Run(one.edition, one.inputs), ["last"])


def kind_of(expected: Any) -> str:
    return getattr(expected[0], "code", "settled")


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(contracts)
def test_what_was_needed_is_told_alike(one: Contract) -> None:
    """A node below an aggregate counts as computed exactly if some entry needed it."""
    runs: list[Run] = [Run(one.edition, one.inputs), ArrayRun(one.edition, one.inputs, many=-1)]
    outcomes = [outcome(lambda run=run: run, ["last"]) for run in runs]
    if isinstance(outcomes[0][0], Diagnostic):
        return
    for name, clause in one.edition.clauses.items():
        if not clause.expression.axes:
            told = [run.computed(clause.expression, ELSEWHERE) for run in runs]
            assert told[0] == told[1], name
