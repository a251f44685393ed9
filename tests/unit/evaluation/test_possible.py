"""What a value can be for all facts: every operation, and what is left open on purpose."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.unit.language.authored import model, with_clause
from vbc_rules.evaluation.possible import Possible, PossibleRun


def outcome(expression: str, unit: str = "USD", **parameters: Any) -> Possible:
    """Return what an expression over the terms of `authored` can be."""
    edition = model(with_clause(expression, unit)).edition(2024)
    return PossibleRun(edition, parameters).outcome("tested")


def bounds(expression: str, unit: str = "USD") -> tuple[Fraction | None, Fraction | None]:
    found = outcome(expression, unit)
    return found.low, found.high


@pytest.mark.parametrize(
    ("expression", "unit", "expected"),
    [
        ("self.share", "Rate", (0, 1)),
        ("self.dollars", "USD", (None, None)),
        ("self.share + self.share", "Rate", (0, 2)),
        ("self.share - self.share", "Rate", (-1, 1)),  # that both are one fact is not seen
        ("(self.share - 1) * (self.share + 1)", "Rate", (-2, 0)),
        ("self.share * self.dollars", "USD", (None, None)),
        ("rate(0) * self.dollars", "USD", (0, 0)),
        ("self.share / (self.share + 1)", "Rate", (0, 1)),
        ("self.members / self.members", "Rate", (0, None)),
        ("self.dollars / self.other", "Rate", (None, None)),
        ("at_least_zero(self.dollars)", "USD", (0, None)),
        ("-at_least_zero(self.dollars)", "USD", (None, 0)),
        ("lesser_of(at_least_zero(self.dollars), usd(0))", "USD", (0, 0)),
        ("greater_of(self.share, rate(1))", "Rate", (1, 1)),
        ("clamp(self.dollars, 5, 9)", "USD", (5, 9)),
        ("round_to(self.share * rate('0.37'), '0.1')", "Rate", (0, Fraction("0.4"))),
        ("when(self.share >= 0, usd(1), usd(2))", "USD", (1, 1)),
        ("when(self.share > 1, usd(1), usd(2))", "USD", (2, 2)),
        ("when(self.share >= rate('0.5'), usd(1), usd(2))", "USD", (1, 2)),
        ("when(self.flag, usd(3), usd(3))", "USD", (3, 3)),
        ("when(self.track.is_('one', 'two'), usd(1), usd(2))", "USD", (1, 1)),
        ("when(self.track.is_('one') & (self.share > 1), usd(1), usd(2))", "USD", (2, 2)),
        ("when(known(self.dollars), usd(1), usd(2))", "USD", (1, 1)),
        ("when(known(self.maybe), usd(1), usd(2))", "USD", (1, 2)),
        ("total(self.paid, over=self.month)", "USD", (None, None)),
        ("total(when(self.paid > 0, self.share, self.share), over=self.month)", "Rate", (0, 2)),
        ("count(self.paid > 0, over=self.month)", "Count", (0, 2)),
        ("count(self.spent > 0, over=self.episode)", "Count", (0, None)),
        ("total(at_least_zero(self.spent), over=self.episode)", "USD", (0, None)),
        ("total(-at_least_zero(self.spent), over=self.episode)", "USD", (None, 0)),
    ],
)
def test_an_operation_has_its_bounds(expression: str, unit: str, expected: tuple[Any, Any]) -> None:
    assert bounds(expression, unit) == expected


@pytest.mark.parametrize(
    ("expression", "unit", "reads"),
    [
        ("self.share * self.dollars", "USD", {"share", "dollars"}),
        ("when(self.share >= 0, self.dollars, self.other)", "USD", {"dollars"}),
        ("when(self.flag, self.dollars, self.dollars)", "USD", {"flag", "dollars"}),
        ("when(self.flag, usd(3), usd(3))", "USD", set()),
        ("lesser_of(self.share, rate(2))", "Rate", {"share"}),
        ("if_missing(self.maybe, self.dollars)", "USD", {"maybe", "dollars"}),
        ("if_missing(self.dollars, self.other)", "USD", {"dollars"}),
        ("average(self.reported, over=self.episode, missing='skip')", "Rate", {"reported"}),
        ("round_to(self.share, '1') * 0", "Rate", set()),
    ],
)
def test_a_value_depends_on_the_facts_that_still_decide_it(
    expression: str, unit: str, reads: set[str]
) -> None:
    assert outcome(expression, unit).reads == reads


@pytest.mark.parametrize(
    ("expression", "may_be_missing"),
    [
        ("self.maybe + usd(1)", True),
        ("if_missing(self.maybe, self.dollars)", False),
        ("when(self.flag, self.dollars)", True),
        ("least(self.spent, over=self.episode)", True),  # there may be no episode
        ("least(self.paid, over=self.month)", False),
    ],
)
def test_a_value_that_may_be_missing_is_told(expression: str, *, may_be_missing: bool) -> None:
    assert outcome(expression).may_be_missing is may_be_missing


def test_what_is_always_missing_is_no_amount() -> None:
    found = outcome("when(self.share > 1, self.dollars)")
    assert (found.may_be_there, found.may_exceed_zero, found.reads) == (False, False, frozenset())


CURVE = """
class Curve(Table):
    score: Rate = starts_at()
    share: Rate = column()

class Model(PaymentModel):
    id = "acme.model"
    group = axis("Group")
    member = axis("Member", within=group)
    score: Rate = fact("Score", places=4)
    curve: Curve = table("Share by score")
    weight: Rate = parameter("Weight", per=member)
    each: Rate = fact("Each", per=member, places=4)

    @result(cites="Exhibit A")
    def share(self) -> Rate:
        return self.curve.row(self.score).share

    @clause(cites="Exhibit B")
    def upper(self) -> Rate:
        return self.curve.row(self.score * rate("0.4") + rate("0.6")).share

    @clause(cites="Exhibit C")
    def by_group(self) -> Rate:
        return total(self.weight * self.each, over=self.member, by=self.group)

    @clause(cites="Exhibit C")
    def grouped(self) -> Rate:
        return total(self.by_group, over=self.group)
"""


def rows(*pairs: tuple[str, str]) -> tuple[dict[str, Fraction], ...]:
    return tuple({"score": Fraction(start), "share": Fraction(share)} for start, share in pairs)


WEIGHT = {("a",): Fraction(1), ("b",): Fraction(2)}


def test_a_table_gives_what_its_reachable_rows_hold() -> None:
    curve = rows(("0", "0"), ("0.5", "0.25"), ("0.8", "0.75"))
    run = PossibleRun(model(CURVE).edition(2024), {"curve": curve, "weight": WEIGHT})
    assert (run.outcome("share").low, run.outcome("share").high) == (0, Fraction("0.75"))
    assert (run.outcome("upper").low, run.outcome("upper").high) == (
        Fraction("0.25"),
        Fraction("0.75"),
    )


def test_a_table_whose_rows_are_equal_depends_on_nothing() -> None:
    curve = rows(("0", "0.4"), ("0.5", "0.4"))
    run = PossibleRun(model(CURVE).edition(2024), {"curve": curve, "weight": WEIGHT})
    assert run.outcome("share").reads == frozenset()


def test_a_free_parameter_can_be_anything_within_its_limits_but_is_no_fact() -> None:
    edition = model(CURVE).edition(2024)
    given: dict[str, Any] = {"curve": rows(("0", "0.4")), "weight": WEIGHT}
    run = PossibleRun(edition, given, free=["curve"])
    found = run.outcome("share")
    assert (found.low, found.high, found.reads) == (0, 1, {"score"})


def test_where_only_facts_know_the_parent_of_an_entry_a_value_can_be_anything() -> None:
    edition = model(CURVE).edition(2024)
    run = PossibleRun(edition, {"curve": rows(("0", "0.4")), "weight": WEIGHT})
    found = run.outcome("grouped")
    assert (found.may_exceed_zero, found.reads) == (True, {"each"})
