"""Library functions: what they come to, and the words they are told in."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from tests.unit.evaluation.evaluated import refusal, value
from tests.unit.language.authored import model, tree, with_clause
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

HALF = Fraction(1, 2)
VALUES: list[tuple[str, str, dict[str, Any], Any]] = [
    ("to_cents(self.dollars)", "USD", {"dollars": Fraction("1.005")}, Fraction("1.01")),
    ("to_cents(self.dollars)", "USD", {"dollars": Fraction("-1.005")}, Fraction("-1.01")),
    ("to_dollars(self.dollars)", "USD", {"dollars": Fraction("2.5")}, 3),
    ("clamp(self.dollars, 0, 10)", "USD", {"dollars": -1}, 0),
    ("clamp(self.dollars, 0, 10)", "USD", {"dollars": 5}, 5),
    ("clamp(self.dollars, 0, 10)", "USD", {"dollars": 11}, 10),
    ("at_least_zero(self.dollars)", "USD", {"dollars": -1}, 0),
    ("years(self.months)", "MemberYears", {"months": 18}, Fraction(3, 2)),
    ("better(self.dollars, self.other, self.flag)", "YesNo", {"dollars": 1, "other": 2}, True),
    ("better(self.dollars, self.other, self.flag)", "YesNo", {"dollars": 2, "other": 2}, True),
    ("better(self.dollars, self.other, ~self.flag)", "YesNo", {"dollars": 1, "other": 2}, False),
    ("better(self.dollars, self.other, ~self.flag)", "YesNo", {"dollars": 3, "other": 2}, True),
]


@pytest.mark.parametrize(("expression", "unit", "facts", "result"), VALUES)
def test_a_function_comes_to_its_value(
    expression: str, unit: str, facts: dict[str, Any], result: Any
) -> None:
    assert value(expression, unit, **facts) == result


SHARE = (
    "share_of(self.spent > 5, known(self.reported), self.episode)",
    "Rate",
)


def test_a_share_counts_only_what_it_is_a_share_of() -> None:
    spent = {"E1": 5, "E2": 7, "E3": 11}
    assert value(*SHARE, spent=spent, reported={"E1": HALF, "E3": HALF}) == HALF


def test_a_share_of_nothing_is_refused() -> None:
    spent = {"E1": 5, "E2": 7, "E3": 11}
    assert refusal(*SHARE, spent=spent, reported={}).code == "VBC504"


def test_a_weighted_average_rescales_the_weights_of_what_is_known() -> None:
    expression = "weighted_average(self.reported, self.spent / usd(1), self.episode)"
    found = value(
        expression,
        "Rate",
        spent={"E1": 1, "E2": 7, "E3": 3},
        reported={"E1": HALF, "E3": Fraction(1)},
    )
    assert found == Fraction(7, 8)


CORRIDOR = '''class Model(PaymentModel):
    id = "acme.model"
    savings: USD = fact("Savings")
    base: USD = fact("Base")
    bands: Bands = table("Corridor", cites="Exhibit C", rows="""
        start share
        0     0
        0.02  0.5
        0.05  0.8
    """)
    waterfall = stages("shared", "due")

    @clause(cites="Exhibit C")
    def shared(self) -> USD:
        return marginal(self.savings, self.base, self.bands)

    @result(cites="Exhibit C")
    def due(self) -> USD:
        return to_cents(self.shared)
'''

SHARED = [("-10", "0"), ("15", "0"), ("20", "0"), ("30", "5"), ("50", "15"), ("100", "55")]


@pytest.mark.parametrize(("savings", "shared"), SHARED)
def test_a_corridor_shares_each_band_by_its_own_rate(savings: str, shared: str) -> None:
    facts = {"savings": Fraction(savings), "base": Fraction(1000)}
    assert Run(model(CORRIDOR).edition(2024), Inputs(facts=facts)).clause("due") == Fraction(shared)


LAYERED = CORRIDOR.replace("self.base, self.bands", "self.bands").replace("marginal", "layered")
LAYERED = LAYERED.replace("bands: Bands", "bands: Layers").replace("0.02  0.5", "100   0.5")
LAYERED = LAYERED.replace("0.05  0.8", "500   0").replace('    base: USD = fact("Base")\n', "")


@pytest.mark.parametrize(
    ("claims", "shared"), [("100", "0"), ("101", "0.5"), ("500", "200"), ("900", "200")]
)
def test_a_layer_shares_the_dollars_within_it(claims: str, shared: str) -> None:
    inputs = Inputs(facts={"savings": Fraction(claims)})
    assert Run(model(LAYERED).edition(2024), inputs).clause("due") == Fraction(shared)


LESSER: list[tuple[dict[str, int], int]] = [
    ({"maybe": 3, "dollars": 2}, 2),
    ({"maybe": 1, "dollars": 2}, 1),
    ({"dollars": 2}, 2),
]


@pytest.mark.parametrize(("facts", "lesser"), LESSER)
def test_of_two_values_the_lesser_one_of_those_known_is_taken(
    facts: dict[str, int], lesser: int
) -> None:
    assert value("lesser_known(self.maybe, self.dollars)", **{"dollars": 0, **facts}) == lesser
    assert value("lesser_known(self.dollars, self.maybe)", **{"dollars": 0, **facts}) == lesser


def test_of_two_missing_values_none_is_the_lesser() -> None:
    assert value("lesser_known(self.maybe, self.maybe)", dollars=0) is None


def test_a_function_with_wording_is_a_phrase_around_its_expression() -> None:
    phrase = tree("clamp(self.dollars, 0, self.other)")
    inner, template, names, *given = phrase.args
    assert (phrase.op, inner.op, template) == (
        "phrase", "lesser", "{value} held between {low} and {high}",
    )  # fmt: skip
    assert names == ("value", "low", "high")
    assert given[1] == "0"


def test_a_default_argument_may_be_named_in_the_wording() -> None:
    source = """@wording("{amount} cut by {share}")
def cut(amount: USD, share: Rate = rate("0.1")) -> USD:
    return amount - share * amount

""" + with_clause("cut(self.dollars)")
    phrase = model(source).edition(2024).clauses["tested"].expression
    assert phrase.args[2] == ("amount", "share")


def test_an_axis_and_a_table_are_named_in_the_wording() -> None:
    average = (
        "weighted_average(self.spent / usd(1), if_missing(self.reported, self.share), self.episode)"
    )
    assert tree(average, "Rate").args[-1] == "episode"
    corridor = model(CORRIDOR).edition(2024).clauses["shared"].expression
    assert corridor.args[-1] == "bands"
