"""Clauses: their citation, promise, name, length and amendments by year."""

from __future__ import annotations

import pytest

from tests.unit.language.authored import FILE, TERMS, authored, line_of, mistake, model, with_clause
from vbc_rules import Place

DATED = (
    TERMS
    + '''
    @clause(cites="Agreement 4.2")
    def share_paid(self) -> Rate:
        """The share that is paid."""
        return rate(0)

    @share_paid.since(2023, cites="Amendment 2")
    def _(self) -> Rate:
        return rate(1)

    @share_paid.since(2021, cites="Amendment 1")
    def _(self) -> Rate:
        return self.share
'''
)

TEXTS = [
    (2020, "Agreement 4.2"),
    (2021, "Amendment 1"),
    (2022, "Amendment 1"),
    (2030, "Amendment 2"),
]


@pytest.mark.parametrize(("year", "cites"), TEXTS)
def test_the_latest_text_that_has_begun_holds(year: int, cites: str) -> None:
    assert model(DATED).edition(year).clauses["share_paid"].cites == cites


def test_amendments_may_be_written_in_any_order() -> None:
    assert model(DATED).edition_years() == (0, 2021, 2023)


def test_the_title_is_the_first_line_of_the_docstring_or_the_name() -> None:
    clauses = model(DATED).edition(2024).clauses
    assert clauses["share_paid"].title == "The share that is paid"
    assert clauses["done"].title == "done"


def test_a_clause_knows_its_module_and_line() -> None:
    record = model(DATED).edition(2022).clauses["share_paid"]
    line = line_of(DATED, "since(2021")
    assert record.place == Place(FILE, line, 1)
    assert record.source == f"acme_of_a_test:{line}"


def test_two_amendments_from_one_year_are_refused() -> None:
    source = DATED.replace("2021", "2023")
    finding = mistake(source)
    assert finding.code == "VBC613"
    assert finding.message == "clause `share_paid` is amended twice from 2023"
    assert finding.place == Place(FILE, line_of(source, "Amendment 1"), 1)


@pytest.mark.parametrize("cites", ['""', '"  "'])
def test_a_clause_that_cites_nothing_is_refused(cites: str) -> None:
    source = with_clause("self.dollars").replace('"Agreement 4.2"', cites)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC609", "clause `tested` cites nothing")
    assert finding.place == Place(FILE, line_of(source, f"cites={cites}"), 1)


PROMISES = [
    ("self.score", "USD", "VBC604", "clause `tested` promises USD but computes points"),
    ("5", "USD", "VBC604", "clause `tested` computes 5, which is no value"),
    ("None", "USD", "VBC604", "clause `tested` computes None, which is no value"),
    ("self.dollars", "Dollar", "VBC608", "`Dollar`, the unit of `tested`, is not a known class"),
    ("self.dollars", "Table", "VBC608", "`Table`, promised by `tested`, is no unit"),
]


@pytest.mark.parametrize(("expression", "unit", "code", "message"), PROMISES)
def test_a_clause_computes_the_unit_that_it_promises(
    expression: str, unit: str, code: str, message: str
) -> None:
    finding = mistake(with_clause(expression, unit))
    assert (finding.code, finding.message) == (code, message)


def test_a_clause_without_a_unit_is_refused() -> None:
    source = with_clause("self.dollars").replace("tested(self) -> USD", "tested(self)")
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC608", "clause `tested` does not say its unit")


NAMES = [
    ("self.dolars", "acme.model has no `dolars`", "did you mean `dollars`?"),
    ("self.month_paid", "acme.model has no `month_paid`", "it has"),
]


@pytest.mark.parametrize(("expression", "message", "hint"), NAMES)
def test_an_unknown_name_is_refused_and_the_meant_one_suggested(
    expression: str, message: str, hint: str
) -> None:
    source = with_clause(expression)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC623", message)
    assert finding.hint.startswith(hint)
    assert finding.place == Place(FILE, line_of(source, expression), 1)


def test_a_circle_is_told_with_its_way() -> None:
    source = (
        with_clause("self.second")
        + """
    @clause(cites="Agreement 5")
    def second(self) -> USD:
        return self.third

    @clause(cites="Agreement 6")
    def third(self) -> USD:
        return self.dollars + self.second
"""
    )
    finding = mistake(source)
    assert finding.code == "VBC621"
    assert finding.message == "circular clauses: second -> third -> second"
    assert finding.place == Place(FILE, line_of(source, "Agreement 5"), 1)


EIGHT = " + ".join(["self.dollars"] + ["self.other"] * 8)


def test_a_clause_of_more_than_eight_operations_is_refused() -> None:
    source = with_clause(f"{EIGHT} + self.other")
    finding = mistake(source)
    assert finding.code == "VBC612"
    assert finding.message == "acme.model.tested has 9 operations, more than 8"
    assert finding.place == Place(FILE, line_of(source, "Agreement 4.2"), 1)


@pytest.mark.parametrize(
    "expression",
    [EIGHT, "(self.dollars + self.other) * 2 + at_least_zero(clamp(self.other, 0, 9))"],
)
def test_a_library_function_counts_as_one_operation(expression: str) -> None:
    authored(with_clause(expression))


def test_an_option_that_the_choice_does_not_have_is_refused() -> None:
    source = with_clause('self.track.is_("one", "three")', "YesNo")
    finding = mistake(source)
    assert finding.code == "VBC615"
    assert finding.message == "`track` is never 'three'; it is one of one, two"
    assert finding.place == Place(FILE, line_of(source, "three"), 1)


HELPERS = [
    "def helper(self) -> USD: return self.dollars",
    "helper = lambda self: self.dollars",
    "@property\n    def helper(self): return self.dollars",
    "@staticmethod\n    def helper(): return 1",
    "@classmethod\n    def helper(cls): return 1",
    "def __repr__(self): return ''",
]


@pytest.mark.parametrize("helper", HELPERS)
def test_a_method_that_is_no_clause_is_refused(helper: str) -> None:
    source = TERMS + f"\n    {helper}\n"
    finding = mistake(source)
    assert finding.code == "VBC620"
    assert finding.message.endswith("is a method but no clause")
    assert finding.place == Place(FILE, line_of(source, helper.splitlines()[0]), 1)


VARIANT = (
    TERMS.replace("done", "kept")
    + """
class Variant(Model):
    id = "acme.variant"

    @result(cites="Amendment 1"{amends})
    def {name}(self) -> YesNo:
        return ~self.flag
"""
)


def test_a_variant_says_what_it_amends() -> None:
    source = VARIANT.format(amends=', amends="Agreement 9"', name="kept")
    assert model(source, "Variant").edition(2024).clauses["kept"].cites == "Amendment 1"
    assert model(source).edition(2024).clauses["kept"].cites == "Agreement 9"


OVERRIDES = [
    ("", "kept", "clause `kept` replaces an inherited one without saying so"),
    (', amends="Agreement 9"', "new", "clause `new` amends nothing that is inherited"),
]


@pytest.mark.parametrize(("amends", "name", "message"), OVERRIDES)
def test_an_override_and_its_amendment_belong_together(
    amends: str, name: str, message: str
) -> None:
    source = VARIANT.format(amends=amends, name=name)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC613", message)
    assert finding.place == Place(FILE, line_of(source, "Amendment 1"), 1)


def test_a_variant_does_not_amend_the_clause_of_its_base_in_place() -> None:
    source = (
        TERMS
        + """
class Variant(Model):
    id = "acme.variant"

    @Model.done.since(2025, cites="Amendment 1")
    def _(self) -> YesNo:
        return ~self.flag
"""
    )
    finding = mistake(source)
    assert finding.message == "clause `done` is amended outside its class"
    assert finding.place == Place(FILE, line_of(source, "Amendment 1"), 1)


@pytest.mark.parametrize("name", ["done", "dollars"])
def test_a_name_written_twice_is_refused(name: str) -> None:
    source = with_clause("self.flag", "YesNo").replace("tested", name)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC613", f"`{name}` is written twice in Model")
    assert finding.place == Place(FILE, line_of(source, "Agreement 4.2"), 1)


def test_a_base_without_an_id_is_traced_with_its_variants_only() -> None:
    base = TERMS.replace('    id = "acme.model"\n', "").replace(
        "return self.flag", "return self.flg"
    )
    authored(base)
    finding = mistake(base + '\nclass Variant(Model):\n    id = "acme.variant"\n')
    assert finding.message == "acme.variant has no `flg`"
