"""Occasions: which settlement of a period is made, and the steps that are taken at it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import attrs

from vbc_rules.contracts.contract import AgreedStep, Contract, Dated, SettlementTerms
from vbc_rules.diagnostics import Diagnostic, Place, Refusal, refuse
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.settlement.period import Period

if TYPE_CHECKING:
    from vbc_rules.language.steps import Step


@attrs.frozen
class Occasion:
    """A settlement of a period: its name (empty for the only one), its steps and their terms."""

    name: str = ""
    steps: tuple[Step, ...] = ()
    terms: Mapping[str, Dated] = attrs.field(factory=dict)


NO_STEPS = Occasion()
"""Of a contract whose streams are results each for itself."""


def occasion_of(contract: Contract, settlement: str, period: Period) -> Occasion:
    """Return the settlement that is made.

    Raises:
        Refusal: VBC530 for one that the contract does not have, and where it has several and
            none is named; VBC215 for each term of a step without a single value in the period.
    """
    stated = contract.settlement
    names = stated.settlements if stated else ()
    if settlement not in names and (settlement or names):
        raise _unknown(settlement, names, stated.place if stated else Place(contract.file))
    if stated is None:
        return NO_STEPS
    steps = stated.at(settlement)
    return Occasion(settlement, tuple(one.step for one in steps), _terms(steps, period))


def earlier(stated: SettlementTerms | None, settlement: str) -> tuple[str, ...]:
    """Return the settlements before one, first to last."""
    names = stated.settlements if stated else ()
    return names[: names.index(settlement)] if settlement in names else ()


def _unknown(settlement: str, names: tuple[str, ...], place: Place) -> Refusal:
    if not names:
        message = f"The contract has no settlement `{settlement}`: it has one in a period."
        return refuse("VBC530", message, place, "leave out --settlement")
    meant = did_you_mean(settlement, names)
    choices = " or ".join(f"--settlement {one}" for one in ([meant] if meant else names))
    if not settlement:
        message = f"The contract has {len(names)} settlements in a period, and none is named."
    else:
        message = f"The contract has no settlement `{settlement}`."
    return refuse("VBC530", message, place, f"say {choices}")


def _terms(steps: tuple[AgreedStep, ...], period: Period) -> dict[str, Dated]:
    found: dict[str, Dated] = {}
    findings: list[Diagnostic] = []
    for one in steps:
        for name, term in one.terms.items():
            try:
                found[name] = term.during(period.first_day, period.last_day)
            except Refusal as refusal:
                findings.extend(refusal.diagnostics)
    if findings:
        raise Refusal(findings)
    return found
