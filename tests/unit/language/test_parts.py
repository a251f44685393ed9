"""Parts: models inside a contract, wired to its clauses, each with terms and axes of its own."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.language.authored import FILE, line_of, mistake, model
from vbc_rules import DefinitionError, Place

CAPITATION = """class Capitation(PaymentModel):
    id = "acme.capitation"
    month = axis("Month")
    paid: USD = fact("Paid", per=month)
    factor: Rate = fact("Factor", places=4)
    extra: USD = fact("Extra", optional=True)

    @clause(cites="Exhibit C")
    def earned(self) -> USD:
        return total(self.paid, over=self.month) * self.factor

    @result(cites="Exhibit C")
    def due(self) -> USD:
        return to_cents(self.earned + if_missing(self.extra, 0, because="none is agreed"))

    waterfall = stages("earned", "due")
"""

CONTRACT = (
    CAPITATION
    + """
class Contract(PaymentModel):
    id = "acme.contract"
    month = axis("Month of both")
    score: Rate = fact("Score", places=4)
    bonus: USD = fact("Bonus", optional=True)
    good: YesNo = fact("Good")
    adults = part(Capitation, {wires})
    children = part(Capitation)

    @result(cites="Article 9")
    def due(self) -> USD:
        return self.adults.due + self.children.due
"""
)


def contract(wires: str) -> str:
    return CONTRACT.format(wires=wires)


def edition(wires: str) -> Any:
    return model(contract(wires), "Contract").edition(2024)


def test_two_uses_of_a_model_share_neither_terms_nor_axes() -> None:
    found = edition("")
    assert list(found.axes) == ["adults.month", "children.month"]
    assert {"adults.paid", "children.paid"} <= set(found.terms)


def test_an_axis_is_shared_only_where_it_is_wired_to_both() -> None:
    source = contract("month=lambda c: c.month").replace(
        "part(Capitation)", "part(Capitation, month=lambda c: c.month)"
    )
    found = model(source, "Contract").edition(2024)
    assert list(found.axes) == ["month"]
    assert found.terms["adults.paid"].axes == found.terms["children.paid"].axes


def test_a_wired_fact_is_no_longer_asked_for() -> None:
    facts = [term.name for term in edition("factor=lambda c: c.score").facts()]
    assert "adults.factor" not in facts
    assert {"score", "children.factor"} <= set(facts)


def test_an_optional_fact_may_be_wired_to_a_value_that_may_be_missing() -> None:
    assert "bonus" in edition("extra=lambda c: c.bonus").terms


def test_the_results_of_parts_are_not_results_of_the_contract() -> None:
    assert edition("").results == ("due",)


BAD_WIRES = [
    ("factor=lambda c: c.bonus", "VBC622", "adults.factor wants rate but is wired to USD"),
    ("factor=lambda c: c.month", "VBC622", "adults.factor wants rate but is wired to Axis("),
    ("paid=lambda c: c.bonus", "VBC622", "adults.paid is wired to a value that may be missing"),
    ("month=lambda c: c.score", "VBC622", "adults.month must be wired to an axis"),
    ("facter=lambda c: c.score", "VBC623", "acme.capitation has no `facter`"),
    ("factor=lambda c: c.scor", "VBC623", "acme.contract has no `scor`"),
]


@pytest.mark.parametrize(("wires", "code", "message"), BAD_WIRES)
def test_a_wire_that_does_not_fit_is_refused_at_its_own_line(
    wires: str, code: str, message: str
) -> None:
    source = contract(wires)
    finding = mistake(source)
    assert finding.code == code
    assert finding.message.startswith(message)
    assert finding.place == Place(FILE, line_of(source, wires), 1)


def test_a_misspelt_wire_is_answered_with_the_name_that_was_meant() -> None:
    assert mistake(contract("facter=lambda c: c.score")).hint == "did you mean `factor`?"


def test_a_table_of_a_part_may_be_wired_to_one_of_the_contract() -> None:
    source = """class Ladder(Table):
    points: Points = starts_at()
    pays: Pmpm = column()

class Quality(PaymentModel):
    id = "acme.quality"
    score: Points = fact("Score")
    ladder: Ladder = table("Ladder")

    @result(cites="Exhibit B")
    def pays(self) -> Pmpm:
        return self.ladder.row(self.score).pays

class Contract(PaymentModel):
    id = "acme.contract"
    ladder: Ladder = table("Ladder of the contract")
    quality = part(Quality, ladder=lambda c: c.ladder)

    @result(cites="Article 9")
    def pays(self) -> Pmpm:
        return self.quality.pays
"""
    terms = model(source, "Contract").edition(2024).terms
    assert sorted(terms) == ["ladder", "quality.score"]


YEARS = (
    CAPITATION.replace(
        '"acme.capitation"', '"acme.capitation"; first_year = 2018; last_year = 2022'
    )
    + """
class Contract(PaymentModel):
    id = "acme.contract"
    last_year = 2030
    adults = part(Capitation)

    @result(cites="Article 9")
    def due(self) -> USD:
        return self.adults.due
"""
)


@pytest.mark.parametrize("year", [2017, 2023])
def test_a_contract_covers_only_the_years_that_all_its_parts_cover(year: int) -> None:
    with pytest.raises(DefinitionError, match=f"acme.contract has no edition for {year}"):
        model(YEARS, "Contract").edition(year)


def test_a_contract_begins_with_its_latest_part() -> None:
    assert model(YEARS, "Contract").edition_years() == (2018,)


def test_a_change_in_a_part_is_an_edition_of_the_contract() -> None:
    source = YEARS.replace(
        '    @result(cites="Exhibit C")',
        '    @earned.since(2020, cites="Amendment 1")\n    def _(self) -> USD:\n'
        '        return total(self.paid, over=self.month)\n\n    @result(cites="Exhibit C")',
    )
    assert model(source, "Contract").edition_years() == (2018, 2020)


def test_a_wire_that_needs_itself_is_refused_with_its_way() -> None:
    wires = "factor=lambda c: c.adults.factor"
    source = contract(wires)
    finding = mistake(source)
    assert finding.code == "VBC621"
    assert finding.message == "circular clauses: adults.factor -> adults.factor"
    assert finding.place == Place(FILE, line_of(source, wires), 1)


CROSSED = """class Half(PaymentModel):
    id = "acme.half"
    given: Rate = fact("Given", places=4)
    start: Rate = fact("Start", places=4)

    @result(cites="Exhibit A")
    def passed_on(self) -> Rate:
        return self.given

    @result(cites="Exhibit A")
    def begun(self) -> Rate:
        return self.start

class Contract(PaymentModel):
    id = "acme.contract"
    left = part(Half, given=lambda c: c.right.begun)
    right = part(Half, given=lambda c: c.left.{needs})

    @result(cites="Article 9")
    def both(self) -> Rate:
        return self.left.passed_on + self.right.passed_on
"""


def test_parts_may_need_each_other_where_no_clause_needs_itself() -> None:
    facts = model(CROSSED.format(needs="begun"), "Contract").edition(2024).facts()
    assert sorted(term.name for term in facts) == ["left.start", "right.start"]


def test_parts_that_need_each_other_in_a_circle_are_refused() -> None:
    source = CROSSED.format(needs="passed_on").replace("right.begun", "right.passed_on")
    assert mistake(source).message == (
        "circular clauses: left.passed_on -> left.given -> right.passed_on -> right.given"
        " -> left.passed_on"
    )
