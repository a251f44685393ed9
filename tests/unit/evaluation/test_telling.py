"""The words of an explanation: formula with numbers, reasons, and what was read."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.models.gated_savings import GatedSavings, gated_inputs
from tests.unit.evaluation.evaluated import run
from tests.unit.language.authored import model
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.telling import Teller, Told

EDITION = GatedSavings.edition(2024)
TWO_PERCENT = Fraction("0.02")


def told(clause: str, **facts: Any) -> Told:
    """Return what is told of a clause, once the result was computed."""
    one = Run(EDITION, gated_inputs(**facts))
    one.clause("earned")
    return Teller(one, {}).tell(clause)


FORMULAS = [
    ("savings", "benchmark ($10,000,000.00) − expenditure ($9,600,000.00)"),
    ("minimum_rate", "minimums.rate (0.03 for 8,000)"),
    ("beyond_minimum", "savings ($400,000.00) ≥ minimum_rate (0.03) × benchmark ($10,000,000.00)"),
    ("counted", "savings ($400,000.00)"),
    ("quality", ("((total over 2 of 3 measure: A 0.45, B 0.35), rounded half-up to 0.0001)"
                 " held between floor (0.5) and 1")),
    ("shared", "counted ($400,000.00) × tracks.sharing (0.5 for low) × quality (0.8)"),
    ("earned", ("the lesser of shared ($160,000.00) and tracks.cap (0.1 for low)"
                " × benchmark ($10,000,000.00), rounded half-up to 0.01")),
]  # fmt: skip


@pytest.mark.parametrize(("clause", "formula"), FORMULAS)
def test_a_formula_is_told_with_the_numbers_in_it(clause: str, formula: str) -> None:
    assert told(clause).formula == formula


LATE = Fraction(9_900_000)
REASONS = [
    ({}, "minimum_rate", "elected_rate was not given"),
    ({}, "counted", "savings ($400,000.00) > $0.00 and beyond_minimum (yes)"),
    ({"elected_rate": TWO_PERCENT}, "minimum_rate", ""),
    ({"expenditure": LATE}, "counted", "beyond_minimum (no) and low_revenue (no)"),
    ({"expenditure": LATE, "low_revenue": True}, "counted",
     "savings ($100,000.00) > $0.00 and low_revenue (yes)"),
    ({"expenditure": Fraction(11_000_000)}, "counted",
     "savings (-$1,000,000.00) ≤ $0.00 and beyond_minimum (no) and low_revenue (no)"),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "clause", "because"), REASONS)
def test_a_decision_is_told_by_the_conditions_that_decided(
    facts: dict[str, Any], clause: str, because: str
) -> None:
    assert told(clause, **facts).because == because


def test_a_branch_that_was_not_taken_is_not_told() -> None:
    found = told("counted", expenditure=LATE)
    assert found.formula == "$0.00"


def test_a_condition_that_does_not_hold_is_told_by_its_opposite() -> None:
    formula = told("beyond_minimum", expenditure=LATE).formula
    assert formula == "savings ($100,000.00) < minimum_rate (0.03) × benchmark ($10,000,000.00)"


def names(found: Told) -> list[str]:
    return [f"{one.kind} {one.name}" for one in found.reads]


def test_a_clause_names_the_terms_clauses_and_cells_it_read() -> None:
    assert names(told("shared")) == ["clause counted", "table tracks.sharing", "fact track",
                                     "clause quality"]  # fmt: skip


def test_what_a_decision_did_not_need_is_not_among_the_readings() -> None:
    assert names(told("minimum_rate", elected_rate=TWO_PERCENT)) == ["fact elected_rate"]


def test_a_clause_does_not_name_what_only_another_clause_read() -> None:
    one = run("when(self.flag, self.dollars, self.other)", dollars=10, other=3)
    one.clause("tested")
    other = one.edition.clauses["tested"].expression.args[2]
    one.value(other, {})
    assert names(Teller(one, {}).tell("tested")) == ["fact flag", "fact dollars"]


def test_an_entry_that_a_condition_leaves_out_is_not_among_the_readings() -> None:
    one = run(
        "total(self.spent, over=self.episode, where=self.marked_known)".replace(
            "self.marked_known", "if_missing(self.marked, self.flag)"
        ),
        spent={"E1": 5, "E2": 7, "E3": 11},
        marked={"E1": True, "E2": False},
    )
    one.clause("tested")
    found = Teller(one, {}).tell("tested")
    assert [one.entries for one in found.reads if one.name == "spent"] == [("E1",), ("E3",)]
    assert found.formula == "total over 2 of 3 episode: E1 $5.00, E3 $11.00"


WORDS = [
    ("(self.dollars + self.other) * self.share",
     "(dollars ($10.00) + other ($3.00)) × share (0.5)"),
    ("self.dollars - (self.dollars - self.other)",
     "dollars ($10.00) − (dollars ($10.00) − other ($3.00))"),
    ("self.dollars - self.other * 2", "dollars ($10.00) − other ($3.00) × 2"),
    ("-self.dollars", "−dollars ($10.00)"),
    ("lesser_of(self.dollars, self.other) - self.other",
     "(the lesser of dollars ($10.00) and other ($3.00)) − other ($3.00)"),
    ("greater_of(lesser_of(self.dollars, self.other), 0)",
     "the greater of (the lesser of dollars ($10.00) and other ($3.00)) and $0.00"),
    ("when(self.flag, self.dollars + self.other, 0) * self.share",
     "(dollars ($10.00) + other ($3.00)) × share (0.5)"),
    ('round_to(self.dollars, "1", "down")', "dollars ($10.00), rounded down to 1"),
    ("at_least_zero(self.dollars - self.other)", "dollars ($10.00) − other ($3.00), at least 0"),
    ("clamp(self.dollars, 0, self.other)", "dollars ($10.00) held between 0 and other ($3.00)"),
    ("self.maybe + self.dollars", "maybe (missing) + dollars ($10.00)"),
    ("at_least_zero(self.maybe)", "maybe (missing), at least 0"),
    ("if_missing(self.maybe, self.other) * self.share", "other ($3.00) × share (0.5)"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "formula"), WORDS)
def test_each_operation_has_its_words_and_parentheses(expression: str, formula: str) -> None:
    one = run(expression, dollars=10, other=3, share=Fraction(1, 2))
    one.clause("tested")
    assert Teller(one, {}).tell("tested").formula == formula


CONDITIONS = [
    ("~(self.dollars > self.other)", "dollars ($10.00) > other ($3.00)"),
    ("~(self.dollars < self.other)", "dollars ($10.00) ≥ other ($3.00)"),
    ('self.track.is_("one", "two")', "track (one) is one or two"),
    ('self.track.is_("two")', "track (one) is not two"),
    ("known(self.maybe)", "maybe was not given"),
    ("known(self.dollars)", "dollars is given"),
    ("self.maybe > self.other", "maybe was not given"),
    ("~(self.maybe > self.other)", "maybe was not given"),
    ("(self.dollars < self.other) | self.flag", "flag (yes)"),
    ("better(self.dollars, self.other, self.flag)",
     "dollars ($10.00) is at least as good as other ($3.00)"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "formula"), CONDITIONS)
def test_a_condition_is_told_as_it_turned_out(expression: str, formula: str) -> None:
    one = run(expression, "YesNo", dollars=10, other=3, track="one")
    one.clause("tested")
    assert Teller(one, {}).tell("tested").formula == formula


def test_a_decision_by_a_library_function_says_how_it_turned_out() -> None:
    one = run(
        "when(better(self.dollars, self.other, self.flag), self.dollars, self.other)",
        dollars=10, other=3,
    )  # fmt: skip
    one.clause("tested")
    because = Teller(one, {}).tell("tested").because
    assert because == "dollars ($10.00) is at least as good as other ($3.00) (no)"


def test_the_reason_of_a_number_in_place_of_a_missing_value_is_told() -> None:
    one = run('if_missing(self.maybe, 0, because="none is agreed")')
    one.clause("tested")
    assert Teller(one, {}).tell("tested").because == "maybe was not given: none is agreed"


def test_a_missing_condition_names_the_fact_behind_it() -> None:
    one = run("when(self.maybe > 0, self.dollars, 0)", dollars=10)
    one.clause("tested")
    assert Teller(one, {}).tell("tested").formula == "maybe was not given"


def test_a_clause_with_an_axis_is_told_for_one_entry() -> None:
    spent = {"E1": 5, "E2": 7, "E3": 11}
    one = run("self.target - self.spent", spent=spent, target={"hip": 20, "knee": 10})
    at = {"episode": "E3", "category": "knee"}
    one.clause("tested", at)
    assert Teller(one, at).tell("tested").formula == "target[knee] ($10.00) − spent[E3] ($11.00)"


def test_a_count_tells_how_many_of_how_many() -> None:
    one = run("count(self.spent > 5, over=self.episode)", "Count",
              spent={"E1": 5, "E2": 7, "E3": 11})  # fmt: skip
    one.clause("tested")
    assert Teller(one, {}).tell("tested").formula == "2 (count over 2 of 3 episode)"


def test_a_mean_of_nothing_is_told_as_missing() -> None:
    one = run("if_missing(average(self.reported, over=self.episode, missing='skip'), self.share)",
              "Rate", reported={}, share=Fraction(1, 2))  # fmt: skip
    one.clause("tested")
    found = Teller(one, {}).tell("tested")
    assert (found.formula, found.because) == ("share (0.5)", "the value is missing")


CORRIDOR = '''class Model(PaymentModel):
    id = "acme.model"
    savings: USD = fact("Savings")
    score: Rate = fact("Score", places=4, optional=True)
    bands: Bands = table("Corridor", cites="Exhibit C", rows="""
        start share
        0     0.5
        0.1   0.75
    """)

    @clause(cites="Exhibit C")
    def shared(self) -> USD:
        return marginal(self.savings, usd(100), self.bands)

    @clause(cites="Exhibit C")
    def share(self) -> Rate:
        return if_missing(self.bands.row(self.score).share, 1, because="no score is known")

    @result(cites="Exhibit C")
    def paid(self) -> YesNo:
        return (self.shared > 0) & (self.share > 0)
'''


def of_corridor(clause: str) -> Told:
    edition = model(CORRIDOR).edition(2024)
    one = Run(edition, Inputs(facts={"savings": Fraction(30)}))
    one.clause(clause)
    return Teller(one, {}).tell(clause)


def test_a_corridor_reads_the_cells_of_all_its_rows() -> None:
    found = of_corridor("shared")
    assert found.formula == "savings ($30.00) shared by the bands of $100.00"
    cells = [(one.name, one.row) for one in found.reads if one.kind == "table"]
    assert cells == [("bands.start", 0), ("bands.end", 0), ("bands.share", 0),
                     ("bands.start", 1), ("bands.end", 1), ("bands.share", 1)]  # fmt: skip


def test_a_row_without_a_key_is_told_by_the_key() -> None:
    assert of_corridor("share").because == "score was not given: no score is known"


def test_a_long_aggregate_tells_its_first_entries() -> None:
    entries = tuple(f"E{number}" for number in range(1, 9))
    edition = run("total(self.spent, over=self.episode)", spent={}).edition
    facts = {"flag": True, "spent": {(entry,): Fraction(1) for entry in entries}}
    parents = {"episode": dict.fromkeys(entries, "hip")}
    inputs = Inputs(facts=facts, members={"episode": entries}, parents=parents)
    one = Run(edition, inputs)
    one.clause("tested")
    formula = Teller(one, {}).tell("tested").formula
    assert formula.startswith("total over 8 of 8 episode: E1 $1.00, E2 $1.00")
    assert formula.endswith("E6 $1.00, …")
