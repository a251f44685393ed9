"""Check that every back end settles a model as the reference does, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

import attrs

from vbc_rules.diagnostics import Place, Refusal
from vbc_rules.evaluation.batch import BackEnd, RowSettler
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import Inputs
from vbc_rules.language import Edition
from vbc_rules.testing.kit.findings import DIFFERENT, Findings, told
from vbc_rules.testing.kit.rows import Row, rows
from vbc_rules.testing.kit.situations import Situation
from vbc_rules.testing.kit.subject import Model, Subject

MOST_SITUATIONS = 2


def back_ends() -> tuple[BackEnd, ...]:
    """Return the back ends that can run here: NumPy is an extra."""
    return ("integers", "numpy") if find_spec("numpy") else ("integers",)


def back_ends_agree(subject: Subject, model: Model) -> Findings:
    """Exact and batch settle alike: on examples, at every threshold, and at random."""
    for situation in subject.situations_of(model, MOST_SITUATIONS):
        yield from _differences(situation)


def _differences(situation: Situation) -> Findings:
    edition, given = situation.edition, rows(situation)
    shared = attrs.evolve(situation.inputs, facts={})
    expected = [reference(edition, attrs.evolve(shared, facts=facts)) for facts in given]
    settler = RowSettler(edition, shared)
    for back_end in back_ends():
        batch = settler.settle(columns(edition, given), len(given), edition.results, back_end)
        for row, wanted in enumerate(expected):
            found: Any = batch.errors.get(row) or tuple(
                batch.exact_value(row, name) for name in edition.results
            )
            if found != wanted:
                message = f"{situation.name}: {back_end} gives {found}, the reference {wanted}."
                hint = f"tell the authors of vbc-rules, with the facts {_said(given[row])}"
                yield told(DIFFERENT, message, Place(situation.contract.file), hint)
                return


def reference(edition: Edition, inputs: Inputs) -> Any:  # noqa: ANN401 - values or findings
    """Return the results of one row, or the findings of a row that is refused."""
    try:
        run = Run(edition, inputs)
        return tuple(run.clause(name) for name in edition.results)
    except Refusal as refusal:
        return refusal.diagnostics


def columns(edition: Edition, given: Sequence[Row]) -> dict[str, Any]:
    """Return rows of facts as columns; a fact with axes has a column for each entry."""
    found: dict[str, Any] = {}
    for term in edition.facts():
        values = [row.get(term.name) for row in given]
        if all(value is None for value in values):
            continue
        if not term.axes:
            found[term.name] = values
            continue
        entries = dict.fromkeys(key for value in values for key in value or {})
        found[term.name] = {key: [(value or {}).get(key) for value in values] for key in entries}
    return found


def _said(facts: Row) -> str:
    return ", ".join(f"{name} = {value}" for name, value in facts.items())
