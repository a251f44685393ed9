"""Many entities without explanation lines: results and waterfalls from one batch.

The amounts are those of a settlement with lines, to the cent; only the reasons are left
out, because nobody reads ten thousand of them. `Settler.entity` gives them for any one.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from importlib.util import find_spec
from typing import Any

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.batch import BackEnd, BatchResult, Columns, RowSettler
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.table import FactTable
from vbc_rules.language.formatting import show
from vbc_rules.settlement.binding import BoundStream
from vbc_rules.settlement.settle import Settler
from vbc_rules.settlement.waterfalls import Amounts, clauses_of, money_results, waterfall
from vbc_rules.statements.settlement import Result, Settlement, Waterfall

NO_LINE = 0


def settled_in_bulk(settler: Settler) -> tuple[Settlement, ...]:
    """Return the settlements of all entities, without lines.

    Facts that vary by an axis have entries of their own for each entity, which one batch
    does not take; such contracts are settled entity by entity.

    Raises:
        Refusal: what is wrong with each entity, for all of them together.
    """
    streams, facts = settler.bound.streams, settler.facts
    if any(term.axes for stream in streams for term in stream.edition.facts()):
        return settler.all()
    batches = [(stream, _batch(stream, facts)) for stream in streams]
    findings = Findings()
    for _, batch in batches:
        for row, found in sorted(batch.errors.items()):
            findings.add_all(settler.about(row, Refusal(found)))
    findings.refuse_if_any()
    return tuple(_settlement(settler, batches, row) for row in range(len(facts.entities)))


def _batch(stream: BoundStream, facts: FactTable) -> BatchResult:
    edition = stream.edition
    wanted = dict.fromkeys(edition.results)
    for name in money_results(edition)[:1]:
        wanted |= dict.fromkeys(clauses_of(edition, name))
    shared = stream.inputs(facts, 0)  # parameters and entries are the same for all rows
    columns, count = _columns(stream, facts), len(facts.entities)
    return RowSettler(edition, shared).settle(columns, count, tuple(wanted), _back_end())


def _back_end() -> BackEnd | None:
    """Without NumPy integers settle any number of rows, to the same cents."""
    return None if find_spec("numpy") else "integers"


def _columns(stream: BoundStream, facts: FactTable) -> Columns:
    read = {term.name for term in stream.edition.facts()}
    return {name: values for (name, _), values in facts.columns.items() if name in read}


def _settlement(
    settler: Settler, batches: list[tuple[BoundStream, BatchResult]], row: int
) -> Settlement:
    results: list[Result] = []
    shown: list[Waterfall] = []
    for stream, batch in batches:
        results.extend(_results(stream, batch, row))
        shown.extend(_waterfalls(stream, batch, row))
    return settler.statement(row, results, shown)


def _results(stream: BoundStream, batch: BatchResult, row: int) -> Iterator[Result]:
    for name in stream.edition.results:
        record = stream.edition.clauses[name]
        unit, value = record.expression.unit.id, batch.exact_value(row, name)
        yield Result(stream.prefix + name, record.title, unit, value, show(unit, value), NO_LINE)


def _waterfalls(stream: BoundStream, batch: BatchResult, row: int) -> Iterator[Waterfall]:
    """Yield the waterfall of the headline, if it is money."""

    def dollars(name: str) -> Fraction:
        amount: Any = batch.exact_value(row, name)
        exact: Fraction = amount
        return exact

    amounts = Amounts(dollars=dollars, line=lambda _: NO_LINE)
    for name in money_results(stream.edition)[:1]:
        yield waterfall(stream.edition, name, amounts, stream.prefix)
