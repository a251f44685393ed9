"""`vbc settle`: settle a contract on facts and write statements."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.books import BookRun, refuse_options, required, settle
from vbc_rules.cli.kinds import is_book
from vbc_rules.cli.loading import bound_contract, facts_for, registry_for
from vbc_rules.cli.options import (
    FACTS,
    LAYOUT,
    LOCKED,
    PERIOD,
    PRIORS,
    RESULTS,
    SETTLEMENT,
)
from vbc_rules.cli.output import refuse_overwriting, tell, write_bytes
from vbc_rules.hooks.declarations import ReportFormat
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.rendering import rendered
from vbc_rules.reports.write import write_reports
from vbc_rules.settlement.priors import read_priors
from vbc_rules.settlement.settle import Settler
from vbc_rules.statements.settlement import Settlement


@click.command("settle")
@click.argument("contract", metavar="CONTRACT|BOOK", type=click.Path(path_type=Path))
@FACTS
@PERIOD
@LAYOUT
@RESULTS
@LOCKED
@SETTLEMENT
@PRIORS
@click.option("--entity", "entities", multiple=True, metavar="ID",
              help="Settle only this entity; may be repeated.")  # fmt: skip
@click.option("--agreement", "agreements", multiple=True, metavar="ID",
              help="Settle only this agreement of the book; may be repeated.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
              help="What to print.")  # fmt: skip
@click.option("--report", "reports", multiple=True, metavar="FORMAT_ID=PATH",
              help="Write a report to a file: core.statement_html=statement.html.")  # fmt: skip
def command(
    contract: Path, facts: tuple[Path, ...], period: str | None, layout: str | None,
    results: Path | None, locked: Path | None, settlement: str, priors: tuple[Path, ...],
    entities: tuple[str, ...], agreements: tuple[str, ...], form: str, reports: tuple[str, ...],
) -> None:  # fmt: skip
    """Settle a contract on facts, for every entity in them or for those that are named.

    A book (NAME.book.yaml) is settled for every agreement, or for those that are named.
    """
    if is_book(contract):
        refuse_options(contract, {"--facts": facts, "--entity": entities, "--layout": layout,
                                  "--results": results, "--locked": locked,
                                  "--prior": priors})  # fmt: skip
        registry = Registry.installed()
        wanted = [(registry.report_format(id), path) for id, path in map(_wanted, reports)]
        settle(BookRun(contract, period, agreements, form, wanted, settlement), registry)
        return
    refuse_options(contract, {"--agreement": agreements})
    facts = required("--facts", facts)
    asked = [_wanted(report) for report in reports]
    refuse_overwriting([contract, *facts, results, *priors], [path for _, path in asked])
    registry = registry_for(contract, locked, layout, *(id for id, _ in asked))
    wanted = [(registry.report_format(id), path) for id, path in asked]
    bound = bound_contract(contract, period, registry, settlement)
    shown = registry.report_format(f"core.statement_{form}")
    before = read_priors(priors, bound)
    table = facts_for(bound, facts, layout, registry, results, before)
    settler = Settler(bound, table, priors=before)
    settled = _settled(settler, entities, [shown, *(report for report, _ in wanted)])
    # everything is rendered before anything is written: nothing is left half-done
    printed = rendered(shown, settled)
    write_reports([(path, rendered(report, settled)) for report, path in wanted])
    for _, path in wanted:
        tell(f"wrote {path}")
    write_bytes(printed)


def _settled(
    settler: Settler, entities: tuple[str, ...], formats: list[ReportFormat]
) -> tuple[Settlement, ...]:
    """Return the settlements, with lines if some format reads them or entities are named."""
    if entities:
        return tuple(settler.entity(entity) for entity in dict.fromkeys(entities))
    count = len(settler.facts.entities)
    if any(one.reads_lines(count) for one in formats):
        return settler.all()
    from vbc_rules.settlement.bulk import settled_in_bulk

    return settled_in_bulk(settler)


def _wanted(report: str) -> tuple[str, Path]:
    """Return the id of a report format and the file to write, as `--report` gives them."""
    name, equals, path = report.partition("=")
    if not equals or not path:
        raise click.BadParameter(f"`{report}` is not FORMAT_ID=PATH", param_hint="--report")
    return name, Path(path)
