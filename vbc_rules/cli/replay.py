"""`vbc replay`: compute a program's published results again and compare."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vbc_rules.cli.main import FINDINGS
from vbc_rules.cli.output import refuse_overwriting, tell, tell_findings, write_bytes
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.text.replay import replay_csv, scoreboard
from vbc_rules.reports.write import write_report
from vbc_rules.settlement.replay import replay


@click.command("replay")
@click.argument("program")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--period", type=int, metavar="YEAR", help="Performance year of the file.")
@click.option("--output", type=click.Path(path_type=Path), metavar="PATH",
              help="Write every comparison to a CSV file.")  # fmt: skip
def command(program: str, file: Path, period: int | None, output: Path | None) -> None:
    """Compute the results in FILE, published by PROGRAM, again and compare.

    FILE is a folder where the program publishes several files that belong together. Exits
    with 1 if a result is neither computed again nor explained, or a row cannot be read.
    """
    refuse_overwriting([file], [output])
    registry = Registry.installed()
    compared = replay(registry.published_program(program), file, registry, period)
    tell_findings(compared.unread)
    if output is not None:
        write_report(output, replay_csv(compared).encode())
    write_bytes(scoreboard(compared).encode())
    if output is not None:
        tell(f"wrote {output}")
    if compared.count("unexplained"):
        sys.exit(FINDINGS)
