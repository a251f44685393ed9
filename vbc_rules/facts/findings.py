"""Findings about a facts file, collected so that all are told at once."""

from __future__ import annotations

from vbc_rules.diagnostics import Diagnostic, Place, Refusal

MOST_FINDINGS = 500
"""More than anyone reads; a broken export of a million rows must not fill the memory."""


class Findings:
    """Collects diagnostics and raises them together."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[Diagnostic, None] = {}  # an ordered set
        self._more = 0

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self._found)

    def add(self, code: str, message: str, place: Place | None, hint: str = "") -> None:
        """Keep a finding, once; beyond the most that are told, only count it."""
        if len(self._found) < MOST_FINDINGS:
            self._found[Diagnostic(code, message, place, hint)] = None
        else:
            self._more += 1

    def add_all(self, refusal: Refusal) -> None:
        """Keep the findings of a refusal."""
        for one in refusal.diagnostics:
            self.add(one.code, one.message, one.place, one.hint)

    def refuse_if_any(self) -> None:
        """Raise what was found.

        Raises:
            Refusal: every finding; VBC420 says how many more there were.
        """
        found = list(self._found)
        if self._more:
            place = found[-1].place
            file = Place(place.file) if place else None
            message = f"{self._more:,} further findings of this file are not shown."
            found.append(Diagnostic("VBC420", message, file, "mend these first"))
        if found:
            raise Refusal(found)
