"""Outcomes of cases in the forms that programs read: JUnit, annotations of GitHub, JSON.

A case file that cannot be read is told like a case of its own: its findings fail it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence

from vbc_rules.diagnostics.formats import as_github, as_junit
from vbc_rules.diagnostics.formats.as_json import as_object, place_object
from vbc_rules.diagnostics.formats.as_junit import Failure, Tested
from vbc_rules.diagnostics.text import plain
from vbc_rules.testing.checking import Difference
from vbc_rules.testing.running import FileOutcome, Outcome

_DIFFERS = "difference"


def render(files: Sequence[FileOutcome], form: str) -> str:
    """Return the outcomes in one of `FORMATS`."""
    return _FORMS[form](files)


def _junit(files: Sequence[FileOutcome]) -> str:
    """Return a suite for each file, with a test case for each case."""
    return as_junit.document({one.file: list(_tested(one)) for one in files})


def _tested(file: FileOutcome) -> Iterator[Tested]:
    if file.findings:
        yield Tested(file.file, file.file, as_junit.failed_by(file.findings))
    for one in file.outcomes:
        yield Tested(one.case.name, file.file, _failure(one))


def _failure(outcome: Outcome) -> Failure | None:
    if outcome.findings:
        return as_junit.failed_by(outcome.findings)
    if not outcome.differences:
        return None
    first, *others = outcome.differences
    more = f" and {len(others)} more" if others else ""
    lines = [*map(str, outcome.differences), *outcome.explanation.splitlines()]
    return Failure(_DIFFERS, f"{first.told}{more}", "\n".join(map(plain, lines)))


def _github(files: Sequence[FileOutcome]) -> str:
    """Return a command for each finding and each difference, and nothing where all passed."""
    return "".join(f"{line}\n" for file in files for line in _commands(file))


def _commands(file: FileOutcome) -> Iterator[str]:
    yield from map(as_github.of_finding, file.findings)
    told: dict[str, None] = {}  # a contract that is refused fails each of its cases alike
    for one in file.outcomes:
        told.update(dict.fromkeys(map(as_github.of_finding, one.findings)))
        told.update(dict.fromkeys(_command(each) for each in one.differences))
    yield from told


def _command(one: Difference) -> str:
    return as_github.command("error", f"Case {one.case}", plain(one.told), one.place)


def _json(files: Sequence[FileOutcome]) -> str:
    """Return all cases, each with what differs or why it was refused."""
    cases = [_case(one) for file in files for one in file.outcomes]
    findings = [as_object(one) for file in files for one in file.findings]
    return json.dumps({"version": 1, "cases": cases, "findings": findings}, indent=2) + "\n"


def _case(outcome: Outcome) -> dict[str, object]:
    return {
        "case": outcome.case.name,
        **place_object(outcome.case.place),
        "passed": outcome.passed,
        "differences": [_difference(one) for one in outcome.differences],
        "findings": [as_object(one) for one in outcome.findings],
    }


def _difference(one: Difference) -> dict[str, object]:
    return {
        "clause": one.clause,
        "entry": one.entry,
        "expected": one.expected,
        "computed": one.computed,
        **place_object(one.place),
    }


_FORMS: Mapping[str, Callable[[Sequence[FileOutcome]], str]] = {
    "junit": _junit,
    "github": _github,
    "json": _json,
}
FORMATS = tuple(_FORMS)
"""The forms besides text."""
