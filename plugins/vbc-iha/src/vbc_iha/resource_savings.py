"""Shared savings on resource use, behind a gate of cost and a gate of quality."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    at_least_zero,
    axis,
    clause,
    fact,
    lesser_of,
    parameter,
    result,
    stages,
    to_cents,
    total,
    when,
)


class ResourceSavings(PaymentModel):
    """Recommended incentive design, skeleton.

    What a physician organization saved by using less is shared where two gates are passed:
    the trend of its total cost of care, less half of its confidence interval, is at most
    general inflation and an allowance, and its quality score reaches a minimum. Quality
    also scales the share. Use that rose offsets use that fell; the sum is at least 0. A
    resource of the contract whose use was not reported is refused.
    """

    id = "iha.resource_savings"
    waterfall = stages("gross_savings", "savings_past_gates", "shared_savings", "incentive")
    arrangement = Arrangement("savings", quality=("quality_score",))

    resource = axis("Resource")

    use: Rate = fact("Use per member-month", per=resource, places=9, maximum=100)
    base_use: Rate = fact(
        "Use per member-month in the base year", per=resource, places=9, maximum=100
    )
    member_months: Count = fact("Member-months")
    cost_trend: Rate = fact(
        "Trend of the total cost of care, as a share", places=6, minimum=-1, maximum=10
    )
    half_interval: Rate = fact("Half of the trend's confidence interval", places=6)
    quality_score: Rate = fact("Quality score, 0 to 1", places=6)

    unit_cost: USD = parameter("Cost of one use", per=resource, minimum=0)
    inflation: Rate = parameter("General inflation (consumer price index)", minimum=-1)
    trend_allowance: Rate = parameter("How far the trend may exceed inflation")
    minimum_quality_score: Rate = parameter("Least quality score that shares savings")
    gold_standard: Rate = parameter("Quality score that shares in full")
    sharing_rate: Rate = parameter("Share of savings")

    @clause(cites="design: total cost of care trend gate")
    def trend_gate(self) -> YesNo:
        """The trend of the total cost of care is low enough."""
        return self.cost_trend - self.half_interval <= self.inflation + self.trend_allowance

    @clause(cites="design: quality gate")
    def quality_gate(self) -> YesNo:
        """The quality score is high enough."""
        return self.quality_score >= self.minimum_quality_score

    @clause(cites="design: quality multiplier")
    def quality_multiplier(self) -> Rate:
        """Quality as a share of the gold standard."""
        return lesser_of(self.quality_score / self.gold_standard, 1)

    @clause(cites="design: appropriate resource use")
    def resource_savings(self) -> USD:
        """Savings on the resource; negative where more was used."""
        return (self.base_use - self.use) * self.member_months * self.unit_cost

    @clause(cites="design: appropriate resource use")
    def gross_savings(self) -> USD:
        """Savings on all resources."""
        return at_least_zero(total(self.resource_savings, over=self.resource))

    @clause(cites="design: gates")
    def savings_past_gates(self) -> USD:
        """Savings that pass both gates."""
        return when(self.trend_gate & self.quality_gate, self.gross_savings, 0)

    @clause(cites="design: shared savings")
    def shared_savings(self) -> USD:
        """The organization's share of the savings."""
        return self.sharing_rate * self.savings_past_gates

    @clause(cites="design: quality multiplier")
    def incentive(self) -> USD:
        """The share that quality earned."""
        return to_cents(self.quality_multiplier * self.shared_savings)

    @result(cites="design: shared savings")
    def settlement(self) -> USD:
        """Payment to the organization."""
        return self.incentive
