"""What an aggregate counted, in a few words: how many entries, and the first of them."""

from __future__ import annotations

from typing import Any

import attrs

MOST_TOLD = 6
"""So many entries of an aggregate are told by name."""

MOST_LINES = 200
"""Of an aggregate over more entries no entry has a line of its own."""

MANY = 50
"""An aggregate over more entries than this is computed at once where NumPy is installed."""


@attrs.frozen
class Counted:
    """How many of how many entries an aggregate counted; `first` with their values."""

    counted: int
    entries: int
    first: tuple[tuple[str, Any], ...]
