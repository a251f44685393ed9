"""Recording anew, on purpose, what cases expect: the text changes only where an amount stands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from vbc_rules.diagnostics import refuse
from vbc_rules.testing.checking import Difference

_SCALAR = re.compile(r"-?[0-9]+(\.[0-9]+)?|true|false|[A-Za-z_][A-Za-z0-9_-]*")


def accepted(text: str, differences: Iterable[Difference]) -> str:
    """Return the text of a case file with computed values in place of expected ones.

    Raises:
        Refusal: VBC568 for an expectation that cannot be recorded: one of findings, or of a
            value that no decimal writes.
    """
    lines = text.split("\n")
    last_first = sorted(differences, key=lambda one: one.place, reverse=True)
    for one in last_first:
        if one.clause == "findings" or not _SCALAR.fullmatch(one.computed):
            message = f"What case {one.case} expects of {one.clause} cannot be recorded."
            raise refuse("VBC568", message, one.place, f"write it by hand: {one.computed}")
        row, column = one.place.line - 1, one.place.column - 1
        before, after = lines[row][:column], lines[row][column:]
        lines[row] = before + _SCALAR.sub(one.computed, after, count=1)
    return "\n".join(lines)
