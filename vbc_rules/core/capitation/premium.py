"""Capitation as a share of the premium, and a guaranteed amount below which none falls."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    PaymentModel,
    Rate,
    at_least_zero,
    clause,
    fact,
    parameter,
    result,
    stages,
    to_cents,
)

POPULATION = Arrangement(kind="population")


class PremiumCapitation(PaymentModel):
    """Capitation as a percentage of premium.

    The provider receives a share of what the plan was paid for the members, after what the
    contract takes off the premium first. A part may be withheld.
    """

    id = "core.premium_capitation"
    waterfall = stages("net_premium", "earned", "paid")
    arrangement = POPULATION

    premium: USD = fact("Premium of the members", minimum=0)
    deductions: USD = fact("Taken off the premium first, such as taxes and rebates", minimum=0)

    share: Rate = parameter("Share of premium")
    withhold: Rate = parameter("Share withheld")

    @clause(cites="contract: premium")
    def net_premium(self) -> USD:
        """Premium less deductions."""
        return self.premium - self.deductions

    @clause(cites="contract: share")
    def earned(self) -> USD:
        """The provider's share, before withhold."""
        return to_cents(self.share * self.net_premium)

    @clause(cites="contract: withhold")
    def withheld(self) -> USD:
        """Withheld from the share."""
        return to_cents(self.withhold * self.earned)

    @clause(cites="contract: withhold")
    def paid(self) -> USD:
        """The provider's share, after withhold."""
        return self.earned - self.withheld

    @result(cites="contract")
    def settlement(self) -> USD:
        """Share of premium paid to the provider."""
        return self.paid


class MinimumGuarantee(PaymentModel):
    """Minimum guarantee.

    Where what was earned falls short of a guaranteed amount, the payer adds what is lacking.
    """

    id = "core.minimum_guarantee"
    arrangement = POPULATION

    earned: USD = fact("Earned in the period")
    guarantee: USD = parameter("Guaranteed amount of the period", minimum=0)

    @clause(cites="contract: guarantee")
    def added(self) -> USD:
        """What was lacking to the guaranteed amount."""
        return to_cents(at_least_zero(self.guarantee - self.earned))

    @result(cites="contract")
    def settlement(self) -> USD:
        """Added to reach the guaranteed amount."""
        return self.added
