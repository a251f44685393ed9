"""What streams compute for each other is held against the limits of the facts it becomes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.evaluation.exact import ELSEWHERE, Run
from vbc_rules.language.formatting import show
from vbc_rules.settlement.binding import BoundContract, BoundFeed


def check_feeds(bound: BoundContract, run: Run) -> None:
    """Check the facts that a run needed and a stream computed.

    Raises:
        Refusal: VBC515 for each that lies outside the limits of its declaration.
    """
    findings = tuple(finding for feed in bound.feeds for finding in _outside(feed, run))
    if findings:
        raise Refusal(findings)


def _outside(feed: BoundFeed, run: Run) -> Iterator[Diagnostic]:
    expression = run.edition.clauses[feed.clause].expression
    if not run.computed(expression, ELSEWHERE):
        return
    value = run.clause(feed.clause)
    declared: Any = feed.term.declaration
    if not isinstance(value, Fraction):
        return
    for limit, word, beyond in (
        (declared.minimum, "minimum", declared.minimum is not None and value < declared.minimum),
        (declared.maximum, "maximum", declared.maximum is not None and value > declared.maximum),
    ):
        if beyond:
            unit = declared.unit.unit.id
            shown = f"`{feed.clause}` is {show(unit, value)}"
            side = "below" if word == "minimum" else "above"
            message = f"{shown}, {side} the {word} {show(unit, limit)} of `{feed.fact}`."
            yield Diagnostic("VBC515", message, feed.place, "the terms must say what holds then")
