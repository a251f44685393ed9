"""What the program asks of quality: that it decides, by measures of the contract, at most ten."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from vbc_nysdoh.program.minima import MOST_MEASURES, UPDATE_2026
from vbc_nysdoh.program.terms import CURVES, Agreed, shares, streams_of, streams_on
from vbc_rules import Contract, Diagnostic

SCORING = "nysdoh.quality_targets"
DIRECTION = "lower_is_better"
"""The parameter by which every scoring model lists its measures."""


def no_link(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield each stream whose payment no quality result changes."""
    for agreed in streams_on(contract, day):
        curves = [shares(agreed.rows(name)) for name in CURVES[agreed.stream.model]]
        flat = all(len(set(each)) == 1 for each in curves)
        nothing_at_stake = agreed.number("at_stake") == 0
        no_rates = agreed.number("bonus_rate") == 0 and agreed.number("withhold_rate") == 0
        if (flat and not _worse_is_else(agreed)) or nothing_at_stake or no_rates:
            message = f"No quality result changes what `{agreed.stream.name}` pays."
            hint = "let shares rise with the targets met, and put some of the payment at stake"
            place = agreed.place("at_stake" if nothing_at_stake else CURVES[agreed.stream.model][0])
            yield Diagnostic("NYS109", message, place, hint)


def _worse_is_else(agreed: Agreed) -> bool:
    """Return whether quality that worsened has a share that the curve does not have anyway."""
    for side in ("savings", "losses"):
        worse = agreed.number(f"{side}_share_if_worse")
        if worse is not None and worse not in shares(agreed.rows(f"{side}_curve")):
            return True
    return False


def not_scored(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield each stream whose quality is reported as a number: its measures are not agreed."""
    for agreed in streams_on(contract, day):
        if "targets_met" not in agreed.stream.facts:
            message = (
                f"`targets_met` of `{agreed.stream.name}` is only reported: the contract does not "
                "say which measures and targets count."
            )
            hint = f"score it by a stream of {SCORING} and name it under `facts:`"
            yield Diagnostic("NYS110", message, agreed.stream.place, hint)


def too_many(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield a finding where a contract has more than ten measures, from April 2026 [C:R26]."""
    if day < UPDATE_2026:
        return
    listed = [Agreed(one, day) for one in contract.streams]
    scoring = [one for one in listed if one.term(DIRECTION)]
    count = sum(len(one.entries(DIRECTION)) for one in scoring)
    if count > MOST_MEASURES:
        message = f"The contract has {count} quality measures, more than {MOST_MEASURES} [C:R26]."
        place = scoring[0].place(DIRECTION)
        yield Diagnostic("NYS108", message, place, "keep the measures that matter most")


def no_target(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield a finding for measures paid for performance that could never be met."""
    for agreed in streams_of(contract, SCORING, day):
        targets = agreed.entries("target")
        without = sorted(name for name in _for_performance(agreed) if name not in targets)
        if without:
            message = f"Without a target, {', '.join(without)} can never be met."
            hint = "agree a target, or pay for reporting"
            yield Diagnostic("NYS113", message, agreed.place("target"), hint)


def none_for_performance(contract: Contract, day: date) -> Iterator[Diagnostic]:
    """Yield a finding for a stream of quality without a measure that is paid for performance."""
    for agreed in streams_of(contract, SCORING, day):
        if not _for_performance(agreed):
            message = f"`{agreed.stream.name}` has no measure that is paid for performance."
            hint = "a share of targets met needs at least one target"
            yield Diagnostic("NYS114", message, agreed.place("paid_for"), hint)


def _for_performance(agreed: Agreed) -> list[str]:
    return [name for name, one in agreed.entries("paid_for").items() if one == "performance"]
