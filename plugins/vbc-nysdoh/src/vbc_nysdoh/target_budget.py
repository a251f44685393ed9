"""The target budget: what the care of the attributed members is expected to cost."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    axis,
    clamp,
    clause,
    fact,
    parameter,
    result,
    stages,
    to_cents,
    total,
)

ROADMAP = "VBP Roadmap, target budget"


class Budget(PaymentModel):
    """What both ways to a target budget have in common.

    A base per member and month, brought to the performance year by the agreed trend, at the risk of
    the members, adjusted for efficiency and quality within the agreed limit, less the load
    of the stop loss that the plan keeps. A model that feeds: it pays nothing itself.
    """

    arrangement = Arrangement("scoring", quality=("quality_adjustment",))
    waterfall = stages(
        "base_budget", "trended", "risk_adjusted", "adjusted", "after_stop_loss", "target_budget"
    )

    member_months: MemberMonths = fact("Member-months of the performance year")
    risk_factor: Rate = fact(
        "Risk of the members against that of the base, by clinical risk groups",
        places=6,
        maximum=100,
    )
    efficiency_adjustment: Rate = fact(
        "Adjustment for efficiency, as a share of the budget", places=6, minimum=-1
    )
    quality_adjustment: Rate = fact(
        "Adjustment for quality, as a share of the budget", places=6, minimum=-1
    )

    trend: Rate = parameter("Growth of cost from the base to the performance year", minimum=-1)
    largest_adjustment: Rate = parameter(
        "Limit on the adjustments together, on either side, as a share of the budget"
    )
    stop_loss_load: Pmpm = parameter("Load of the stop loss, per member and month", minimum=0)

    @clause(cites=ROADMAP)
    def base(self) -> Pmpm:
        """Base per member and month."""
        return self.stop_loss_load

    @clause(cites=f"{ROADMAP}: base x members")
    def base_budget(self) -> USD:
        """Base for the members of the performance year."""
        return self.base * self.member_months

    @clause(cites=f"{ROADMAP}: trend")
    def trended(self) -> USD:
        """At the cost of the performance year."""
        return (1 + self.trend) * self.base_budget

    @clause(cites=f"{ROADMAP}: risk")
    def risk_adjusted(self) -> USD:
        """At the risk of the members."""
        return self.risk_factor * self.trended

    @clause(cites=f"{ROADMAP}: efficiency and quality adjustments")
    def adjustment(self) -> Rate:
        """Adjustments together, within their limit."""
        both = self.efficiency_adjustment + self.quality_adjustment
        return clamp(both, -self.largest_adjustment, self.largest_adjustment)

    @clause(cites=f"{ROADMAP}: efficiency and quality adjustments")
    def adjusted(self) -> USD:
        """After adjustments for efficiency and quality."""
        return (1 + self.adjustment) * self.risk_adjusted

    @clause(cites=f"{ROADMAP}: stop loss")
    def after_stop_loss(self) -> USD:
        """After the load of the stop loss."""
        return self.adjusted - self.stop_loss_load * self.member_months

    @result(cites=ROADMAP)
    def target_budget(self) -> USD:
        """Target budget of the performance year."""
        return to_cents(self.after_stop_loss)


class TargetBudget(Budget):
    """New York Medicaid value-based payment, target budget from the history of cost.

    The base is the cost per member and month of two or three base years, by the agreed
    weights. What the contract excludes, such as outliers beyond the stop loss, stands in no year.
    """

    id = "nysdoh.target_budget"

    base_year = axis("Base year")

    base_cost: USD = fact("Cost of the attributed members", per=base_year, minimum=0)
    base_member_months: MemberMonths = fact("Member-months of the base year", per=base_year)
    base_weight: Rate = parameter("Weight of the base year, in parts", per=base_year, maximum=100)

    @clause(cites=f"{ROADMAP}: base of two to three years", amends="the base is history")
    def base(self) -> Pmpm:
        """Cost per member and month of the base years, weighted."""
        year = self.base_cost / self.base_member_months
        weighted = total(self.base_weight * year, over=self.base_year)
        return weighted / total(self.base_weight, over=self.base_year)


class PremiumBudget(Budget):
    """New York Medicaid value-based payment, target budget from the plan's premium.

    The base is the premium per member and month at the agreed medical loss ratio.
    """

    id = "nysdoh.premium_budget"

    premium: Pmpm = fact("Premium of the plan per member and month", minimum=0, places=4)
    medical_loss_ratio: Rate = parameter("Part of the premium that pays for care")

    @clause(cites=f"{ROADMAP}: premium and medical loss ratio", amends="the base is premium")
    def base(self) -> Pmpm:
        """Part of the premium that pays for care."""
        return self.medical_loss_ratio * self.premium
