"""`vbc measures --results`: what a file of measure results holds."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.output import say, tell_findings
from vbc_rules.contracts.text.json_text import pretty_json


def print_results(path: Path, form: str) -> None:
    """Print the results in a file as text or JSON; what is remarkable about them is told."""
    from vbc_rules.facts.measures.read import read_results
    from vbc_rules.reports.text.measure_results import results_document, results_text

    if form not in {"text", "json"}:
        raise click.UsageError(f"--results has no format {form}")
    file = read_results(path)
    tell_findings(file.remarks)
    lines = "".join(f"{line}\n" for line in results_text(file))
    say(pretty_json(results_document(file)) if form == "json" else lines)
