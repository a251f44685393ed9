from __future__ import annotations

from fractions import Fraction

import pytest

from vbc_rules.core.shared_savings import OneSidedSharedSavings, TwoSidedSharedSavings
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import PaymentModel

TERMS = {
    "minimum_savings_rate": "0.02",
    "minimum_loss_rate": "0.02",
    "first_dollar": True,
    "sharing_rate": "0.5",
    "loss_rate": "0.4",
    "minimum_quality_score": "0.6",
    "quality_scales_sharing": False,
}


def settlement(
    model: type[PaymentModel], expenditure: int, quality: str = "1", **changed: str | bool
) -> Fraction:
    facts = {"benchmark": 1000, "expenditure": expenditure, "quality_score": quality}
    terms = {**TERMS, **changed}
    exact = {name: Fraction(value) for name, value in facts.items()}
    given = {
        name: value if isinstance(value, bool) else Fraction(value) for name, value in terms.items()
    }
    found = Run(model.edition(2024), Inputs(exact, given)).clause("settlement")
    assert isinstance(found, Fraction)
    return found


@pytest.mark.parametrize(
    ("expenditure", "paid"), [(981, 0), (980, 10), (900, 50), (1000, 0), (1100, 0)]
)
def test_one_sided_shares_savings_from_the_first_dollar_once_the_minimum_is_met(
    expenditure: int, paid: int
) -> None:
    assert settlement(OneSidedSharedSavings, expenditure) == paid


@pytest.mark.parametrize(("expenditure", "paid"), [(980, 0), (900, 40)])
def test_beyond_the_minimum_only_the_rest_is_shared(expenditure: int, paid: int) -> None:
    assert settlement(OneSidedSharedSavings, expenditure, first_dollar=False) == paid


@pytest.mark.parametrize(
    ("quality", "scales", "paid"),
    [("0.59", False, 0), ("0.6", False, 50), ("0.6", True, 30), ("0.59", True, 0)],
)
def test_quality_is_a_gate_and_may_scale_the_share(quality: str, scales: bool, paid: int) -> None:  # noqa: FBT001 - a column of the table above
    found = settlement(OneSidedSharedSavings, 900, quality, quality_scales_sharing=scales)
    assert found == paid


@pytest.mark.parametrize(("limit", "paid"), [("0.05", 50), ("0.049", 49), ("0", 0)])
def test_a_payment_limit_is_a_share_of_the_benchmark(limit: str, paid: int) -> None:
    assert settlement(OneSidedSharedSavings, 900, payment_limit=limit) == paid


@pytest.mark.parametrize(
    ("expenditure", "paid"), [(1019, 0), (1020, -8), (1100, -40), (1000, 0), (900, 50)]
)
def test_two_sided_shares_losses_once_the_minimum_loss_is_met(expenditure: int, paid: int) -> None:
    assert settlement(TwoSidedSharedSavings, expenditure) == paid


def test_a_loss_limit_is_a_share_of_the_benchmark() -> None:
    assert settlement(TwoSidedSharedSavings, 1100, loss_limit="0.03") == -30


def test_quality_does_not_change_what_is_owed() -> None:
    assert settlement(TwoSidedSharedSavings, 1100, quality="0") == -40
