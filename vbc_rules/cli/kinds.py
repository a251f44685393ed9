"""What a path on the command line names: a contract, a book of agreements, or episodes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vbc_rules.contracts.meaning_episodes import SUFFIX
from vbc_rules.diagnostics import refuse

_BOOK = ".book.yaml"


def is_book(path: Path) -> bool:
    """Say whether a path names a book of agreements."""
    return path.name.endswith(_BOOK)


def without_books(files: Iterable[Path]) -> tuple[Path, ...]:
    """Return the contracts among contracts and books, each once.

    Raises:
        Refusal: VBC028 where all are books.
    """
    listed = tuple(dict.fromkeys(files))
    found = tuple(file for file in listed if not is_book(file))
    if not found:
        hint = "name the contract that the book is about"
        raise refuse(
            "VBC028", f"`{listed[0]}` is a book of agreements, and no contract.", hint=hint
        )
    return found


def is_definition(path: Path) -> bool:
    """Say whether a path names an episode definition."""
    return path.name.endswith(SUFFIX)
