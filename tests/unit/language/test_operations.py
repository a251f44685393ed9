"""What a clause may not compute: each mistake has its code, its sentence and the author's line."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.language.authored import FILE, line_of, mistake, tree, with_clause
from vbc_rules import Place

WRONG_UNITS = [
    ("self.dollars + self.score", "cannot compute USD + points"),
    ("self.dollars - self.share", "cannot compute USD - rate"),
    ("self.yearly * self.months", "cannot compute USD per member-year * member-months"),
    ("self.dollars * self.score", "cannot compute USD * points"),
    ("self.dollars * self.rank", "cannot compute USD * percentile"),
    ("self.score / self.months", "cannot compute points / member-months"),
    ("self.dollars >= self.share", "cannot compute USD >= rate"),
    ("self.rank < self.share", "cannot compute percentile < rate"),
    ("lesser_of(self.dollars, self.monthly)", "cannot compute USD lesser_of USD per member-month"),
    ("greater_of(self.score, self.share)", "cannot compute points greater_of rate"),
    ("self.flag & self.dollars", "cannot compute yes/no & USD"),
    ("when(self.flag, self.dollars, self.share)", "when(...) would be USD or rate"),
    ("when(self.dollars, self.dollars, 0)", "when(...) needs a yes/no condition"),
    ("if_missing(self.maybe, self.share)", "if_missing(...) would be USD or rate"),
    ("when(self.flag, 0, self.dollars)", "when(...) takes a value with a unit, not 0"),
    ("lesser_of(0, self.dollars)", "lesser_of(...) takes a value with a unit, not 0"),
    ("known(5)", "known(...) takes a value with a unit, not 5"),
    ("total(5, over=self.month)", "total(...) takes a value with a unit, not 5"),
    (
        "total(self.spent, over=self.episode, where=self.dollars)",
        "total(...) takes entries where a yes/no holds",
    ),
]


@pytest.mark.parametrize(("expression", "message"), WRONG_UNITS)
def test_units_that_do_not_fit_are_refused_at_the_line_of_the_operation(
    expression: str, message: str
) -> None:
    source = with_clause(expression)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC604", message)
    assert finding.place == Place(FILE, line_of(source, expression), 1)


INEXACT = [
    ("0.5 * self.dollars", "0.5 is not exact"),
    ("self.dollars * 0.5", "0.5 is not exact"),
    ("self.dollars + True", "True is not exact"),
    ("when(self.flag, self.dollars, False)", "False is not exact"),
    ('rate("75%")', "'75%' is not a plain decimal number"),
    ('rate(".5")', "'.5' is not a plain decimal number"),
    ('rate("1e3")', "'1e3' is not a plain decimal number"),
    ('rate("٣")', "'٣' is not a plain decimal number"),
    ("rate(0.5)", "0.5 is not exact"),
    ('round_to(self.dollars, "0")', "'0', 'half_up' is no way to round"),
    ('round_to(self.dollars, "0.01", "nearest")', "'0.01', 'nearest' is no way to round"),
]


@pytest.mark.parametrize(("expression", "message"), INEXACT)
def test_a_number_that_is_not_exact_is_refused(expression: str, message: str) -> None:
    source = with_clause(expression)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC603", message)
    assert finding.place == Place(FILE, line_of(source, expression), 1)


def test_a_condition_that_is_written_as_false_is_told_what_takes_its_place() -> None:
    finding = mistake(with_clause("when(if_missing(self.flag, False), self.dollars, 0)"))
    assert finding.code == "VBC603"
    assert finding.hint.startswith("write a condition: known(x) is no where x is missing")


DECISIONS = [
    "self.dollars if self.flag else usd(0)",
    "self.flag and self.dollars",
    "not self.flag",
    "max(self.dollars, self.other)",
    "0 < self.dollars < self.other",
    "self.dollars in (self.maybe or ())",
]


@pytest.mark.parametrize("expression", DECISIONS)
def test_a_decision_in_python_is_refused(expression: str) -> None:
    source = with_clause(expression)
    finding = mistake(source)
    assert finding.code == "VBC601"
    assert finding.place == Place(FILE, line_of(source, expression), 1)
    assert finding.hint.startswith("write when(")


@pytest.mark.parametrize("expression", ["sum(self.paid)", "[one for one in self.dollars][0]"])
def test_a_loop_over_a_value_is_refused(expression: str) -> None:
    assert mistake(with_clause(expression)).code == "VBC602"


@pytest.mark.parametrize("expression", ["self.dollars == 0", "self.track != self.track"])
def test_comparing_by_equality_is_refused(expression: str) -> None:
    assert mistake(with_clause(expression, "YesNo")).code == "VBC625"


AXES = [
    (
        "total(self.dollars, over=self.episode)",
        "total over episode, but the value does not vary by episode",
    ),
    (
        "total(self.target, over=self.episode)",
        "total over episode, but the value does not vary by episode",
    ),
    (
        "total(self.spent, over=self.category)",
        "total over category, but the value does not vary by category",
    ),
    ("total(self.spent, over=self.episode, by=self.month)", "episode does not lie within month"),
    (
        "total(self.target, over=self.category, by=self.episode)",
        "category does not lie within episode",
    ),
    ('total(self.spent, over="episode")', "total(...) runs over an axis"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "message"), AXES)
def test_an_axis_that_does_not_fit_is_refused(expression: str, message: str) -> None:
    source = with_clause(expression)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC606", message)
    assert finding.place == Place(FILE, line_of(source, expression), 1)


@pytest.mark.parametrize("aggregate", ["total", "average", "least", "greatest"])
def test_an_aggregate_of_entries_that_may_be_missing_must_say_what_to_do(aggregate: str) -> None:
    finding = mistake(with_clause(f"{aggregate}(self.reported, over=self.episode)", "Rate"))
    assert (finding.code, finding.message) == ("VBC607", "some entries may be missing")


def test_a_condition_in_where_may_not_be_missing() -> None:
    finding = mistake(with_clause("total(self.spent, over=self.episode, where=self.marked)"))
    assert finding.code == "VBC607"
    assert finding.message == "the condition in `where` may be missing"


def test_a_counted_condition_may_not_be_missing() -> None:
    assert mistake(with_clause("count(self.marked, over=self.episode)", "Count")).code == "VBC607"


@pytest.mark.parametrize("use", ["0", 'usd("250")'])
def test_a_number_in_place_of_a_missing_value_needs_a_reason(use: str) -> None:
    source = with_clause(f"if_missing(self.maybe, {use})")
    finding = mistake(source)
    assert finding.code == "VBC605"
    assert finding.place == Place(FILE, line_of(source, "if_missing"), 1)


MAY_BE_MISSING = [
    ("self.maybe", "USD", True),
    ("self.maybe + self.dollars", "USD", True),
    ("self.maybe > 0", "YesNo", True),
    ("(self.maybe > 0) & self.flag", "YesNo", True),
    ("~self.maybe_flag", "YesNo", True),
    ("when(self.flag, self.dollars)", "USD", True),
    ("when(self.maybe_flag, self.dollars, 0)", "USD", True),
    ("when(self.flag, self.maybe, 0)", "USD", True),
    ("known(self.maybe)", "YesNo", False),
    ("if_missing(self.maybe, self.other)", "USD", False),
    ("if_missing(self.dollars, self.maybe)", "USD", True),
    ('if_missing(self.maybe, 0, because="none")', "USD", False),
    ("to_cents(self.maybe)", "USD", True),
    ("at_least_zero(self.maybe)", "USD", True),
    ('total(self.reported, over=self.episode, missing="skip")', "Rate", False),
    ("count(known(self.reported), over=self.episode)", "Count", False),
    ('average(self.reported, over=self.episode, missing="skip")', "Rate", True),
    ("least(self.spent, over=self.episode)", "USD", True),
]


@pytest.mark.parametrize(("expression", "unit", "may_be_missing"), MAY_BE_MISSING)
def test_missing_spreads_until_known_if_missing_or_skip_stops_it(
    expression: str, unit: str, *, may_be_missing: bool
) -> None:
    assert tree(expression, unit).may_be_missing is may_be_missing


@pytest.mark.parametrize(
    ("expression", "number"),
    [('rate("0.5")', Fraction(1, 2)), ("rate(1)", Fraction(1)), ('rate("-0.25")', Fraction(-1, 4))],
)
def test_a_literal_is_kept_exactly(expression: str, number: Fraction) -> None:
    assert tree(expression, "Rate").args == (number,)


AXES_OF = [
    ("self.spent - self.target", {"episode"}),
    ("self.target * self.share", {"category"}),
    ("when(self.flag, self.paid, 0)", {"month"}),
    ("total(self.spent, over=self.episode, by=self.category)", {"category"}),
    ("total(self.spent, over=self.episode)", set()),
    ("total(self.spent + self.paid, over=self.month)", {"episode"}),
]


@pytest.mark.parametrize(("expression", "axes"), AXES_OF)
def test_axes_join_and_a_child_absorbs_its_parent(expression: str, axes: set[str]) -> None:
    assert {axis.name for axis in tree(expression).axes} == axes
