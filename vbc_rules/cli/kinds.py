"""What a path on the command line names: a contract, or a book of agreements."""

from __future__ import annotations

from pathlib import Path

_BOOK = ".book.yaml"


def is_book(path: Path) -> bool:
    """Say whether a path names a book of agreements."""
    return path.name.endswith(_BOOK)
