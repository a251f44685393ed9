"""What a reader found in a file, before it is held against what is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.entry_rows import EntryRows
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.table import Column, PlaceOf


@attrs.frozen
class RawFacts:
    """One value per entity for each column, None where there is none.

    `damaged` are facts that are there in a form that was refused; they are not missing.
    `rows` has the facts that a long file gives by entry; no fact stands in columns and rows.
    """

    file: str
    entities: Sequence[str]
    columns: Mapping[Column, Sequence[Scalar]]
    parents: Mapping[str, Mapping[str, str]]
    place_of: PlaceOf
    header: Place
    damaged: frozenset[str] = frozenset()
    rows: tuple[EntryRows, ...] = ()

    def names(self) -> dict[str, None]:
        """Return the names of the facts that are given, in their order."""
        found = dict.fromkeys(name for name, _ in self.columns)
        for rows in self.rows:
            found |= dict.fromkeys(rows.columns)
        return found


def as_read(facts: RawFacts, findings: Findings) -> RawFacts:
    """Return the facts of a file that nothing completes."""
    del findings
    return facts


Completion = Callable[[RawFacts, Findings], RawFacts]
"""Adds to what was read in a file, before it is held against what is declared."""
