"""Warnings that a comment or a baseline passes over."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.diagnostics.baseline import baseline_text, new_findings, read_baseline
from vbc_rules.diagnostics.ignoring import without_ignored

FILE = "harbor.yaml"


def warning(line: int, code: str = "VBC814") -> Diagnostic:
    return Diagnostic(code, f"Old news of {code}.", Place(FILE, line, 1), "", "warning")


def told(text: str, *findings: Diagnostic) -> list[tuple[str, int]]:
    found = without_ignored(findings, {FILE: text})
    return [(one.code, one.place.line if one.place else 0) for one in found]


def test_a_comment_at_the_end_of_a_line_passes_over_its_warnings() -> None:
    text = "a: 1\nb: 2  # vbc: ignore[VBC814] agreed so\nc: 3\n"
    assert told(text, warning(2), warning(3)) == [("VBC814", 3)]


def test_a_comment_of_its_own_speaks_of_the_next_line() -> None:
    text = "a: 1\n# vbc: ignore[VBC814] agreed so\nb: 2\n"
    assert told(text, warning(3)) == []


def test_a_comment_may_name_several_codes() -> None:
    text = "a: 1 # vbc: ignore[VBC814, VBC032] agreed so\n"
    assert told(text, warning(1), warning(1, "VBC032")) == []


def test_a_comment_that_passes_nothing_over_is_told() -> None:
    assert told("a: 1 # vbc: ignore[VBC814] agreed so\n") == [("VBC032", 1)]


@pytest.mark.parametrize(
    "comment", ["# vbc: ignore", "# vbc: ignore[] why", "# vbc: ignore[VBC814]"]
)
def test_a_comment_without_code_or_reason_is_refused(comment: str) -> None:
    found = told(f"a: 1 {comment}\n")
    assert found == [("VBC030", 1)]


def test_an_error_is_told_and_its_comment_refused() -> None:
    error = Diagnostic("VBC101", "No such key.", Place(FILE, 1, 1))
    text = "a: 1 # vbc: ignore[VBC101] we like it\n"
    assert told(text, error) == [("VBC101", 1), ("VBC031", 1)]


def test_a_text_that_looks_like_a_comment_of_another_tool_is_none() -> None:
    assert told("a: 1 # ignore[VBC814] agreed\nb: x#vbc: ignore[VBC814] y\n") == []


def test_a_baseline_passes_over_its_warnings_wherever_their_lines_are() -> None:
    known = read_baseline(baseline_text([warning(2)]), "baseline.json")
    assert list(new_findings([warning(40)], known, "baseline.json")) == []


def test_a_warning_beyond_the_count_of_the_baseline_is_new() -> None:
    known = read_baseline(baseline_text([warning(2)]), "baseline.json")
    found = list(new_findings([warning(2), warning(3)], known, "baseline.json"))
    assert found == [warning(3)]


def test_a_line_of_the_baseline_that_no_longer_applies_is_told() -> None:
    known = read_baseline(baseline_text([warning(2)]), "baseline.json")
    [found] = new_findings([], known, "baseline.json")
    assert (found.code, found.severity) == ("VBC034", "warning")
    assert found.message == "harbor.yaml has no VBC814 any more: Old news of VBC814."


def test_an_error_is_never_part_of_a_baseline() -> None:
    error = Diagnostic("VBC101", "No such key.", Place(FILE, 1, 1))
    assert json.loads(baseline_text([error]))["warnings"] == []
    known = Counter({(FILE, "VBC101", "No such key."): 1})
    assert error in set(new_findings([error], known, "baseline.json"))


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2, "warnings": []}', '{"version": 1, "warnings": [{}]}',
     '{"version": 1, "warnings": [{"file": 1, "code": "", "message": "", "count": 1}]}',
     '{"version": 1, "warnings": [{"file": "", "code": "", "message": "", "count": 0}]}'],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_baseline(text, "baseline.json")
    assert [one.code for one in caught.value.diagnostics] == ["VBC033"]
