"""Values of entries as an evaluation takes them, from what a test writes."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any


def given(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Return each value exactly, by its entries if it has some; one that is None is left out."""
    return {
        name: {(entry,): _exact(value) for entry, value in one.items()}
        if isinstance(one, dict)
        else _exact(one)
        for name, one in terms.items()
        if one is not None
    }


def _exact(value: str | int | bool) -> Fraction | bool:  # noqa: FBT001 - a value of a test
    return value if isinstance(value, bool) else Fraction(value)
