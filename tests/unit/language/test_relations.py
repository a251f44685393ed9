"""Relations between terms: what a model may say of them, and what it may not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.language.authored import FILE, line_of, mistake, model
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Vary
from vbc_rules.evaluation.sweep import sweep
from vbc_rules.evaluation.telling import Teller
from vbc_rules.language.relations import Relations

MODEL = """class Model(PaymentModel):
    id = "acme.model"
    domain = axis("Domain")
    flag: YesNo = fact("Flag")
    floor: Rate = parameter("Least share")
    floors: Rate = parameter("Least share", per=domain)
    dollars: USD = parameter("Dollars", optional=True)
    track: Choice = parameter("Track", choices=("one", "two"))
    bands: Bands = table("Bands")
    {declaration}

    @result(cites="Agreement 9")
    def done(self) -> YesNo:
        return self.flag
"""

BAD = [
    ('tested: Rate = parameter("Most", not_below="flor")',
     "`tested` is related to `flor`, which is no parameter of the model"),
    ('tested: Rate = parameter("Most", not_below="flag")',
     "`tested` is related to `flag`, which is no parameter of the model"),
    ('tested: Rate = parameter("Most", not_below="tested")', "`tested` is related to itself"),
    ('tested: Rate = parameter("Most", not_below="dollars")',
     "`tested` cannot be compared with `dollars`"),
    ('tested: Choice = parameter("Most", choices=("one", "two"), not_below="track")',
     "`tested` cannot be compared with `track`"),
    ('tested: Rate = parameter("Most", not_below="floors")',
     "`tested` is compared with `floors`, which varies by more than it does"),
    ('tested: Rate = parameter("Most", only_with="dollars")',
     "`tested` is always stated; write optional=True where other terms decide on it"),
    ('tested: USD = fact("Revenue", needed_with="dollars")',
     "`tested` is always stated; write optional=True where other terms decide on it"),
    ('tested: Rate = parameter("Most", not_with="dollars")',
     "`tested` is always stated; write optional=True where other terms decide on it"),
    ('tested: Bands = table("Bands", needed_without="dollars")',
     "`tested` is always stated; write optional=True where other terms decide on it"),
    ('tested: Rate = parameter("Most", optional=True, not_with="flag")',
     "`tested` is related to `flag`, which is no parameter of the model"),
    ('tested: Bands = table("Bands", needed_with="dollars")',
     "`tested` is always stated; write optional=True where other terms decide on it"),
    ('tested: USD = parameter("Pool", optional=True, only_with="stairs.share")',
     "`tested` is related to `stairs.share`, and `stairs` is no table of the contract"),
    ('tested: USD = parameter("Pool", optional=True, only_with="floor.share")',
     "`tested` is related to `floor.share`, and `floor` is no table of the contract"),
    ('tested: USD = parameter("Pool", optional=True, only_with="bands.shares")',
     "`tested` is related to `bands.shares`, which is no optional column"),
    ('tested: USD = parameter("Pool", optional=True, only_with="bands.share")',
     "`tested` is related to `bands.share`, which is no optional column"),
    ('tested: USD = parameter("Pool", not_below="bands.share")',
     "`tested` is related to `bands.share`, which is no optional column"),
]  # fmt: skip


@pytest.mark.parametrize(("declaration", "message"), BAD)
def test_a_relation_that_cannot_hold_is_refused(declaration: str, message: str) -> None:
    source = MODEL.format(declaration=declaration)
    finding = mistake(source)
    assert (finding.code, finding.message) == ("VBC627", message)
    assert finding.place is not None
    assert (finding.place.file, finding.place.line) == (FILE, line_of(source, "tested"))


GOOD = [
    'tested: Rate = parameter("Most", not_below="floor")',
    'tested: Rate = parameter("Most", per=domain, not_below=("floor", "floors"))',
    'tested: USD = parameter("Most", optional=True, not_below="dollars", only_with="dollars")',
    'tested: USD = fact("Revenue", optional=True, needed_with="dollars")',
    'tested: Bands = table("Bands", optional=True, only_with="dollars", needed_with="floor")',
    'tested: Bands = table("Bands", optional=True, not_with="dollars", needed_without="dollars")',
]


@pytest.mark.parametrize("declaration", GOOD)
def test_a_relation_to_parameters_of_the_model_is_kept(declaration: str) -> None:
    assert model(MODEL.format(declaration=declaration)).declarations["tested"].relations.names


def test_a_base_may_name_terms_of_its_variants() -> None:
    base = MODEL.format(declaration='tested: Rate = parameter("Most", not_below="later")')
    variant = """
class Variant(Model):
    id = "acme.variant"
    later: Rate = parameter("Least share of the variant")
"""
    source = base.replace('    id = "acme.model"\n', "") + variant
    assert model(source, "Variant").declarations["tested"].relations.not_below == ("later",)


def test_relations_of_a_part_have_its_name() -> None:
    inner = MODEL.format(declaration='tested: Rate = parameter("Most", not_below="floor")')
    relations = model(inner).declarations["tested"].relations
    assert relations.named_in("part.tested", "tested").not_below == ("part.floor",)


@pytest.mark.parametrize(
    ("relations", "beside", "not_beside"),
    [
        (Relations(needed_with="a"), {"a"}, {"b"}),
        (Relations(needed_without="a"), {"b"}, {"a"}),
        (Relations(only_with="b", needed_without="a"), {"b"}, {"c"}),
        (Relations(only_with="b", needed_without="a"), {"b", "c"}, {"a", "b"}),
    ],
)
def test_a_term_is_required_by_what_is_stated_beside_it(
    relations: Relations, beside: set[str], not_beside: set[str]
) -> None:
    assert relations.required(beside)
    assert not relations.required(not_beside)


def test_a_term_that_excludes_another_is_not_required() -> None:
    assert not Relations(only_with="a", not_with="b").required({"a"})


def test_a_table_of_the_law_cannot_be_optional() -> None:
    rows = '''"""
        start share
        0     0.5
    """'''
    law = f'tested: Bands = table("Bands", cites="1", optional=True, rows={rows})'
    finding = mistake(MODEL.format(declaration=law))
    assert finding.code == "VBC610"
    assert finding.message == "table `tested` of the law cannot be left out of a contract"


def test_a_table_of_the_law_begins_where_its_class_says() -> None:
    rows = '''"""
        start share
        0.02  0.5
    """'''
    finding = mistake(
        MODEL.format(declaration=f'tested: Bands = table("B", cites="1", rows={rows})')
    )
    assert (finding.code, finding.message) == ("VBC610", "the first row must begin at 0")


OPTIONAL = """class Model(PaymentModel):
    id = "acme.model"
    waterfall = stages("shared", "due")
    amount: USD = fact("Amount")
    rate_by_amount: Bands = table("Shares", optional=True)

    @clause(cites="1")
    def looked_up(self) -> Rate:
        return self.rate_by_amount.row(self.amount / usd(100)).share

    @clause(cites="1")
    def shared(self) -> USD:
        return marginal(self.amount, usd(100), self.rate_by_amount)

    @result(cites="1")
    def due(self) -> USD:
        return to_cents(self.shared)
"""


def test_what_is_read_from_a_table_that_is_left_out_is_missing() -> None:
    edition = model(OPTIONAL).edition(2024)
    run = Run(edition, Inputs({"amount": Fraction(50)}))
    assert run.clause("looked_up") is None
    assert run.clause("due") == 0
    assert edition.clauses["looked_up"].expression.may_be_missing


def test_a_table_that_is_left_out_is_told_as_the_reason() -> None:
    source = OPTIONAL.replace(
        "return self.rate_by_amount.row(self.amount / usd(100)).share",
        "share = self.rate_by_amount.row(self.amount / usd(100)).share\n"
        '        return if_missing(share, 1, because="all")',
    )
    run = Run(model(source).edition(2024), Inputs({"amount": Fraction(50)}))
    assert run.clause("looked_up") == 1
    assert Teller(run, {}).tell("looked_up").because == "rate_by_amount was not given: all"


def test_a_sweep_passes_a_table_that_is_left_out() -> None:
    edition = model(OPTIONAL).edition(2024)
    inputs = Inputs({"amount": Fraction(50)})
    found = sweep(edition, inputs, Vary("amount"), "due", Fraction(0), Fraction(100))
    assert [(piece.slope, piece.value_at_start) for piece in found.pieces] == [(0, 0)]
    lookup = OPTIONAL.replace(
        "marginal(self.amount, usd(100), self.rate_by_amount)",
        "if_missing(self.looked_up * self.amount, self.amount)",
    )
    found = sweep(model(lookup).edition(2024), inputs, Vary("amount"), "due",
                  Fraction(0), Fraction(100))  # fmt: skip
    assert [(piece.slope, piece.value_at_start) for piece in found.pieces] == [(1, 0)]
