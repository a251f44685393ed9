"""Rows of facts around a situation: at and beside every threshold, and at random.

The boundary rows come from the exact sweep of the payment, so they meet each threshold and
half a cent exactly. The random rows are drawn with a fixed seed: a run repeats.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.evaluation.probe import Vary
from vbc_rules.language import Edition
from vbc_rules.language.declarations import Given
from vbc_rules.language.edition import Term
from vbc_rules.testing.kit.edges import edge_values
from vbc_rules.testing.kit.situations import Situation

RANDOM_ROWS = 16
MOST_EDGES = 8
MOST_FACTS = 8
_USUAL = Fraction(1_000_000)

T = TypeVar("T")

Row = dict[str, Any]


@attrs.frozen
class Moved:
    """A fact that can move, the entry of it, and the range in which it does."""

    term: Term
    entry: tuple[str, ...]
    ends: tuple[Fraction, Fraction]

    @property
    def vary(self) -> Vary:
        """Return what a sweep moves."""
        return Vary(self.term.name, self.entry)

    @property
    def step(self) -> Fraction:
        """Return the smallest difference that the fact can have."""
        declared = self.term.declaration
        places = declared.places if isinstance(declared, Given) else 0
        return Fraction(1, 10 ** (places or 0))


def facts_that_move(situation: Situation, most: int = 2) -> Iterator[Moved]:
    """Yield each number among the facts; of one that varies by axes, its first entries."""
    for term in situation.edition.facts():
        if term.declaration.unit.__name__ in {"YesNo", "Choice"}:
            continue
        value: Any = situation.inputs.value(term)
        entries = [()] if not term.axes else list(value or ())[:most]
        for entry in entries:
            present = value.get(entry) if entry and isinstance(value, Mapping) else value
            yield Moved(term, entry, _range(term, present))


def boundary_rows(situation: Situation, result: str) -> Iterator[Row]:
    """Yield the facts with one of them moved to each edge of the payment."""
    inputs = situation.inputs
    for moved in _some(list(facts_that_move(situation)), MOST_FACTS):
        try:
            values = edge_values(
                situation.edition,
                inputs,
                moved.vary,
                result,
                moved.ends,
                moved.step,
                ties=1,
                most=MOST_EDGES,
            )
        except Refusal:
            continue  # the payment is no straight line in this fact, or the row is refused
        for value in values:
            yield with_value(inputs.facts, moved.term.name, moved.entry, value)


def random_rows(situation: Situation, count: int = RANDOM_ROWS) -> Iterator[Row]:
    """Yield rows whose facts are drawn within their limits, edges often, around the situation."""
    draw = random.Random(situation.name)  # noqa: S311 - any numbers will do, if they repeat
    inputs, edges = situation.inputs, _numbers(situation.edition, situation.inputs)
    for _ in range(count):
        yield {
            term.name: _drawn(draw, term, inputs.value(term), edges)
            for term in situation.edition.facts()
        }


def rows(situation: Situation) -> list[Row]:
    """Return the situation's own facts, the boundary rows and the random ones."""
    edition = situation.edition
    found = [dict(situation.inputs.facts)]
    found += boundary_rows(situation, edition.headline)
    found += random_rows(situation)
    return found


def with_value(facts: Mapping[str, Any], name: str, entry: tuple[str, ...], value: Fraction) -> Row:
    """Return facts with one value replaced."""
    return {**facts, name: {**facts[name], entry: value} if entry else value}


def _range(term: Term, present: Fraction | None) -> tuple[Fraction, Fraction]:
    declared: Any = term.declaration
    low, high = declared.minimum, declared.maximum
    if low is not None and high is not None:
        return low, high
    if not present:
        return (low or Fraction(0), _USUAL if high is None else high)
    start, end = sorted((present / 2, present * 3 / 2))
    return (start if low is None else max(low, start), end if high is None else min(high, end))


def _some(values: list[T], most: int) -> list[T]:
    """Return values from the whole list, not only the first ones."""
    every = max(1, -(-len(values) // most))
    return values[::every]


def _numbers(edition: Edition, inputs: Inputs) -> list[Fraction]:
    """Return every number that terms and law name: where decisions change."""
    found: set[Fraction] = {Fraction(0)}
    for given in (*inputs.parameters.values(), *(law.value for law in edition.laws.values())):
        found.update(_within(given))
    return sorted(found)


def _within(given: Any) -> set[Fraction]:  # noqa: ANN401 - any value of a term
    if isinstance(given, Fraction):
        return {given}
    if isinstance(given, Mapping):
        return set().union(*map(_within, given.values()))
    return set().union(*map(_within, given)) if isinstance(given, list | tuple) else set()


def _drawn(draw: random.Random, term: Term, given: Any, edges: list[Fraction]) -> Any:  # noqa: ANN401 - any value of a fact
    if term.axes:
        return {entry: _value(draw, term, one, edges) for entry, one in (given or {}).items()}
    return _value(draw, term, given, edges)


def _value(draw: random.Random, term: Term, present: Any, edges: list[Fraction]) -> Any:  # noqa: ANN401 - any value of a fact
    declared: Any = term.declaration
    if declared.optional and draw.random() < 0.1:  # noqa: PLR2004 - sometimes
        return None
    if draw.random() < 0.3:  # noqa: PLR2004 - sometimes
        return present
    if declared.unit.__name__ == "YesNo":
        return draw.random() < 0.5  # noqa: PLR2004 - as often as not
    if declared.unit.__name__ == "Choice":
        return draw.choice(declared.choices) if declared.choices else present
    return _number(draw, declared, _range(term, present), edges)


def _number(
    draw: random.Random, declared: Given, within: tuple[Fraction, Fraction], edges: list[Fraction]
) -> Fraction:
    parts, (low, high) = 10 ** (declared.places or 0), within
    fitting = [one for one in edges if low <= one <= high and (one * parts).denominator == 1]
    if fitting and draw.random() < 0.3:  # noqa: PLR2004 - sometimes
        return draw.choice(fitting)
    first, last = -(-low * parts // 1), high * parts // 1
    return Fraction(draw.randint(int(first), max(int(first), int(last))), parts)
