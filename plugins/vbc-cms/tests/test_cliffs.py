"""The sweep of an input finds every jump of a settlement: these, and no others."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import Sweep, sweep

Evaluate = Callable[..., Run]
MILLION = 1_000_000


def swept(run: Run, vary: str, start: int, end: int) -> Sweep:
    between = (Fraction(start), Fraction(end))
    return sweep(run.edition, run.inputs, Vary(vary), "settlement", *between)


def cliffs(found: Sweep) -> list[tuple[Fraction, Fraction, str]]:
    return [(jump.at, jump.amount, jump.causes[0].clause) for jump in found.jumps]


def slopes(found: Sweep) -> list[tuple[Fraction, Fraction]]:
    return [(piece.end, piece.slope) for piece in found.pieces]


def test_level_e_has_a_cliff_on_each_side_of_the_benchmark(evaluate: Evaluate) -> None:
    run = evaluate("mssp-basic-e", 2023, participant_revenue="30000000")
    assert cliffs(swept(run, "expenditure", 70 * MILLION, 130 * MILLION)) == [
        (96_900_000, -1_519_000, "minimum_savings_met"),
        (103_100_000, -930_000, "minimum_losses_met"),
    ]


def test_a_low_revenue_aco_of_2024_falls_half_as_deep(evaluate: Evaluate) -> None:
    run = evaluate("mssp-basic-e", 2024, low_revenue=True, agreement_from_2024=True)
    found = swept(run, "expenditure", 90 * MILLION, 99 * MILLION)
    assert [(jump.at, jump.amount) for jump in found.jumps] == [(96_900_000, -759_500)]


def test_one_more_beneficiary_can_lower_the_minimum_below_the_savings(evaluate: Evaluate) -> None:
    run = evaluate("mssp-basic-e", 2023, expenditure="96950000")
    assert cliffs(swept(run, "assigned_beneficiaries", 500, 70_000)) == [
        (Fraction(18_999, 2), 1_494_500, "minimum_savings_met")
    ]


def test_losses_of_level_e_end_at_the_limit_by_revenue_where_it_is_lower(
    evaluate: Evaluate,
) -> None:
    run = evaluate("mssp-basic-e", 2023, participant_revenue="30000000")
    found = swept(run, "expenditure", 104 * MILLION, 130 * MILLION)
    assert slopes(found) == [(108 * MILLION, Fraction(-3, 10)), (130 * MILLION, 0)]


def test_enhanced_losses_with_participant_revenue_given_are_not_zero(evaluate: Evaluate) -> None:
    facts = {"elected_rate": "0.01", "participant_revenue": "30000000"}
    run = evaluate("mssp-enhanced", 2023, **facts)
    found = swept(run, "expenditure", 102 * MILLION, 130 * MILLION)
    assert slopes(found) == [(130 * MILLION, Fraction(-2, 5))]


def test_the_enhanced_loss_falls_with_quality_and_without_a_cliff(evaluate: Evaluate) -> None:
    run = evaluate("mssp-enhanced", 2023, elected_rate="0.01", expenditure="110000000")
    found = swept(run, "quality_score", 0, 1)
    assert slopes(found) == [(Fraction(1, 3), 0), (Fraction(4, 5), 7_500_000), (1, 0)]
    assert found.jumps == ()
