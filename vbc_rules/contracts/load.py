"""From a file to a contract: read, shape, meaning, and the checks that plugins add."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import attrs

from vbc_rules.contracts.building.contract import build_contract
from vbc_rules.contracts.contract import Contract
from vbc_rules.contracts.meaning.category import check_categories
from vbc_rules.contracts.meaning.contract import Review, check_meaning, named_models
from vbc_rules.contracts.schema.shape import check_shape
from vbc_rules.contracts.text.located import Located
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.contracts.written.open_terms import refusal_of_template
from vbc_rules.diagnostics import Diagnostic, Refusal
from vbc_rules.diagnostics.render import in_reading_order
from vbc_rules.hooks.origin import BUILT_IN
from vbc_rules.hooks.registry import Registry


def load_contract(path: Path, registry: Registry) -> Contract:
    """Return the contract in a file; raises Refusal with every error.

    A contract that leaves terms open can be used through its agreements only: VBC252.
    """
    contract = load_stated(path, registry)
    if contract.left_open:
        raise refusal_of_template(contract.left_open)
    return contract


def load_stated(path: Path, registry: Registry) -> Contract:
    """Return the contract in a file, also one that leaves terms open; raises as `load_contract`."""
    contract, findings = check_contract(path, registry)
    errors = [finding for finding in findings if finding.severity == "error"]
    if contract is None or errors:
        raise Refusal(errors)
    return contract


def check_contract(
    path: Path, registry: Registry
) -> tuple[Contract | None, tuple[Diagnostic, ...]]:
    """Return the contract, None if it has errors, and every finding in reading order."""
    try:
        document = read_document(path)
    except Refusal as refusal:
        return None, tuple(in_reading_order(refusal.diagnostics))
    return check_document(document, registry)


def check_document(
    document: Located, registry: Registry
) -> tuple[Contract | None, tuple[Diagnostic, ...]]:
    """Return the contract in a document and every finding; as `check_contract`."""
    models, findings = named_models(document, registry)
    shape = check_shape(document, sorted(set(models.values()), key=lambda model: model.id))
    findings += shape.findings
    findings += check_meaning(Review(document, shape, models, registry))
    if _has_errors(findings):
        return None, tuple(in_reading_order(findings))
    contract = build_contract(document, models)
    if contract.left_open:  # what plugins check needs every term: each agreement is checked
        return contract, tuple(in_reading_order(findings))
    findings += check_categories(contract, {model.id: model for model in models.values()})
    findings += plugin_checks(contract, document, registry)
    ordered = tuple(in_reading_order(findings))
    return (None if _has_errors(findings) else contract), ordered


def plugin_checks(
    contract: Contract, document: Located, registry: Registry
) -> Iterator[Diagnostic]:
    """Yield what the plugins that the contract lists, and the built-in one, find in it.

    A plugin that fails here makes a finding like any other: its contracts can not be
    trusted, and all others can.
    """
    listed_at = document.key_place_of(("plugins",))
    try:
        checks = registry.contract_checks({*contract.plugins, *_built_in(registry)})
    except Refusal as refusal:
        for finding in refusal.diagnostics:
            yield attrs.evolve(finding, place=finding.place or listed_at)
        return
    for check in checks:
        try:
            yield from check.check(contract)
        except Exception as error:  # noqa: BLE001 - whatever a plugin raises
            message = f"The contract check {check.code} failed: {type(error).__name__}: {error}."
            yield Diagnostic("VBC317", message, listed_at, "tell the authors of the plugin")


def _built_in(registry: Registry) -> tuple[str, ...]:
    """Return the built-in plugin, where the registry has it: a contract need not list it."""
    return (BUILT_IN,) if BUILT_IN in registry.namespaces() else ()


def _has_errors(findings: list[Diagnostic]) -> bool:
    return any(finding.severity == "error" for finding in findings)
