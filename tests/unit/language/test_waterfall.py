"""Waterfalls: ladders of stages, and results that are sums of clauses."""

from __future__ import annotations

import pytest

from tests.unit.language.authored import FILE, TERMS, line_of, mistake, model
from vbc_rules import Place
from vbc_rules.language.waterfall import Addend, addends

MODEL = (
    TERMS
    + """
    waterfall = {stages}

    @clause(cites="Agreement 1")
    def first(self) -> USD:
        return self.dollars * self.share

    @clause(cites="Agreement 2")
    def unreported(self) -> USD:
        return self.maybe

    @clause(cites="Agreement 3")
    def by_episode(self) -> USD:
        return self.spent

    @clause(cites="Agreement 4")
    def fee(self) -> USD:
        return to_cents(self.first)

    @clause(cites="Agreement 5")
    def bonus(self) -> USD:
        return self.other

    @{last}(cites="Agreement 6")
    def due(self) -> USD:
        return {due}
"""
)


def source(stages: str = "()", due: str = "self.fee", last: str = "result") -> str:
    return MODEL.format(stages=stages, due=due, last=last)


BAD_STAGES = [
    ('stages("frist", "due")', "acme.model has no clause `frist`, a stage of its waterfall", ""),
    ('stages("flag", "due")', "acme.model has no clause `flag`, a stage of its waterfall", ""),
    ('stages("done", "due")', "stage `done` is not one amount of dollars", "Agreement 9"),
    ('stages("by_episode", "due")', "stage `by_episode` is not one amount of dollars",
     "Agreement 3"),
    ('stages("unreported", "due")', "stage `unreported` may be missing", "Agreement 2"),
    ('stages("due")', "a ladder needs at least two stages", ""),
]  # fmt: skip


@pytest.mark.parametrize(("stages", "message", "at"), BAD_STAGES)
def test_a_stage_that_does_not_fit_is_refused(stages: str, message: str, at: str) -> None:
    text = source(stages)
    finding = mistake(text)
    assert (finding.code, finding.message) == ("VBC614", message)
    assert finding.place == Place(FILE, line_of(text, at or stages), 1)


def test_a_misspelt_stage_is_answered_with_the_clause_that_was_meant() -> None:
    assert mistake(source('stages("frist", "due")')).hint == "did you mean `first`?"


def test_the_end_of_a_ladder_is_rounded_even_if_it_is_no_result() -> None:
    finding = mistake(source('stages("bonus", "first")'))
    assert finding.code == "VBC618"
    assert finding.message == "acme.model.first is money but no clause rounds it"


SUMS = [
    ("self.fee", [("fee", 1)]),
    ("self.fee + self.bonus", [("fee", 1), ("bonus", 1)]),
    ("self.fee - (self.bonus - self.fee)", [("fee", 1), ("bonus", -1), ("fee", 1)]),
    ("-self.bonus", [("bonus", -1)]),
]


@pytest.mark.parametrize(("due", "parts"), SUMS)
def test_a_sum_of_clauses_explains_itself(due: str, parts: list[tuple[str, int]]) -> None:
    record = model(source(due=due)).edition(2024).clauses["due"]
    assert addends(record.expression) == tuple(Addend(*one) for one in parts)


@pytest.mark.parametrize(
    "due", ["self.dollars", "self.fee + self.dollars", "lesser_of(self.fee, 0)"]
)
def test_anything_else_needs_a_waterfall(due: str) -> None:
    assert mistake(source(due=due)).code == "VBC614"


def test_a_model_may_have_several_ladders() -> None:
    both = '(stages("first", "fee"), stages("bonus", "due"))'
    assert [one.last for one in model(source(both)).edition(2024).ladders] == ["fee", "due"]
