"""Level 1: fee for service with shared savings."""

from __future__ import annotations

from vbc_nysdoh.curves import ShareCurve, on_curve, unless_worse
from vbc_rules import (
    USD,
    Arrangement,
    PaymentModel,
    Rate,
    YesNo,
    at_least_zero,
    clause,
    fact,
    if_missing,
    lesser_of,
    parameter,
    result,
    stages,
    table,
    to_cents,
)

LEVEL_1 = "VBP Roadmap, level 1"
SAVINGS_STAGES = stages("gross_savings", "shared_savings", "earned")


class Savings(PaymentModel):
    """What levels 1 and 2 have in common: savings against the target budget."""

    target_budget: USD = fact("Target budget of the performance year", minimum=0)
    actual_cost: USD = fact("Actual cost of the performance year, after run-out", minimum=0)
    targets_met: Rate = fact("Part of the quality targets that was met", places=9)
    quality_worsened: YesNo = fact("Quality worsened against the year before")

    savings_curve: ShareCurve = table("Share of savings by the quality targets met")
    savings_share_if_worse: Rate = parameter(
        "Share of savings where quality worsened", optional=True
    )
    payment_limit: Rate = parameter(
        "Limit on shared savings, as a share of the target budget", optional=True
    )

    @clause(cites="VBP Roadmap, target budget: savings against it")
    def gross_savings(self) -> USD:
        """Savings against the target budget."""
        return at_least_zero(self.target_budget - self.actual_cost)

    @clause(cites="contract: savings_curve")
    def savings_by_quality(self) -> Rate:
        """Share of savings by the quality targets met."""
        row = self.savings_curve.row(self.targets_met)
        return on_curve(self.targets_met, row.targets_met, row.end, row.share, row.share_at_end)

    @clause(cites="contract: savings_share_if_worse")
    def savings_share(self) -> Rate:
        """Contractor's share of savings."""
        agreed = self.savings_share_if_worse
        return unless_worse(self.savings_by_quality, self.quality_worsened, agreed)

    @clause(cites=LEVEL_1)
    def shared_savings(self) -> USD:
        """Contractor's share of the savings."""
        return self.savings_share * self.gross_savings

    @clause(cites="contract: payment_limit")
    def earned(self) -> USD:
        """Shared savings within the limit, if there is one."""
        limited = lesser_of(self.shared_savings, self.payment_limit * self.target_budget)
        return to_cents(if_missing(limited, self.shared_savings))


class SharedSavings(Savings):
    """New York Medicaid value-based payment, level 1: savings only.

    What care cost less than the target budget is shared by a curve: the more of the quality
    targets were met, the larger the contractor's share. Losses are the plan's.
    """

    id = "nysdoh.shared_savings"
    arrangement = Arrangement("savings", quality=("targets_met", "quality_worsened"))
    waterfall = SAVINGS_STAGES

    @result(cites=LEVEL_1)
    def settlement(self) -> USD:
        """Payment to the contractor."""
        return self.earned
