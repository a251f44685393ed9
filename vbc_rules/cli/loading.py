"""What several commands need first: a contract, its period, and facts for it."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.cli.output import tell, tell_findings
from vbc_rules.contracts.load import load_contract
from vbc_rules.facts.readers import read_facts
from vbc_rules.facts.table import FactTable
from vbc_rules.hooks.declarations import FactLayout
from vbc_rules.hooks.registry import Registry
from vbc_rules.settlement.binding import BoundContract, bind
from vbc_rules.settlement.period import parse_period


def bound_contract(path: Path, period: str | None, registry: Registry) -> BoundContract:
    """Return the contract in a file, bound to a period; raises Refusal."""
    wanted = parse_period(period) if period is not None else None
    return bind(load_contract(path, registry), registry, wanted)


def facts_for(
    bound: BoundContract, path: Path, layout: str | None, registry: Registry
) -> FactTable:
    """Return the facts in a file: by declared names, or by a carrier's layout."""
    if layout is None:
        return read_facts(path, bound.facts)
    from vbc_rules.facts.layouts.contract_facts import facts_by_layout
    from vbc_rules.facts.layouts.load import load_layout, load_layout_file
    from vbc_rules.facts.measures.layout import is_result_layout

    is_own = layout.endswith((".yaml", ".yml"))
    declared = FactLayout("", "", Path(layout)) if is_own else registry.fact_layout(layout)
    if is_result_layout(declared.file):
        return _facts_of_results(bound, path, declared, registry)
    loaded = load_layout_file(declared.file) if is_own else load_layout(declared)
    table, others = facts_by_layout(path, loaded, bound.contract.id, bound.facts)
    if others:
        tell(f"left out {others} {'row' if others == 1 else 'rows'} of other contracts in {path}")
    return table


def _facts_of_results(
    bound: BoundContract, path: Path, layout: FactLayout, registry: Registry
) -> FactTable:
    """Return the facts that measure results give; what is remarkable about them is told."""
    from vbc_rules.facts.measures.facts import result_facts
    from vbc_rules.facts.measures.layout import load_result_layout
    from vbc_rules.facts.measures.read import read_results

    loaded = load_result_layout(layout)
    days = (bound.period.first_day, bound.period.last_day)
    file = read_results(path, loaded.headings)
    found = result_facts(file, loaded, bound.facts, registry, days)
    tell_findings(found.remarks)
    return found.table
