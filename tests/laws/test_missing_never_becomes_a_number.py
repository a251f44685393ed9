"""What survives a missing fact does not depend on it: nothing missing is ever read as a number."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from hypothesis import given, settings

from tests.laws.random_terms import at, editions, facts, numbers
from vbc_rules.language.edition import Edition


@settings(deadline=None, max_examples=200)
@given(edition=editions(optional=True), known=facts(), x=numbers)
def test_a_value_without_the_fact_is_missing_or_the_same_for_every_value_of_it(
    edition: Edition, known: dict[str, Any], x: Fraction
) -> None:
    without = at(edition, known, None)
    assert without is None or without == at(edition, known, x)


@settings(deadline=None, max_examples=100)
@given(edition=editions(optional=True), known=facts())
def test_only_a_value_that_says_so_may_be_missing(edition: Edition, known: dict[str, Any]) -> None:
    expression = edition.clauses["last"].expression
    assert at(edition, known, None) is not None or expression.may_be_missing
