"""Findings as JUnit XML: a test case for each file that was checked, failed by its findings."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable

from vbc_rules.diagnostics.diagnostic import Diagnostic
from vbc_rules.diagnostics.formats import Report
from vbc_rules.diagnostics.text import plain

_NO_FILE = "(no file)"


def render(report: Report) -> str:
    """Return the report. An error fails its file; a warning is written beside it."""
    by_file: dict[str, list[Diagnostic]] = {file: [] for file in report.files}
    for finding in report.findings:
        file = finding.place.file if finding.place else _NO_FILE
        by_file.setdefault(file, []).append(finding)
    failed = sum(any(map(_is_error, found)) for found in by_file.values())
    counts = {"tests": str(len(by_file)), "failures": str(failed), "errors": "0"}
    suites = ET.Element("testsuites", {"name": "vbc", **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": "contracts", **counts})
    for file, found in by_file.items():
        _case(suite, file, found)
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _case(suite: ET.Element, file: str, findings: Iterable[Diagnostic]) -> None:
    case = ET.SubElement(suite, "testcase", name=plain(file), classname="contract")
    errors = [one for one in findings if _is_error(one)]
    warnings = [one for one in findings if not _is_error(one)]
    if errors:
        many = f"{len(errors)} errors: " if len(errors) > 1 else ""
        message = f"{many}{plain(errors[0].message)}"
        failure = ET.SubElement(case, "failure", type=errors[0].code, message=message)
        failure.text = _lines(errors)
    if warnings:
        ET.SubElement(case, "system-out").text = _lines(warnings)


def _is_error(finding: Diagnostic) -> bool:
    return finding.severity == "error"


def _lines(findings: Iterable[Diagnostic]) -> str:
    return "\n".join(_line(finding) for finding in findings)


def _line(finding: Diagnostic) -> str:
    where = f"{plain(str(finding.place))}: " if finding.place else ""
    hint = f" (hint: {plain(finding.hint)})" if finding.hint else ""
    return f"{where}{finding.severity} {finding.code}: {plain(finding.message)}{hint}"
