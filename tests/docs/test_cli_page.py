"""docs/cli.md names every command and every option, and nothing that does not exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from vbc_rules.cli.main import COMMANDS, cli

PAGE = (Path(__file__).parents[2] / "docs" / "cli.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## vbc (\w+)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
EVERYWHERE = {"--help", "--version"}
OPTION = r"--[a-z]+(?:-[a-z]+)*"


def options(name: str) -> set[str]:
    command = cli.get_command(click.Context(cli, **cli.context_settings), name)
    assert command is not None
    return {written for one in own_options(command) for written in one.opts}


def own_options(command: click.Command) -> list[click.Option]:
    """Return the options of a command and of its subcommands, which share a section."""
    below = list(subcommands(command)) if isinstance(command, click.Group) else []
    every = [parameter for one in (command, *below) for parameter in one.params]
    return [parameter for parameter in every if isinstance(parameter, click.Option)]


def subcommands(group: click.Group) -> Iterator[click.Command]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield command


def test_every_command_has_a_section() -> None:
    assert sorted(SECTIONS) == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_section_of_a_command_names_its_options_and_no_others(name: str) -> None:
    assert set(re.findall(OPTION, SECTIONS[name])) - EVERYWHERE == options(name)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_options_of_a_command_are_explained_in_a_table(name: str) -> None:
    explained = re.findall(r"^\| (`.*?) \|", SECTIONS[name], re.MULTILINE)
    assert {
        one for row in explained for one in re.findall(r"--[a-z]+(?:-[a-z]+)*", row)
    } == options(name)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_has_help(name: str) -> None:
    command = cli.get_command(click.Context(cli, **cli.context_settings), name)
    assert command is not None
    assert all(one.help for one in own_options(command))


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_section_has_an_example(name: str) -> None:
    assert f"$ vbc {name}" in SECTIONS[name] or name == "replay", "results are not in the project"
