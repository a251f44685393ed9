"""`vbc explain`: how an amount came about, line by line, down to the facts."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.books import Asked, settler_for
from vbc_rules.cli.options import (
    AGREEMENT,
    ENTITY,
    FACTS,
    LAYOUT,
    LOCKED,
    PERIOD,
    PRIORS,
    RESULTS,
    SETTLEMENT,
)
from vbc_rules.cli.output import write_bytes
from vbc_rules.reports.text.explanation import explanation
from vbc_rules.settlement.explaining import explained


@click.command("explain")
@click.argument("contract", metavar="CONTRACT|BOOK", type=click.Path(path_type=Path))
@FACTS
@ENTITY
@AGREEMENT
@PERIOD
@LAYOUT
@RESULTS
@LOCKED
@SETTLEMENT
@PRIORS
@click.option("--clause", metavar="NAME",
              help="Explain only this line and what it reads; one that varies as NAME[ENTRY].",
)  # fmt: skip
def command(
    contract: Path, facts: tuple[Path, ...], entity: str | None, agreement: str | None,
    period: str | None, layout: str | None, results: Path | None, locked: Path | None,
    settlement: str, priors: tuple[Path, ...], clause: str | None,
) -> None:  # fmt: skip
    """Explain the settlement of one entity under a contract, or of one agreement of a book."""
    asked = Asked(contract, facts, entity, agreement, period, layout, results,
                  locked, settlement, priors)  # fmt: skip
    settler = settler_for(asked)
    paid = settler.facts.entities[asked.row(settler)]
    found = explained(settler, paid, clause)
    text = explanation(settler.bound.contract.title, paid, settler.bound.when,
                       found.lines, found.name)  # fmt: skip
    write_bytes(text.encode("utf-8"))
