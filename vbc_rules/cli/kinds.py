"""What a path on the command line names: a contract, a book of agreements, or episodes."""

from __future__ import annotations

from pathlib import Path

from vbc_rules.contracts.meaning.episodes import SUFFIX

_BOOK = ".book.yaml"


def is_book(path: Path) -> bool:
    """Say whether a path names a book of agreements."""
    return path.name.endswith(_BOOK)


def is_definition(path: Path) -> bool:
    """Say whether a path names an episode definition."""
    return path.name.endswith(SUFFIX)
