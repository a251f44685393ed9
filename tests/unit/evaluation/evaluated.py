"""Evaluates one expression of a clause on given facts."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest

from tests.unit.language.authored import model, with_clause
from vbc_rules import Diagnostic, Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

EPISODES = {"E1": "hip", "E2": "hip", "E3": "knee"}
MEMBERS = {"episode": tuple(EPISODES), "category": ("hip", "knee")}


def exact(given: Any) -> Any:
    """Return whole numbers and texts of numbers as fractions, entries by their tuple."""
    if isinstance(given, Mapping):
        return {(entry,): exact(one) for entry, one in given.items()}
    return Fraction(given) if isinstance(given, int) and not isinstance(given, bool) else given


def run(expression: str, unit: str = "USD", **facts: Any) -> Run:
    """Return a run of a model whose clause `tested` is the expression."""
    given = {"flag": True, **{name: exact(one) for name, one in facts.items()}}
    inputs = Inputs(facts=given, members=MEMBERS, parents={"episode": EPISODES})
    return Run(model(with_clause(expression, unit)).edition(2024), inputs)


def value(expression: str, unit: str = "USD", **facts: Any) -> Any:
    """Return what an expression comes to."""
    return run(expression, unit, **facts).clause("tested")


def refusal(expression: str, unit: str = "USD", **facts: Any) -> Diagnostic:
    """Return the one finding about an expression that cannot be evaluated."""
    with pytest.raises(Refusal) as caught:
        value(expression, unit, **facts)
    (finding,) = caught.value.diagnostics
    return finding
