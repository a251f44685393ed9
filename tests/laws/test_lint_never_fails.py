"""However a contract is damaged, lint finds something in it, or nothing, and no rule fails."""

from __future__ import annotations

from pathlib import Path

import acme
import pytest
from hypothesis import given, settings

from tests.laws.damage import damaged_contracts
from vbc_rules.cli.validate import contract_files
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.core import plugin as core
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry
from vbc_rules.lint.linting import lint_document, lint_file

REGISTRY = Registry.of(acme, core)
INSTALLED = Registry.installed()
SHIPPED = [
    path
    for path in contract_files([Path(__file__).parents[2] / "contract_specs"])
    if not path.name.endswith(".book.yaml")
]


@settings(deadline=None)  # the first one imports what all others use
@given(damaged_contracts)
def test_no_rule_fails_on_a_damaged_contract(text: str) -> None:
    try:
        document = parse_document(text, "acme-all-forms.yaml")
    except Refusal:
        return
    findings = lint_document(document, REGISTRY)
    assert not [one for one in findings if one.code == "VBC954"]
    assert findings == lint_document(document, REGISTRY)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_lint_finds_no_error_in_a_shipped_contract(path: Path) -> None:
    assert not [one for one in lint_file(path, INSTALLED) if one.severity == "error"]
