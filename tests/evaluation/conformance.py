"""One question to every back end: they must give what the reference gives, row by row.

`arrays` computes every aggregate over an axis at once, each entity by itself: in NumPy, and
as `entries` in Python's integers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.arrays import ArrayRun, Plans
from vbc_rules.evaluation.batch import BackEnd, RowSettler
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Edition

AnyBackEnd = BackEnd | Literal["arrays", "entries"]
BACK_ENDS: tuple[AnyBackEnd, ...] = ("integers", "numpy", "arrays", "entries")
BATCH_BACK_ENDS: tuple[BackEnd, ...] = ("integers", "numpy")
FEW = {"arrays": 0, "entries": 10**9}
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
    return outcome(lambda: Run(edition, inputs(shared, facts)), wanted)


def inputs(shared: Inputs, facts: Facts) -> Inputs:
    """Return the inputs of one row."""
    return Inputs(facts, shared.parameters, shared.members, shared.parents)


def outcome(begin: Callable[[], Run], wanted: Sequence[str]) -> Any:
    """Return what a run gives for some clauses, or its findings."""
    try:
        run = begin()
        return tuple(run.clause(name) for name in wanted)
    except Refusal as refusal:
        return refusal.diagnostics


def by_arrays(
    edition: Edition, shared: Inputs, rows: Sequence[Facts], wanted: Sequence[str], few: int
) -> list[Any]:
    """Return the outcomes of all rows, every aggregate of each computed at once."""
    plans = Plans(edition, few)
    return [
        outcome(lambda row=row: ArrayRun(edition, inputs(shared, row), plans, many=-1), wanted)
        for row in rows
    ]


def in_batch(
    edition: Edition,
    shared: Inputs,
    rows: Sequence[Facts],
    wanted: Sequence[str],
    back_end: AnyBackEnd,
) -> list[Any]:
    """Return the outcomes of all rows, settled as one batch."""
    chosen: BackEnd = "numpy" if back_end == "numpy" else "integers"
    batch = RowSettler(edition, shared).settle(columns(edition, rows), len(rows), wanted, chosen)
    return [
        batch.errors.get(row) or tuple(batch.exact_value(row, name) for name in wanted)
        for row in range(len(rows))
    ]


def check(
    edition: Edition,
    shared: Inputs,
    rows: Sequence[Facts],
    wanted: Sequence[str],
    *back_ends: AnyBackEnd,
) -> list[Any]:
    """Return the outcomes of all rows after checking those of each back end against the reference.

    The reference settles each row once, however many back ends are checked.
    """
    expected = [reference(edition, shared, facts, wanted) for facts in rows]
    outcomes: list[Any] = []
    for back_end in back_ends:
        outcomes = outcomes_of(edition, shared, rows, wanted, back_end)
        told = zip(rows, outcomes, expected, strict=True)
        wrong = [(back_end, *row) for row in told if row[1] != row[2]]
        assert wrong == []
    return outcomes


def outcomes_of(
    edition: Edition,
    shared: Inputs,
    rows: Sequence[Facts],
    wanted: Sequence[str],
    back_end: AnyBackEnd,
) -> list[Any]:
    """Return the outcomes of all rows in a back end."""
    if back_end in FEW:
        return by_arrays(edition, shared, rows, wanted, FEW[back_end])
    return in_batch(edition, shared, rows, wanted, back_end)
