"""The ledger: what is earned by now against what was paid so far, entry by entry."""

from __future__ import annotations

from vbc_rules.language import USD, Count, Rate, YesNo, to_cents, when, wording


@wording("{amount}, to the cent if each entry is rounded ({each})")
def rounded_entry(amount: USD, each: YesNo) -> USD:
    """Return the amount of an entry, rounded to cents where the contract says so."""
    return when(each, to_cents(amount), amount)


@wording("{age} months ago: at most {additions} for an addition, {recoupments} for a recoupment")
def is_open(adjustment: USD, age: Count, additions: Count, recoupments: Count) -> YesNo:
    """Hold if an adjustment is recent enough; additions and recoupments each have a limit."""
    return ((adjustment >= 0) & (age <= additions)) | ((adjustment < 0) & (age <= recoupments))


@wording("{withheld}, or what {paid} left withheld where {adjustment} is not settled")
def withheld_for_good(
    withheld: USD, paid: USD, share: Rate, adjustment: USD, settled: YesNo
) -> USD:
    """Return what stays withheld from an entry after this run.

    What was paid before and is not adjusted is the rest after its own withhold.
    """
    unchanged = (adjustment <= 0) & (adjustment >= 0)
    return when(settled | unchanged, withheld, paid * share / (1 - share))


__all__ = ["is_open", "rounded_entry", "withheld_for_good"]
