"""Findings as programs read them."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET

import pytest

from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.formats import FORMATS, Report, fingerprints, render

FILE = "contracts/harbor, north: 100%.yaml"
UNKNOWN = Diagnostic("VBC101", "`x` has no key `y`.", Place(FILE, 15, 7), "did you mean `z`?")
WARNING = Diagnostic("VBC032", "Nothing\nto ignore.", Place(FILE, 3, 1), "", "warning")
NOWHERE = Diagnostic("VBC301", "The plugin `acme` is broken.")
REPORT = Report((WARNING, UNKNOWN, NOWHERE), (FILE, "contracts/other.yaml"))


def test_json_has_every_field_of_a_finding() -> None:
    assert json.loads(render(Report((UNKNOWN,)), "json")) == {
        "version": 1,
        "findings": [
            {
                "code": "VBC101",
                "severity": "error",
                "message": "`x` has no key `y`.",
                "hint": "did you mean `z`?",
                "file": FILE,
                "line": 15,
                "column": 7,
            }
        ],
    }


def test_a_finding_without_a_place_has_no_file_in_json() -> None:
    found = json.loads(render(Report((NOWHERE,)), "json"))["findings"][0]
    assert (found["file"], found["line"], found["column"]) == (None, 0, 0)


COMMAND = re.compile(
    r"::(error|warning) "  # the command and its properties, by GitHub's documentation
    r"(\w+=[^,:\r\n]*(,\w+=[^,:\r\n]*)*)?"
    r"::[^\r\n]*"
)


def test_each_github_annotation_is_one_workflow_command() -> None:
    lines = render(REPORT, "github").splitlines()
    assert len(lines) == 3
    assert all(COMMAND.fullmatch(line) for line in lines)


def test_github_escapes_what_would_end_a_property() -> None:
    line = render(Report((UNKNOWN,)), "github")
    assert "file=contracts/harbor%2C north%3A 100%25.yaml,line=15,col=7,title=VBC101::" in line
    assert line.endswith("::`x` has no key `y`.%0Ahint: did you mean `z`?\n")


def test_gitlab_issues_have_the_fields_that_it_reads_and_fingerprints_of_their_own() -> None:
    issues = json.loads(render(REPORT, "gitlab"))
    assert {tuple(issue) for issue in issues} == {
        ("description", "check_name", "fingerprint", "severity", "location")
    }
    assert len({issue["fingerprint"] for issue in issues}) == 3
    assert [issue["severity"] for issue in issues] == ["minor", "critical", "critical"]
    assert issues[2]["location"] == {"path": FILE, "lines": {"begin": 1}}


def test_sarif_results_point_at_rules_regions_and_escaped_files() -> None:
    [run] = json.loads(render(REPORT, "sarif"))["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["VBC032", "VBC101", "VBC301"]
    assert [rules[one["ruleIndex"]] for one in run["results"]] == ["VBC032", "VBC101", "VBC301"]
    location = run["results"][1]["locations"][0]["physicalLocation"]
    assert location == {
        "artifactLocation": {"uri": "contracts/harbor%2C%20north%3A%20100%25.yaml"},
        "region": {"startLine": 15, "startColumn": 7},
    }
    assert "locations" not in run["results"][2]


def test_junit_has_a_case_for_each_file_and_fails_those_with_errors() -> None:
    suites = ET.fromstring(render(REPORT, "junit"))  # noqa: S314 - our own report
    assert suites.attrib == {"name": "vbc", "tests": "3", "failures": "2", "errors": "0"}
    cases = list(suites.iter("testcase"))
    assert [case.get("name") for case in cases] == [FILE, "contracts/other.yaml", "(no file)"]
    assert [[child.tag for child in case] for case in cases] == [
        ["failure", "system-out"],
        [],
        ["failure"],
    ]


@pytest.mark.parametrize("form", FORMATS)
def test_a_report_without_findings_is_well_formed(form: str) -> None:
    text = render(Report((), ("a.yaml",)), form)
    if form == "junit":
        assert ET.fromstring(text).get("failures") == "0"  # noqa: S314 - our own report
    elif form == "github":
        assert text == ""
    else:
        assert json.loads(text) is not None


def test_the_fingerprint_of_a_finding_does_not_change_with_lines_above_it() -> None:
    moved = Diagnostic("VBC101", UNKNOWN.message, Place(FILE, 99, 1))
    assert fingerprints([UNKNOWN]) == fingerprints([moved])


def test_equal_findings_in_one_file_have_different_fingerprints() -> None:
    assert len(set(fingerprints([UNKNOWN, UNKNOWN]))) == 2
