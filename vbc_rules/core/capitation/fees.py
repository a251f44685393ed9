"""Fees for care coordination, and payments in advance that are recouped later."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    YesNo,
    at_least_zero,
    axis,
    clause,
    fact,
    lesser_of,
    parameter,
    result,
    to_cents,
    total,
    when,
)

INFRASTRUCTURE = Arrangement(kind="infrastructure")


class CareCoordinationFee(PaymentModel):
    """Care-coordination fee by risk tier.

    Dollars per member and month; a flat fee has a single tier.
    """

    id = "core.care_coordination_fee"
    arrangement = INFRASTRUCTURE

    tier = axis("Risk tier")

    member_months: MemberMonths = fact("Member-months", per=tier)
    fee: Pmpm = parameter("Fee per member and month", per=tier, minimum=0)

    @clause(cites="contract: fee")
    def by_tier(self) -> USD:
        """Fee of the tier."""
        return to_cents(self.fee * self.member_months)

    @clause(cites="contract: fee")
    def fees(self) -> USD:
        """Fees of all tiers."""
        return total(self.by_tier, over=self.tier)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Care-coordination fees to the provider."""
        return self.fees


class AdvancePayment(PaymentModel):
    """Payment in advance, recouped from what is earned later.

    The advance is an amount per member and month. What earlier advances left is recouped
    from the amount that was earned, up to a share of it. Where the agreement ends, the rest
    is due if the contract says so; otherwise it is forgiven.
    """

    id = "core.advance_payment"
    arrangement = INFRASTRUCTURE

    member_months: MemberMonths = fact("Member-months for which an advance is paid")
    earned: USD = fact("Earned amount from which advances are recouped")
    balance: USD = fact("Advances of earlier periods that are not recouped", minimum=0)
    agreement_ends: YesNo = fact("The agreement ends with this period")

    advance_per_member: Pmpm = parameter("Advance per member and month", minimum=0)
    recoupment_share: Rate = parameter("Most of what was earned that is recouped")
    rest_is_due_at_the_end: YesNo = parameter("What is not recouped is due at the end")

    @clause(cites="contract: advance_per_member")
    def advance(self) -> USD:
        """Advance of the period."""
        return to_cents(self.advance_per_member * self.member_months)

    @clause(cites="contract: recoupment_share")
    def recouped(self) -> USD:
        """Recouped from what was earned."""
        most = self.recoupment_share * at_least_zero(self.earned)
        return to_cents(lesser_of(self.balance, most))

    @clause(cites="contract: rest_is_due_at_the_end")
    def repaid(self) -> USD:
        """Due at the end of the agreement."""
        rest = self.balance + self.advance - self.recouped
        return when(self.agreement_ends & self.rest_is_due_at_the_end, rest, 0)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Advance to the provider; negative where advances are recouped."""
        return self.advance - self.recouped - self.repaid

    @clause(cites="contract: recoupment_share")
    def advances_left(self) -> USD:
        """Advances that are not recouped yet, the next period's balance."""
        rest = self.balance + self.advance - self.recouped - self.repaid
        return when(~self.agreement_ends, rest, 0)
