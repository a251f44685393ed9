"""A baseline: the warnings that were there when checking began, and are dealt with later.

A baseline lists old warnings by file, code and words, without line numbers, so that lines
above them may change. A warning that is new is told; one of the baseline that is no longer
there is told too, so that the list only becomes shorter. Errors are never part of it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from vbc_rules.diagnostics.diagnostic import Diagnostic, Place, refuse

VERSION = 1
Key = tuple[str, str, str]
"""The file, the code and the words of a warning."""


def baseline_text(findings: Iterable[Diagnostic]) -> str:
    """Return the baseline of some findings: its warnings, as JSON."""
    counted = Counter(_key(finding) for finding in findings if finding.severity == "warning")
    entries = [
        {"file": file, "code": code, "message": message, "count": count}
        for (file, code, message), count in sorted(counted.items())
    ]
    document = {"version": VERSION, "warnings": entries}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def read_baseline(text: str, file: str) -> Counter[Key]:
    """Return how often each warning stands in a baseline.

    Raises:
        Refusal: VBC033 for anything that is no baseline.
    """
    try:
        return Counter(dict(_entry(entry) for entry in _warnings(json.loads(text))))
    except (ValueError, KeyError, TypeError):
        raise refuse("VBC033", "This is not a baseline.", Place(file),
                     "write it anew with --write-baseline") from None  # fmt: skip


def _warnings(document: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any JSON
    if document["version"] != VERSION:
        raise ValueError("another version")
    warnings: list[dict[str, Any]] = document["warnings"]
    return warnings


def _entry(entry: dict[str, Any]) -> tuple[Key, int]:
    file, code, message, count = (entry[name] for name in ("file", "code", "message", "count"))
    if not all(isinstance(text, str) for text in (file, code, message)) or int(count) < 1:
        raise ValueError("not a warning")
    return (file, code, message), int(count)


def new_findings(
    findings: Iterable[Diagnostic], known: Counter[Key], file: str
) -> Iterator[Diagnostic]:
    """Yield the findings that are not in a baseline, and what of it no longer applies.

    Nothing is said of the old warnings of a file with an error: a linter stops at errors.
    """
    left, with_errors = Counter(known), set()
    for finding in findings:
        key = _key(finding)
        if finding.severity == "warning" and left[key]:
            left[key] -= 1
        else:
            yield finding
        if finding.severity == "error":
            with_errors.add(key[0])
    for where, code, message in sorted(+left):
        if where in with_errors:
            continue
        told = f"{where} has no {code} any more: {message}"
        yield Diagnostic("VBC034", told, Place(file), "write the baseline anew", "warning")


def _key(finding: Diagnostic) -> Key:
    file = finding.place.file.replace("\\", "/") if finding.place else ""
    return file, finding.code, finding.message
