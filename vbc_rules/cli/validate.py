"""`vbc validate`: check contracts and say everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from vbc_rules.cli.findings import Telling, report, telling
from vbc_rules.contracts.load import check_contract
from vbc_rules.contracts.meaning_episodes import SUFFIX as DEFINITION
from vbc_rules.diagnostics import Diagnostic, refuse
from vbc_rules.episodes.load import check_definition
from vbc_rules.hooks.registry import Registry

# stand beside contracts, are none
BESIDE = (".case.yaml", ".facts.yaml", ".layout.yaml", DEFINITION)


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@telling
def command(paths: tuple[Path, ...], telling: Telling) -> None:
    """Check contracts and episode definitions in PATHS (files, or folders with all below them).

    Exits with 0 if all are valid, 1 if there are findings, 2 for wrong usage.
    """
    registry = Registry.installed()
    files = tuple(dict.fromkeys([*contract_files(paths), *_definitions(paths)]))
    findings = [one for file in files for one in _checked(file, registry)]
    report(findings, files, telling, _valid(files))


def _definitions(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the episode definitions below those paths that are folders, sorted."""
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob(f"*{DEFINITION}"))


def _checked(file: Path, registry: Registry) -> tuple[Diagnostic, ...]:
    if file.name.endswith(DEFINITION):
        return check_definition(file)[1]
    return check_contract(file, registry)[1]


def _valid(files: Sequence[Path]) -> str:
    contracts = [file for file in files if not file.name.endswith(DEFINITION)]
    count, what = (len(contracts), "contract") if contracts else (len(files), "episode definition")
    return f"{count} {what}{'s' * (count != 1)} valid"


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
