"""Each file for a CI service is one by the schema that its service publishes."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from pre_commit.clientlib import load_config, load_manifest

from tests.ci.runner import ACTION, EXAMPLE, ROOT, STEPS, read
from vbc_rules.cli.main import COMMANDS

FILES = [
    ("github-actions", ROOT / "action.yml"),
    ("github-workflows", EXAMPLE / ".github" / "workflows" / "contracts.yml"),
    ("gitlab-ci", ROOT / "ci" / "gitlab.yml"),
    ("gitlab-ci", EXAMPLE / ".gitlab-ci.yml"),
    ("compose-spec", EXAMPLE / "compose.yaml"),
]
HOOKS = read(ROOT / ".pre-commit-hooks.yaml")


@pytest.mark.parametrize(("schema", "file"), FILES, ids=lambda one: getattr(one, "name", one))
def test_a_file_fits_the_schema_of_its_service(schema: str, file: Path) -> None:
    command = ["-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(file)]
    ran = subprocess.run(  # noqa: S603 - our own files
        [sys.executable, *command], capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_pre_commit_reads_the_hooks_and_the_example() -> None:
    load_manifest(ROOT / ".pre-commit-hooks.yaml")
    load_config(EXAMPLE / ".pre-commit-config.yaml")


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_that_exists(hook: dict[str, str]) -> None:
    program, command = hook["entry"].split()
    assert program == "vbc"
    assert command in COMMANDS
    assert hook["id"] == f"vbc-{command}"


def test_every_input_of_the_action_is_described_and_used() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")
    for name, one in ACTION["inputs"].items():
        assert one["description"]
        assert f"${{{{ inputs.{name} }}}}" in text


@pytest.mark.parametrize("name", [name for name, one in STEPS.items() if "run" in one])
def test_no_input_is_pasted_into_a_script(name: str) -> None:
    assert "${{" not in STEPS[name]["run"], "an input is a variable: its text is no command"


def test_the_page_names_every_input_of_the_action_and_every_hook() -> None:
    page = (ROOT / "docs" / "checks-in-ci.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([a-z-]+)` \|", page, re.MULTILINE))
    assert set(ACTION["inputs"]) | {hook["id"] for hook in HOOKS} <= listed
