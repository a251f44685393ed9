"""`vbc validate`: check contracts and say everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from vbc_rules.cli.findings import Telling, report, telling
from vbc_rules.contracts.load import check_contract
from vbc_rules.diagnostics import refuse
from vbc_rules.hooks.registry import Registry

BESIDE = (".case.yaml", ".facts.yaml", ".layout.yaml")  # stand beside contracts, are none


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@telling
def command(paths: tuple[Path, ...], telling: Telling) -> None:
    """Check contracts in PATHS (files, or folders with all below them).

    Exits with 0 if all are valid, 1 if there are findings, 2 for wrong usage.
    """
    registry = Registry.installed()
    files = tuple(dict.fromkeys(contract_files(paths)))
    findings = [one for file in files for one in check_contract(file, registry)[1]]
    valid = f"{len(files)} {'contract' if len(files) == 1 else 'contracts'} valid"
    report(findings, files, telling, valid)


def contract_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the contract files in some paths; of folders, every one below them, sorted.

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
