"""Binding: a contract's terms, as they apply in a performance period, on its models' trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING, Any

import attrs

from vbc_rules.contracts.contract import Contract, Dated, Stream
from vbc_rules.contracts.declared.steps import SCALE_BY, step_term
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.evaluation.inputs import Given, Inputs, named_entries
from vbc_rules.facts.declared import Declared, declared_fact, declared_facts, under_terms
from vbc_rules.facts.plain_names import with_plain_names
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.registry import Registry
from vbc_rules.language import Edition, PaymentModel
from vbc_rules.language.composition import Use, compose, prefixes
from vbc_rules.language.edition import Term
from vbc_rules.language.sources import SETTLEMENT
from vbc_rules.language.tables import Table, arranged
from vbc_rules.settlement.occasions import NO_STEPS, Occasion, occasion_of
from vbc_rules.settlement.period import Period, only_period, within_term
from vbc_rules.statements.settlement import PluginVersion

if TYPE_CHECKING:
    from vbc_rules.language.steps import Step


@attrs.frozen(eq=False)
class BoundStream:
    """A stream of a contract for one period: its model's edition, and where its terms stand.

    `prefix` begins its names in the contract's edition: empty where the contract has a
    single stream. `pays` tells payment from quality. `parameters` are values by the model's
    names, `written` says where each of them stands.
    """

    stated: Stream
    prefix: str
    pays: bool
    edition: Edition
    parameters: Mapping[str, Given]
    written: Mapping[str, Dated]

    @property
    def name(self) -> str:
        """Return the name of the stream in the contract."""
        return self.stated.name


@attrs.frozen(eq=False)
class BoundContract:
    """A contract for one period, ready to be settled on facts.

    `edition` is the tree of all streams as one, and of the steps across them. `parameters`
    and `written` are by its names, and so are the facts that the streams compute for each
    other, in `feeds`. `occasion` is the settlement of the period that is made, with its steps.
    """

    contract: Contract
    period: Period
    edition: Edition
    streams: tuple[BoundStream, ...]
    plugins: tuple[PluginVersion, ...]
    facts: Declared
    feeds: tuple[BoundFeed, ...]
    occasion: Occasion = NO_STEPS
    parameters: Mapping[str, Given] = attrs.field(init=False)
    written: Mapping[str, Dated] = attrs.field(init=False)

    @parameters.default
    def _all_parameters(self) -> Mapping[str, Given]:
        own = {name: dated.value for name, dated in self.occasion.terms.items()}
        return own | {
            one.prefix + name: value
            for one in self.streams
            for name, value in one.parameters.items()
        }

    @written.default
    def _all_written(self) -> Mapping[str, Dated]:
        return dict(self.occasion.terms) | {
            one.prefix + name: dated for one in self.streams for name, dated in one.written.items()
        }

    @property
    def when(self) -> str:
        """Return the performance period in words, with which of its settlements this is."""
        which = f", {self.occasion.name} settlement" if self.occasion.name else ""
        return f"{self.period.name}{which}"

    def stream(self, name: str) -> BoundStream:
        """Return a stream by name."""
        return next(stream for stream in self.streams if stream.name == name)

    def inputs(self, facts: FactTable, row: int) -> Inputs:
        """Return what an evaluation of one entity needs."""
        given = facts.inputs(row, self.parameters)
        return attrs.evolve(given, members=self._members(given.members))

    def _members(self, from_facts: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return the entries of each axis: the contract's, then those only the facts have."""
        members = dict(from_facts)  # entries that the contract does not name stay as they are
        for axis, own in named_entries(self.edition, self.parameters).items():
            members[axis] = tuple(dict.fromkeys((*own, *from_facts.get(axis, ()))))
        return members


@attrs.frozen(eq=False)
class BoundFeed:
    """A fact that a clause computes: the term as its model declares it, and both full names."""

    term: Term
    fact: str
    clause: str
    place: Place


def bind(
    contract: Contract, registry: Registry, period: Period | None = None, settlement: str = ""
) -> BoundContract:
    """Return a contract with the terms that apply in a period.

    Without a period the contract must cover a single year. `settlement` names the one that
    is made, of a contract that has several in a period.

    Raises:
        Refusal: VBC511 or VBC512 for the period, VBC530 for the settlement, VBC215 for each
            parameter that has no single value in the period, VBC513 for a year the model
            has no edition of.
    """
    wanted = within_term(period or only_period(contract.term), contract.term)
    models = {one.model: registry.payment_model(one.model, one.place) for one in contract.streams}
    uses = [_use(stream, models[stream.model]) for stream in contract.streams]
    occasion = occasion_of(contract, settlement, wanted)
    prefix = prefixes(uses, stepped=bool(occasion.steps))
    streams = tuple(
        _bound(one, models[one.model], wanted, prefix[one.name], pays=pays)
        for stated, pays in ((contract.payment, True), (contract.quality, False))
        for one in stated
    )
    alone = len(uses) == 1 and not uses[0].feeds and not occasion.steps
    names = (contract.id, contract.title)
    edition = streams[0].edition if alone else compose(*names, uses, wanted.year, occasion.steps)
    return BoundContract(
        contract=contract,
        period=wanted,
        edition=edition,
        streams=streams,
        plugins=_plugins(contract, registry),
        facts=_facts(contract, edition, streams, models),
        feeds=(*_feeds(streams, prefix), *_scores(edition, occasion.steps)),
        occasion=occasion,
    )


def _use(stream: Stream, model: type[PaymentModel]) -> Use:
    return Use(stream.name, model, {name: feed.source for name, feed in stream.facts.items()})


def _bound(
    stream: Stream, model: type[PaymentModel], period: Period, prefix: str, *, pays: bool
) -> BoundStream:
    edition = _edition(stream, model, period)
    written = _written(stream, edition, period)
    parameters = {name: _value(edition, name, one) for name, one in written.items()}
    return BoundStream(stream, prefix, pays, edition, parameters, written)


def _facts(
    contract: Contract,
    edition: Edition,
    streams: tuple[BoundStream, ...],
    models: Mapping[str, type[PaymentModel]],
) -> Declared:
    """Return the facts of all streams, also those that only other years' editions read.

    The contract's own are among them, also those that only other settlements read.
    """
    found = dict(declared_facts([edition]))
    for stream in streams:
        model = models[stream.stated.model]
        others = [model.edition(year) for year in model.edition_years()]
        for name, fact in declared_facts((), others).items():
            if name not in stream.stated.facts:
                full = stream.prefix + name
                found.setdefault(full, attrs.evolve(fact, name=full))
    for term in contract.settlement.facts.values() if contract.settlement else ():
        found.setdefault(term.name, declared_fact(term, read=False))
    stated = {one.prefix + name for one in streams for name in _stated(one.written)}
    own = [one.name for one in streams if one.prefix]
    return with_plain_names(under_terms(found, stated), [*own, SETTLEMENT])


def _stated(written: Mapping[str, Dated]) -> Iterator[str]:
    """Yield the parameters that a stream states, and `table.column` for each column in use."""
    for name, dated in written.items():
        yield name
        given: Any = dated.value.values() if isinstance(dated.value, Mapping) else (dated.value,)
        for row in chain.from_iterable(rows for rows in given if isinstance(rows, tuple)):
            yield from (f"{name}.{key}" for key, cell in row.items() if cell is not None)


def _feeds(streams: tuple[BoundStream, ...], prefix: Mapping[str, str]) -> Iterator[BoundFeed]:
    """Yield the facts that the editions of the period read and a stream computes."""
    for stream in streams:
        for name, feed in stream.stated.facts.items():
            if name in stream.edition.terms:
                clause = prefix[feed.source.use] + feed.source.clause
                term = stream.edition.terms[name]
                yield BoundFeed(term, stream.prefix + name, clause, feed.place)


def _scores(edition: Edition, steps: Iterable[Step]) -> Iterator[BoundFeed]:
    """Yield the clauses by which steps multiply; those that are facts have limits of their own."""
    for step in steps:
        from vbc_rules.language.steps import Scale  # for contracts that have steps

        if isinstance(step.does, Scale) and str(step.does.score) in edition.clauses:
            term = step_term(step.name, "scale_by", SCALE_BY).term
            yield BoundFeed(term, f"{SETTLEMENT}.{step.name}", str(step.does.score), step.place)


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
    namespaces = {*contract.plugins, *(one.model.partition(".")[0] for one in contract.streams)}
    origins = [registry.origin(namespace) for namespace in sorted(namespaces)]
    return tuple(
        PluginVersion(origin.namespace, origin.distribution, origin.version) for origin in origins
    )
