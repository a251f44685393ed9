"""A risk fund: capitation and withholds against the services that are charged to them."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
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
    lesser_of,
    parameter,
    rate,
    result,
    stages,
    to_cents,
    total,
    when,
)


class RiskFund(PaymentModel):
    """Risk fund, divided by financial responsibility.

    The fund is capitation and what was withheld of it. The division of financial
    responsibility says for each service who pays: what is the provider's is charged to the
    fund, what is the payer's is not, and of what both pay the agreed part is. Where the
    payer paid for a service outside the network (leakage), it is charged alike. Stop-loss
    coverage is charged per member and month, and what it recovered goes back to the fund.
    What is left is shared, and so is what is lacking, within a limit.
    """

    id = "core.risk_fund"
    waterfall = (
        stages("surplus", "shared_surplus"),
        stages("deficit", "shared_deficit", "owed"),
    )
    arrangement = Arrangement(kind="population", losses=("owed",))

    service = axis("Service category")

    capitation: USD = fact("Capitation of the period, before withhold", minimum=0)
    claims: USD = fact("Claims in scope at contract rates", per=service, minimum=0)
    leakage: USD = fact("Paid by the payer outside the network", per=service, minimum=0)
    member_months: MemberMonths = fact("Member-months")
    recoveries: USD = fact("Recovered from stop-loss coverage", minimum=0)

    responsible: Choice = parameter(
        "Who pays for the service", per=service, choices=("provider", "payer", "shared")
    )
    part_of_shared: Rate = parameter("The provider's part of a service that both pay")
    stop_loss_charge: Pmpm = parameter("Charge for stop-loss coverage", minimum=0)
    surplus_share: Rate = parameter("The provider's share of a surplus")
    deficit_share: Rate = parameter("The provider's share of a deficit")
    deficit_limit: Rate = parameter(
        "Limit on the share of a deficit, as a share of capitation", optional=True
    )

    @clause(cites="contract: responsible, part_of_shared")
    def charged_part(self) -> Rate:
        """Part of the service that is charged to the fund."""
        both = when(self.responsible.is_("shared"), self.part_of_shared, rate(0))
        return when(self.responsible.is_("provider"), rate(1), both)

    @clause(cites="contract: responsible")
    def charge(self) -> USD:
        """Charged to the fund for the service."""
        return to_cents(self.charged_part * (self.claims + self.leakage))

    @clause(cites="contract: responsible")
    def charges(self) -> USD:
        """Charged to the fund for all services."""
        return total(self.charge, over=self.service)

    @clause(cites="contract: stop_loss_charge")
    def coverage(self) -> USD:
        """Charge for stop-loss coverage, less what it recovered."""
        return to_cents(self.stop_loss_charge * self.member_months) - self.recoveries

    @clause(cites="contract: fund")
    def balance(self) -> USD:
        """What is left of the fund; negative where it lacks."""
        return self.capitation - self.charges - self.coverage

    @clause(cites="contract: fund")
    def surplus(self) -> USD:
        """Surplus of the fund."""
        return at_least_zero(self.balance)

    @clause(cites="contract: surplus_share")
    def shared_surplus(self) -> USD:
        """The provider's share of the surplus."""
        return to_cents(self.surplus_share * self.surplus)

    @clause(cites="contract: fund")
    def deficit(self) -> USD:
        """Deficit of the fund."""
        return at_least_zero(-self.balance)

    @clause(cites="contract: deficit_share")
    def shared_deficit(self) -> USD:
        """The provider's share of the deficit."""
        return self.deficit_share * self.deficit

    @clause(cites="contract: deficit_limit")
    def owed(self) -> USD:
        """The share of the deficit within its limit."""
        limited = lesser_of(self.shared_deficit, self.deficit_limit * self.capitation)
        return to_cents(if_missing(limited, self.shared_deficit))

    @result(cites="contract")
    def settlement(self) -> USD:
        """Settlement of the fund; negative where the provider pays."""
        return self.shared_surplus - self.owed
