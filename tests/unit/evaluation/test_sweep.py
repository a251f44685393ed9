"""The sweep: exact pieces, cliffs with their cause and dollars, and what it refuses."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from tests.models.gated_savings import GatedSavings, gated_inputs
from tests.unit.evaluation.evaluated import EPISODES, MEMBERS, exact
from tests.unit.language.authored import model, with_clause
from vbc_rules import Refusal
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Cause, Vary
from vbc_rules.evaluation.sweep import Jump, Piece, Sweep, breakpoints, sweep

EDITION = GatedSavings.edition(2024)
GATE = Cause("beyond_minimum", "savings = minimum_rate * benchmark", "Agreement 4.2")
CAP = Cause("earned", "shared = tracks.cap * benchmark", "Agreement 4.5")
MILLION = 1_000_000


def swept(name: str, start: Any, end: Any, **facts: Any) -> Sweep:
    inputs = gated_inputs(**facts)
    return sweep(EDITION, inputs, Vary(name), "earned", Fraction(start), Fraction(end))


def piece(start: Any, end: Any, value: Any, slope: Any, *causes: Cause) -> Piece:
    return Piece(Fraction(start), Fraction(end), Fraction(value), Fraction(slope), causes)


def test_a_payment_is_capped_then_shared_then_gated() -> None:
    assert swept("expenditure", 7 * MILLION, "10500000").pieces == (
        piece(7_000_000, 7_500_000, 1_000_000, 0, CAP),
        piece(7_500_000, 9_700_000, 1_000_000, "-0.4", GATE),
        piece(9_700_000, 10_500_000, 0, 0),
    )


def test_a_cliff_has_its_dollars_its_cause_and_the_first_input_beyond() -> None:
    (jump,) = swept("expenditure", 7 * MILLION, 10_500_000).jumps
    assert jump == Jump(Fraction(9_700_000), Fraction("9700000.01"), Fraction(-120_000), (GATE,))


def test_the_same_gate_from_the_other_side_counts_as_reached_at_the_threshold() -> None:
    found = swept("benchmark", 9 * MILLION, 20 * MILLION)
    gate = Fraction(960_000_000, 97)
    assert [one.start for one in found.pieces] == [9 * MILLION, gate, 12_800_000]
    assert [one.slope for one in found.pieces] == [0, Fraction(2, 5), Fraction(1, 10)]
    assert [(one.at, one.first) for one in found.jumps] == [(gate, Fraction("9896907.22"))]


def test_a_row_of_a_table_begins_with_its_first_member() -> None:
    found = swept("beneficiaries", 1, 20_000, expenditure=Fraction(9_750_000))
    row = Cause("minimum_rate", "row 3 of minimums begins at 10,000", "Exhibit M")
    assert found.jumps == (Jump(Fraction(10_000), Fraction(10_000), Fraction(100_000), (row,)),)


def test_a_decision_that_changes_nothing_ends_no_piece() -> None:
    found = swept("beneficiaries", 1, 4_000, expenditure=Fraction(9_000_000))
    assert len(found.pieces) == 1
    assert found.jumps == ()


def test_a_threshold_between_two_inputs_is_first_passed_by_the_next() -> None:
    source = with_clause("when(self.members * 2 > 9, self.dollars, 0)")
    inputs = Inputs(facts={"flag": True, "dollars": Fraction(100)})
    found = sweep(
        model(source).edition(2024), inputs, Vary("members"), "tested", Fraction(0), Fraction(9)
    )
    assert [(one.at, one.first) for one in found.jumps] == [(Fraction(9, 2), Fraction(5))]


def one(expression: str, unit: str = "USD", vary: str = "dollars", **facts: Any) -> Sweep:
    """Return the sweep of one fact from -10 to 10 through an expression."""
    given = {
        "flag": True,
        "other": Fraction(3),
        **{name: exact(each) for name, each in facts.items()},
    }
    inputs = Inputs(facts=given, members=MEMBERS, parents={"episode": EPISODES})
    name, _, entry = vary.partition("/")
    edition = model(with_clause(expression, unit)).edition(2024)
    varied = Vary(name, (entry,) if entry else ())
    return sweep(edition, inputs, varied, "tested", Fraction(-10), Fraction(10))


SHAPES: list[tuple[str, list[Any], list[Any]]] = [
    ("self.dollars", [-10], [1]),
    ("at_least_zero(self.dollars)", [-10, 0], [0, 1]),
    ("lesser_of(self.dollars, self.dollars)", [-10], [1]),
    ("greater_of(self.dollars - self.dollars, 0)", [-10], [0]),
    ("clamp(-self.dollars, -4, self.other)", [-10, -3, 4], [0, -1, 0]),
    ("lesser_of(self.dollars * 2, self.dollars + self.other)", [-10, 3], [2, 1]),
    ("when(self.dollars >= self.other, self.dollars, 0)", [-10, 3], [0, 1]),
    ("when(self.dollars / 3 > 1, self.other, self.dollars)", [-10, 3], [1, 0]),
    ("to_cents(self.dollars / 3)", [-10], [Fraction(1, 3)]),
    ("when(~(self.dollars < 0) & (self.dollars <= 5), self.other, 0)", [-10, 0, 5], [0, 0, 0]),
]


@pytest.mark.parametrize(("expression", "starts", "slopes"), SHAPES)
def test_pieces_begin_where_a_line_crosses_another(
    expression: str, starts: list[Any], slopes: list[Any]
) -> None:
    pieces = one(expression).pieces
    assert [each.start for each in pieces] == starts
    assert [each.slope for each in pieces] == slopes


ROUNDINGS = [
    ("half_up", [-10, "-7.5", "-2.5", "2.5", "7.5"], [-10, -5, 0, 5, 10]),
    ("half_even", [-10, "-7.5", "-2.5", "2.5", "7.5"], [-10, -5, 0, 5, 10]),
    ("down", [-10, -5, 5], [-5, 0, 5]),
    ("up", [-10, -5, 0, 5], [-10, -5, 5, 10]),
]


@pytest.mark.parametrize(("rule", "starts", "values"), ROUNDINGS)
def test_rounding_to_more_than_a_cent_makes_steps_on_both_sides_of_zero(
    rule: str, starts: list[Any], values: list[int]
) -> None:
    pieces = one(f'round_to(self.dollars, "5", "{rule}")').pieces
    assert [each.start for each in pieces] == [Fraction(start) for start in starts]
    assert [each.value_at_start for each in pieces] == values


def test_rounding_a_falling_line_makes_the_same_steps() -> None:
    pieces = one('round_to(-self.dollars, "5", "half_up")').pieces
    assert [each.value_at_start for each in pieces] == [10, 5, 0, -5, -10]


def test_a_cap_between_two_cents_is_no_cliff() -> None:
    found = one("to_cents(lesser_of(self.dollars, self.other / 7))")
    assert [each.slope for each in found.pieces] == [1, 0]
    assert found.jumps == ()


def test_what_the_swept_fact_does_not_touch_is_rounded_to_cents() -> None:
    found = one("self.dollars + to_cents(self.other / 7)")
    assert found.pieces[0].value_at_start == Fraction("-9.57")


SPENT = {"E1": 5, "E2": 7, "E3": 0}
ENTRIES: list[tuple[str, list[Any], list[Any]]] = [
    ("total(self.spent, over=self.episode)", [-10], [1]),
    ("total(at_least_zero(self.spent), over=self.episode)", [-10, 0], [0, 1]),
    ("if_missing(greatest(self.spent, over=self.episode), self.other)", [-10, 7], [0, 1]),
    ("if_missing(least(self.spent, over=self.episode), self.other)", [-10, 5], [1, 0]),
    ("if_missing(average(self.spent, over=self.episode, where=self.spent >= 5), self.other)",
     [-10, 5], [0, Fraction(1, 3)]),
    ("self.other * count(self.spent > 1, over=self.episode)", [-10, 1], [0, 0]),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "starts", "slopes"), ENTRIES)
def test_one_entry_of_a_fact_may_be_swept(
    expression: str, starts: list[Any], slopes: list[Any]
) -> None:
    pieces = one(expression, vary="spent/E3", spent=SPENT).pieces
    assert [each.start for each in pieces] == starts
    assert [each.slope for each in pieces] == slopes


LADDER = '''class Ladder(Table):
    points: Points = {start}()
    pays: USD = column()

class Model(PaymentModel):
    id = "acme.model"
    score: Points = fact("Points", places={places})
    ladder: Ladder = table("Ladder", cites="Exhibit B", rows="""
        points pays
        -99    0
        0      10
        5      30
    """)
    bands: Bands = table("Bands", cites="Exhibit C", rows="""
        start share
        0     0.5
        0.02  1
    """)
    waterfall = stages("pays", "due")

    @clause(cites="Exhibit B")
    def pays(self) -> USD:
        return self.ladder.row({key}).pays

    @clause(cites="Exhibit B")
    def due(self) -> USD:
        return to_cents(self.pays)

    @clause(cites="Exhibit C")
    def corridor(self) -> USD:
        return marginal(usd(1) * (self.score / points(1)), usd(100), self.bands)

    @result(cites="Exhibit B")
    def paid(self) -> YesNo:
        return self.due > 0
'''

KEYS = [
    ("starts_at", 0, "self.score", [(0, 0, 10), (5, 5, 20)]),
    ("starts_after", 0, "self.score", [(0, 1, 10), (5, 6, 20)]),
    ("starts_after", 2, "self.score", [(0, "0.01", 10), (5, "5.01", 20)]),
    ("starts_at", 0, "-self.score", [(-5, -4, -20), (0, 1, -10)]),
    ("starts_after", 0, "-self.score", [(-5, -5, -20), (0, 0, -10)]),
]


def on_ladder(start: str, places: int, key: str, clause: str) -> Sweep:
    edition = model(LADDER.format(start=start, places=places, key=key)).edition(2024)
    inputs = Inputs(facts={"score": Fraction(0)})
    return sweep(edition, inputs, Vary("score"), clause, Fraction(-10), Fraction(10))


@pytest.mark.parametrize(("start", "places", "key", "jumps"), KEYS)
def test_a_row_is_reached_at_or_after_its_start_in_both_directions(
    start: str, places: int, key: str, jumps: list[tuple[Any, Any, int]]
) -> None:
    found = on_ladder(start, places, key, "due").jumps
    expected = [(at, Fraction(first), amount) for at, first, amount in jumps]
    assert [(jump.at, jump.first, jump.amount) for jump in found] == expected


def test_a_corridor_has_the_slope_of_each_band() -> None:
    found = on_ladder("starts_at", 0, "self.score", "corridor")
    assert [(each.start, each.slope) for each in found.pieces] == [
        (-10, 0), (0, Fraction(1, 2)), (2, 1),
    ]  # fmt: skip
    assert found.jumps == ()


def test_pieces_leave_no_gap_and_end_by_a_cause() -> None:
    pieces = swept("expenditure", 7 * MILLION, 10_500_000).pieces
    assert all(left.end == right.start for left, right in pairwise(pieces))
    assert all(each.ends_by for each in pieces[:-1])


def test_breakpoints_list_every_decision_also_those_without_effect() -> None:
    start, end = Fraction(9 * MILLION), Fraction(11 * MILLION)
    found = breakpoints(EDITION, gated_inputs(), Vary("expenditure"), "earned", start, end)
    assert found == (9_700_000, 10_000_000)


BENT = [
    ("self.dollars * (self.dollars / self.other)", "multiplies the swept value with itself"),
    ("self.other * (self.other / self.dollars)", "divides by the swept value"),
]


@pytest.mark.parametrize(("expression", "what"), BENT)
def test_a_bent_line_is_refused(expression: str, what: str) -> None:
    with pytest.raises(Refusal) as caught:
        one(expression)
    (finding,) = caught.value.diagnostics
    assert finding.code == "VBC507"
    assert finding.message == (f"acme.model.tested {what}: it is no straight line in `dollars`")
    assert finding.place is not None


def test_dividing_by_zero_is_refused_in_a_sweep_too() -> None:
    with pytest.raises(Refusal, match=r"VBC504 acme\.model\.tested divides by zero"):
        one("self.dollars * (self.dollars / self.other)", vary="dollars", other=0)


def test_a_key_before_the_first_row_is_refused_in_a_sweep_too() -> None:
    with pytest.raises(Refusal, match="VBC503 no row of table `minimums` applies"):
        swept("beneficiaries", -5, 5)


SENSELESS = [
    (Vary("expenditures"), "earned", 0, 1,
     "`expenditures` is no fact or parameter that example.gated_savings reads"),
    (Vary("floor"), "earned", 0, 1,
     "`floor` is no fact or parameter that example.gated_savings reads"),
    (Vary("track"), "earned", 0, 1, "`track` is no number and cannot be swept"),
    (Vary("low_revenue"), "earned", 0, 1, "`low_revenue` is no number and cannot be swept"),
    (Vary("tracks"), "earned", 0, 1,
     "`tracks` is no fact or parameter that example.gated_savings reads"),
    (Vary("score"), "earned", 0, 1, "`score` varies by measure"),
    (Vary("expenditure", ("A",)), "earned", 0, 1,
     "`expenditure` has one value for an entity"),
    (Vary("score", ("Z",)), "earned", 0, 1, "`Z` is no measure of these facts"),
    (Vary("expenditure"), "earned", 1, 1, "a sweep runs from a lower to a higher value"),
    (Vary("expenditure"), "ernaed", 0, 1, "example.gated_savings has no one number `ernaed`"),
    (Vary("expenditure"), "beyond_minimum", 0, 1,
     "example.gated_savings has no one number `beyond_minimum`"),
]  # fmt: skip


@pytest.mark.parametrize(("vary", "result", "start", "end", "message"), SENSELESS)
def test_a_sweep_that_makes_no_sense_is_refused(
    vary: Vary, result: str, start: int, end: int, message: str
) -> None:
    with pytest.raises(Refusal) as caught:
        sweep(EDITION, gated_inputs(), vary, result, Fraction(start), Fraction(end))
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.message) == ("VBC508", message)


def test_a_result_that_is_missing_somewhere_is_refused() -> None:
    with pytest.raises(Refusal, match="`tested` is missing where `dollars` is -10"):
        one("when(self.dollars > 0, self.dollars)")


def test_more_pieces_than_a_person_can_read_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vbc_rules.evaluation.sweep.MOST_PIECES", 19)
    with pytest.raises(Refusal, match="more than 19 pieces"):
        one('round_to(self.dollars, "1")')


def test_a_parameter_of_the_contract_may_be_swept() -> None:
    source = with_clause("self.dollars * self.agreed").replace(
        "    @result", '    agreed: Rate = parameter("Agreed share")\n\n    @result'
    )
    inputs = Inputs(facts={"flag": True, "dollars": Fraction(100)})
    edition = model(source).edition(2024)
    found = sweep(edition, inputs, Vary("agreed"), "tested", Fraction(0), Fraction(1))
    assert [(each.value_at_start, each.slope) for each in found.pieces] == [(0, 100)]


def test_a_swept_result_names_its_units() -> None:
    found = swept("beneficiaries", 1, 20_000)
    assert (found.vary, found.vary_unit, found.result, found.unit) == (
        "beneficiaries", "Count", "earned", "USD",
    )  # fmt: skip
