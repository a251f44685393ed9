"""The generic shared risk: order of limit, share and reduction; several limits at once."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from vbc_rules.core.shared_risk import SharedRisk
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Bands
from vbc_rules.language.tables import arranged

BANDS: Any = arranged(Bands, [{"start": Fraction(0), "share": Fraction("0.8")}])
TERMS = {
    "first_dollar": True,
    "minimum_savings_rate": Fraction(0),
    "minimum_loss_rate": Fraction(0),
    "savings_bands": BANDS,
    "loss_bands": BANDS,
}


def computed(clause: str, facts: dict[str, int], terms: dict[str, Any]) -> Any:
    given = {name: Fraction(value) for name, value in facts.items()}
    known = {
        name: Fraction(value) if isinstance(value, str) and value[0].isdigit() else value
        for name, value in terms.items()
    }
    return Run(SharedRisk.edition(2024), Inputs(given, {**TERMS, **known})).clause(clause)


@pytest.mark.parametrize(
    ("order", "saved", "lost"),
    [
        ("limit_share_reduce", 7_840_000, -8_000_000),
        ("share_limit_reduce", 9_800_000, -10_000_000),
        ("share_reduce_limit", 10_000_000, -10_000_000),
    ],
)
def test_the_order_decides_what_15_percent_are_worth(order: str, saved: int, lost: int) -> None:
    terms = {
        "order": order,
        "savings_limit_of_benchmark": "0.1",
        "loss_limit_of_benchmark": "0.1",
        "savings_reduction": "0.02",
    }
    for spent, paid in ((85_000_000, saved), (115_000_000, lost)):
        facts = {"benchmark": 100_000_000, "expenditure": spent}
        assert computed("settlement", facts, terms) == paid


LIMITS = [
    ({}, None),
    ({"loss_limit_of_benchmark": "0.05"}, 500_000),
    ({"loss_limit_of_revenue": "0.08"}, 320_000),
    ({"loss_limit_per_member_month": "10"}, 400_000),
    ({"loss_limit_amount": "350000"}, 350_000),
    ({"loss_limit_of_benchmark": "0.05", "loss_limit_of_revenue": "0.2"}, 500_000),
    ({"loss_limit_of_revenue": "0.2", "loss_limit_per_member_month": "10"}, 400_000),
    ({"loss_limit_per_member_month": "10", "loss_limit_amount": "350000"}, 350_000),
    (
        {
            "loss_limit_of_benchmark": "0.03",
            "loss_limit_of_revenue": "0.08",
            "loss_limit_per_member_month": "10",
            "loss_limit_amount": "350000",
        },
        300_000,
    ),
]


@pytest.mark.parametrize("side", ["savings", "loss"])
@pytest.mark.parametrize(("limits", "least"), LIMITS)
def test_of_several_limits_the_least_holds(
    side: str, limits: dict[str, str], least: int | None
) -> None:
    facts = {
        "benchmark": 10_000_000,
        "expenditure": 8_000_000 if side == "savings" else 12_000_000,
        "provider_revenue": 4_000_000,
        "member_months": 40_000,
    }
    terms = {name.replace("loss", side): value for name, value in limits.items()}
    terms["order"] = "share_limit_reduce"
    assert computed(f"{side}_limit", facts, terms) == least
    paid = 1_600_000 if least is None else least
    assert abs(computed("settlement", facts, terms)) == paid
