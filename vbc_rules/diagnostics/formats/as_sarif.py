"""Findings as SARIF 2.1.0, the format in which code scanning services read results.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

import json

from vbc_rules.diagnostics.codes import CODES
from vbc_rules.diagnostics.diagnostic import Diagnostic, Place
from vbc_rules.diagnostics.formats import Report, fingerprints, uri

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def render(report: Report) -> str:
    """Return a log with one run; its rules are the codes that were found."""
    codes = sorted({finding.code for finding in report.findings})
    pairs = zip(report.findings, fingerprints(report.findings), strict=True)
    run = {
        "tool": {"driver": {"name": "vbc", "rules": [_rule(code) for code in codes]}},
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": uri(file)}} for file in report.files],
        "results": [_result(one, codes.index(one.code), mark) for one, mark in pairs],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=2) + "\n"


def _rule(code: str) -> dict[str, object]:
    title = CODES.get(code, "A check of a plugin")
    return {
        "id": code,
        "shortDescription": {"text": title},
        "help": {"text": f"{title}. `vbc code {code}` says what it means and how to mend it."},
    }


def _result(finding: Diagnostic, rule: int, mark: str) -> dict[str, object]:
    hint = f" Hint: {finding.hint}" if finding.hint else ""
    found: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": f"{finding.message}{hint}"},
        "partialFingerprints": {"vbcFinding/v1": mark},
    }
    if finding.place is not None:
        found["locations"] = [{"physicalLocation": _location(finding.place)}]
    return found


def _location(place: Place) -> dict[str, object]:
    found: dict[str, object] = {"artifactLocation": {"uri": uri(place.file)}}
    if place.line:
        found["region"] = {"startLine": place.line, "startColumn": place.column or 1}
    return found
