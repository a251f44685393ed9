"""What a reader found in a file, before it is held against what is declared."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from vbc_rules.diagnostics import Place
from vbc_rules.evaluation.inputs import Scalar
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.table import Column, PlaceOf


@attrs.frozen
class RawFacts:
    """One value per entity for each column, None where there is none.

    `damaged` are facts that are there in a form that was refused; they are not missing.
    """

    file: str
    entities: Sequence[str]
    columns: Mapping[Column, Sequence[Scalar]]
    parents: Mapping[str, Mapping[str, str]]
    place_of: PlaceOf
    header: Place
    damaged: frozenset[str] = frozenset()


def as_read(facts: RawFacts, findings: Findings) -> RawFacts:
    """Return the facts of a file that nothing completes."""
    del findings
    return facts


Completion = Callable[[RawFacts, Findings], RawFacts]
"""Adds to what was read in a file, before it is held against what is declared."""
