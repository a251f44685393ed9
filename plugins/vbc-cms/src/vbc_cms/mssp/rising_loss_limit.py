"""Track 2: a loss rate that falls with quality, and a limit that rises over three years."""

from __future__ import annotations

from vbc_cms.mssp.quality_losses import QualityLosses
from vbc_rules import USD, Count, Rate, Table, clause, column, fact, starts_at, table


class LossLimits(Table):
    """Limits on shared losses by the ACO's performance year in the track."""

    year_in_track: Count = starts_at()
    limit: Rate = column()


class RisingLossLimit(QualityLosses):
    """Medicare Shared Savings Program, as quality losses, with a limit that rises by year."""

    id = "cms.mssp_rising_loss_limit"

    year_in_track: Count = fact(
        "Performance year of the ACO in the track, from 1", places=0, minimum=1
    )
    loss_limits: LossLimits = table("Limits on shared losses, as shares of the benchmark")

    @clause(cites="42 CFR 425.606(g)", amends="the limit rises over the first three years")
    def benchmark_limit(self) -> USD:
        """Limit on shared losses by the benchmark."""
        return self.loss_limits.row(self.year_in_track).limit * self.benchmark
