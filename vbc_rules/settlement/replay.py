"""Replay: published results computed again from the published inputs, and compared.

Nothing is fitted. A row matches, or it lies within what the rounding of its printed
inputs allows, or a cause that the layout names explains it, or it is unexplained.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

import attrs

from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.facts.declared import meant_by
from vbc_rules.facts.layouts.layout import Layout
from vbc_rules.hooks.declarations import PublishedProgram
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.comparison import VERDICTS, Comparison, ReplayedRow, Verdict
from vbc_rules.settlement.period import parse_period
from vbc_rules.settlement.replay_file import published_file
from vbc_rules.settlement.unread import also_unread, lines_of, unread_row

__all__ = ["VERDICTS", "Replay", "ReplayedRow", "Verdict", "replay"]


@attrs.frozen
class Replay:
    """All results of a published file, in its order.

    `tolerance` is the largest of its results, `money` tells whether the main one is paid
    in dollars. `unread` says why rows of the file could not be compared; these rows stand
    among the others as unexplained.
    """

    program: str
    title: str
    period: str
    file: str
    tolerance: Fraction
    rows: tuple[ReplayedRow, ...]
    money: bool = True
    unread: tuple[Diagnostic, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """Return how many rows have a verdict."""
        return sum(row.verdict == verdict for row in self.rows)

    def results(self) -> Mapping[str, int]:
        """Return how many values of each named result there are, in file order."""
        names = [row.result.partition("[")[0] for row in self.rows if row.is_read]
        return {name: names.count(name) for name in dict.fromkeys(names)}

    def causes(self) -> Mapping[str, int]:
        """Return how many rows each cause explains, by its sentence, sorted."""
        reasons = [row.reason for row in self.rows if row.verdict == "explained"]
        return {reason: reasons.count(reason) for reason in sorted(set(reasons))}


def replay(
    program: PublishedProgram, path: Path, registry: Registry, period: int | None = None
) -> Replay:
    """Return the comparison of a published file with what the contracts compute.

    Without a period the file decides: it must be the results file of exactly one year. A row
    that cannot be read or settled stops no other: it is unexplained, and its findings are
    told. If there is no other row, or if they are too many to be told, all is refused.

    Raises:
        Refusal: VBC521 for a year that the program has no layout for, VBC522 where the
            file does not tell its year, VBC523 for a layout that names no published
            result or one that its contract does not compute, and every finding of the
            layout, the file, the contracts and the facts that is not of a single row.
            Facts that no compared clause reads need not be there.
    """
    unread: tuple[Diagnostic, ...] = ()
    while True:
        try:
            return _replayed(program, path, registry, period, unread)
        except Refusal as refusal:
            unread = also_unread(refusal, unread)


def _replayed(
    program: PublishedProgram,
    path: Path,
    registry: Registry,
    period: int | None,
    unread: tuple[Diagnostic, ...],
) -> Replay:
    year, file = published_file(program, path, registry, period, lines_of(unread))
    compared = file.layout.compared()
    if not compared:
        place = Place(file.layout.file)
        raise refuse("VBC523", "The layout names no published result.", place, "add `published:`")
    rows: dict[int, tuple[ReplayedRow, ...]] = {}
    money: set[bool] = set()
    findings: list[Diagnostic] = []
    for contract in file.contracts():
        try:
            bound = _bound(program, contract, year, registry, file.layout)
            comparison = Comparison(file, bound)
            rows.update({file.records[row]: found for row, found in comparison.rows().items()})
            money.add(_is_money(bound, compared[0].clause))
        except Refusal as refusal:
            findings.extend(refusal.diagnostics)
    if findings:
        raise Refusal(findings)
    rows.update({record: (unread_row(file, record, unread),) for record in file.left_out})
    ordered = tuple(row for record in sorted(rows) for row in rows[record])
    tolerance = max(one.tolerance for one in compared)
    period_name, file_name = str(year), str(path)
    return Replay(
        program.id,
        program.title,
        period_name,
        file_name,
        tolerance,
        ordered,
        money == {True},
        unread,
    )


def _bound(
    program: PublishedProgram, contract: str, year: int, registry: Registry, layout: Layout
) -> BoundContract:
    """Return a contract that needs only the facts which the compared clauses read."""
    loaded = load_contract(program.contracts / f"{contract}.yaml", registry)
    bound = bind(loaded, registry, parse_period(str(year)))
    clauses = [one.clause for one in layout.compared()]
    for clause in clauses:
        if clause not in bound.edition.clauses:
            message = f"Contract `{contract}` has no clause `{clause}`."
            hint = suggestion(clause, bound.edition.clauses, "name a clause of its models")
            raise refuse("VBC523", message, Place(layout.file), hint)
    read = bound.edition.behind(clauses).terms
    facts = {
        name: attrs.evolve(one, read=any(full in read for full in meant_by(name, bound.facts)))
        for name, one in bound.facts.items()
    }
    return attrs.evolve(bound, facts=facts)


def _is_money(bound: BoundContract, clause: str) -> bool:
    return bound.edition.clauses[clause].expression.unit.id == "USD"
