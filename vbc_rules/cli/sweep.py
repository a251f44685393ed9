"""`vbc sweep`: every piece of a payment as one fact moves, with breakpoints and jumps."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.books import Asked, settler_for
from vbc_rules.cli.options import (
    AGREEMENT,
    ENTITY,
    FACTS,
    LAYOUT,
    PERIOD,
    PRIORS,
    RESULTS,
    SETTLEMENT,
)
from vbc_rules.cli.output import refuse_overwriting, tell, write_bytes
from vbc_rules.reports import sweep_chart
from vbc_rules.reports.write import write_report
from vbc_rules.settlement.sweeping import SweepQuestion, swept


@click.command("sweep")
@click.argument("contract", metavar="CONTRACT|BOOK", type=click.Path(path_type=Path))
@FACTS
@ENTITY
@AGREEMENT
@click.option("--vary", required=True, metavar="FACT", help="The fact or parameter that moves.")
@click.option("--from", "start", metavar="A",
              help="Lowest value; by default its limit, or half of what it is.")  # fmt: skip
@click.option("--to", "end", metavar="B",
              help="Highest value; by default its limit, or half as much again.")  # fmt: skip
@click.option("--result", metavar="NAME", help="The clause to follow; the main result by default.")
@PERIOD
@LAYOUT
@RESULTS
@SETTLEMENT
@PRIORS
@click.option("--format", "form", type=click.Choice(["text", "csv"]), default="text",
              help="How to print the table.")  # fmt: skip
@click.option("--chart", type=click.Path(path_type=Path), metavar="PATH",
              help="Write a chart, as .svg or .html.")  # fmt: skip
def command(
    contract: Path, facts: tuple[Path, ...], entity: str | None, agreement: str | None, vary: str,
    start: str | None, end: str | None, result: str | None, period: str | None,
    layout: str | None, results: Path | None, settlement: str, priors: tuple[Path, ...],
    form: str, chart: Path | None,
) -> None:  # fmt: skip
    """Show how a contract, or an agreement of a book, pays as a single fact or parameter moves."""
    refuse_overwriting([contract, *facts, results, *priors], [chart])
    asked = Asked(contract, facts, entity, agreement, period, layout, results,
                  settlement=settlement, priors=priors)  # fmt: skip
    settler = settler_for(asked)
    paid = settler.facts.entities[asked.row(settler)]
    question = SweepQuestion(paid, vary, start, end, result)
    found = swept(settler.bound, settler.facts, question)
    if chart is not None:
        write_report(chart, sweep_chart.chart(found, chart.suffix))
        tell(f"wrote {chart}")
    write_bytes(sweep_chart.table(found, form))
