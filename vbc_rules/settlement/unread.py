"""Rows of a published file that cannot be read or settled: each is told, and stops no other."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.facts.layouts import PublishedFile
from vbc_rules.settlement.comparison import ReplayedRow

OF_ROWS = frozenset(
    {
        "VBC406",
        "VBC407",
        "VBC409",
        "VBC410",
        "VBC411",
        "VBC412",
        "VBC445",
        "VBC446",
        "VBC524",
    }
)
"""Codes of findings about one row: its cells, its entity, its contract, its facts, its result."""

_NO_ROW_LEFT = "VBC417"


def also_unread(refusal: Refusal, unread: Sequence[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the findings of rows so far and those of a refusal.

    Raises:
        Refusal: everything that was found, if a finding is not about a single row, or if no
            row is left.
    """
    found = tuple(one for one in refusal.diagnostics if not unread or one.code != _NO_ROW_LEFT)
    new = lines_of(found) - lines_of(unread)
    of_rows = all(one.code in OF_ROWS and one.place and one.place.line for one in found)
    if not of_rows or not new:
        raise Refusal(dict.fromkeys([*unread, *found])) from None
    return (*unread, *found)


def lines_of(findings: Sequence[Diagnostic]) -> frozenset[int]:
    """Return the lines that findings are about."""
    return frozenset(one.place.line for one in findings if one.place and one.place.line)


def unread_row(file: PublishedFile, record: int, unread: Sequence[Diagnostic]) -> ReplayedRow:
    """Return the row of a record that was left out, with the first finding as its reason."""
    own = range(*[*file.source.lines, sys.maxsize][record : record + 2])
    first = next(one for one in unread if one.place and one.place.line in own)
    reason = f"{first.code}: {first.message}"
    return ReplayedRow(file.entity(record), "", None, None, "unexplained", reason)
