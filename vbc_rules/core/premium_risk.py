"""Generic risk measured by the premium: percent of premium, and medical-loss-ratio corridors."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    Bands,
    Choice,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    at_least_zero,
    axis,
    clause,
    fact,
    if_missing,
    marginal,
    parameter,
    result,
    stages,
    table,
    to_cents,
    total,
    when,
)

BASES = ("premium", "target")


class PercentOfPremium(PaymentModel):
    """Percent of premium.

    The budget is a share of the premium less deductions, each of them a share of the
    premium, an amount for a member and month, or both. The provider shares what the
    expenditure leaves of the budget, and what it exceeds it by.
    """

    id = "core.percent_of_premium"
    waterfall = (
        stages("surplus", "earned"),
        stages("deficit", "owed"),
        stages("share_of_premium", "budget"),
    )
    arrangement = Arrangement("population", losses=("owed",))

    deduction = axis("Deduction")
    premium: USD = fact("Premium", minimum=0)
    expenditure: USD = fact("Expenditure charged to the budget", minimum=0)
    member_months: MemberMonths = fact(
        "Member-months", minimum=0, optional=True, needed_with="deduction_per_member_month"
    )
    premium_share: Rate = parameter("Share of the premium that is the budget")
    deduction_of_premium: Rate = parameter(
        "Deduction, as a share of the premium", per=deduction, optional=True
    )
    deduction_per_member_month: Pmpm = parameter(
        "Deduction, for a member and month", per=deduction, minimum=0, optional=True
    )
    surplus_share: Rate = parameter("Provider's share of a surplus")
    deficit_share: Rate = parameter("Provider's share of a deficit")

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider.

        It is negative where the provider pays.
        """
        return self.earned - self.owed

    @clause(cites="contract: premium_share")
    def share_of_premium(self) -> USD:
        """Share of the premium."""
        return self.premium_share * self.premium

    @clause(cites="contract: deduction_of_premium, deduction_per_member_month")
    def deducted(self) -> USD:
        """Amount of the deduction."""
        by_premium = self.deduction_of_premium * self.premium
        by_members = self.deduction_per_member_month * self.member_months
        return if_missing(by_premium + by_members, if_missing(by_premium, by_members))

    @result(cites="contract: premium_share, deductions")
    def budget(self) -> USD:
        """Budget."""
        deductions = total(self.deducted, over=self.deduction, missing="skip")
        return to_cents(self.share_of_premium - deductions)

    @clause(cites="contract: budget")
    def surplus(self) -> USD:
        """What the expenditure leaves of the budget."""
        return at_least_zero(self.budget - self.expenditure)

    @clause(cites="contract: budget")
    def deficit(self) -> USD:
        """What the expenditure exceeds the budget by."""
        return at_least_zero(self.expenditure - self.budget)

    @clause(cites="contract: surplus_share")
    def earned(self) -> USD:
        """The provider's share of the surplus."""
        return to_cents(self.surplus_share * self.surplus)

    @clause(cites="contract: deficit_share")
    def owed(self) -> USD:
        """The provider's share of the deficit."""
        return to_cents(self.deficit_share * self.deficit)


class MedicalLossRatioCorridor(PaymentModel):
    """Corridor around a medical loss ratio.

    The target is a share of the premium. The difference between it and the medical expense
    is shared band by band: of a gain the plan returns the shares, of a loss it receives
    them. Bands are shares of the premium, which makes them points of the ratio, or shares
    of the target.
    """

    id = "core.medical_loss_ratio_corridor"
    waterfall = (stages("loss", "received"), stages("gain", "returned"))
    arrangement = Arrangement("savings", losses=("returned",))

    premium: USD = fact("Premium, after the deductions that the contract allows", minimum="0.01")
    medical_expense: USD = fact("Medical expense that the contract allows", minimum=0)
    target_ratio: Rate = parameter("Target medical loss ratio", maximum=2)
    bands_of: Choice = parameter("What the bands are shares of", choices=BASES)
    gain_bands: Bands = table("Share of a gain that is returned, by band")
    loss_bands: Bands = table("Share of a loss that is received, by band")

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment from the corridor.

        The plan or provider receives it, or pays it where it is negative.
        """
        return self.received - self.returned

    @clause(cites="contract: target_ratio")
    def target(self) -> USD:
        """Target expense."""
        return self.target_ratio * self.premium

    @result(cites="contract: medical loss ratio")
    def medical_loss_ratio(self) -> Rate:
        """Medical loss ratio."""
        return self.medical_expense / self.premium

    @clause(cites="contract: bands_of")
    def base(self) -> USD:
        """What the bands are shares of."""
        return when(self.bands_of.is_("premium"), self.premium, self.target)

    @clause(cites="contract: target_ratio")
    def gain(self) -> USD:
        """What the expense is below the target."""
        return at_least_zero(self.target - self.medical_expense)

    @clause(cites="contract: target_ratio")
    def loss(self) -> USD:
        """What the expense is above the target."""
        return at_least_zero(self.medical_expense - self.target)

    @clause(cites="contract: gain_bands")
    def returned(self) -> USD:
        """Returned of the gain."""
        return to_cents(marginal(self.gain, self.base, self.gain_bands))

    @clause(cites="contract: loss_bands")
    def received(self) -> USD:
        """Received of the loss."""
        return to_cents(marginal(self.loss, self.base, self.loss_bands))
