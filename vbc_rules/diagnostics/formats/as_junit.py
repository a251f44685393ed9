"""Findings as JUnit XML: a test case for each file that was checked, failed by its findings.

Other reports are made of the same parts: suites of cases, each with its failure.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping, Sequence

import attrs

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
    tested = [_of_file(file, found) for file, found in by_file.items()]
    return document({"contracts": tested})


@attrs.frozen
class Failure:
    """Why a case failed: a kind, a sentence, and all that there is to say."""

    kind: str
    message: str
    text: str


@attrs.frozen
class Tested:
    """A test case. `output` is what is told beside the verdict."""

    name: str
    of: str
    failure: Failure | None = None
    output: str = ""


def document(suites: Mapping[str, Sequence[Tested]]) -> str:
    """Return the XML of test cases by the names of their suites."""
    every = [one for cases in suites.values() for one in cases]
    root = ET.Element("testsuites", {"name": "vbc", **_counts(every)})
    for name, cases in suites.items():
        suite = ET.SubElement(root, "testsuite", {"name": plain(name), **_counts(cases)})
        for one in cases:
            _write(suite, one)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def failed_by(errors: Sequence[Diagnostic]) -> Failure:
    """Return the failure that errors make: the first one's sentence, and all of them."""
    many = f"{len(errors)} errors: " if len(errors) > 1 else ""
    return Failure(errors[0].code, f"{many}{errors[0].message}", _lines(errors))


def _of_file(file: str, findings: Iterable[Diagnostic]) -> Tested:
    errors = [one for one in findings if one.severity == "error"]
    warnings = [one for one in findings if one.severity != "error"]
    return Tested(file, "contract", failed_by(errors) if errors else None, _lines(warnings))


def _counts(cases: Iterable[Tested]) -> dict[str, str]:
    failed = [one.failure is not None for one in cases]
    return {"tests": str(len(failed)), "failures": str(sum(failed)), "errors": "0"}


def _write(suite: ET.Element, one: Tested) -> None:
    case = ET.SubElement(suite, "testcase", name=plain(one.name), classname=plain(one.of))
    if one.failure:
        said = {"type": one.failure.kind, "message": plain(one.failure.message)}
        ET.SubElement(case, "failure", said).text = one.failure.text
    if one.output:
        ET.SubElement(case, "system-out").text = one.output


def _lines(findings: Iterable[Diagnostic]) -> str:
    return "\n".join(_line(finding) for finding in findings)


def _line(finding: Diagnostic) -> str:
    where = f"{plain(str(finding.place))}: " if finding.place else ""
    hint = f" (hint: {plain(finding.hint)})" if finding.hint else ""
    return f"{where}{finding.severity} {finding.code}: {plain(finding.message)}{hint}"
