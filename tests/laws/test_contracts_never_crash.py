"""However a contract is damaged, it is settled as written or refused with findings."""

from __future__ import annotations

import acme
from hypothesis import given

from tests.laws.damage import damaged_contracts
from vbc_rules.contracts.load import check_document
from vbc_rules.contracts.text.strict_yaml import parse_document
from vbc_rules.core import plugin as core
from vbc_rules.diagnostics import Refusal
from vbc_rules.diagnostics.render import render_text
from vbc_rules.hooks.registry import Registry

REGISTRY = Registry.of(acme, core)


@given(damaged_contracts)
def test_a_damaged_contract_is_read_or_refused(text: str) -> None:
    try:
        contract, findings = check_document(parse_document(text, "acme-all-forms.yaml"), REGISTRY)
    except Refusal as refusal:
        contract, findings = None, refusal.diagnostics
    assert (contract is None) == any(finding.severity == "error" for finding in findings)
    assert render_text(findings, {"acme-all-forms.yaml": text})
