"""Findings as JSON in ASCII: `{"version": 1, "findings": [...]}`.

A finding has `code`, `severity`, `message`, `hint` (may be empty), `file` (null where no
file is meant), `line` and `column` (counted from 1; 0 where the whole file is meant).
"""

from __future__ import annotations

import json

from vbc_rules.diagnostics.diagnostic import Diagnostic, Place
from vbc_rules.diagnostics.formats import Report


def render(report: Report) -> str:
    """Return the report."""
    findings = [as_object(finding) for finding in report.findings]
    return json.dumps({"version": 1, "findings": findings}, indent=2) + "\n"


def as_object(finding: Diagnostic) -> dict[str, str | int | None]:
    """Return a finding as an object of JSON."""
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "hint": finding.hint,
        **place_object(finding.place),
    }


def place_object(place: Place | None) -> dict[str, str | int | None]:
    """Return where something stands as the keys of an object of JSON."""
    return {
        "file": place.file if place else None,
        "line": place.line if place else 0,
        "column": place.column if place else 0,
    }
