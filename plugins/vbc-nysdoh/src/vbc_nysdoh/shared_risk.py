"""Level 2: fee for service with shared savings and losses."""

from __future__ import annotations

from vbc_nysdoh.curves import ShareCurve, on_curve, unless_worse
from vbc_nysdoh.shared_savings import SAVINGS_STAGES, Savings
from vbc_rules import (
    USD,
    Arrangement,
    Count,
    Rate,
    Table,
    at_least_zero,
    clause,
    column,
    lesser_of,
    parameter,
    result,
    stages,
    starts_at,
    table,
    to_cents,
)

LEVEL_2 = "VBP Roadmap, level 2"


class LossCaps(Table):
    """The cap on losses, as a share of the target budget, by the year of the arrangement."""

    year: Count = starts_at()
    cap: Rate = column()


class SharedRisk(Savings):
    """New York Medicaid value-based payment, level 2: savings and losses.

    Savings as at level 1. What care cost more than the target budget is shared by a second
    curve, up to a limit that rises with the years of the arrangement.
    """

    id = "nysdoh.shared_risk"
    arrangement = Arrangement(
        "savings", losses=("owed",), quality=("targets_met", "quality_worsened")
    )
    waterfall = (SAVINGS_STAGES, stages("gross_losses", "shared_losses", "owed"))

    losses_curve: ShareCurve = table("Share of losses by the quality targets met")
    losses_share_if_worse: Rate = parameter("Share of losses where quality worsened", optional=True)
    loss_caps: LossCaps = table("Limit on losses, as a share of the target budget")
    arrangement_year: Count = parameter("Year of the arrangement, from 1", minimum=1)

    @clause(cites="VBP Roadmap, target budget: losses against it")
    def gross_losses(self) -> USD:
        """Losses against the target budget."""
        return at_least_zero(self.actual_cost - self.target_budget)

    @clause(cites="contract: losses_curve")
    def losses_by_quality(self) -> Rate:
        """Share of losses by the quality targets met."""
        row = self.losses_curve.row(self.targets_met)
        return on_curve(self.targets_met, row.targets_met, row.end, row.share, row.share_at_end)

    @clause(cites="contract: losses_share_if_worse")
    def losses_share(self) -> Rate:
        """Contractor's share of losses."""
        agreed = self.losses_share_if_worse
        return unless_worse(self.losses_by_quality, self.quality_worsened, agreed)

    @clause(cites=LEVEL_2)
    def shared_losses(self) -> USD:
        """Contractor's share of the losses."""
        return self.losses_share * self.gross_losses

    @clause(cites=f"{LEVEL_2}; contract: loss_caps")
    def most_losses(self) -> USD:
        """Limit on losses."""
        return self.loss_caps.row(self.arrangement_year).cap * self.target_budget

    @clause(cites=LEVEL_2)
    def owed(self) -> USD:
        """Shared losses within the limit."""
        return to_cents(lesser_of(self.shared_losses, self.most_losses))

    @result(cites=LEVEL_2)
    def settlement(self) -> USD:
        """Payment to the contractor.

        It is negative where the contractor pays.
        """
        return self.earned - self.owed
