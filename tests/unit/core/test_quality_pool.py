"""The generic pool: dollars per member and month, paid out by a score."""

from __future__ import annotations

from fractions import Fraction

import pytest

from vbc_rules.core.quality_pool import QualityPool
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs


@pytest.mark.parametrize(
    ("score", "paid"), [("1", "2500"), ("0.5", "1250"), ("0.333333333", "833.33"), ("0.3", "0")]
)
def test_the_score_is_the_part_of_the_pool_that_is_paid(score: str, paid: str) -> None:
    facts = {"member_months": Fraction(1000), "quality_score": Fraction(score)}
    terms = {"pool_per_member": Fraction("2.5"), "minimum_quality_score": Fraction("0.31")}
    run = Run(QualityPool.edition(2024), Inputs(facts, terms))
    assert run.clause("settlement") == Fraction(paid)
