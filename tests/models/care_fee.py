"""A fee for coordinating care, as a plugin: paid whatever the results are."""

from __future__ import annotations

from vbc_rules.hooks.declarations import PluginInfo
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    clause,
    fact,
    parameter,
    result,
    stages,
    to_cents,
    usd,
)


class CareFee(PaymentModel):
    """Care coordination fee by member and month."""

    id = "example.care_fee"
    arrangement = Arrangement("infrastructure")
    waterfall = stages("fee", "payment")

    member_months: MemberMonths = fact("Member-months")
    per_member: Pmpm = parameter("Fee by member and month")

    @clause(cites="Agreement 3")
    def fee(self) -> USD:
        """Fee."""
        return self.per_member * self.member_months

    @result(cites="Agreement 3")
    def payment(self) -> USD:
        """Payment."""
        return to_cents(self.fee)


class Reporting(CareFee):
    """Fee for reporting quality."""

    id = "example.reporting"
    arrangement = Arrangement("reporting")


class Capitation(CareFee):
    """Capitation, of which quality releases a part."""

    id = "example.capitation"
    arrangement = Arrangement("population", quality=("quality_score",))

    quality_score: Rate = fact("Quality score, 0 to 1", places=4)
    withheld: Rate = parameter("Part that quality releases")

    @clause(cites="Agreement 4", amends="a part depends on quality")
    def fee(self) -> USD:
        """Capitation."""
        paid = 1 - self.withheld + self.withheld * self.quality_score
        return paid * (self.per_member * self.member_months)


class PrimaryCare(Capitation):
    """Capitation of primary care."""

    id = "example.primary_care"
    arrangement = Arrangement("population", scope="primary_care", quality=("quality_score",))


class Episodes(CareFee):
    """Episodes at a price; what they cost beyond it is owed."""

    id = "example.episodes"
    arrangement = Arrangement("episode", losses=("owed",), quality=())

    spent: USD = fact("Spent beyond the price", minimum=0)
    share: Rate = parameter("Share of what was spent beyond the price")

    @clause(cites="Agreement 5")
    def owed(self) -> USD:
        """Owed."""
        return self.share * self.spent + usd(0)


class Unsaid(CareFee):
    """A fee that does not say what kind of payment it is."""

    id = "example.unsaid"
    arrangement = None


@hookimpl
def vbc_plugin() -> PluginInfo:
    return PluginInfo("example", "Payments of every kind")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    return [CareFee, Reporting, Capitation, PrimaryCare, Episodes, Unsaid]
