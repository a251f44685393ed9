"""Checks of the rest: contract checks, layouts, benchmarks, and every year of a contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs

from vbc_rules.contracts.contract import Contract, Dated, ParameterTerm, Stream
from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.hooks.declarations import ContractCheck
from vbc_rules.testing.kit.agreeing import reference
from vbc_rules.testing.kit.findings import EXAMPLE, UNSOUND, Findings, raised, told
from vbc_rules.testing.kit.situations import settled_year, years_of
from vbc_rules.testing.kit.subject import Model, Subject

_EDGES = (Fraction(0), Fraction(1), Fraction(10**9), Fraction(-1))

_ANOTHER = "another.model"  # a contract may list a plugin and have streams of others


def contract_checks_are_sound(subject: Subject) -> Findings:
    """A contract check never raises, and each of its findings has a place and says what to do.

    It is run on every contract of the plugin, on contracts that lack an optional term or a
    stream, or have one of another model, and on such whose numbers are at an edge.
    """
    contracts = [
        contract
        for path in subject.contract_files
        if (contract := subject.contract(path)[0]) is not None
    ]
    for check in subject.own.contract_checks():
        for contract in contracts:
            found = next(_unsound(check, contract, subject), None)
            if found:
                yield found
                break


def layouts_load(subject: Subject) -> Findings:
    """Every layout can be read, and every program has its layouts and contracts."""
    from vbc_rules.facts.layouts.load import load_layout
    from vbc_rules.facts.measures.layout import is_result_layout, load_result_layout

    for declared in subject.own.fact_layouts():
        try:
            reads_results = is_result_layout(declared.file)
            (load_result_layout if reads_results else load_layout)(declared)
        except Refusal as refusal:
            yield from refusal.diagnostics
    known = {one.id for one in subject.own.fact_layouts()}
    for program in subject.own.published_programs():
        for year, layout in program.layouts.items():
            if layout not in known:
                message = (
                    f"Program {program.id} names a layout `{layout}` for {year}, that is not there."
                )
                yield told(EXAMPLE, message, None, "return it from vbc_fact_layouts")
        if not program.contracts.is_dir():
            message = f"Program {program.id} names a folder of contracts that is not there."
            yield told(EXAMPLE, message, Place(str(program.contracts)), "pack it into the wheel")


def benchmarks_fit(subject: Subject) -> Findings:
    """Benchmarks fit their values, each other, and the measures they are for."""
    from vbc_rules.quality.checks import check_against_measures, check_repeated, check_values

    benchmarks = subject.own.quality_benchmarks()
    for one in benchmarks:
        yield from check_values(one)
    yield from check_repeated(benchmarks)
    if benchmarks:
        measures = {one.id: one for one in subject.registry.quality_measures()}
        yield from check_against_measures(benchmarks, measures)


def every_year_settles_or_is_refused(subject: Subject) -> Findings:
    """In each year of its term a contract settles its facts, or says why not."""
    for example in subject.own.examples():
        contract, _ = subject.contract(example.contract)
        if contract is None:
            continue
        for year in years_of(contract):
            try:
                settled_year(example, contract, subject.registry, year)
            except Refusal:
                continue
            except Exception as error:  # noqa: BLE001 - a finding about a stranger's model
                message = f"Example {example.id} fails in {year}: {raised(error)}."
                hint = "a year is settled or refused with a finding"
                yield told(UNSOUND, message, Place(str(example.contract)), hint)
    for case in {case.contract: case for case in subject.cases}.values():
        contract, _ = subject.contract(case.contract)
        for year in years_of(contract) if contract else ():
            try:
                settler = subject.checker.settler(attrs.evolve(case, period=str(year)))
                reference(settler.bound.edition, settler.bound.inputs(settler.facts, 0))
            except Refusal:
                continue
            except Exception as error:  # noqa: BLE001 - the same
                message = f"Case {case.name} fails in {year}: {raised(error)}."
                yield told(UNSOUND, message, case.place, "a year is settled or refused")


def years_are_covered(_subject: Subject, model: Model) -> Findings:
    """Every year that the model covers has an edition, and a year beside them is refused."""
    first, last = model.covered_years()
    for year in {*model.edition_years(), first, last if last is not None else first}:
        try:
            model.edition(year)
        except Refusal as refusal:
            yield from refusal.diagnostics
    beside = [first - 1] * bool(first) + ([] if last is None else [last + 1])
    for outside in beside:
        try:
            model.edition(outside)
        except Refusal:
            continue
        message = f"Model `{model.id}` computes {outside}, for which no law is written."
        yield told(UNSOUND, message, model.defined_at, "set first_year and last_year")


def _unsound(check: ContractCheck, contract: Contract, subject: Subject) -> Iterator[Diagnostic]:
    """Yield what is wrong with a check, on a contract and on its variations."""
    for varied in (contract, *_variations(contract, subject)):
        try:
            found = list(check.check(varied))
        except Exception as error:  # noqa: BLE001 - whatever a stranger's code raises
            message = f"Contract check {check.code} raises on {contract.id}: {raised(error)}."
            hint = "a stream may be of another model, and a term that is optional may be absent"
            yield told(UNSOUND, message, Place(contract.file), hint)
            return
        yield from _ill_told(check, found, contract)


def _ill_told(check: ContractCheck, found: list[Any], contract: Contract) -> Findings:
    place = Place(contract.file)
    for one in found:
        if not isinstance(one, Diagnostic):
            message = f"Contract check {check.code} gives {one!r}, which is no finding."
            yield told(UNSOUND, message, place, "yield a Diagnostic")
        elif one.code != check.code:
            message = f"Contract check {check.code} gives a finding with the code {one.code}."
            yield told(UNSOUND, message, place, f'write Diagnostic("{check.code}", …)')
        elif one.place is None:
            message = f"Contract check {check.code} gives a finding without a place."
            yield told(UNSOUND, message, place, "give it the place of the term: term.place")
        elif not one.hint:
            message = f"Contract check {check.code} does not say how to mend what it finds."
            yield told(UNSOUND, message, place, "give the finding a hint")


def _variations(contract: Contract, subject: Subject) -> Iterator[Contract]:
    """Yield the contract without a stream or an optional term, and with numbers at an edge."""
    for stream in contract.streams:
        yield _but(contract, stream, attrs.evolve(stream, model=_ANOTHER, parameters={}))
        others = _but(contract, stream, None)
        if others.streams:
            yield others
        optional = _optional(stream, subject)
        for name, term in stream.parameters.items():
            if name in optional:
                left = {key: one for key, one in stream.parameters.items() if key != name}
                yield _but(contract, stream, attrs.evolve(stream, parameters=left))
            for varied in _at_edges(term):
                changed = {**stream.parameters, name: varied}
                yield _but(contract, stream, attrs.evolve(stream, parameters=changed))


def _optional(stream: Stream, subject: Subject) -> set[str]:
    model = subject.registry.payment_model(stream.model)
    declared: Mapping[str, Any] = model.declarations
    return {name for name, one in declared.items() if getattr(one, "optional", False)}


def _at_edges(term: ParameterTerm) -> Iterator[ParameterTerm]:
    if not all(isinstance(one.value, Fraction) for one in term.values):
        return
    for edge in _EDGES:
        values: tuple[Dated, ...] = tuple(attrs.evolve(one, value=edge) for one in term.values)
        yield attrs.evolve(term, values=values)


def _but(contract: Contract, stream: Stream, other: Stream | None) -> Contract:
    """Return the contract with another stream in place of one, or without it."""

    def replaced(streams: tuple[Stream, ...]) -> tuple[Stream, ...]:
        found = (other if one is stream else one for one in streams)
        return tuple(one for one in found if one is not None)

    return attrs.evolve(
        contract, payment=replaced(contract.payment), quality=replaced(contract.quality)
    )
