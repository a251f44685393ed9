"""Generic protection against high costs: reinsurance, stop-loss for a member and for all.

What a model leaves with the provider (`charged`, or `expenditure` with the premium) can be
the expenditure of a stream of shared risk.
"""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    Layers,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    at_least_zero,
    axis,
    clause,
    fact,
    if_missing,
    layered,
    lesser_of,
    parameter,
    result,
    stages,
    table,
    to_cents,
    total,
)


class Premium(PaymentModel):
    """The premium of a protection; a base of the models below."""

    member_months: MemberMonths = fact(
        "Member-months for which the premium is charged",
        minimum=0,
        optional=True,
        needed_with="premium_per_member_month",
    )
    premium_per_member_month: Pmpm = parameter(
        "Premium, for a member and month", minimum=0, optional=True
    )

    @clause(cites="contract: premium_per_member_month")
    def premium(self) -> USD:
        """Premium charged."""
        premium = to_cents(self.premium_per_member_month * self.member_months)
        return if_missing(premium, 0, because="the contract charges no premium")


class Reinsurance(Premium):
    """Reinsurance of members, layer by layer.

    The claims of a member in the period are cut into layers of dollars, and of each layer a
    share is recovered. Nothing is recovered below the first layer that has a share.
    """

    id = "core.reinsurance"
    arrangement = Arrangement("savings")

    member = axis("Member")
    claims: USD = fact("Claims of the member in the period", per=member, minimum=0)
    layers: Layers = table("Share recovered, by layer of a member's claims")

    @clause(cites="contract: layers")
    def member_recovery(self) -> USD:
        """Recovered of a member's claims."""
        return to_cents(layered(self.claims, self.layers))

    @clause(cites="contract: claims in the period")
    def claims_of_all(self) -> USD:
        """Claims of all members."""
        return total(self.claims, over=self.member)

    @clause(cites="contract: recoveries of all members")
    def recovered(self) -> USD:
        """Recovered of the claims of all members."""
        return total(self.member_recovery, over=self.member)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Recovery less premium.

        It is negative where the premium is more.
        """
        return self.recovered - self.premium

    @result(cites="contract: what the provider bears")
    def charged(self) -> USD:
        """Claims after recovery."""
        return self.claims_of_all - self.recovered

    @result(cites="contract: what the provider bears, with the premium")
    def expenditure(self) -> USD:
        """Claims after recovery, with the premium."""
        return self.claims_of_all - self.recovered + self.premium


class IndividualStopLoss(Reinsurance):
    """Stop-loss for a member.

    Of the claims of a member beyond the attachment point a share is recovered, up to a
    maximum of claims. A member of fewer months may have a lower attachment point.
    """

    id = "core.individual_stop_loss"

    months: MemberMonths = fact(
        "Months of the member in the period",
        per=Reinsurance.member,
        minimum=0,
        optional=True,
        needed_with="months_of_full_attachment",
    )
    attachment: USD = parameter("Attachment point: claims that the provider bears", minimum=0)
    maximum: USD = parameter(
        "Claims of a member beyond which nothing is recovered",
        optional=True,
        not_below="attachment",
    )
    recovered_share: Rate = parameter("Share recovered beyond the attachment point")
    months_of_full_attachment: MemberMonths = parameter(
        "Months from which the attachment point is not prorated", optional=True, minimum=1
    )

    @clause(cites="contract: attachment, months_of_full_attachment")
    def member_attachment(self) -> USD:
        """Attachment point of the member."""
        part = lesser_of(self.months / self.months_of_full_attachment, 1)
        return if_missing(part * self.attachment, self.attachment)

    @clause(cites="contract: maximum")
    def member_claims(self) -> USD:
        """Claims of the member, up to the maximum."""
        return if_missing(lesser_of(self.claims, self.maximum), self.claims)

    @clause(cites="contract: recovered_share", amends="one layer, beyond an attachment point")
    def member_recovery(self) -> USD:
        """Recovered of a member's claims."""
        beyond = at_least_zero(self.member_claims - self.member_attachment)
        return to_cents(self.recovered_share * beyond)


class AggregateStopLoss(Premium):
    """Stop-loss for all members together.

    Of the expenditure beyond a share of what was expected a part is recovered, up to a
    greater share of what was expected.
    """

    id = "core.aggregate_stop_loss"
    waterfall = stages("expenditure_beyond", "recovered")
    arrangement = Arrangement("savings")

    claims_of_all: USD = fact("Claims of all members in the period", minimum=0)
    expected: USD = fact("Expected claims of all members", minimum=0)
    attachment_rate: Rate = parameter(
        "Attachment point, as a share of the expected claims", maximum=10
    )
    maximum_rate: Rate = parameter(
        "Share of the expected claims beyond which nothing is recovered",
        optional=True,
        maximum=10,
        not_below="attachment_rate",
    )
    recovered_share: Rate = parameter("Share recovered beyond the attachment point")

    @clause(cites="contract: maximum_rate")
    def claims_up_to_maximum(self) -> USD:
        """Claims, up to the maximum."""
        most = self.maximum_rate * self.expected
        return if_missing(lesser_of(self.claims_of_all, most), self.claims_of_all)

    @clause(cites="contract: attachment_rate")
    def expenditure_beyond(self) -> USD:
        """Claims beyond the attachment point."""
        return at_least_zero(self.claims_up_to_maximum - self.attachment_rate * self.expected)

    @clause(cites="contract: recovered_share")
    def recovered(self) -> USD:
        """Recovered of the claims of all members."""
        return to_cents(self.recovered_share * self.expenditure_beyond)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Recovery less premium.

        It is negative where the premium is more.
        """
        return self.recovered - self.premium

    @clause(cites="contract: claims in the period")
    def claims_reported(self) -> USD:
        """Claims of all members."""
        return to_cents(self.claims_of_all)

    @result(cites="contract: what the provider bears")
    def charged(self) -> USD:
        """Claims after recovery."""
        return self.claims_reported - self.recovered

    @result(cites="contract: what the provider bears, with the premium")
    def expenditure(self) -> USD:
        """Claims after recovery, with the premium."""
        return self.claims_reported - self.recovered + self.premium
