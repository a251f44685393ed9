"""`vbc validate`: check contracts and say everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from vbc_rules.cli.findings import Telling, report, telling
from vbc_rules.cli.kinds import is_book
from vbc_rules.cli.progress import shown_progress
from vbc_rules.contracts.load import check_contract
from vbc_rules.diagnostics import Diagnostic, refuse
from vbc_rules.hooks.registry import Registry

BESIDE = (".case.yaml", ".facts.yaml", ".layout.yaml")  # stand beside contracts, are none


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@telling
def command(paths: tuple[Path, ...], telling: Telling) -> None:
    """Check contracts and books in PATHS (files, or folders with all below them).

    Exits with 0 if all are valid, 1 if there are findings, 2 for wrong usage.
    """
    registry = Registry.installed()
    files = tuple(dict.fromkeys(contract_files(paths)))
    findings = [one for file in files for one in _checked(file, registry)]
    report(findings, files, telling, f"{counted(files)} valid")


def contract_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the contracts and books in some paths; of folders, every one below them, sorted.

    Raises:
        Refusal: VBC028 for a folder that holds no contract.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        found = [file for file in sorted(path.rglob("*.yaml")) if not file.name.endswith(BESIDE)]
        if not found:
            raise refuse("VBC028", f"`{path}` holds no contract.", hint="contracts end in .yaml")
        yield from found


def _checked(file: Path, registry: Registry) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a contract, or with a book and all its agreements."""
    if is_book(file):
        from vbc_rules.agreements.load import check_book

        return check_book(file, registry, shown_progress)[1]
    return check_contract(file, registry)[1]


def counted(files: Sequence[Path]) -> str:
    """Return how many contracts and books some files are."""
    books = sum(map(is_book, files))
    counts = ((len(files) - books, "contract"), (books, "book"))
    told = [f"{count} {word}{'s' * (count != 1)}" for count, word in counts if count]
    return " and ".join(told)
