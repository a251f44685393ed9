"""Many entities without explanation lines: results and waterfalls from one batch.

The amounts are those of a settlement with lines, to the cent; only the reasons are left
out, because nobody reads ten thousand of them. `Settler.entity` gives them for any one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.batch import BackEnd, BatchResult, Columns, RowSettler
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.table import FactTable
from vbc_rules.language import Edition
from vbc_rules.language.formatting import show
from vbc_rules.settlement.binding import BoundContract
from vbc_rules.settlement.settle import NO_LINE, Settler
from vbc_rules.settlement.waterfalls import Amounts, clauses_of, shown_waterfalls, waterfall
from vbc_rules.statements.settlement import Result, Settlement, Waterfall

ExactValue = Callable[[str], Scalar]
"""Gives the exact value of a clause of one entity."""


def settled_in_bulk(settler: Settler) -> tuple[Settlement, ...]:
    """Return the settlements of all entities, without lines.

    Facts that vary by an axis have entries of their own for each entity, which one batch
    does not take; there the entries of an entity are computed at once instead. And a batch
    does not tell whether an entity needed what one stream computes for another. Such
    contracts are settled entity by entity.

    Raises:
        Refusal: what is wrong with each entity, for all of them together.
    """
    bound, facts = settler.bound, settler.facts
    if bound.feeds or any(term.axes for term in bound.edition.facts()):
        return settler.all(lines=False)
    batch = _batch(bound, facts)
    findings = Findings()
    for row, found in sorted(batch.errors.items()):
        findings.add_all(settler.about(row, Refusal(found)))
    findings.refuse_if_any()

    def exact(row: int) -> ExactValue:
        return lambda name: batch.exact_value(row, name)

    return tuple(_statement(settler, row, exact(row)) for row in range(len(facts.entities)))


def _statement(settler: Settler, row: int, exact: ExactValue) -> Settlement:
    results, waterfalls = _results(settler.bound, exact), _waterfalls(settler.bound, exact)
    return settler.statement(row, results, waterfalls)


def _batch(bound: BoundContract, facts: FactTable) -> BatchResult:
    edition = bound.edition
    wanted = dict.fromkeys(edition.results)
    for name in shown_waterfalls(bound):
        wanted |= dict.fromkeys(clauses_of(edition, name))
    shared = bound.inputs(facts, 0)  # parameters and entries are the same for all rows
    columns, count = _columns(edition, facts), len(facts.entities)
    return RowSettler(edition, shared).settle(columns, count, tuple(wanted), _back_end())


def _back_end() -> BackEnd | None:
    """Without NumPy integers settle any number of rows, to the same cents."""
    return None if find_spec("numpy") else "integers"


def _columns(edition: Edition, facts: FactTable) -> Columns:
    read = {term.name for term in edition.facts()}
    return {name: values for (name, _), values in facts.columns.items() if name in read}


def _results(bound: BoundContract, exact: ExactValue) -> Iterator[Result]:
    for name in bound.edition.results:
        record = bound.edition.clauses[name]
        unit, value = record.expression.unit.id, exact(name)
        yield Result(name, record.title, unit, value, show(unit, value), NO_LINE)


def _waterfalls(bound: BoundContract, exact: ExactValue) -> Iterator[Waterfall]:
    """Yield the waterfalls that are shown."""

    def dollars(name: str) -> Fraction:
        amount: Any = exact(name)
        number: Fraction = amount
        return number

    amounts = Amounts(dollars=dollars, line=lambda _: NO_LINE)
    for name in shown_waterfalls(bound):
        yield waterfall(bound.edition, name, amounts)
