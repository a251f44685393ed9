"""Findings in the forms that programs read: JSON, GitHub, GitLab, SARIF, JUnit."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence

import attrs

from vbc_rules.diagnostics.diagnostic import Diagnostic

FORMATS = ("json", "github", "gitlab", "sarif", "junit")


@attrs.frozen
class Report:
    """What was checked, in the order in which it was named, and what was found."""

    findings: tuple[Diagnostic, ...]
    files: tuple[str, ...] = ()


def render(report: Report, form: str) -> str:
    """Return a report in one of `FORMATS`, its findings in reading order."""
    module = importlib.import_module(f"vbc_rules.diagnostics.formats.as_{form}")
    written: Callable[[Report], str] = module.render
    return written(report)


def fingerprint(finding: Diagnostic, same_before: int = 0) -> str:
    """Return what tells a finding apart from others while lines above it come and go.

    `same_before` counts the findings of the same words in the same file before it.
    """
    import hashlib

    file = finding.place.file if finding.place else ""
    parts = (finding.code, _slashes(file), finding.message, str(same_before))
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def fingerprints(findings: Sequence[Diagnostic]) -> list[str]:
    """Return the fingerprint of each finding; none occurs twice."""
    seen: dict[str, int] = {}
    found = []
    for finding in findings:
        key = fingerprint(finding)
        found.append(fingerprint(finding, seen.get(key, 0)))
        seen[key] = seen.get(key, 0) + 1
    return found


def uri(file: str) -> str:
    """Return a path as a relative reference: forward slashes, other characters escaped."""
    from urllib.parse import quote

    return quote(_slashes(file))


def _slashes(file: str) -> str:
    return file.replace("\\", "/")
