"""Who may sign what: which organisations may lead a contract that shares losses."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vbc_nysdoh.program.terms import Agreed, losses_shared, streams_on
from vbc_rules import Contract, Diagnostic

HEALTH_CENTER = "federally_qualified_health_center"
LARGER = ("accountable_care_organization", "independent_practice_association")
"""Through these a health center may take risk; its encounter payments are not at risk [M-h]."""

FULL_RISK = {"nysdoh.capitation": "per_member", "nysdoh.bundle": "price"}
"""The term by which a prospective payment puts its receiver at full risk."""


def risk(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield each downside term of a contract that a health center leads itself.

    Sources conflict: a summary of the 2022 roadmap lists all levels for entities of health centers
    [C:YUVO]. Enforced is what protects their prospective rates: they lead level 1 only [M-h].
    """
    parties = contract.parties
    if parties.provider_type != HEALTH_CENTER or parties.contracts_through in LARGER:
        return
    for agreed in streams_on(contract, day):
        for term in _terms(agreed):
            message = (
                f"A federally qualified health center may lead level 1 only, but `{term}` of "
                f"`{agreed.stream.name}` puts it at risk."
            )
            hint = f"share savings only, or contract through one of {', '.join(LARGER)}"
            yield Diagnostic("NYS104", message, agreed.place(term), hint)


def unsaid(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield a finding where a contract shares losses and does not say what signs it."""
    if contract.parties.provider_type:
        return
    for agreed in streams_on(contract, day):
        if _terms(agreed):
            message = (
                f"`{agreed.stream.name}` puts the provider at risk, but the contract does not say "
                "what kind of organisation the provider is."
            )
            hint = "write `provider_type` under `parties`: not each kind may lead such a contract"
            yield Diagnostic("NYS105", message, agreed.stream.place, hint)


def _terms(agreed: Agreed) -> tuple[str, ...]:
    """Return the terms of a stream that put its receiver at risk."""
    full = FULL_RISK.get(agreed.stream.model)
    if full is not None:
        return (full,)
    return losses_shared(agreed) if agreed.stream.model == "nysdoh.shared_risk" else ()
