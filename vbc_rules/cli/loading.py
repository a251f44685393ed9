"""What several commands need first: a contract, its period, and facts for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vbc_rules.cli.output import tell, tell_findings
from vbc_rules.contracts.load import load_contract
from vbc_rules.diagnostics.text import counted
from vbc_rules.facts.readers import read_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.declarations import FactLayout
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period

if TYPE_CHECKING:
    from vbc_rules.facts.findings import Findings
    from vbc_rules.facts.measures.layout import ResultLayout
    from vbc_rules.facts.measures.results import ResultFile
    from vbc_rules.facts.raw import Completion, RawFacts
    from vbc_rules.settlement.priors import Prior


def registry_for(path: Path, locked: Path | None, *ids: str | None) -> Registry:
    """Return what is installed; with `locked`, only what that file says can be used of it.

    The contract at `path`, all plugins that it names and those of the `ids` must be exactly
    what was locked. No plugin is imported before this is known, and no other one afterwards.

    Raises:
        Refusal: VBC319 and VBC320, and why the contract's file cannot be read.
    """
    if locked is None:
        return Registry.installed()
    from vbc_rules.contracts.lock import Lockkeeper, read_lock
    from vbc_rules.contracts.text.strict_yaml import read_document

    keeper = Lockkeeper(read_lock(locked))
    registry = Registry.installed(admit=keeper.admit)
    keeper.require(read_document(path), registry, [id for id in ids if id and not _is_file(id)])
    return registry


def bound_contract(
    path: Path, period: str | None, registry: Registry, settlement: str = ""
) -> BoundContract:
    """Return the contract in a file, bound to a period; raises Refusal.

    `settlement` names one of several in the period.
    """
    wanted = parse_period(period) if period is not None else None
    return bind(load_contract(path, registry), registry, wanted, settlement)


def bound_contracts(
    paths: Sequence[Path], period: str | None, registry: Registry, settlement: str
) -> list[BoundContract]:
    """Return the contracts in files, bound to a period; raises Refusal.

    The settlement that is named is made of those that have several in a period. Where none
    has, every one is told that there is no such settlement.
    """
    wanted = parse_period(period) if period is not None else None
    contracts = [load_contract(path, registry) for path in paths]
    several = [bool(one.settlement and one.settlement.settlements) for one in contracts]
    return [
        bind(contract, registry, wanted, settlement if has or not any(several) else "")
        for contract, has in zip(contracts, several, strict=True)
    ]


def facts_for(
    bound: BoundContract,
    paths: Sequence[Path],
    layout: str | None,
    registry: Registry,
    results: Path | None = None,
    priors: Sequence[Prior] = (),
) -> FactTable:
    """Return the facts in files: by declared names, or of one by a carrier's layout.

    With `results`, facts by declared names are completed by measure results, and the layout
    is theirs. They are also completed by what `priors` paid.
    """
    from vbc_rules.settlement.priors import completed_by

    paid = completed_by(priors)
    if results is not None:
        return _completed_facts(bound, paths, results, layout, registry, paid)
    if layout is None:
        return read_facts(paths, bound.facts, paid)
    if priors:
        raise click.UsageError("--prior goes with facts by declared names, not with --layout")
    if len(paths) > 1:
        raise click.UsageError("--layout reads one file; several --facts have declared names")
    return _by_layout(bound, paths[0], layout, registry)


def _by_layout(bound: BoundContract, path: Path, layout: str, registry: Registry) -> FactTable:
    from vbc_rules.facts.layouts.contract_facts import facts_by_layout
    from vbc_rules.facts.layouts.load import load_layout, load_layout_file
    from vbc_rules.facts.measures.facts import result_facts
    from vbc_rules.facts.measures.layout import is_result_layout

    declared = _layout(layout, registry)
    if is_result_layout(declared.file):
        file, loaded = _results(path, declared)
        found = result_facts(file, loaded, bound.facts, registry, _days(bound))
        tell_findings(found.remarks)
        return found.table
    by_layout = load_layout(declared) if declared.id else load_layout_file(declared.file)
    table, others = facts_by_layout(path, by_layout, bound.contract.id, bound.facts)
    if others:
        tell(f"left out {counted(others, 'row')} of other contracts in {path}")
    return table


def _completed_facts(
    bound: BoundContract,
    paths: Sequence[Path],
    results: Path,
    layout: str | None,
    registry: Registry,
    paid: Completion,
) -> FactTable:
    """Return the facts in a file with those that measure results give."""
    from vbc_rules.facts.joining import joined
    from vbc_rules.facts.measures.facts import raw_results

    if layout is None:
        raise click.UsageError("--results needs --layout, which says what facts get of them")
    file, loaded = _results(results, _layout(layout, registry))
    found = raw_results(file, loaded, bound.facts, registry, _days(bound))
    tell_findings(found.remarks)

    def completed(raw: RawFacts, findings: Findings) -> RawFacts:
        return paid(joined(raw, found.raw, findings), findings)

    return read_facts(paths, bound.facts, completed)


def _layout(layout: str, registry: Registry) -> FactLayout:
    """Return an installed layout, or with an empty id the one in a YAML file."""
    if _is_file(layout):
        return FactLayout("", "", Path(layout))
    return registry.fact_layout(layout)


def _is_file(layout: str) -> bool:
    return layout.endswith((".yaml", ".yml"))


def _results(path: Path, layout: FactLayout) -> tuple[ResultFile, ResultLayout]:
    from vbc_rules.facts.measures.layout import load_result_layout
    from vbc_rules.facts.measures.read import read_results

    loaded = load_result_layout(layout)
    file = read_results(path, loaded.headings)
    for name, times in file.beside:
        tell(f"left out of {path}: {name}" + (f", {times} times" if times > 1 else ""))
    return file, loaded


def _days(bound: BoundContract) -> tuple[date, date]:
    return bound.period.first_day, bound.period.last_day
