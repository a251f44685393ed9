"""The checks of contracts: one for each rule of the program, each with a code of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import cast

from vbc_nysdoh.program import quality, signers, social
from vbc_nysdoh.program.levels import standings
from vbc_nysdoh.program.minima import why_unknown
from vbc_nysdoh.program.terms import streams_on, times
from vbc_rules import Contract, ContractCheck, Diagnostic

Rule = Callable[[Contract, date], Iterator[Diagnostic]]


def _check(code: str, title: str, rule: Rule) -> ContractCheck:
    """Return a check that asks a rule on each day on which terms begin; each place once."""

    def check(checked: object) -> Iterator[Diagnostic]:
        contract, told = cast("Contract", checked), set()
        for start, _ in times(contract):
            for finding in rule(contract, start):
                if finding.code == code and finding.place not in told:
                    told.add(finding.place)
                    yield finding

    return ContractCheck(code, title, check)


def _shortfalls(contract: Contract, day: date) -> Iterator[Diagnostic]:
    for one in standings(contract, day):
        for each in one.shortfalls:
            message = f"From {day}: {each.message}."
            yield Diagnostic(each.code, message, each.place, each.hint, "warning")


def _unknown(contract: Contract, day: date) -> Iterator[Diagnostic]:
    for one in standings(contract, day):
        if one.minima is None and one.design in (1, 2):
            message = f"From {day} no minima of level {one.design} are checked: {why_unknown(day)}."
            hint = "hold the terms against the roadmap of these days"
            yield Diagnostic("NYS112", message, one.agreed.stream.place, hint, "warning")


def _beyond_the_end(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield a finding for a curve that says where its last row ends: it never gets there."""
    for agreed in streams_on(contract, day):
        for name in sorted(name for name in agreed.stream.parameters if name.endswith("curve")):
            last = agreed.rows(name)[-1:]
            if last and last[0]["share_at_end"] != last[0]["share"]:
                message = (
                    f"The last row of `{name}` has no end, so its `share_at_end` is never paid."
                )
                hint = "write its share again, or add a row where the share ends"
                yield Diagnostic("NYS115", message, agreed.place(name), hint)


CHECKS = (
    _check("NYS101", "Share of losses below level 2", _shortfalls),
    _check("NYS102", "Cap on losses below level 2", _shortfalls),
    _check("NYS103", "Share of savings below level 1", _shortfalls),
    _check("NYS104", "Risk that the signer may not lead", signers.risk),
    _check("NYS105", "Risk without a word on who signs", signers.unsaid),
    _check("NYS106", "Risk without an intervention that counts", social.intervention),
    _check("NYS107", "No community-based organisation of tier 1", social.organization),
    _check("NYS108", "More quality measures than allowed", quality.too_many),
    _check("NYS109", "Quality decides nothing", quality.no_link),
    _check("NYS110", "Quality that no stream scores", quality.not_scored),
    _check("NYS111", "Intervention without funding", social.funding),
    _check("NYS112", "Minima that are not known", _unknown),
    _check("NYS113", "Measure paid for performance without a target", quality.no_target),
    _check("NYS114", "No measure paid for performance", quality.none_for_performance),
    _check("NYS115", "Share at an end that a curve does not have", _beyond_the_end),
)
