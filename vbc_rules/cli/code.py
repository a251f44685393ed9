"""`vbc code`: the page of a diagnostic code."""

from __future__ import annotations

import click

from vbc_rules.cli.output import write_bytes
from vbc_rules.diagnostics import refuse
from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.pages import page
from vbc_rules.diagnostics.suggest import did_you_mean


@click.command("code")
@click.argument("code")
def command(code: str) -> None:
    """Print what a diagnostic CODE means, with a bad and a good example.

    Capitals and blanks around it are no matter.
    """
    wanted = code.strip().upper()
    if wanted not in CODES:
        meant = did_you_mean(wanted, CODES)
        hint = f"did you mean {meant}?" if meant else "a code is VBC and three digits"
        raise refuse("VBC035", f"There is no code `{code}`.", hint=hint)
    write_bytes(page(wanted).encode())
