"""`vbc validate`: check contracts and say everything that is wrong with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import click

from vbc_rules.cli.findings import Telling, report, telling
from vbc_rules.cli.kinds import is_book, is_definition
from vbc_rules.cli.progress import shown_progress
from vbc_rules.contracts.load import check_contract
from vbc_rules.contracts.meaning.episodes import SUFFIX as DEFINITION
from vbc_rules.contracts.text.text_file import files_below, is_folder
from vbc_rules.diagnostics import Diagnostic, Refusal, refuse
from vbc_rules.diagnostics.text import counted
from vbc_rules.hooks.registry import Registry

# stand beside contracts, are none: what they are for
READ_BY = {
    ".case.yaml": "worked examples are settled by vbc test",
    ".facts.yaml": "facts are given to vbc settle by --facts",
    ".layout.yaml": "a layout is given to vbc settle by --layout",
}
BESIDE = (*READ_BY, DEFINITION)


@click.command("validate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@telling
def command(paths: tuple[Path, ...], telling: Telling) -> None:
    """Check contracts, books and episode definitions in PATHS: files, or folders.

    Of a folder every file below it is checked.

    Exits with 0 if all are valid, 1 if there are errors, 2 for wrong usage.
    """
    registry = Registry.installed()
    files = tuple(dict.fromkeys([*contract_files(paths), *_definitions(paths)]))
    findings = [one for file in files for one in _checked(file, registry)]
    report(findings, files, telling, f"{_counts(files)} valid")


def contract_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the contracts and books in some paths; of folders, every one below them, sorted.

    Files that stand beside contracts are passed over, as where a shell names all of a folder.

    Raises:
        Refusal: VBC028 for a folder that holds no contract, and where no file is one.
    """
    named = list(paths)
    asked = [path for path in named if is_folder(path) or not path.name.endswith(tuple(READ_BY))]
    if not asked:
        raise _no_contract(named[0])
    for path in asked:
        if not is_folder(path):
            yield path
            continue
        found = [file for file in files_below(path, ".yaml") if not file.name.endswith(BESIDE)]
        if not found:
            raise refuse("VBC028", f"`{path}` holds no contract.", hint="contracts end in .yaml")
        yield from found


def contracts_alone(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the contracts in some paths, each once: books and definitions are passed over.

    Raises:
        Refusal: as `contract_files`.
    """
    listed = dict.fromkeys(contract_files(paths))
    return tuple(file for file in listed if not is_book(file) and not is_definition(file))


def some_contracts(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the contracts in some paths, of which there must be one.

    Raises:
        Refusal: as `contract_files`, and VBC028 where there are only books and definitions.
    """
    named = list(paths)
    found = contracts_alone(named)
    if not found:
        message = f"`{named[0]}` is no contract."
        raise refuse("VBC028", message, hint="name the contract that it is about")
    return found


def _no_contract(path: Path) -> Refusal:
    """Return the refusal of a file that stands beside a contract, with what it is for."""
    hint = next(use for suffix, use in READ_BY.items() if path.name.endswith(suffix))
    return refuse("VBC028", f"`{path}` stands beside a contract, and is none.", hint=hint)


def _definitions(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the episode definitions below those paths that are folders, sorted."""
    for path in paths:
        if is_folder(path):
            yield from files_below(path, DEFINITION)


def _checked(file: Path, registry: Registry) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a contract, a book and its agreements, or a definition."""
    if is_definition(file):
        from vbc_rules.episodes.load import check_definition

        return check_definition(file)[1]
    if is_book(file):
        from vbc_rules.agreements.load import check_book

        return check_book(file, registry, shown_progress)[1]
    return check_contract(file, registry)[1]


def _counts(files: Sequence[Path]) -> str:
    """Return how many contracts, books and episode definitions some files are."""
    books, definitions = sum(map(is_book, files)), sum(map(is_definition, files))
    contracts = len(files) - books - definitions
    counts = ((contracts, "contract"), (books, "book"), (definitions, "episode definition"))
    told = [counted(count, word) for count, word in counts if count]
    return " and ".join(filter(None, (", ".join(told[:-1]), *told[-1:])))
