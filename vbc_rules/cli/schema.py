"""`vbc schema`: the JSON Schema of contracts, for the installed plugins, and that of books."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from vbc_rules.agreements.schema import book_schema_text
from vbc_rules.cli.main import FINDINGS
from vbc_rules.cli.output import say, say_line
from vbc_rules.contracts.schema.bundle import InstalledModel, schema_text
from vbc_rules.contracts.schema.editors import vscode_settings
from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.write import write_report

_USUAL = "contract.schema.json"
_LARGEST = 50_000_000  # bytes of a schema, many times what all plugins of the world would need


@click.command("schema")
@click.option("--write", type=click.Path(path_type=Path), help="Write the schema to a file.")
@click.option("--check", type=click.Path(path_type=Path), help="Check that a file is up to date.")
@click.option("--book", is_flag=True, help="The schema of books of agreements instead.")
@click.option("--editor", is_flag=True,
              help="Print the settings of VS Code for the schema file.")  # fmt: skip
def command(write: Path | None, check: Path | None, *, book: bool, editor: bool) -> None:
    """Print the one bundled JSON Schema for the installed plugins, or write or check it."""
    if check and (write or editor):
        raise click.UsageError(
            f"--check and {'--write' if write else '--editor'} exclude each other"
        )
    if editor and book:
        raise click.UsageError("--book and --editor exclude each other")
    if editor and not write:
        say(vscode_settings(_USUAL))
        return
    text = book_schema_text() if book else bundled(Registry.installed())
    if write:
        write_report(write, text.encode("utf-8"))
        if editor:
            say(vscode_settings(write.as_posix()))
    elif check:
        _check(check, text, " --book" if book else "")
    else:
        say(text)


def bundled(registry: Registry) -> str:
    """Return the schema of all installed payment models."""
    return schema_text(
        InstalledModel(model, registry.origin(model.id).distribution)
        for model in registry.payment_models()
    )


def _check(path: Path, text: str, option: str) -> None:
    written = read_text(path, _LARGEST) if os.path.lexists(path) else ""
    if written == text:
        say_line(f"{path} is up to date")
        return
    click.echo(f"{path} is out of date; run: vbc schema{option} --write {path}", err=True)
    sys.exit(FINDINGS)
