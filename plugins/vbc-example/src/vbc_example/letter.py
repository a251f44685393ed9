"""A report format: the letter that a practice gets. It reads settlements and computes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def letter(settlements: Sequence[Any]) -> bytes:
    """Return a letter for each settlement: who, for which year, and each result as it is shown."""
    return "\n".join(_letter(settlement) for settlement in settlements).encode()


def _letter(settlement: Any) -> str:  # noqa: ANN401 - a settlement, whose class is not public
    results = "".join(f"  {one.title}: {one.shown}\n" for one in settlement.results)
    return f"To {settlement.entity}\n{settlement.title}, {settlement.period}\n\n{results}"
