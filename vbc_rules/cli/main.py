"""The command `vbc`: its subcommands are imported only when they are run."""

from __future__ import annotations

import atexit
import gc
import importlib
import os
import sys
from pathlib import Path

import click

from vbc_rules.cli.groups import Group

COMMANDS = {
    "category": "Say which category of payment a contract's terms make, and why.",
    "code": "Print what a diagnostic code means.",
    "compare": "Show what several contracts pay on the same facts.",
    "episodes": "Build episodes from service lines: the facts that a bundle settles.",
    "explain": "Explain how an amount came about, line by line.",
    "format": "Lay contracts out in one form, comments kept.",
    "lint": "Say what contracts leave open, and which terms decide nothing.",
    "lock": "Write which engine, plugins and contracts are used, exactly.",
    "measures": "List quality measures and benchmarks, and compare carriers.",
    "new": "Begin a contract or a plugin that works at once.",
    "plugins": "List what is installed, and what is broken and why.",
    "replay": "Compute a program's published results again and compare.",
    "schema": "Print, write or check the JSON Schema of contracts.",
    "settle": "Settle a contract on facts.",
    "sweep": "Show every piece of a payment as one fact moves.",
    "test": "Settle worked examples and compare them exactly.",
    "validate": "Check contracts: shape, then meaning; all findings at once.",
}
FINDINGS = 1  # exit code; wrong usage is 2, by click
_OBJECTS_BEFORE_COLLECTING = 50_000


class Commands(Group):
    """The subcommands, by name; the module of a command has its name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which help shows them."""
        del ctx
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command, or return None if there is none of this name."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"vbc_rules.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called, or suggest the one that was probably meant."""
        if args[0] not in COMMANDS:
            from vbc_rules.diagnostics.suggest import did_you_mean

            if meant := did_you_mean(args[0], COMMANDS):
                ctx.fail(f"No such command '{args[0]}'. Did you mean '{meant}'?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vbc-rules", prog_name="vbc")
def cli() -> None:
    """Validate, settle and explain value-based care contracts."""


def main() -> None:
    """Run the command line; findings go to standard error and exit with 1."""
    # models and a contract are many objects that stay: looking often for garbage finds none
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    atexit.register(gc.freeze)  # nor is it worth looking through them when the process ends
    _open_what_is_closed()
    try:
        cli(prog_name="vbc")
    except Exception as error:
        from vbc_rules.diagnostics import Refusal

        if not isinstance(error, Refusal):
            raise
        from vbc_rules.cli.output import findings_text

        sys.stderr.write(findings_text(error.diagnostics, color=sys.stderr.isatty()))
        sys.exit(FINDINGS)


def _open_what_is_closed() -> None:
    """Let what is written to a stream that the caller closed be lost, and to no other file.

    The first file that is opened would otherwise take the stream's number.
    """
    if sys.stdout is None:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open to the end
