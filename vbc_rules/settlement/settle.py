"""Settling: contract and facts in, settlements out; one run gives amounts and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

import attrs

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.telling import Reading
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.table import FactTable
from vbc_rules.facts.values import shown
from vbc_rules.language.formatting import show
from vbc_rules.settlement.binding import BoundContract
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
        self._provenance: Provenance | None = None

    def all(self) -> tuple[Settlement, ...]:
        """Return the settlement of every entity, in the order of the facts.

        Raises:
            Refusal: as for `row`, with the findings about all entities.
        """
        settled: list[Settlement] = []
        findings = Findings()
        for row in range(len(self.facts.entities)):
            try:
                settled.append(self.row(row))
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

    def row(self, row: int) -> Settlement:
        """Return the settlement of the entity in a row.

        Raises:
            Refusal: VBC230 for entries that the contract does not have, at the line of the
                facts; VBC502-VBC506 where the terms cannot be evaluated on its facts, at
                the entity's row, and VBC515 where a stream computes a fact outside its
                limits, at the line of the contract that says so.
        """
        try:
            results, waterfalls, lines = self._settle(row)
        except Refusal as refusal:
            raise self._at_its_line(row, refusal) or self.about(row, refusal) from None
        return self.statement(row, results, waterfalls, lines)

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

    def _at_its_line(self, row: int, refusal: Refusal) -> Refusal | None:
        """Return which entries of the facts the contract lacks, if that is what was refused."""
        lacking = any(one.code == "VBC502" for one in refusal.diagnostics)
        return unagreed_entries(self.bound, self.facts, row) if lacking else None

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

    def _settle(self, row: int) -> _Settled:
        bound = self.bound
        run = Run(bound.edition, bound.inputs(self.facts, row))
        lines = Lines(run, _origins(bound, self.facts, row))
        results = tuple(_result(run, lines, name) for name in bound.edition.results)
        waterfalls = _waterfalls(bound, run, lines)
        check_feeds(bound, run)
        return results, waterfalls, lines.all

    def provenance(self) -> Provenance:
        """Return what is needed to compute these settlements again."""
        if self._provenance is None:
            self._provenance = _provenance(self)
        return self._provenance


_Settled = tuple[tuple[Result, ...], tuple[Waterfall, ...], tuple[Line, ...]]
"""What one run gives: results, waterfalls and lines."""


def _waterfalls(bound: BoundContract, run: Run, lines: Lines) -> tuple[Waterfall, ...]:
    """Return the waterfalls that are shown; those of all results are checked."""
    amounts = Amounts(dollars=lambda name: _dollars(run, name), line=lines.clause)
    closed = {
        name: waterfall(bound.edition, name, amounts) for name in money_results(bound.edition)
    }
    return tuple(closed[name] for name in shown_waterfalls(bound))


def _dollars(run: Run, name: str) -> Fraction:
    amount: Any = run.clause(name)
    dollars: Fraction = amount
    return dollars


def _result(run: Run, lines: Lines, name: str) -> Result:
    record = run.edition.clauses[name]
    number = lines.clause(name)
    value: Any = run.clause(name)
    unit = record.expression.unit.id
    return Result(name, record.title, unit, value, show(unit, value), number)


def _origins(bound: BoundContract, facts: FactTable, row: int) -> Origins:
    def origin(reading: Reading) -> Origin:
        if reading.kind == "fact":
            return Origin(str(facts.place_of(row, reading.name, reading.entries)))
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
    from importlib.metadata import version

    return version("vbc-rules")
