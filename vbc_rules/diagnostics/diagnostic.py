"""One finding about a file, with a stable code and a place a person can go to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import attrs

Severity = Literal["error", "warning"]


@attrs.frozen(order=True)
class Place:
    """A position in a file. Line and column count from 1; 0 means the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return `file:line:col`, or `file` where the whole file is meant."""
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column or 1}"


@attrs.frozen
class Diagnostic:
    """What is wrong, where, and how to mend it.

    `code` is stable and has a page under docs/diagnostics. `message` is one plain
    sentence. `hint` says what to write instead, or is empty.
    """

    code: str
    message: str
    place: Place | None = None
    hint: str = ""
    severity: Severity = "error"


class Refusal(Exception):
    """Raised where work cannot go on; carries every finding, never only the first."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        """Keep the findings; at least one is required."""
        self.diagnostics = tuple(diagnostics)
        if not self.diagnostics:
            raise ValueError("a refusal needs at least one diagnostic")
        super().__init__("\n".join(_sentence(finding) for finding in self.diagnostics))


def refuse(code: str, message: str, place: Place | None = None, hint: str = "") -> Refusal:
    """Return a refusal with a single finding, ready to be raised."""
    return Refusal([Diagnostic(code, message, place, hint)])


def _sentence(finding: Diagnostic) -> str:
    where = f"{finding.place}: " if finding.place else ""
    return f"{where}{finding.code} {finding.message}"
