"""Closed lists of words that a contract may use, with what each of them means."""

from __future__ import annotations

from collections.abc import Mapping

from vbc_rules.contracts.schema.keywords import Schema

PROVIDER_TYPES = {
    "accountable_care_organization": "providers that answer together for quality and cost",
    "federally_qualified_health_center": "a health center under section 330 of the Public Health "
    "Service Act, or a look-alike",
    "health_plan": "a plan that passes risk on",
    "hospital": "a hospital or a health system",
    "independent_practice_association": "independent practices that contract together",
    "physician_group": "a group practice",
}
"""What kind of organisation a provider can be."""


def one_of(title: str, description: str, choices: Mapping[str, str]) -> Schema:
    """Return the schema of a choice whose options are described, for editors."""
    listed = "; ".join(f"{choice}: {meaning}" for choice, meaning in choices.items())
    return {
        "title": title,
        "description": f"{description} {listed}.",
        "type": "string",
        # what is no text, such as the number 1, is told once: by its type
        "if": {"type": "string"},
        "then": {"enum": list(choices)},
    }
