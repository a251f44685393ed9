"""An ACO as the tests need it, under the contracts as they are written."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import TypeAlias

import pytest
from vbc_cms.files import contracts

from vbc_rules.contracts.load import load_contract
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period

Evaluate: TypeAlias = Callable[..., Run]

ACO = {
    "benchmark": "100000000",
    "expenditure": "100000000",
    "assigned_beneficiaries": "9000",
    "quality_score": "0.8",
    "quality_standard_met": True,
    "alternative_standard_met": False,
    "terminated_early": False,
    "months_liable": "12",
    "period_share": "1",
    "low_revenue": False,
    "agreement_from_2024": False,
    "guardrail": False,
}


@pytest.fixture(scope="session")
def evaluate() -> Evaluate:
    """Return a function that evaluates a contract for a year, on an ACO with some facts changed."""
    registry = Registry.installed()

    @cache
    def bound_to(contract: str, year: int) -> BoundContract:
        loaded = load_contract(contracts() / f"{contract}.yaml", registry)
        return bind(loaded, registry, parse_period(str(year)))

    def evaluated(contract: str, year: int, **facts: str | bool | Fraction) -> Run:
        exact = {
            name: value if isinstance(value, bool) else Fraction(value)
            for name, value in {**ACO, **facts}.items()
        }
        bound = bound_to(contract, year)
        return Run(bound.edition, Inputs(exact, bound.parameters))

    return evaluated
