"""Truncation: the claims of a member count up to one amount, in every year that is compared."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    axis,
    clause,
    fact,
    lesser_of,
    parameter,
    result,
    stages,
    to_cents,
    total,
)


class Truncation(PaymentModel):
    """Truncated claims, and a benchmark from a base period truncated alike.

    Claims of a member beyond the truncation point count in neither period, and no premium is
    charged for them. The benchmark is what the base period cost for a member and month,
    trended, for the member-months of the performance period.
    """

    id = "core.truncation"
    waterfall = (
        stages("all_claims", "expenditure"),
        stages("trended_at_full_claims", "benchmark"),
    )
    arrangement = Arrangement("scoring")

    member = axis("Member of the performance period")
    base_member = axis("Member of the base period")
    claims: USD = fact("Claims in the performance period", per=member, minimum=0)
    base_claims: USD = fact("Claims in the base period", per=base_member, minimum=0)
    member_months: MemberMonths = fact("Member-months of the performance period", minimum=0)
    base_member_months: MemberMonths = fact("Member-months of the base period", minimum=0)
    truncation_point: USD = parameter("Claims of a member that count at most", minimum=0)
    trend: Rate = parameter("Trend from the base to the performance period, 1 for none", maximum=3)

    @clause(cites="contract: truncation_point")
    def truncated_claims(self) -> USD:
        """Claims of a member that count."""
        return lesser_of(self.claims, self.truncation_point)

    @clause(cites="contract: truncation_point, as in the performance period")
    def truncated_base_claims(self) -> USD:
        """Claims of a member in the base period that count."""
        return lesser_of(self.base_claims, self.truncation_point)

    @clause(cites="contract: claims in the performance period")
    def all_claims(self) -> USD:
        """Claims of all members."""
        return total(self.claims, over=self.member)

    @result(cites="contract: truncation_point")
    def expenditure(self) -> USD:
        """Truncated expenditure of the performance period."""
        return to_cents(total(self.truncated_claims, over=self.member))

    @clause(cites="contract: base period")
    def base_per_member_month(self) -> Pmpm:
        """Truncated claims for a member and month of the base period."""
        return total(self.truncated_base_claims, over=self.base_member) / self.base_member_months

    @clause(cites="contract: trend")
    def trended_at_full_claims(self) -> USD:
        """Claims of the base period, trended, without truncation."""
        full = total(self.base_claims, over=self.base_member) / self.base_member_months
        return self.trend * full * self.member_months

    @result(cites="contract: trend")
    def benchmark(self) -> USD:
        """Truncated benchmark of the performance period."""
        return to_cents(self.trend * self.base_per_member_month * self.member_months)
