"""One question to every back end: they must give what the reference gives, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.batch import BackEnd, RowSettler
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Edition

BACK_ENDS: tuple[BackEnd, ...] = ("integers", "numpy")
Facts = Mapping[str, Any]


def columns(edition: Edition, rows: Sequence[Facts]) -> dict[str, Any]:
    """Return rows of facts as columns; a fact with axes has a column for each entry."""
    found: dict[str, Any] = {}
    for term in edition.facts():
        if not any(term.name in row for row in rows):
            continue
        if not term.axes:
            found[term.name] = [row.get(term.name) for row in rows]
            continue
        entries = sorted({key for row in rows for key in row.get(term.name, {})})
        found[term.name] = {
            key: [row.get(term.name, {}).get(key) for row in rows] for key in entries
        }
    return found


def reference(edition: Edition, shared: Inputs, facts: Facts, wanted: Sequence[str]) -> Any:
    """Return the wanted values of one row, or the findings of a row that is refused."""
    given = Inputs(facts, shared.parameters, shared.members, shared.parents)
    try:
        run = Run(edition, given)
        return tuple(run.clause(name) for name in wanted)
    except Refusal as refusal:
        return refusal.diagnostics


def check(
    edition: Edition,
    shared: Inputs,
    rows: Sequence[Facts],
    wanted: Sequence[str],
    back_end: BackEnd,
) -> list[Any]:
    """Return the outcomes of all rows after checking them against the reference."""
    batch = RowSettler(edition, shared).settle(columns(edition, rows), len(rows), wanted, back_end)
    outcomes = [
        batch.errors.get(row) or tuple(batch.exact_value(row, name) for name in wanted)
        for row in range(len(rows))
    ]
    expected = [reference(edition, shared, facts, wanted) for facts in rows]
    wrong = [pair for pair in zip(rows, outcomes, expected, strict=True) if pair[1] != pair[2]]
    assert wrong == []
    return outcomes
