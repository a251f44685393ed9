"""`vbc format`: contracts in canonical form."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

import click

from vbc_rules.cli.main import FINDINGS
from vbc_rules.cli.output import tell, write_bytes
from vbc_rules.cli.validate import contract_files
from vbc_rules.contracts.canonical import canonical_text
from vbc_rules.contracts.text.strict_yaml import LARGEST_FILE
from vbc_rules.contracts.text.text_file import read_text
from vbc_rules.diagnostics.text import plain
from vbc_rules.reports.write import write_reports


@click.command("format")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Change nothing; exit with 1 if a file would change.")
@click.option("--diff", is_flag=True, help="Change nothing; print what would change.")
def command(paths: tuple[Path, ...], *, check: bool, diff: bool) -> None:
    """Lay out the contracts in PATHS (files, or folders with all below them) in one form."""
    files = tuple(dict.fromkeys(contract_files(paths)))
    texts = {file: read_text(file, LARGEST_FILE) for file in files}
    formed = {file: canonical_text(text, str(file)) for file, text in texts.items()}
    changed = [file for file in files if formed[file] != texts[file]]
    if diff:
        write_bytes("".join(_diff(file, texts[file], formed[file]) for file in changed).encode())
    elif not check:
        write_reports([(file, formed[file].encode()) for file in changed])
    for file in changed:
        tell(f"{'would format' if check or diff else 'formatted'} {file}")
    if changed and (check or diff):
        sys.exit(FINDINGS)


def _diff(file: Path, before: str, after: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(), after.splitlines(), str(file), str(file), lineterm=""
    )
    return "".join(f"{plain(line)}\n" for line in lines)
