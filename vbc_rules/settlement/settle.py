"""Settling: contract and facts in, settlements out; one run gives amounts and reasons."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

import attrs

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.inputs import coordinates
from vbc_rules.evaluation.telling import Reading
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.table import FactTable
from vbc_rules.facts.values import shown
from vbc_rules.hooks.discovery import version_of
from vbc_rules.language.formatting import show
from vbc_rules.settlement.binding import BoundContract
from vbc_rules.settlement.evaluating import Evaluator, dollars_of
from vbc_rules.settlement.feeds import check_feeds
from vbc_rules.settlement.lines import Lines
from vbc_rules.settlement.origins import Origin, Origins
from vbc_rules.settlement.priors import Prior
from vbc_rules.settlement.unagreed import unagreed_entries
from vbc_rules.settlement.waterfalls import Amounts, money_results, shown_waterfalls, waterfall
from vbc_rules.statements.settlement import (
    AgreementOrigin,
    Line,
    ModelEdition,
    Provenance,
    Result,
    Settlement,
    Waterfall,
)


class Settler:
    """Settles entities of one fact table under one contract for one period."""

    def __init__(
        self,
        bound: BoundContract,
        facts: FactTable,
        agreement: AgreementOrigin | None = None,
        priors: Sequence[Prior] = (),
    ) -> None:
        """Keep what is the same for every entity.

        `agreement` says where the terms come from that a book adds; `priors` gave some of
        the facts.
        """
        self.bound, self.facts = bound, facts
        self.agreement, self.priors = agreement, priors
        self._evaluator = Evaluator(bound.edition)
        self._provenance: Provenance | None = None

    def all(self, *, lines: bool = True) -> tuple[Settlement, ...]:
        """Return the settlement of every entity, in the order of the facts.

        Without `lines` only results and waterfalls are told.

        Raises:
            Refusal: as for `row`, with the findings about all entities.
        """
        settled: list[Settlement] = []
        findings = Findings()
        for row in range(len(self.facts.entities)):
            try:
                settled.append(self.row(row, lines=lines))
            except Refusal as refusal:
                findings.add_all(refusal)
        findings.refuse_if_any()
        return tuple(settled)

    def entity(self, entity: str) -> Settlement:
        """Return the settlement of one entity.

        Raises:
            Refusal: VBC421 if the facts do not have it, and as for `row`.
        """
        return self.row(self.facts.row(entity))

    def row(self, row: int, *, lines: bool = True) -> Settlement:
        """Return the settlement of the entity in a row.

        Raises:
            Refusal: VBC230 for entries that the contract does not have, at the line of the
                facts; VBC502-VBC506 where the terms cannot be evaluated on its facts, at
                the entity's row, and VBC515 where a stream computes a fact outside its
                limits, at the line of the contract that says so.
        """
        try:
            results, waterfalls, told = self._settle(row, lines=lines)
        except Refusal as refusal:
            raise self._told(row, refusal) from None
        return self.statement(row, results, waterfalls, told)

    def lines(self, entity: str) -> tuple[Line, ...]:
        """Return the lines of one entity's settlement; raises Refusal as `entity`."""
        row = self.facts.row(entity)
        try:
            return self._settle(row, lines=True)[2]
        except Refusal as refusal:
            raise self._told(row, refusal) from None

    def run(self, row: int, *, told: bool) -> Run:
        """Return the evaluation of the entity in a row; `told` if its lines are told.

        Raises:
            Refusal: VBC501 for each missing fact or parameter.
        """
        return self._evaluator.run(self.bound.inputs(self.facts, row), told=told)

    def begun(self, row: int, run: Run) -> Lines:
        """Return the lines of a run before any is written."""
        return Lines(run, _origins(self.bound, self.facts, row))

    def statement(
        self,
        row: int,
        results: Iterable[Result],
        waterfalls: Iterable[Waterfall],
        lines: Iterable[Line] = (),
    ) -> Settlement:
        """Return the settlement of the entity in a row, as computed."""
        contract = self.bound.contract
        return Settlement(
            contract=contract.id,
            title=contract.title,
            carrier=contract.carrier,
            payer=contract.parties.payer,
            provider=contract.parties.provider,
            entity=self.facts.entities[row],
            period=self.bound.period.name,
            results=tuple(results),
            lines=tuple(lines),
            waterfalls=tuple(waterfalls),
            provenance=self.provenance(),
            settlement=self.bound.occasion.name,
        )

    def _told(self, row: int, refusal: Refusal) -> Refusal:
        """Name the entity; entries of the facts that the contract lacks are told at their line."""
        lacking = any(one.code == "VBC502" for one in refusal.diagnostics)
        unagreed = unagreed_entries(self.bound, self.facts, row) if lacking else None
        return unagreed or self.about(row, refusal)

    def about(self, row: int, refusal: Refusal) -> Refusal:
        """Name the entity, and its row: who settles can mend facts, not the lines of a model.

        What the contract itself says is told at its own line.
        """
        entity, place = shown(self.facts.entities[row]), self.facts.place_of(row, "", ())
        return Refusal(
            attrs.evolve(
                one,
                message=f"Entity {entity}: {one.message}",
                place=one.place if self._is_in_contract(one) else place,
            )
            for one in refusal.diagnostics
        )

    def _is_in_contract(self, finding: Diagnostic) -> bool:
        return finding.place is not None and finding.place.file == self.bound.contract.file

    def _settle(self, row: int, *, lines: bool) -> _Settled:
        bound, run = self.bound, self.run(row, told=lines)
        told = self.begun(row, run) if lines else None
        line = told.clause if told is not None else _no_line
        results = tuple(_result(run, line, name) for name in bound.edition.results)
        waterfalls = _waterfalls(bound, run, line)
        check_feeds(bound, run)
        return results, waterfalls, told.all if told is not None else ()

    def provenance(self) -> Provenance:
        """Return what is needed to compute these settlements again."""
        if self._provenance is None:
            self._provenance = _provenance(self)
        return self._provenance


_Settled = tuple[tuple[Result, ...], tuple[Waterfall, ...], tuple[Line, ...]]
"""What one run gives: results, waterfalls and lines."""


NO_LINE = 0
NumberOfLine = Callable[[str], int]


def _no_line(_clause: str) -> int:
    return NO_LINE


def _waterfalls(bound: BoundContract, run: Run, line: NumberOfLine) -> tuple[Waterfall, ...]:
    """Return the waterfalls that are shown; those of all results are checked."""
    amounts = Amounts(dollars=lambda name: dollars_of(run, name), line=line)
    closed = {
        name: waterfall(bound.edition, name, amounts) for name in money_results(bound.edition)
    }
    return tuple(closed[name] for name in shown_waterfalls(bound))


def _result(run: Run, line: NumberOfLine, name: str) -> Result:
    record = run.edition.clauses[name]
    number = line(name)
    value: Any = run.clause(name)
    unit = record.expression.unit.id
    return Result(name, record.title, unit, value, show(unit, value), number)


def _origins(bound: BoundContract, facts: FactTable, row: int) -> Origins:
    def origin(reading: Reading) -> Origin:
        if reading.kind == "fact":
            axes = facts.declared[reading.name].axes  # entries as the facts name them
            entry = coordinates(axes, reading.at)
            return Origin(str(facts.place_of(row, reading.name, entry)))
        term = reading.value.args[0]
        written = bound.written.get(term)
        return Origin(str(written.place), written.cites) if written else Origin()

    return origin


def _provenance(settler: Settler) -> Provenance:
    bound, facts = settler.bound, settler.facts
    return Provenance(
        contract_sha256=bound.contract.sha256,
        facts_sha256=facts.sha256(),
        contract_file=bound.contract.file,
        facts_file=facts.file,
        engine_version=_engine_version(),
        plugins=bound.plugins,
        models=tuple(
            ModelEdition(
                stream.name,
                stream.edition.model,
                str(stream.edition.since),
                stream.edition.fingerprint(),
            )
            for stream in bound.streams
        ),
        priors=tuple(prior.about for prior in settler.priors),
        agreement=settler.agreement,
    )


@cache
def _engine_version() -> str:
    return version_of("vbc-rules", sys.path)
