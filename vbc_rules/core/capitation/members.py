"""Capitation by member month: each month of each member is an entry of its own."""

from __future__ import annotations

from vbc_rules.core.capitation.summed import SummedCapitation
from vbc_rules.language import (
    Choice,
    Count,
    MemberMonths,
    YesNo,
    clause,
    constant,
    fact,
    lesser_of,
    parameter,
    when,
)

MEMBER_MONTH = SummedCapitation.member_month


class Capitation(SummedCapitation):
    """Capitation by member month.

    Every entry is one month of one member, within the member's rate cell, and counts as a
    whole member-month or a part of one by the contract's rule. It is never more than one.
    The ledger is that of the summed model, by member month.
    """

    id = "core.capitation"

    days_eligible: Count = fact("Days eligible in the month", per=MEMBER_MONTH, maximum=31)
    days_in_month: Count = fact("Days of the month", per=MEMBER_MONTH, minimum=28, maximum=31)
    eligible_on_rule_day: YesNo = fact("Eligible on the day of the rule", per=MEMBER_MONTH)

    eligibility: Choice = parameter(
        "What an entry counts: a month if eligible on the day of the rule, the share of its "
        "days, or half a month below half of the days",
        choices=("rule_day", "daily", "half_month"),
    )
    whole: MemberMonths = constant("One member-month", {0: 1}, cites="unit of membership")

    @clause(cites="contract: eligibility")
    def by_rule_day(self) -> MemberMonths:
        """A member-month if eligible on the day of the rule."""
        return when(self.eligible_on_rule_day, self.whole, 0)

    @clause(cites="contract: eligibility")
    def by_days(self) -> MemberMonths:
        """The share of the month's days on which the member was eligible."""
        return lesser_of(self.days_eligible / self.days_in_month, 1) * self.whole

    @clause(cites="contract: eligibility")
    def by_halves(self) -> MemberMonths:
        """Half a member-month below half of the days, nothing without any."""
        some = when(self.by_days >= self.whole / 2, self.whole, self.whole / 2)
        return when(self.days_eligible > 0, some, 0)

    @clause(cites="contract: eligibility", amends="contract: member-months")
    def counted(self) -> MemberMonths:
        """Member-months that the entry counts."""
        by_time = when(self.eligibility.is_("daily"), self.by_days, self.by_halves)
        return when(self.eligibility.is_("rule_day"), self.by_rule_day, by_time)
