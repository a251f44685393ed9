"""`vbc settle`: settle a contract on facts and write statements."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.loading import bound_contract, facts_for
from vbc_rules.cli.options import FACTS, LAYOUT, PERIOD, RESULTS
from vbc_rules.cli.output import tell, write_bytes
from vbc_rules.hooks.declarations import ReportFormat
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.write import write_reports
from vbc_rules.settlement.settle import Settler


@click.command("settle")
@click.argument("contract", type=click.Path(path_type=Path))
@FACTS
@PERIOD
@LAYOUT
@RESULTS
@click.option("--format", "form", type=click.Choice(["text", "json", "csv"]), default="text",
              help="What to print.")  # fmt: skip
@click.option("--report", "reports", multiple=True, metavar="FORMAT_ID=PATH",
              help="Write a report to a file: core.statement_html=statement.html.")  # fmt: skip
def command(
    contract: Path, facts: Path, period: str | None, layout: str | None, results: Path | None,
    form: str, reports: tuple[str, ...],
) -> None:  # fmt: skip
    """Settle CONTRACT on facts, for every entity in them."""
    registry = Registry.installed()
    wanted = [_wanted(report, registry) for report in reports]
    _refuse_one_file_twice([path for _, path in wanted])
    bound = bound_contract(contract, period, registry)
    settled = tuple(Settler(bound, facts_for(bound, facts, layout, registry, results)).all())
    # everything is rendered before anything is written: nothing is left half-done
    printed = registry.report_format(f"core.statement_{form}").render(settled)
    write_reports([(path, report.render(settled)) for report, path in wanted])
    for _, path in wanted:
        tell(f"wrote {path}")
    write_bytes(printed)


def _wanted(report: str, registry: Registry) -> tuple[ReportFormat, Path]:
    name, equals, path = report.partition("=")
    if not equals or not path:
        raise click.BadParameter(f"`{report}` is not FORMAT_ID=PATH", param_hint="--report")
    return registry.report_format(name), Path(path)


def _refuse_one_file_twice(paths: list[Path]) -> None:
    for number, path in enumerate(paths):
        if path in paths[:number]:
            message = f"two reports would be written to `{path}`"
            raise click.BadParameter(message, param_hint="--report")
