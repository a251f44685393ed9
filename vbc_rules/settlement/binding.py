"""Binding: a contract's terms, as they apply in a performance period, on its models' trees."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from vbc_rules.contracts.contract import Contract, Dated, Stream
from vbc_rules.diagnostics import Diagnostic, Refusal, refuse
from vbc_rules.evaluation.inputs import Given, Inputs
from vbc_rules.facts.declared import Declared, declared_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import Edition, PaymentModel
from vbc_rules.language.tables import Table, arranged
from vbc_rules.settlement.period import Period, only_period, within_term
from vbc_rules.statements.settlement import PluginVersion


@attrs.frozen(eq=False)
class BoundStream:
    """A stream of a contract for one period: its edition, and the values of its terms.

    `written` says where each parameter stands in the contract. `prefix` begins the names
    of its lines: empty where the contract has a single stream.
    """

    name: str
    prefix: str
    edition: Edition
    parameters: Mapping[str, Given]
    written: Mapping[str, Dated]

    def inputs(self, facts: FactTable, row: int) -> Inputs:
        """Return what an evaluation of one entity needs."""
        given = facts.inputs(row, self.parameters)
        return attrs.evolve(given, members=self._members(given.members))

    def _members(self, from_facts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return the entries of each axis: the contract's, then those only the facts have."""
        found: dict[str, dict[str, None]] = {}
        for name, value in self.parameters.items():
            axes = self.edition.terms[name].axes
            if not axes or not isinstance(value, Mapping):
                continue
            for entries in value:
                for axis, entry in zip(axes, entries, strict=True):
                    found.setdefault(axis.name, {})[entry] = None
        for axis_name, entries in from_facts.items():
            found.setdefault(axis_name, {}).update(dict.fromkeys(entries))
        return {name: tuple(entries) for name, entries in found.items()}


@attrs.frozen(eq=False)
class BoundContract:
    """A contract for one period, ready to be settled on facts."""

    contract: Contract
    period: Period
    streams: tuple[BoundStream, ...]
    plugins: tuple[PluginVersion, ...]
    facts: Declared

    def stream(self, name: str) -> BoundStream:
        """Return a stream by name."""
        return next(stream for stream in self.streams if stream.name == name)


def bind(contract: Contract, registry: Registry, period: Period | None = None) -> BoundContract:
    """Return a contract with the terms that apply in a period.

    Without a period the contract must cover a single year.

    Raises:
        Refusal: VBC511 or VBC512 for the period, VBC215 for each parameter that has no
            single value in it, VBC513 for a year the model has no edition of.
    """
    wanted = within_term(period or only_period(contract.term), contract.term)
    models = {one.model: registry.payment_model(one.model, one.place) for one in contract.payment}
    several = len(contract.payment) > 1
    streams = tuple(
        _bound(stream, models[stream.model], wanted, prefix=f"{stream.name}." if several else "")
        for stream in contract.payment
    )
    others = [model.edition(year) for model in models.values() for year in model.edition_years()]
    return BoundContract(
        contract=contract,
        period=wanted,
        streams=streams,
        plugins=_plugins(contract, registry),
        facts=declared_facts([stream.edition for stream in streams], others),
    )


def _bound(
    stream: Stream, model: type[PaymentModel], period: Period, *, prefix: str
) -> BoundStream:
    edition = _edition(stream, model, period)
    written = _written(stream, edition, period)
    parameters = {name: _value(edition, name, one) for name, one in written.items()}
    return BoundStream(stream.name, prefix, edition, parameters, written)


def _edition(stream: Stream, model: type[PaymentModel], period: Period) -> Edition:
    try:
        return model.edition(period.year)
    except Refusal as refusal:
        [finding] = refusal.diagnostics
        message = f"Stream `{stream.name}`: {finding.message}."
        raise refuse("VBC513", message, stream.place, finding.hint) from None


def _written(stream: Stream, edition: Edition, period: Period) -> dict[str, Dated]:
    """Return the value of each parameter the edition reads; all that fail at once."""
    found: dict[str, Dated] = {}
    findings: list[Diagnostic] = []
    for term in edition.parameters():
        stated = stream.parameters.get(term.name)
        if stated is None:
            continue  # optional: the check of the contract refused it otherwise
        try:
            found[term.name] = stated.during(period.first_day, period.last_day)
        except Refusal as refusal:
            findings.extend(refusal.diagnostics)
    if findings:
        raise Refusal(findings)
    return found


def _value(edition: Edition, name: str, dated: Dated) -> Given:
    """Return a parameter's value; of a table, its rows with the start of the next one."""
    declared: Any = edition.terms[name].declaration.unit
    value: Any = dated.value
    if not issubclass(declared, Table):
        return dated.value
    if isinstance(value, Mapping):
        return {entry: arranged(declared, rows, dated.place) for entry, rows in value.items()}
    return arranged(declared, value, dated.place)


def _plugins(contract: Contract, registry: Registry) -> tuple[PluginVersion, ...]:
    """Return the plugins that take part: those the contract lists, and those of its models."""
    namespaces = {*contract.plugins, *(one.model.partition(".")[0] for one in contract.payment)}
    origins = [registry.origin(namespace) for namespace in sorted(namespaces)]
    return tuple(
        PluginVersion(origin.namespace, origin.distribution, origin.version) for origin in origins
    )
