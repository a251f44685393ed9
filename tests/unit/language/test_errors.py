"""The place of a finding: the line that the author wrote, however deep the mistake is found."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.language.authored import FILE, line_of, mistake, model, with_clause
from vbc_rules import Place, Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs

FUNCTION = """@wording("{amount} times {factor}")
def scaled(amount: USD, factor: Points) -> USD:
    return amount * factor  # the mistake

"""

NESTED = [
    ("at_least_zero(clamp(self.score, 0, self.share))", "cannot compute points lesser_of rate"),
    ("years(total(self.spent, over=self.month))",
     "total over month, but the value does not vary by month"),
    ("weighted_average(self.share, self.share, self.month)",
     "total over month, but the value does not vary by month"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "message"), NESTED)
def test_a_mistake_inside_a_library_function_is_told_at_the_call(
    expression: str, message: str
) -> None:
    source = with_clause(expression)
    finding = mistake(source)
    assert finding.message == message
    assert finding.place == Place(FILE, line_of(source, expression), 1)


def test_a_mistake_inside_a_function_of_the_author_is_told_there() -> None:
    source = FUNCTION + with_clause("scaled(self.dollars, self.score)")
    assert mistake(source).place == Place(FILE, line_of(source, "# the mistake"), 1)


def test_a_mistake_on_one_of_several_lines_is_told_on_its_own() -> None:
    expression = """(
            self.dollars
            + self.other
            + self.score  # the mistake
        )"""
    source = with_clause(expression)
    place = mistake(source).place
    assert place is not None
    assert place.line - line_of(source, "# the mistake") in {-2, -1, 0}


def test_a_division_inside_a_library_function_is_refused_at_the_call() -> None:
    expression = "share_of(self.spent > 5, self.spent > 9, self.episode)"
    source = with_clause(expression, "Rate")
    facts = {"flag": True, "spent": {("E1",): Fraction(1)}}
    inputs = Inputs(facts=facts, members={"episode": ("E1",)}, parents={"episode": {"E1": "hip"}})
    with pytest.raises(Refusal) as caught:
        Run(model(source).edition(2024), inputs).clause("tested")
    assert caught.value.diagnostics[0].place == Place(FILE, line_of(source, expression), 1)
