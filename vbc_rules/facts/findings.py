"""Findings about a facts file, collected so that all are told at once."""

from __future__ import annotations

from collections import Counter

from vbc_rules.diagnostics import Diagnostic, Place, Refusal

MOST_OF_A_KIND = 100
"""Of one code; a broken export of a million rows must not fill the memory, nor hide others."""


class Findings:
    """Collects diagnostics and raises them together."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[Diagnostic, None] = {}  # an ordered set
        self._kinds: Counter[str] = Counter()
        self._more: Counter[str] = Counter()

    def __bool__(self) -> bool:
        """Tell whether anything was found."""
        return bool(self._found)

    def add(self, code: str, message: str, place: Place | None, hint: str = "") -> None:
        """Keep a finding, once; beyond the most that are told, only count it."""
        if self.full(code):
            self.count(code)
            return
        one = Diagnostic(code, message, place, hint)
        if one not in self._found:
            self._found[one] = None
            self._kinds[code] += 1

    def full(self, code: str) -> bool:
        """Tell whether as many findings of a code are kept as are told."""
        return self._kinds[code] >= MOST_OF_A_KIND

    def count(self, code: str, times: int = 1) -> None:
        """Count findings that are not kept, where their words need not be found."""
        self._more[code] += times

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
            kinds = ", ".join(f"{times:,} of {code}" for code, times in self._more.items())
            message = f"{self._more.total():,} further findings are not shown: {kinds}."
            found.append(Diagnostic("VBC420", message, file, "mend these first"))
        if found:
            raise Refusal(found)
