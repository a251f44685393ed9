"""`vbc new`: begin something: its subcommands are imported only when they are run."""

from __future__ import annotations

import importlib

import click

from vbc_rules.cli.groups import Group

NEW = {
    "contract": "Begin a contract, with facts and a case that settle at once.",
    "plugin": "Write a plugin of your own, which passes its tests at once.",
}
"""What can be begun; the module of a subcommand is `new_` and its name."""


class New(Group):
    """The things that can be begun, by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which help shows them."""
        del ctx
        return sorted(NEW)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand, or return None if there is none of this name."""
        del ctx
        if cmd_name not in NEW:
            return None
        command: click.Command = importlib.import_module(f"vbc_rules.cli.new_{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of subcommands without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(NEW.items()))


@click.group("new", cls=New)
def command() -> None:
    """Begin something that works as it is, to be changed step by step."""
