"""Levels 2 and 3 need a social intervention, and an organisation of the community for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vbc_nysdoh.program.levels import Standing, standings
from vbc_nysdoh.program.minima import SOCIAL_CARE_SINCE, TIER_UNSAID_SINCE
from vbc_nysdoh.program.terms import Agreed, streams_of
from vbc_rules import Contract, Diagnostic

MODEL = "nysdoh.social_care"
RISK = 2
"""The level from which the program asks for social care."""


def intervention(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield each stream of level 2 or 3 of a contract without an intervention that counts."""
    agreed = list(streams_of(contract, MODEL, day))
    for one in _at_risk(contract, day):
        if any(_counted(each) for each in agreed):
            continue
        where, lacks = one.agreed.stream.place, "the contract has no stream of one"
        hint = f"add a stream of the model {MODEL}"
        if agreed:
            where = agreed[0].place("status_report")
            lacks = "none lies in one of the five domains and has a report of its status"
            hint = "agree a domain and a report"
        message = (
            f"Level {one.level} needs an intervention on a social determinant of health, "
            f"but {lacks}."
        )
        yield Diagnostic("NYS106", message, where, hint)


def organization(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield a finding where no intervention that counts has an organisation of tier 1.

    From 30 October 2023 the program's page no longer names the tier: from then on it is a warning.
    """
    for _ in _at_risk(contract, day):
        agreed = [one for one in streams_of(contract, MODEL, day) if _counted(one)]
        tiers = [one.entries("organization_tier")[name] for one in agreed for name in _counted(one)]
        if not tiers or "tier_1" in tiers:
            return
        message = (
            f"From {day} no community-based organisation of tier 1 delivers an intervention; "
            f"those that do are of {', '.join(sorted(set(tiers)))}."
        )
        hint = "contract with a nonprofit organisation that does not bill Medicaid"
        place = agreed[0].place("organization_tier")
        if day >= TIER_UNSAID_SINCE:
            yield Diagnostic("NYS107", message, place, hint, "warning")
        else:
            yield Diagnostic("NYS107", message, place, hint)
        return


def funding(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield a finding for a stream of interventions that are not funded in advance."""
    for agreed in streams_of(contract, MODEL, day):
        unfunded = sorted(name for name, one in agreed.entries("amount").items() if one == 0)
        if unfunded:
            message = f"The plan funds interventions in advance, but {', '.join(unfunded)} gets 0."
            hint = "agree what the plan pays in advance"
            yield Diagnostic("NYS111", message, agreed.place("amount"), hint)


def _at_risk(contract: Contract, day: date) -> list[Standing]:
    if day < SOCIAL_CARE_SINCE:
        return []
    return [one for one in standings(contract, day) if one.level >= RISK]


def _counted(agreed: Agreed) -> list[str]:
    """Return the interventions that count: in one of the five domains, with a status report."""
    reports, domains = agreed.entries("status_report"), agreed.entries("domain")
    return [name for name, domain in domains.items() if domain != "other" and reports.get(name)]
