"""Findings as workflow commands of GitHub Actions, which marks the lines of a change.

The grammar is `::error file=F,line=L,col=C,title=T::message`; see "Workflow commands for
GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from collections.abc import Mapping

from vbc_rules.diagnostics.diagnostic import Diagnostic, Place
from vbc_rules.diagnostics.formats import Report
from vbc_rules.diagnostics.text import plain

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
    """Return a command for each finding, and nothing where there is none."""
    return "".join(f"{of_finding(finding)}\n" for finding in report.findings)


def of_finding(finding: Diagnostic) -> str:
    """Return the command that shows a finding."""
    hint = f"\nhint: {plain(finding.hint)}" if finding.hint else ""
    message = plain(finding.message) + hint
    return command(finding.severity, finding.code, message, finding.place)


def command(severity: str, title: str, message: str, place: Place | None) -> str:
    """Return a command that shows a message at a place, if there is one."""
    properties = {"title": title}
    if place is not None:
        properties = {"file": place.file, **properties}
        if place.line:
            where = {"line": str(place.line), "col": str(place.column or 1)}
            properties = {"file": place.file, **where, "title": title}
    written = ",".join(f"{name}={_escaped(text, _PROPERTY)}" for name, text in properties.items())
    return f"::{severity} {written}::{_escaped(message, _DATA)}"


def _escaped(text: str, characters: Mapping[str, str]) -> str:
    return "".join(characters.get(character, character) for character in text)
