"""What each operation means: exact numbers, missing values, lazy choices, aggregates."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.unit.evaluation.evaluated import refusal, run, value
from tests.unit.language.authored import FILE, line_of, model, with_clause
from vbc_rules import Place, Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

HALF = Fraction(1, 2)

ARITHMETIC = [
    ("self.dollars + self.other", "USD", Fraction(13)),
    ("self.dollars - self.other", "USD", Fraction(7)),
    ("-self.dollars", "USD", Fraction(-10)),
    ("1 - self.share", "Rate", HALF),
    ("self.share * self.dollars", "USD", Fraction(5)),
    ("self.dollars / self.other", "Rate", Fraction(10, 3)),
    ("self.dollars / 4", "USD", Fraction(5, 2)),
    ("lesser_of(self.dollars, self.other)", "USD", Fraction(3)),
    ("greater_of(self.dollars, self.other)", "USD", Fraction(10)),
]
COMPARISONS = [
    ("self.dollars >= 10", True),
    ("self.dollars > 10", False),
    ("self.dollars <= 10", True),
    ("self.dollars < 10", False),
    ("10 > self.other", True),
    ("self.flag & (self.dollars > 99)", False),
    ("self.flag | (self.dollars > 99)", True),
    ("~self.flag", False),
    ('self.track.is_("one", "two")', True),
    ('self.track.is_("two")', False),
]
FACTS = {"dollars": 10, "other": 3, "share": HALF, "track": "one"}


@pytest.mark.parametrize(("expression", "unit", "result"), ARITHMETIC)
def test_arithmetic_is_exact(expression: str, unit: str, result: Fraction) -> None:
    assert value(expression, unit, **FACTS) == result


@pytest.mark.parametrize(("expression", "result"), COMPARISONS)
def test_conditions_hold_or_not(expression: str, *, result: bool) -> None:
    assert value(expression, "YesNo", **FACTS) is result


MISSING = [
    ("self.maybe + self.dollars", "USD"),
    ("self.dollars - self.maybe", "USD"),
    ("self.maybe * 0", "USD"),
    ("self.maybe / self.dollars", "Rate"),
    ("self.dollars / self.maybe", "Rate"),
    ("lesser_of(self.maybe, self.dollars)", "USD"),
    ("greater_of(self.dollars, self.maybe)", "USD"),
    ("self.maybe > 0", "YesNo"),
    ("self.maybe_flag & (self.dollars < 0)", "YesNo"),
    ("self.maybe_flag | self.flag", "YesNo"),
    ("~self.maybe_flag", "YesNo"),
    ("to_cents(self.maybe)", "USD"),
    ("when(self.maybe_flag, self.dollars, 0)", "USD"),
    ("when(self.flag, self.maybe, 0)", "USD"),
    ("when(~self.flag, self.dollars)", "USD"),
    ("at_least_zero(self.maybe)", "USD"),
]


@pytest.mark.parametrize(("expression", "unit"), MISSING)
def test_missing_in_is_missing_out(expression: str, unit: str) -> None:
    assert value(expression, unit, dollars=10) is None


STOPPED: list[tuple[str, str, Any]] = [
    ("known(self.maybe)", "YesNo", False),
    ("known(self.dollars)", "YesNo", True),
    ("if_missing(self.maybe, self.dollars)", "USD", 10),
    ('if_missing(self.maybe, 0, because="none")', "USD", 0),
    ("if_missing(self.dollars, self.maybe)", "USD", 10),
]


@pytest.mark.parametrize(("expression", "unit", "result"), STOPPED)
def test_only_known_and_if_missing_stop_a_missing_value(
    expression: str, unit: str, result: Any
) -> None:
    assert value(expression, unit, dollars=10) == result


LAZY = [
    "when(self.other > 0, self.dollars * (self.dollars / self.other), self.dollars)",
    "when(self.flag, self.dollars, self.dollars * (self.dollars / self.other))",
    "if_missing(self.dollars, self.dollars * (self.dollars / self.other))",
]


@pytest.mark.parametrize("expression", LAZY)
def test_what_is_not_taken_is_not_computed(expression: str) -> None:
    assert value(expression, dollars=10, other=0) == 10


def test_dividing_by_zero_is_refused_at_the_line_of_the_division() -> None:
    expression = "self.dollars / self.other"
    finding = refusal(expression, "Rate", dollars=10, other=0)
    assert (finding.code, finding.message) == ("VBC504", "acme.model.tested divides by zero")
    line = line_of(with_clause(expression, "Rate"), expression)
    assert finding.place == Place(FILE, line, 1)


LADDER = '''class Ladder(Table):
    points: Points = {start}()
    pays: USD = column()
    bonus: USD = column(optional=True)

class Tracks(Table):
    name: Choice = matches()
    share: Rate = column()

class Model(PaymentModel):
    id = "acme.model"
    score: Points = fact("Points", optional=True)
    track: Choice = fact("Track")
    ladder: Ladder = table("Ladder", cites="Exhibit B", rows="""
        points pays bonus
        0      10   -
        20.5   20   5
        40     30   -
    """)
    tracks: Tracks = table("Tracks", cites="Exhibit C", rows="""
        name share
        one  0.5
        two  0.75
    """)

    @clause(cites="Exhibit B")
    def pays(self) -> USD:
        return self.ladder.row(self.score).pays

    @clause(cites="Exhibit B")
    def bonus(self) -> USD:
        return self.ladder.row(self.score).bonus

    @result(cites="Exhibit C")
    def share(self) -> Rate:
        return self.tracks.row(self.track).share
'''


def looked_up(clause: str, start: str = "starts_at", **facts: Any) -> Any:
    edition = model(LADDER.format(start=start)).edition(2024)
    return Run(edition, Inputs(facts={"track": "one", **facts})).clause(clause)


ROWS = [
    ("0", 10, None),
    ("20.4", 10, 10),
    ("20.5", 20, 10),
    ("39.99", 20, 20),
    ("40", 30, 20),
    ("4000", 30, 30),
]


@pytest.mark.parametrize(("score", "inclusive", "exclusive"), ROWS)
def test_a_row_applies_from_its_start_to_the_next(
    score: str, inclusive: int, exclusive: int | None
) -> None:
    assert looked_up("pays", score=Fraction(score)) == inclusive
    if exclusive is not None:
        assert looked_up("pays", "starts_after", score=Fraction(score)) == exclusive


BELOW = [
    ("starts_at", "-0.01", "its rows begin at 0 points"),
    ("starts_after", "0", "its rows begin above 0 points"),
]


@pytest.mark.parametrize(("start", "score", "hint"), BELOW)
def test_a_key_before_the_first_row_is_refused(start: str, score: str, hint: str) -> None:
    with pytest.raises(Refusal) as caught:
        looked_up("pays", start, score=Fraction(score))
    (finding,) = caught.value.diagnostics
    assert finding.code == "VBC503"
    assert (
        finding.message == f"no row of table `ladder` applies to {score} points in acme.model.pays"
    )
    assert finding.hint == hint
    assert finding.place is not None


def test_an_unmatched_choice_is_refused() -> None:
    with pytest.raises(Refusal) as caught:
        looked_up("share", track="three")
    (finding,) = caught.value.diagnostics
    assert finding.message == "no row of table `tracks` applies to three in acme.model.share"
    assert finding.hint == "its rows are for one, two"


def test_a_missing_key_finds_a_missing_cell() -> None:
    assert looked_up("pays") is None


def test_an_empty_cell_is_missing() -> None:
    assert looked_up("bonus", score=Fraction(0)) is None
    assert looked_up("bonus", score=Fraction(21)) == 5


SPENT = {"E1": 5, "E2": 7, "E3": 11}
TARGET = {"hip": 20, "knee": 10}
REPORTED = {"E1": HALF, "E3": Fraction(1)}
MARKED = {"E1": True, "E2": False}
AGGREGATES: list[tuple[str, str, Any]] = [
    ("total(self.spent, over=self.episode)", "USD", 23),
    ("total(self.target - self.spent, over=self.episode)", "USD", 27),
    ("total(self.dollars + self.target, over=self.category)", "USD", 50),
    ("total(self.spent, over=self.episode, where=self.spent > 5)", "USD", 18),
    ("count(self.spent > 5, over=self.episode)", "Count", 2),
    ("count(known(self.reported), over=self.episode)", "Count", 2),
    ("total(self.reported, over=self.episode, missing='skip')", "Rate", Fraction(3, 2)),
    ("average(self.reported, over=self.episode, missing='skip')", "Rate", Fraction(3, 4)),
    ("least(self.spent, over=self.episode)", "USD", 5),
    ("greatest(self.spent, over=self.episode)", "USD", 11),
    ("total(total(self.spent, over=self.episode, by=self.category), over=self.category)",
     "USD", 23),
    ("greatest(total(self.spent, over=self.episode, by=self.category), over=self.category)",
     "USD", 12),
    (("total(self.target * (self.spent / total(self.spent, over=self.episode, by=self.category)),"
      " over=self.episode)"), "USD", 30),
    ("count(if_missing(self.marked, self.flag), over=self.episode)", "Count", 2),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "unit", "result"), AGGREGATES)
def test_an_aggregate_runs_over_the_entries_it_names(
    expression: str, unit: str, result: Any
) -> None:
    facts = {"spent": SPENT, "target": TARGET, "reported": REPORTED, "marked": MARKED}
    assert value(expression, unit, dollars=10, **facts) == result


NOTHING: list[tuple[str, str, Any]] = [
    ("total(self.spent, over=self.episode, where=self.spent > 99)", "USD", 0),
    ("count(self.spent > 99, over=self.episode)", "Count", 0),
    ("average(self.spent, over=self.episode, where=self.spent > 99)", "USD", None),
    ("least(self.spent, over=self.episode, where=self.spent > 99)", "USD", None),
    ("greatest(self.reported, over=self.episode, missing='skip')", "Rate", None),
]


@pytest.mark.parametrize(("expression", "unit", "result"), NOTHING)
def test_nothing_sums_to_zero_and_has_no_mean(expression: str, unit: str, result: Any) -> None:
    assert value(expression, unit, spent=SPENT, reported={}) == result


def test_an_axis_without_entries_sums_to_zero() -> None:
    edition = model(with_clause("total(self.spent, over=self.episode)")).edition(2024)
    inputs = Inputs(facts={"flag": True, "spent": {}}, members={"episode": ()})
    assert Run(edition, inputs).clause("tested") == 0


def test_a_total_without_by_covers_all_entries_even_where_a_parent_is_fixed() -> None:
    expression = "self.target * (total(self.spent, over=self.episode) / self.dollars)"
    found = run(expression, dollars=23, spent=SPENT, target=TARGET)
    assert found.clause("tested", {"category": "hip"}) == 20


def test_a_total_by_a_parent_covers_the_children_of_each() -> None:
    found = run("total(self.spent, over=self.episode, by=self.category)", spent=SPENT)
    assert [found.clause("tested", {"category": one}) for one in TARGET] == [12, 11]


def test_a_product_of_two_axes_has_an_entry_for_each_pair() -> None:
    paid = {"Jan": 1, "Feb": 2}
    found = run("self.spent + self.paid", spent=SPENT, paid=paid)
    assert found.clause("tested", {"episode": "E3", "category": "knee", "month": "Feb"}) == 13


def test_every_required_term_that_is_missing_is_listed() -> None:
    edition = model(with_clause("self.dollars + self.other")).edition(2024)
    with pytest.raises(Refusal) as caught:
        Run(edition, Inputs(facts={}))
    assert [(one.code, one.message) for one in caught.value.diagnostics] == [
        ("VBC501", "fact `flag` is missing: Flag"),
        ("VBC501", "fact `dollars` is missing: Dollars"),
        ("VBC501", "fact `other` is missing: Other dollars"),
    ]


def test_a_fact_without_an_entry_names_the_entry() -> None:
    finding = refusal("total(self.spent, over=self.episode)", spent={"E1": 5})
    assert finding.code == "VBC502"
    assert finding.message == "fact `spent` has no entry for episode E2"


def test_an_entry_without_a_parent_is_refused() -> None:
    edition = model(with_clause("total(self.spent, over=self.episode)")).edition(2024)
    facts = {"flag": True, "spent": {("E9",): Fraction(1)}}
    with pytest.raises(Refusal, match="VBC505 episode `E9` belongs to no category"):
        Run(edition, Inputs(facts=facts, members={"episode": ("E9",)})).clause("tested")


def test_a_term_named_rows_is_an_axis_like_any_other() -> None:
    source = with_clause("total(self.amount, over=self.rows)").replace(
        "    @result",
        '    rows = axis("Rows")\n    amount: USD = fact("Amount", per=rows)\n\n    @result',
    )
    source += """
class Contract(PaymentModel):
    id = "acme.contract"
    inner = part(Model)

    @result(cites="1")
    def positive(self) -> YesNo:
        return self.inner.tested > 0
"""
    edition = model(source, "Contract").edition(2024)
    facts = {"inner.flag": True, "inner.amount": {("A",): Fraction(1), ("B",): Fraction(2)}}
    inputs = Inputs(facts=facts, members={"inner.rows": ("A", "B")})
    assert Run(edition, inputs).clause("inner.tested") == 3


PER_MEASURE = """class Deciles(Table):
    start: Rate = starts_at()
    points: Points = column()

class Model(PaymentModel):
    id = "acme.model"
    measure = axis("Measure")
    performance: Rate = fact("Performance", per=measure, places=4)
    deciles: Deciles = table("Deciles", per=measure)

    @clause(cites="Exhibit A")
    def most(self) -> Points:
        highest = greatest(self.deciles.points, over=self.deciles.rows)
        return if_missing(highest, 0, because="the table has no rows")

    @result(cites="Exhibit A")
    def score(self) -> Points:
        return total(self.deciles.row(self.performance).points, over=self.measure)
"""


def test_a_table_of_the_contract_may_have_rows_for_each_entry() -> None:
    def rows(*starts: str) -> tuple[dict[str, Fraction], ...]:
        return tuple(
            {"start": Fraction(start), "points": Fraction(points)}
            for points, start in enumerate(starts, 1)
        )

    inputs = Inputs(
        facts={"performance": {("A",): HALF, ("B",): HALF}},
        parameters={"deciles": {("A",): rows("0", "0.4"), ("B",): rows("0", "0.6", "0.8")}},
        members={"measure": ("A", "B")},
    )
    one = Run(model(PER_MEASURE).edition(2024), inputs)
    assert one.clause("score") == 3
    assert [one.clause("most", {"measure": name}) for name in "AB"] == [2, 3]
