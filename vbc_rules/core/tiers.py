"""Shares of a whole amount by the tier that it reaches, in place of shares by band."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Choice,
    Rate,
    Table,
    column,
    greatest,
    starts_at,
    when,
)

SAVINGS_TIERS = "savings_tiers"
LOSS_TIERS = "loss_tiers"
TIERS = (SAVINGS_TIERS, LOSS_TIERS)
ABOVE = "above_start"
REACHED = ("at_start", ABOVE)
"""Where a tier is reached: contracts say "4 % or more", or "more than 4 %"."""


class Tiers(Table):
    """Share of all of an amount, by the tier that it reaches.

    A tier starts at a share of the benchmark. The share of the tier that is reached applies
    to the whole amount, so that each start is a cliff.
    """

    start: Rate = starts_at(first=0)
    share: Rate = column()


def tier_of(amount: USD, base: USD, tiers: Tiers, reached: Choice) -> Rate:
    """Return the start of the tier that an amount reaches, missing where it reaches none."""
    start = tiers.start * base
    holds = when(reached.is_(ABOVE), amount > start, amount >= start)
    return greatest(when(holds, tiers.start), over=tiers.rows, missing="skip")
