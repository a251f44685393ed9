"""Lint of one file: valid first, then what its rules find."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Literal

import attrs

from vbc_rules.contracts.load import check_document
from vbc_rules.contracts.text.located import Located
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, Severity
from vbc_rules.diagnostics.render import in_reading_order
from vbc_rules.hooks.declarations import LintRule
from vbc_rules.hooks.origin import BUILT_IN
from vbc_rules.hooks.registry import Registry
from vbc_rules.lint.subject import LintedContract

Level = Severity | Literal["off"]


def lint_file(
    path: Path, registry: Registry, levels: Mapping[str, Level] | None = None
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a contract; of a valid one, what its rules find.

    `levels` are the severities of codes for which a repository has one of its own.
    """
    try:
        document = read_document(path)
    except Refusal as refusal:
        return tuple(in_reading_order(refusal.diagnostics))
    return lint_document(document, registry, levels)


def lint_document(
    document: Located, registry: Registry, levels: Mapping[str, Level] | None = None
) -> tuple[Diagnostic, ...]:
    """Return what is found in the document of a contract; as `lint_file`."""
    contract, findings = check_document(document, registry)
    if contract is None:
        return findings
    subject = LintedContract(contract, document, registry)
    listed_at = document.key_place_of(("plugins",))
    rules = registry.lint_rules({BUILT_IN, *contract.plugins})
    found = _found(rules, subject, levels or {}, listed_at)
    return tuple(in_reading_order([*findings, *found]))


def _found(
    rules: Iterable[LintRule], subject: LintedContract, levels: Mapping[str, Level], place: Place
) -> Iterator[Diagnostic]:
    for rule in rules:
        level = levels.get(rule.code, rule.severity)
        if level == "off":
            continue
        try:
            for finding in rule.check(subject):
                yield _leveled(finding, rule, level, place)
        except Exception as error:  # noqa: BLE001 - whatever a plugin raises
            message = f"The lint rule {rule.code} failed: {type(error).__name__}: {error}."
            yield Diagnostic("VBC954", message, place, "tell the authors of the plugin")


def _leveled(finding: Diagnostic, rule: LintRule, level: Severity, place: Place) -> Diagnostic:
    """Return a finding with the severity of its rule; one of another code is the rule's fault."""
    if finding.code != rule.code:
        message = f"The lint rule {rule.code} gives a finding {finding.code}."
        return Diagnostic("VBC954", message, place, "tell the authors of the plugin")
    return attrs.evolve(finding, severity=level, place=finding.place or place)
