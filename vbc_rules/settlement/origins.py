"""Where a given value was written, so that an explanation ends at a line of a file."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from vbc_rules.evaluation.telling import Reading


@attrs.frozen
class Origin:
    """The place of a value as `file:line:col`, and what it cites."""

    source: str = ""
    cites: str = ""


Origins = Callable[[Reading], Origin]
"""Gives the origin of a fact, a parameter or a cell of a table that a clause read."""
