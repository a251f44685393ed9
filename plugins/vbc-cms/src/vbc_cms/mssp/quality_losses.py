"""Tracks whose loss rate falls with quality: Track 3 and ENHANCED; Track 2 adds a limit."""

from __future__ import annotations

from vbc_cms.mssp.losses import SharedLosses
from vbc_rules import Rate, clamp, clause, parameter, round_to, when


class QualityLosses(SharedLosses):
    """Medicare Shared Savings Program, savings and losses at a loss rate by quality."""

    id = "cms.mssp_quality_losses"

    # The revenue of participants limits no losses in these tracks. Their contracts leave the
    # parameter out, and the limit by the benchmark stands alone, whatever the facts report.
    revenue_loss_limit: Rate = parameter(
        "Limit on shared losses, as a share of participant revenue", optional=True
    )
    lowest_loss_rate: Rate = parameter("Lowest share of losses")
    highest_loss_rate: Rate = parameter("Highest share of losses", not_below="lowest_loss_rate")

    @clause(cites="42 CFR 425.606(f), 425.610(f)")
    def loss_rate_by_quality(self) -> Rate:
        """One minus the share of savings that the quality score would earn, within limits."""
        by_quality = 1 - self.maximum_sharing_rate * self.quality_score
        return clamp(by_quality, self.lowest_loss_rate, self.highest_loss_rate)

    @loss_rate_by_quality.since(2023, cites="42 CFR 425.610(f)")
    def _(self) -> Rate:
        """From 2023 the score counts in hundredths of a percent."""
        by_quality = 1 - self.maximum_sharing_rate * round_to(self.quality_score, "0.0001")
        return clamp(by_quality, self.lowest_loss_rate, self.highest_loss_rate)

    @clause(
        cites="42 CFR 425.606(f), 425.610(f)",
        amends="the loss rate is one minus the sharing rate, within limits",
    )
    def final_loss_rate(self) -> Rate:
        """Share of the losses that count."""
        return when(self.quality_standard_met, self.loss_rate_by_quality, self.highest_loss_rate)

    @final_loss_rate.since(2023, cites="42 CFR 425.610(f)(2)")
    def _(self) -> Rate:
        """From 2023 the alternative standard lowers the loss rate too."""
        met = self.quality_standard_met | self.alternative_standard_met
        return when(met, self.loss_rate_by_quality, self.highest_loss_rate)
