"""Settling: contract and facts in, settlements out; one run gives amounts and reasons."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vbc_rules.evaluation.exact import Run
from vbc_rules.evaluation.telling import Reading
from vbc_rules.facts.table import FactTable
from vbc_rules.language import USD, Edition
from vbc_rules.language.formatting import show
from vbc_rules.settlement.binding import BoundContract
from vbc_rules.settlement.feeds import check_feeds
from vbc_rules.settlement.lines import Lines
from vbc_rules.settlement.origins import Origin, Origins
from vbc_rules.settlement.waterfalls import waterfall
from vbc_rules.statements.settlement import (
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

    def all(self) -> Iterator[Settlement]:
        """Yield the settlement of every entity, in the order of the facts."""
        for row in range(len(self.facts.entities)):
            yield self.row(row)

    def entity(self, entity: str) -> Settlement:
        """Return the settlement of one entity.

        Raises:
            Refusal: VBC421 if the facts do not have it, and as for `row`.
        """
        return self.row(self.facts.row(entity))

    def row(self, row: int) -> Settlement:
        """Return the settlement of the entity in a row.

        Raises:
            Refusal: VBC502-VBC506 where the terms cannot be evaluated on its facts, VBC515
                where a stream computes a fact outside its limits.
        """
        bound, contract = self.bound, self.bound.contract
        run = Run(bound.edition, bound.inputs(self.facts, row))
        lines = Lines(run, _origins(bound, self.facts, row))
        results = tuple(_result(run, lines, name) for name in bound.edition.results)
        waterfalls = tuple(_waterfalls(bound, run, lines))
        check_feeds(bound, run)
        return Settlement(
            contract=contract.id,
            title=contract.title,
            carrier=contract.carrier,
            payer=contract.parties.payer,
            provider=contract.parties.provider,
            entity=self.facts.entities[row],
            period=bound.period.name,
            results=results,
            lines=lines.all,
            waterfalls=waterfalls,
            provenance=self.provenance(),
        )

    def provenance(self) -> Provenance:
        """Return what is needed to compute these settlements again."""
        if self._provenance is None:
            self._provenance = _provenance(self.bound, self.facts)
        return self._provenance


def _waterfalls(bound: BoundContract, run: Run, lines: Lines) -> Iterator[Waterfall]:
    """Yield the waterfall of each payment; all are checked, a stream's first is shown."""
    for stream in bound.streams:
        money = [stream.prefix + name for name in _money(stream.edition)]
        closed = [waterfall(run, lines, name) for name in money]
        if stream.pays:
            yield from closed[:1]


def _money(edition: Edition) -> list[str]:
    return [name for name in edition.results if type(edition.clauses[name].expression) is USD]


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
