"""What a clause can be holds whatever it is: for every case that is shipped, and random facts."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vbc_rules.core.shared_savings import TwoSidedSharedSavings
from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.possible import Possible, PossibleRun
from vbc_rules.hooks.registry import Registry
from vbc_rules.testing import CaseChecker, cases_in
from vbc_rules.testing.cases import Case

SHIPPED = cases_in(Path(__file__).parents[2] / "contract_specs")
CASES = [case for case in SHIPPED if not case.findings]  # one that is refused computes nothing


def holds(possible: Possible, value: Any) -> bool:
    """Tell whether a value is one that is said to be possible."""
    if value is None:
        return possible.may_be_missing
    if isinstance(value, str):
        return possible.options is None or value in possible.options
    low, high = possible.low, possible.high
    above = low is None or low <= Fraction(value)
    return possible.may_be_there and above and (high is None or Fraction(value) <= high)


@pytest.fixture(scope="module")
def checker() -> CaseChecker:
    return CaseChecker(Registry.installed())


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.contract.stem}-{case.name}")
def test_every_clause_of_a_case_lies_within_what_it_can_be(
    case: Case, checker: CaseChecker
) -> None:
    settler = checker.settler(case)
    bound = settler.bound
    run = Run(bound.edition, bound.inputs(settler.facts, 0))
    possible = PossibleRun(bound.edition, bound.parameters)
    for result in bound.edition.results:
        run.clause(result)
    computed = {
        name: run.clause(name)
        for name, record in bound.edition.clauses.items()
        if not record.expression.axes and run.computed(record.expression, {})
    }
    assert computed
    outside = [name for name, one in computed.items() if not holds(possible.outcome(name), one)]
    assert outside == []


RATES = some.fractions(0, 1, max_denominator=50)
DOLLARS = some.integers(0, 10**9).map(Fraction)


@given(
    parameters=some.fixed_dictionaries(
        {
            "minimum_savings_rate": RATES,
            "minimum_loss_rate": RATES,
            "sharing_rate": RATES,
            "loss_rate": RATES,
            "minimum_quality_score": RATES,
            "first_dollar": some.booleans(),
            "quality_scales_sharing": some.booleans(),
        },
        optional={"payment_limit": RATES, "loss_limit": RATES},
    ),
    benchmark=DOLLARS,
    expenditure=DOLLARS,
    scores=some.tuples(RATES, RATES),
)
def test_what_is_said_to_decide_nothing_decides_nothing(
    parameters: dict[str, Any],
    benchmark: Fraction,
    expenditure: Fraction,
    scores: tuple[Fraction, Fraction],
) -> None:
    edition = TwoSidedSharedSavings.edition(2024)
    possible = PossibleRun(edition, parameters)
    paid = []
    for score in scores:
        facts = {"benchmark": benchmark, "expenditure": expenditure, "quality_score": score}
        run = Run(edition, Inputs(facts, parameters))
        paid.append(run.clause("settlement"))
        assert holds(possible.outcome("settlement"), paid[-1])
        assert holds(possible.outcome("owed"), run.clause("owed"))
    if "quality_score" not in possible.outcome("settlement").reads:
        assert paid[0] == paid[1]


def test_a_missing_parameter_is_refused() -> None:
    with pytest.raises(Refusal, match="sharing_rate"):
        PossibleRun(TwoSidedSharedSavings.edition(2024), {})
