"""Minimum savings and loss rates that depend on the members in the panel."""

from __future__ import annotations

from vbc_rules.language import (
    Choice,
    Count,
    Rate,
    Table,
    column,
    if_missing,
    next_start,
    starts_at,
    when,
    wording,
)

SAVINGS_RATES = "minimum_savings_rate_by_members"
LOSS_RATES = "minimum_loss_rate_by_members"
RATES_BY_MEMBERS = (SAVINGS_RATES, LOSS_RATES)
"""The tables that a contract may state in place of one rate for all panels."""
LINEAR = "linear"
BETWEEN_ROWS = ("step", LINEAR)


class MinimumRates(Table):
    """Minimum rate by members in the panel; fewer members than in the first row have none.

    Between two rows the rate is that of the row before, or runs in a straight line.
    """

    members: Count = starts_at(minimum=0)
    rate: Rate = column()
    until: Count = next_start()


@wording("{rate} at {start} and {next_rate} at {until}, in a straight line at {members}")
def on_the_line(members: Count, start: Count, rate: Rate, until: Count, next_rate: Rate) -> Rate:
    """Return the rate of a number of members between those of two rows."""
    return rate + (next_rate - rate) * ((members - start) / (until - start))


def rate_of_panel(rates: MinimumRates, members: Count, between_rows: Choice) -> Rate:
    """Return the minimum rate for a panel, missing where the contract states no table."""
    row = rates.row(members)
    line = on_the_line(members, row.members, row.rate, row.until, rates.row(row.until).rate)
    return when(between_rows.is_(LINEAR), if_missing(line, row.rate), row.rate)
