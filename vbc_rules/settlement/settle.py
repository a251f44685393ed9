"""Settling: contract and facts in, settlements out; one run gives amounts and reasons."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.diagnostics import Refusal
from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.telling import Reading
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.table import FactTable
from vbc_rules.facts.values import shown
from vbc_rules.language.formatting import show
from vbc_rules.settlement.binding import BoundContract, BoundStream
from vbc_rules.settlement.lines import Lines
from vbc_rules.settlement.origins import Origin, Origins
from vbc_rules.settlement.waterfalls import Amounts, money_results, waterfall
from vbc_rules.statements.settlement import (
    Line,
    ModelEdition,
    Provenance,
    Result,
    Settlement,
    Waterfall,
)


class Settler:
    """Settles entities of one fact table under one contract for one period."""

    def __init__(self, bound: BoundContract, facts: FactTable) -> None:
        """Keep what is the same for every entity."""
        self.bound, self.facts = bound, facts
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
            Refusal: VBC502-VBC506 where the terms cannot be evaluated on its facts, at
                the entity's row.
        """
        try:
            settled = self._settle(row)
        except Refusal as refusal:
            raise self.about(row, refusal) from None
        return self.statement(row, settled.results, settled.waterfalls, settled.lines)

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
        )

    def _settle(self, row: int) -> _Settled:
        settled = _Settled()
        for stream in self.bound.streams:
            self._settle_stream(stream, row, settled)
        return settled

    def about(self, row: int, refusal: Refusal) -> Refusal:
        """Name the entity and its row: who settles can mend facts, not the lines of a model."""
        entity, place = shown(self.facts.entities[row]), self.facts.place_of(row, "", ())
        return Refusal(
            attrs.evolve(one, message=f"Entity {entity}: {one.message}", place=place)
            for one in refusal.diagnostics
        )

    def _settle_stream(self, stream: BoundStream, row: int, settled: _Settled) -> None:
        run = Run(stream.edition, stream.inputs(self.facts, row))
        origins = _origins(stream, self.facts, row)
        lines = Lines(run, origins, stream.prefix, first=len(settled.lines) + 1)
        for name in stream.edition.results:
            settled.results.append(_result(run, lines, name, stream.prefix))
        amounts = Amounts(dollars=lambda name: _dollars(run, name), line=lines.clause)
        closed = [
            waterfall(stream.edition, name, amounts, stream.prefix)
            for name in money_results(stream.edition)
        ]
        settled.waterfalls.extend(closed[:1])  # all are checked, the headline's is shown
        settled.lines.extend(lines.all)

    def provenance(self) -> Provenance:
        """Return what is needed to compute these settlements again."""
        if self._provenance is None:
            self._provenance = _provenance(self.bound, self.facts)
        return self._provenance


@attrs.define
class _Settled:
    """What the streams of one entity add up to, so far."""

    results: list[Result] = attrs.field(factory=list)
    lines: list[Line] = attrs.field(factory=list)
    waterfalls: list[Waterfall] = attrs.field(factory=list)


def _dollars(run: Run, name: str) -> Fraction:
    amount: Any = run.clause(name)
    dollars: Fraction = amount
    return dollars


def _result(run: Run, lines: Lines, name: str, prefix: str) -> Result:
    record = run.edition.clauses[name]
    number = lines.clause(name)
    value: Any = run.clause(name)
    unit = record.expression.unit.id
    return Result(prefix + name, record.title, unit, value, show(unit, value), number)


def _origins(stream: BoundStream, facts: FactTable, row: int) -> Origins:
    def origin(reading: Reading) -> Origin:
        if reading.kind == "fact":
            return Origin(str(facts.place_of(row, reading.name, reading.entries)))
        term = reading.value.args[0]
        written = stream.written.get(term)
        return Origin(str(written.place), written.cites) if written else Origin()

    return origin


def _provenance(bound: BoundContract, facts: FactTable) -> Provenance:
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
    )


def _engine_version() -> str:
    from importlib.metadata import version

    return version("vbc-rules")
