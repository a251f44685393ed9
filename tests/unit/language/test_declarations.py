"""Facts, parameters and constants: what they need to say, and what their unit says for them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.language.authored import FILE, line_of, mistake, model
from vbc_rules import USD

MODEL = """class Model(PaymentModel):
    id = "acme.model"
    flag: YesNo = fact("Flag")
    {declaration}

    @result(cites="Agreement 9")
    def done(self) -> YesNo:
        return self.flag
"""

BAD = [
    ('tested = fact("Dollars")', "VBC608", "`tested` has no unit"),
    ('tested: Dollar = fact("Dollars")', "VBC608",
     "`Dollar`, the unit of `tested`, is not a known class"),
    ('tested: Axis = fact("Dollars")', "VBC608", "`tested` cannot be of type Axis"),
    ('tested: Rate = fact("Share")', "VBC608",
     "fact `tested` does not say how many decimals it has"),
    ('tested: Rate = table("Ladder")', "VBC608", "`tested` cannot be of type Rate"),
    ('tested: YesNo = constant("Law", {2020: "1"}, cites="1")', "VBC608",
     "`tested` cannot be of type YesNo"),
    ('tested: USD = fact("Dollars", minimum=0.5)', "VBC603", "0.5 is not exact"),
    ('tested: Rate = constant("Law", {2020: 0.02}, cites="1")', "VBC603", "0.02 is not exact"),
    ('tested: Rate = constant("Law", {2020: "2 %"}, cites="1")', "VBC603",
     "'2 %' is not a plain decimal number"),
    ('tested: Rate = constant("Law", {2020: "0.02"}, cites=" ")', "VBC609",
     "a constant of the law needs a citation"),
    ('tested: USD = fact("Dollars", per="month")', "VBC606", "`per` names no axis"),
]  # fmt: skip


@pytest.mark.parametrize(("declaration", "code", "message"), BAD)
def test_a_declaration_that_does_not_fit_is_refused(
    declaration: str, code: str, message: str
) -> None:
    source = MODEL.format(declaration=declaration)
    finding = mistake(source)
    assert (finding.code, finding.message) == (code, message)
    assert finding.place is not None
    assert (finding.place.file, finding.place.line) in {
        (FILE, line_of(source, "tested")),
        (FILE, 1),  # of an annotation Python keeps no line
    }


@pytest.mark.parametrize("name", ["title", "last_year", "edition", "clauses", "waterfall", "id"])
def test_a_term_may_not_replace_what_every_model_has(name: str) -> None:
    source = MODEL.format(declaration=f'{name}: USD = fact("Dollars")').replace('id = "acme', "#")
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC626", f"`{name}` is a name that every model has")


LIMITS = [
    ('Rate = fact("Share", places=4)', 4, 0, 1),
    ('Rate = fact("Risk ratio", places=4, maximum=3)', 4, 0, 3),
    ('Rate = fact("Trend", places=4, minimum="-0.5")', 4, Fraction(-1, 2), 1),
    ('USD = fact("Dollars")', 2, None, None),
    ('USD = fact("Dollars", places=0, minimum=0)', 0, 0, None),
    ('Count = fact("Members")', 0, 0, None),
    ('Percentile = fact("Rank")', 4, 0, 100),
    ('Rate = parameter("Sharing rate")', None, 0, 1),
]


@pytest.mark.parametrize(("declaration", "places", "least", "most"), LIMITS)
def test_limits_and_decimals_come_from_the_unit_unless_declared(
    declaration: str, places: int | None, least: Fraction | None, most: Fraction | None
) -> None:
    declared = vars(model(MODEL.format(declaration=f"tested: {declaration}")))["tested"]
    assert (declared.places, declared.minimum, declared.maximum) == (places, least, most)


def test_a_unit_may_be_named_through_its_module() -> None:
    source = "import vbc_rules\n" + MODEL.format(declaration='tested: vbc_rules.USD = fact("x")')
    assert vars(model(source))["tested"].unit is USD


def test_only_terms_that_a_clause_reads_are_asked_for() -> None:
    source = MODEL.format(declaration='unread: USD = fact("Dollars")')
    assert [term.name for term in model(source).edition(2024).facts()] == ["flag"]
