"""`vbc validate`: contracts in files and folders, all findings at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest

from tests.cli.office import CONTRACT, FACTS, Ran

FINDINGS = {
    "type": "object",
    "required": ["version", "findings"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "severity", "message", "hint", "file", "line", "column"],
                "additionalProperties": False,
                "properties": {
                    "code": {"type": "string", "pattern": "^[A-Z]+[0-9]{3}$"},
                    "severity": {"enum": ["error", "warning"]},
                    "message": {"type": "string", "minLength": 1},
                    "hint": {"type": "string"},
                    "file": {"type": ["string", "null"]},
                    "line": {"type": "integer", "minimum": 0},
                    "column": {"type": "integer", "minimum": 0},
                },
            },
        },
    },
}


def test_a_valid_contract_is_said_to_be_valid(vbc: Callable[..., Ran]) -> None:
    assert vbc("validate", "prairie.yaml") == Ran(0, "1 contract valid\n", "")


@pytest.mark.parametrize("command", ["validate", "lint", "category"])
def test_what_stands_beside_a_contract_is_passed_over_where_a_shell_names_all_files(
    command: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    for name in ("prairie.case.yaml", "prairie.facts.yaml"):
        (office / name).write_text("contract: prairie\n", encoding="utf-8")
    ran = vbc(command, "prairie.case.yaml", "prairie.facts.yaml", "prairie.yaml")
    assert (ran.code, ran.err) == (0, "")
    assert ran == vbc(command, "prairie.yaml")


def test_a_case_file_alone_is_no_contract(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "prairie.case.yaml").write_text("contract: prairie\n", encoding="utf-8")
    ran = vbc("validate", "prairie.case.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "`prairie.case.yaml` stands beside a contract, and is none." in ran.err
    assert "hint: worked examples are settled by vbc test" in ran.err


def test_a_folder_stands_for_all_contracts_below_it(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "more").mkdir()
    (office / "more" / "plains.yaml").write_text(CONTRACT.replace("prairie", "plains"))
    assert vbc("validate", ".") == Ran(0, "2 contracts valid\n", "")


def test_cases_facts_and_layouts_beside_contracts_are_passed_over(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    for name in ("prairie.case.yaml", "prairie.facts.yaml", "prairie.layout.yaml"):
        (office / name).write_text("no: contract\n")
    assert vbc("validate", ".") == Ran(0, "1 contract valid\n", "")


def test_a_file_named_twice_is_checked_once(vbc: Callable[..., Ran]) -> None:
    assert vbc("validate", "prairie.yaml", "prairie.yaml").out == "1 contract valid\n"


def test_findings_of_all_files_are_counted_together(office: Path, vbc: Callable[..., Ran]) -> None:
    for name in ("plains", "prairie"):
        text = CONTRACT.replace("prairie", name).replace("0.75", "75")
        (office / f"{name}.yaml").write_text(text)
    ran = vbc("validate", ".")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("plains.yaml:13:37: error VBC104: ")
    assert "\nprairie.yaml:13:37: error VBC104: " in ran.out
    assert ran.out.endswith("\n2 errors\nmore about a code: vbc code VBC104\n")


def test_one_finding_does_not_hide_behind_a_missing_file(vbc: Callable[..., Ran]) -> None:
    ran = vbc("validate", "nowhere.yaml", "prairie.yaml", "facts.csv")
    assert ran.code == 1
    assert ran.out.startswith("facts.csv:")
    assert "\nnowhere.yaml: error VBC001: " in ran.out


def test_a_folder_without_contracts_is_a_finding(office: Path, vbc: Callable[..., Ran]) -> None:
    (office / "empty").mkdir()
    ran = vbc("validate", "empty")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("error VBC028: ")


def test_findings_show_the_line_with_a_caret_and_a_hint(
    office: Path, vbc: Callable[..., Ran]
) -> None:
    (office / "prairie.yaml").write_text(CONTRACT.replace("carrier:", "carier:"))
    assert vbc("validate", "prairie.yaml").out == (
        "prairie.yaml:3:1: error VBC101: The contract has no key `carier`.\n"
        "    carier: acme\n"
        "    ^\n"
        "  hint: did you mean `carrier`?\n"
        "1 error\n"
        "more about a code: vbc code VBC101\n"
    )


@pytest.mark.parametrize("text", [CONTRACT, CONTRACT.replace("0.75", "75"), FACTS, ""])
def test_findings_as_json_keep_to_the_documented_shape(
    text: str, office: Path, vbc: Callable[..., Ran]
) -> None:
    (office / "prairie.yaml").write_text(text)
    ran = vbc("validate", "--format", "json", "prairie.yaml")
    document = json.loads(ran.out)
    jsonschema.validate(document, FINDINGS)
    assert ran.code == (1 if document["findings"] else 0)
    assert ran.err == ""
