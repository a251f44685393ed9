"""Rows of facts for any edition, from what its facts declare, with edges drawn often."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from hypothesis import strategies as st

from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Edition
from vbc_rules.language.declarations import Given
from vbc_rules.language.edition import Term

LARGEST = 2_000_000


def rows(
    edition: Edition, shared: Inputs, options: Mapping[str, tuple[str, ...]] | None = None
) -> st.SearchStrategy[dict[str, Any]]:
    """Return a strategy for the facts of one row."""
    edges = _edges(edition, shared)
    return st.fixed_dictionaries(
        {term.name: _fact(term, shared, edges, options or {}) for term in edition.facts()}
    )


def _edges(edition: Edition, shared: Inputs) -> list[Fraction]:
    """Return every number that parameters, tables and law name: where decisions change."""
    found: set[Fraction] = {Fraction(0)}
    for given in (*shared.parameters.values(), *(law.value for law in edition.laws.values())):
        found.update(_numbers(given))
    return sorted(found)


def _numbers(given: Any) -> set[Fraction]:
    if isinstance(given, Fraction):
        return {given}
    if isinstance(given, Mapping):
        return set().union(*map(_numbers, given.values()))
    return set().union(*map(_numbers, given)) if isinstance(given, list | tuple) else set()


def _fact(
    term: Term, shared: Inputs, edges: list[Fraction], options: Mapping[str, tuple[str, ...]]
) -> st.SearchStrategy[Any]:
    one = _value(term, edges, options)
    if not term.axes:
        return one
    entries = product(*map(shared.entries, term.axes))
    return st.fixed_dictionaries(dict.fromkeys(entries, one))


def _value(
    term: Term, edges: list[Fraction], options: Mapping[str, tuple[str, ...]]
) -> st.SearchStrategy[Any]:
    declared: Any = term.declaration
    found: st.SearchStrategy[Any]
    if declared.unit.__name__ == "YesNo":
        found = st.booleans()
    elif declared.unit.__name__ == "Choice":
        found = st.sampled_from(options[term.name])
    else:
        found = _number(declared, edges)
    return st.none() | found if declared.optional else found


def _number(declared: Given, edges: list[Fraction]) -> st.SearchStrategy[Fraction]:
    parts = 10 ** (declared.places or 0)
    low = Fraction(-LARGEST) if declared.minimum is None else declared.minimum
    high = Fraction(LARGEST) if declared.maximum is None else declared.maximum
    fitting = [one for one in edges if low <= one <= high and (one * parts).denominator == 1]
    anywhere = st.integers(int(low * parts), int(high * parts)).map(lambda n: Fraction(n, parts))
    return anywhere | st.sampled_from(fitting) if fitting else anywhere
