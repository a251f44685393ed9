"""Models and their editions: years, results, what is one tree and what is not."""

from __future__ import annotations

import pytest

from tests.unit.language.authored import FILE, TERMS, line_of, mistake, model, with_clause
from vbc_rules import USD, DefinitionError, PaymentModel, Place, clause, fact, result, to_cents

LAW = '''class Model(PaymentModel):
    """Shared savings of the example. Second sentence."""

    id = "acme.model"
    first_year = 2013
    last_year = 2024
    saved: USD = fact("Savings")
    sequestration: Rate = constant(
        "Sequestration", {2013: "0.02", 2019: "0", 2021: "0.02"}, cites="2 USC 901a"
    )
    waterfall = stages("counted", "due")

    @clause(cites="Agreement 4.1")
    def counted(self) -> USD:
        return at_least_zero(self.saved)

    @counted.since(2023, cites="Amendment 1")
    def _(self) -> USD:
        return self.saved

    @result(cites="Agreement 4.2")
    def due(self) -> USD:
        return to_cents((1 - self.sequestration) * self.counted)
'''


def test_years_collapse_to_the_editions_in_which_something_changes() -> None:
    assert model(LAW).edition_years() == (2013, 2019, 2021, 2023)


def test_years_of_one_edition_share_one_tree() -> None:
    defined = model(LAW)
    assert defined.edition(2013) is defined.edition(2018)
    assert defined.edition(2013) is not defined.edition(2019)


SEQUESTRATION = [(2013, "1/50", 2013), (2020, "0", 2019), (2024, "1/50", 2021)]


@pytest.mark.parametrize(("year", "value", "since"), SEQUESTRATION)
def test_the_law_of_a_year_holds_since_its_own_year(year: int, value: str, since: int) -> None:
    law = model(LAW).edition(year).laws["sequestration"]
    assert (str(law.value), law.since, law.cites) == (value, since, "2 USC 901a")


@pytest.mark.parametrize("year", [2012, 2025])
def test_a_year_outside_the_model_is_refused(year: int) -> None:
    with pytest.raises(DefinitionError) as caught:
        model(LAW).edition(year)
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.message) == ("VBC619", f"acme.model has no edition for {year}")
    assert finding.hint == "it covers 2013 to 2024"


def test_a_constant_without_a_value_for_the_first_year_is_refused() -> None:
    source = LAW.replace("first_year = 2013", "first_year = 2012")
    finding = mistake(source)
    assert finding.code == "VBC619"
    assert finding.message == "acme.model.sequestration has no value for 2012"
    assert finding.place == Place(FILE, line_of(source, "sequestration: Rate"), 1)


def test_the_title_of_a_model_is_the_first_line_of_its_docstring() -> None:
    assert model(LAW).title() == "Shared savings of the example. Second sentence"


def test_a_model_without_a_docstring_is_titled_by_its_name() -> None:
    assert model(TERMS).title() == "Model"


def test_equal_trees_with_equal_law_have_one_fingerprint_and_others_have_others() -> None:
    defined = model(LAW)
    first, unsequestered, again, amended = (
        defined.edition(year).fingerprint() for year in defined.edition_years()
    )
    assert first == again
    assert len({first, unsequestered, amended}) == 3


def test_a_fingerprint_does_not_depend_on_lines_and_comments() -> None:
    moved = "# a comment\n" + LAW.replace("Second sentence.", "Another one.")
    assert model(moved).edition(2014).fingerprint() == model(LAW).edition(2014).fingerprint()


def test_a_fingerprint_of_a_library_function_with_a_table_is_the_same_on_every_run() -> None:
    source = (
        TERMS
        + """
    bands: Bands = table("Corridor")

    @clause(cites="Agreement 3")
    def corridor(self) -> USD:
        return marginal(self.dollars, self.other, self.bands)
"""
    )
    assert model(source).edition(2024).fingerprint() == model(source).edition(2024).fingerprint()


def test_a_model_without_a_result_is_refused() -> None:
    source = TERMS.replace("@result", "@clause")
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC611", "acme.model has no result")
    assert finding.place == Place(FILE, 1, 1)


RESULTS = [
    ("self.maybe > 0", "YesNo", "VBC616", "acme.model.tested is a result but may be missing"),
    ("self.spent > 0", "YesNo", "VBC617",
     "acme.model.tested is a result but still varies by episode"),
    ("self.dollars * self.share", "USD", "VBC618",
     "acme.model.tested is money but no clause rounds it"),
    ("to_cents(self.dollars * self.share)", "USD", "VBC614",
     "acme.model.tested is money but no waterfall explains it"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "unit", "code", "message"), RESULTS)
def test_a_result_is_one_known_rounded_and_explained_value(
    expression: str, unit: str, code: str, message: str
) -> None:
    source = with_clause(expression, unit).replace("@clause", "@result")
    finding = mistake(source)
    assert (finding.code, finding.message) == (code, message)
    assert finding.place == Place(FILE, line_of(source, "Agreement 4.2"), 1)


ROUNDED = [
    "to_cents(self.dollars * self.share)",
    "to_dollars(self.dollars * self.share)",
    "self.dollars - self.other",
    "when(self.flag, self.dollars, 0)",
    "when(self.flag, to_cents(self.dollars * self.share), self.other)",
    'lesser_of(self.dollars, usd("250.25"))',
    "total(self.spent, over=self.episode)",
]
NOT_ROUNDED = [
    "self.dollars * self.share",
    "when(self.flag, self.dollars, self.dollars * self.share)",
    'round_to(self.dollars * self.share, "0.001")',
    'lesser_of(self.dollars, usd("0.005"))',
    "if_missing(average(self.spent, over=self.episode), self.other)",
    "self.monthly * self.months",
]
LADDER = '\n    waterfall = stages("start", "tested")\n\n    @clause(cites="1")\n    def start(self) -> USD:\n        return self.dollars\n'  # noqa: E501


@pytest.mark.parametrize("expression", ROUNDED)
def test_money_is_rounded_on_every_way_to_it(expression: str) -> None:
    model(with_clause(expression) + LADDER)


@pytest.mark.parametrize("expression", NOT_ROUNDED)
def test_money_that_is_not_rounded_on_some_way_is_refused(expression: str) -> None:
    assert mistake(with_clause(expression) + LADDER).code == "VBC618"


def test_equal_subtrees_are_one_node() -> None:
    source = with_clause("when(self.dollars - self.other > 0, self.dollars - self.other, 0)")
    condition, value, _ = model(source).edition(2024).clauses["tested"].expression.args
    assert condition.children[0] is value


def test_a_true_option_and_a_number_one_are_not_one_node() -> None:
    source = with_clause("when(self.flag, rate(1), 1) + self.share", "Rate")
    nodes = list(model(source).edition(2024).nodes())
    assert sum(one.op == "const" for one in nodes) == 1


def test_a_model_may_be_defined_in_a_function_with_names_of_that_function() -> None:
    Dollars = USD  # noqa: N806 - a class

    class Local(PaymentModel):
        id = "acme.local"
        saved: Dollars = fact("Savings")  # type: ignore[valid-type]

        @clause(cites="Agreement 4.1")
        def rounded(self) -> Dollars:  # type: ignore[valid-type]
            return to_cents(self.saved)

        @result(cites="Agreement 4.2")
        def due(self) -> Dollars:  # type: ignore[valid-type]
            return self.rounded

    assert [term.name for term in Local.edition(2024).facts()] == ["saved"]
