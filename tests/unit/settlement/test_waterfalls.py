"""Waterfalls of a run: their bars add up to the result, always."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.models.gated_savings import GatedSavings, gated_inputs
from tests.unit.language.authored import model
from tests.unit.settlement.unknown_origins import unknown_origin
from vbc_rules import Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.settlement.lines import Lines
from vbc_rules.settlement.waterfalls import Amounts, clauses_of, money_results, waterfall
from vbc_rules.statements.settlement import Waterfall

SUM = '''class Model(PaymentModel):
    """Withhold and penalty."""

    id = "acme.model"
    paid: USD = fact("Paid")
    share: Rate = fact("Share", places=4)
    penalty: USD = fact("Penalty")
    waterfall = stages("withheld", "returned")

    @clause(cites="1")
    def withheld(self) -> USD:
        """Amount withheld."""
        return self.paid * rate("0.1")

    @clause(cites="2")
    def returned(self) -> USD:
        return to_cents(self.withheld * self.share)

    @clause(cites="3")
    def penalized(self) -> USD:
        return self.penalty

    @result(cites="4")
    def due(self) -> USD:
        """Amount due."""
        return self.returned - self.penalized
'''

EDITION = model(SUM).edition(2024)


def of(run: Run, result: str, lines: Lines | None = None) -> Waterfall:
    """Return the waterfall of a result of a run."""
    dollars: Any = run.clause
    numbered = lines or Lines(run, unknown_origin)
    return waterfall(run.edition, result, Amounts(dollars, numbered.clause))


def of_sum(**facts: Any) -> Waterfall:
    run = Run(EDITION, Inputs(facts=facts))
    return of(run, "due")


def of_gate(**facts: Any) -> Waterfall:
    run = Run(GatedSavings.edition(2024), gated_inputs(**facts))
    return of(run, "earned")


def bars(found: Waterfall) -> list[tuple[str, Fraction]]:
    return [(bar.name, bar.amount) for bar in found.bars]


def test_a_ladder_has_a_bar_for_what_each_stage_changed() -> None:
    assert bars(of_gate()) == [
        ("savings", 400_000), ("counted", 0), ("shared", -240_000), ("earned", 0),
    ]  # fmt: skip


def test_a_ladder_that_is_not_in_play_has_no_bars() -> None:
    found = of_gate(expenditure=Fraction(10_000_000))
    assert (found.bars, found.total) == ((), 0)


def test_a_sum_has_the_bars_of_its_parts_and_subtracts() -> None:
    found = of_sum(paid=Fraction("1000.05"), share=Fraction(1, 2), penalty=Fraction(20))
    assert bars(found) == [
        ("withheld", Fraction("100.01")), ("returned", Fraction("-50.01")), ("penalized", -20),
    ]  # fmt: skip
    assert found.total == 30


def test_a_waterfall_has_titles_and_the_lines_of_its_bars() -> None:
    run = Run(EDITION, Inputs(facts={
        "paid": Fraction(1000), "share": Fraction(1), "penalty": Fraction(0)}))  # fmt: skip
    lines = Lines(run, unknown_origin)
    found = of(run, "due", lines)
    assert (found.result, found.title) == ("due", "Amount due")
    assert found.bars[0].title == "Amount withheld"
    by_number = {line.number: line.name for line in lines.all}
    assert [by_number[bar.line] for bar in found.bars] == [bar.name for bar in found.bars]


def test_bars_that_do_not_add_up_are_refused() -> None:
    edition = GatedSavings.edition(2024)
    (ladder,) = edition.ladders
    wrong = attrs.evolve(
        edition, results=("shared",), ladders=(attrs.evolve(ladder, names=("savings", "shared")),)
    )
    facts = {"score": {("A",): Fraction(2, 3), ("B",): Fraction(2, 3), ("C",): Fraction("0.0001")}}
    run = Run(wrong, gated_inputs(expenditure=Fraction("9600000.01"), **facts))
    with pytest.raises(Refusal, match="VBC506 the waterfall of shared does not add up to it"):
        of(run, "shared")


def test_only_results_in_dollars_have_a_waterfall() -> None:
    assert money_results(EDITION) == ("due",)


def test_the_clauses_of_a_waterfall_are_known_without_a_run() -> None:
    assert clauses_of(EDITION, "due") == (
        "due", "returned", "withheld", "penalized",
    )  # fmt: skip


cents = st.integers(-(10**12), 10**12).map(lambda number: Fraction(number, 100))
rates = st.integers(0, 10_000).map(lambda number: Fraction(number, 10_000))


@settings(deadline=None)
@given(paid=cents, share=rates, penalty=cents)
def test_the_bars_add_up_to_the_result(paid: Fraction, share: Fraction, penalty: Fraction) -> None:
    run = Run(EDITION, Inputs(facts={"paid": paid, "share": share, "penalty": penalty}))
    found = of(run, "due")
    assert sum(bar.amount for bar in found.bars) == found.total
    assert all(bar.amount * 100 == int(bar.amount * 100) for bar in found.bars)
