"""Findings as a Code Quality report of GitLab, which shows them in a merge request.

The fields are those of GitLab's documentation, "Code Quality report format".
"""

from __future__ import annotations

import json

from vbc_rules.diagnostics.diagnostic import Diagnostic
from vbc_rules.diagnostics.formats import Report, fingerprints

SEVERITY = {"error": "critical", "warning": "minor"}


def render(report: Report) -> str:
    """Return the report; a finding without a file stands at the first one that was checked."""
    first = report.files[0] if report.files else "."
    pairs = zip(report.findings, fingerprints(report.findings), strict=True)
    return json.dumps([_issue(one, mark, first) for one, mark in pairs], indent=2) + "\n"


def _issue(finding: Diagnostic, mark: str, first: str) -> dict[str, object]:
    place = finding.place
    hint = f" Hint: {finding.hint}" if finding.hint else ""
    return {
        "description": f"{finding.message}{hint}",
        "check_name": finding.code,
        "fingerprint": mark,
        "severity": SEVERITY[finding.severity],
        "location": {
            "path": (place.file if place else first).replace("\\", "/"),
            "lines": {"begin": max(place.line, 1) if place else 1},
        },
    }
