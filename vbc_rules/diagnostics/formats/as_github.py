"""Findings as workflow commands of GitHub Actions, which marks the lines of a change.

The grammar is `::error file=F,line=L,col=C,title=T::message`; see "Workflow commands for
GitHub Actions" in GitHub's documentation.
"""

from __future__ import annotations

from collections.abc import Mapping

from vbc_rules.diagnostics.diagnostic import Diagnostic
from vbc_rules.diagnostics.formats import Report
from vbc_rules.diagnostics.text import plain

_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(report: Report) -> str:
    """Return a command for each finding, and nothing where there is none."""
    return "".join(f"{_command(finding)}\n" for finding in report.findings)


def _command(finding: Diagnostic) -> str:
    place = finding.place
    properties = {"title": finding.code}
    if place is not None:
        properties = {"file": place.file, **properties}
        if place.line:
            where = {"line": str(place.line), "col": str(place.column or 1)}
            properties = {"file": place.file, **where, "title": finding.code}
    written = ",".join(f"{name}={_escaped(text, _PROPERTY)}" for name, text in properties.items())
    hint = f"\nhint: {plain(finding.hint)}" if finding.hint else ""
    message = _escaped(plain(finding.message) + hint, _DATA)
    return f"::{finding.severity} {written}::{message}"


def _escaped(text: str, characters: Mapping[str, str]) -> str:
    return "".join(characters.get(character, character) for character in text)
