"""The page of the commands and their options, written from the program itself."""

from __future__ import annotations

from collections.abc import Iterator

import click

from vbc_rules.cli.main import COMMANDS, cli

PAGE = "reference/commands.md"
WIDTH = 88


def command_page() -> str:
    """Return what `--help` prints of every command."""
    lines = [
        "# What --help prints",
        "",
        "The commands with all their options, from the program itself.",
        "[The command line](../cli.md) explains them with examples.",
        "",
    ]
    root = _context(cli, "vbc", None)
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        for called, context in _with_subcommands(command, name, root):
            heading = "##" if called == f"vbc {name}" else "###"
            lines += [f"{heading} {called}", "", "```text", context.get_help(), "```", ""]
        lines += [f"[Explained with an example](../cli.md#vbc-{name})", ""]
    return "\n".join(lines)


def _with_subcommands(
    command: click.Command, name: str, parent: click.Context
) -> Iterator[tuple[str, click.Context]]:
    context = _context(command, name, parent)
    yield context.command_path, context
    if isinstance(command, click.Group):
        for sub in command.list_commands(context):
            found = command.get_command(context, sub)
            assert found is not None
            yield from _with_subcommands(found, sub, context)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    # a fixed width: the page is the same in every window
    return click.Context(command, info_name=name, parent=parent, terminal_width=WIDTH,
                         max_content_width=WIDTH, **command.context_settings)  # fmt: skip
