"""How a check tells what is wrong: a code, a sentence, the place, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.render import in_reading_order

UNDESCRIBED = "VBC590"
OPEN = "VBC591"
EXAMPLE = "VBC592"
UNTESTED = "VBC593"
DIFFERENT = "VBC594"
CHANGING = "VBC595"
READING = "VBC596"
LAWLESS = "VBC597"
EMPTY = "VBC598"
UNSOUND = "VBC599"
PRIVATE = "VBC325"

Findings = Iterator[Diagnostic]


def told(code: str, message: str, place: Place | None, hint: str) -> Diagnostic:
    """Return a finding; its message is a sentence."""
    return Diagnostic(code, message, place, hint)


def raised(error: Exception) -> str:
    """Return what was raised, in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0]


def sentences(findings: Sequence[Diagnostic]) -> list[str]:
    """Return each finding as a line, and below it how to mend it."""
    lines = []
    for one in in_reading_order(findings):
        where = f"{one.place}: " if one.place else ""
        lines.append(f"{where}{one.code} {one.message}")
        if one.hint:
            lines.append(f"  mend: {one.hint}")
    return lines
