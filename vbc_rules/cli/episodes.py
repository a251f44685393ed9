"""`vbc episodes`: from service lines to the facts per episode that a bundle contract settles."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.options import PERIOD
from vbc_rules.cli.output import refuse_overwriting, tell, write_bytes
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.episodes.build import build_from_files
from vbc_rules.episodes.load import load_definition
from vbc_rules.episodes.tables import facts_csv, log_csv
from vbc_rules.reports.text.episodes import episodes_document, episodes_text
from vbc_rules.reports.write import write_reports
from vbc_rules.settlement.period import parse_period


@click.command("episodes")
@click.argument("definition", type=click.Path(path_type=Path))
@click.option("--services", required=True, type=click.Path(path_type=Path), metavar="FILE",
              help="CSV file of service lines.")  # fmt: skip
@click.option("--members", type=click.Path(path_type=Path), metavar="FILE",
              help="CSV file of members: eligibility, death, severity.")  # fmt: skip
@PERIOD
@click.option("--write", "facts", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the facts of each episode, as CSV for vbc settle.")  # fmt: skip
@click.option("--log", type=click.Path(path_type=Path), metavar="FILE",
              help="Write what became of each service line, and why, as CSV.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              help="How to print the summary.")  # fmt: skip
def command(
    definition: Path,
    services: Path,
    members: Path | None,
    period: str | None,
    facts: Path | None,
    log: Path | None,
    form: str,
) -> None:
    """Build the episodes of DEFINITION from service lines, and print how the dollars add up."""
    refuse_overwriting([definition, services, members], [facts, log])
    defined = load_definition(definition)
    days = None
    if period is not None:
        parsed = parse_period(period)
        days = parsed.first_day.toordinal(), parsed.last_day.toordinal()
    built = build_from_files(defined, services, members, days)
    written = [
        (path, text(built).encode())
        for path, text in ((facts, facts_csv), (log, log_csv))
        if path is not None
    ]
    write_reports(written)
    document = pretty_json(episodes_document(built)) if form == "json" else episodes_text(built)
    write_bytes(document.encode())
    for path, _ in written:
        tell(f"wrote {path}")
