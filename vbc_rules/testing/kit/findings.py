"""How a check tells what is wrong: a code, a sentence, the place, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vbc_rules.diagnostics import Diagnostic, Place, Refusal

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


def of_refusal(refusal: Refusal) -> Iterable[Diagnostic]:
    """Return what a refusal tells: it names place and remedy already."""
    return refusal.diagnostics


def raised(error: Exception) -> str:
    """Return what was raised, in one line."""
    return f"{type(error).__name__}: {error}".splitlines()[0]
