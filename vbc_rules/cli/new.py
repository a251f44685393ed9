"""`vbc new`: write something to begin with. Each kind is a command in a module of its own."""

from __future__ import annotations

import importlib

import click

KINDS = {
    "plugin": "Write a plugin of your own, which passes its tests at once.",
}
"""What can be written; `plugin` is the command of `new_plugin.py`."""


class Kinds(click.Group):
    """The kinds, by name; one is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which help shows them."""
        del ctx
        return sorted(KINDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the command of a kind, or return None if there is none."""
        del ctx
        if cmd_name not in KINDS:
            return None
        command: click.Command = importlib.import_module(f"vbc_rules.cli.new_{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of kinds without importing any."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(sorted(KINDS.items()))


@click.command("new", cls=Kinds)
def command() -> None:
    """Write something to begin with; nothing is asked, and nothing is overwritten."""
