"""`vbc explain`: how an amount came about, line by line, down to the facts."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.loading import bound_contract, facts_for
from vbc_rules.cli.options import ENTITY, FACTS, LAYOUT, PERIOD, RESULTS
from vbc_rules.cli.output import write_bytes
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.explanation import explanation
from vbc_rules.settlement.explaining import explained
from vbc_rules.settlement.settle import Settler


@click.command("explain")
@click.argument("contract", type=click.Path(path_type=Path))
@FACTS
@ENTITY
@PERIOD
@LAYOUT
@RESULTS
@click.option("--clause", metavar="NAME",
              help="Explain only this line and what it reads; one that varies as NAME[ENTRY].",
)  # fmt: skip
def command(
    contract: Path, facts: tuple[Path, ...], entity: str, period: str | None, layout: str | None,
    results: Path | None, clause: str | None,
) -> None:  # fmt: skip
    """Explain the settlement of one entity under CONTRACT."""
    registry = Registry.installed()
    bound = bound_contract(contract, period, registry)
    settler = Settler(bound, facts_for(bound, facts, layout, registry, results))
    found = explained(settler, entity, clause)
    title, period = bound.contract.title, bound.period.name
    write_bytes(explanation(title, entity, period, found.lines, found.name).encode("utf-8"))
