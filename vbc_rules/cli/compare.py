"""`vbc compare`: the same facts under several contracts, side by side."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.books import required
from vbc_rules.cli.loading import bound_contracts
from vbc_rules.cli.options import ENTITY, FACTS, PERIOD, SETTLEMENT
from vbc_rules.cli.output import refuse_overwriting, tell, write_bytes
from vbc_rules.facts.readers import read_facts
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports import offers_chart
from vbc_rules.reports.text.offers import offers
from vbc_rules.reports.write import write_report
from vbc_rules.settlement.choosing import chosen, one_period, parse_range
from vbc_rules.settlement.shared_facts import one_meaning, shared_facts


@click.command("compare")
@click.argument("contracts", nargs=-1, required=True, type=click.Path(path_type=Path))
@FACTS
@ENTITY
@click.option("--range", "ranges", multiple=True, metavar="FACT=A..B",
              help="Values between which a fact may lie; may be repeated.")  # fmt: skip
@PERIOD
@SETTLEMENT
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
              help="How to print the table.")  # fmt: skip
@click.option("--chart", type=click.Path(path_type=Path), metavar="PATH",
              help="Draw the payments, as .svg or .html.")  # fmt: skip
def command(
    contracts: tuple[Path, ...], facts: tuple[Path, ...], entity: str | None,
    ranges: tuple[str, ...], period: str | None, settlement: str, form: str,
    chart: Path | None,
) -> None:  # fmt: skip
    """Compare what CONTRACTS pay one entity on the same facts, now, at worst and at best."""
    facts, entity = required("--facts", facts), required("--entity", entity)
    refuse_overwriting([*contracts, *facts], [chart])
    stated = [parse_range(one) for one in ranges]
    registry = Registry.installed()
    bound = bound_contracts(contracts, period, registry, settlement)
    one_period(bound)
    meaning = one_meaning(bound)
    tables = [read_facts(facts, declared, meaning) for declared in shared_facts(bound)]
    found = chosen(list(zip(bound, tables, strict=True)), entity, stated)
    if chart is not None:
        write_report(chart, offers_chart.chart(found, chart.suffix))
        tell(f"wrote {chart}")
    write_bytes(offers(found, form))
