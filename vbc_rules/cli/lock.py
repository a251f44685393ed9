"""`vbc lock`: which engine, plugins and contracts are used, exactly."""

from __future__ import annotations

from pathlib import Path

import click

from vbc_rules.cli.output import refuse_overwriting, tell, write_bytes
from vbc_rules.cli.validate import some_contracts
from vbc_rules.contracts.load import load_stated
from vbc_rules.contracts.lock import lock_of, lock_text
from vbc_rules.hooks.registry import Registry
from vbc_rules.reports.write import write_report


@click.command("lock")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--write", type=click.Path(path_type=Path), metavar="FILE",
              help="Write the lock to a file.")  # fmt: skip
def command(paths: tuple[Path, ...], write: Path | None) -> None:
    """Print the lock of the contracts in PATHS (files, or folders with all below them)."""
    files = some_contracts(paths)
    refuse_overwriting(files, [write])
    registry = Registry.installed()
    text = lock_text(lock_of([load_stated(file, registry) for file in files], registry))
    if write is None:
        write_bytes(text.encode())
    else:
        write_report(write, text.encode())
        tell(f"wrote {write}")
