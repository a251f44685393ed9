"""Random models over axes: all entries at once give what one by one give, or the same finding."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from tests.evaluation.conformance import FEW, outcome
from tests.evaluation.random_axes import Contract, contracts
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.evaluation.arrays import ArrayRun, Plans
from vbc_rules.evaluation.exact import ELSEWHERE, Run


@pytest.mark.parametrize("back_end", sorted(FEW))
def test_all_entries_at_once_give_what_one_by_one_give(back_end: str) -> None:
    agreed: set[str] = set()

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(contracts)
    def agree(one: Contract) -> None:
        plans = Plans(one.edition, FEW[back_end])
        expected = outcome(lambda: Run(one.edition, one.inputs), ["last"])
        found = outcome(lambda: ArrayRun(one.edition, one.inputs, plans, many=-1), ["last"])
        assert found == expected
        agreed.add(getattr(expected[0], "code", "settled"))

    agree()
    assert {"settled", "VBC504", "VBC503"} <= agreed


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
