"""Episode bundles: spending held within limits of its category, reconciled and adjusted."""

from __future__ import annotations

from tests.models.episodes import EpisodeModel
from vbc_rules.language import (
    USD,
    Rate,
    at_least_zero,
    clamp,
    clause,
    fact,
    lesser_of,
    parameter,
    result,
    stages,
    to_cents,
    total,
)


class Bundles(EpisodeModel):
    """Reconciliation of episodes at one initiator."""

    id = "example.bundles"
    waterfall = stages("adjusted", "settlement")

    spending: USD = fact("Standardised spending", per=EpisodeModel.episode)
    case_mix: Rate = fact("Patient case mix", per=EpisodeModel.episode, places=6, maximum=10)
    quality: Rate = fact("Composite quality score", places=6)
    lowest: USD = parameter("1st percentile of spending", per=EpisodeModel.category)
    highest: USD = parameter("99th percentile of spending", per=EpisodeModel.category)
    benchmark: USD = parameter("Benchmark price", per=EpisodeModel.category)
    limit: Rate = parameter("Limit of gains and losses")

    @clause(cites="Agreement 5")
    def counted(self) -> USD:
        return clamp(self.spending, self.lowest, self.highest)

    @clause(cites="Agreement 4")
    def target(self) -> USD:
        return self.benchmark * self.case_mix * (1 - self.discount)

    @clause(cites="Agreement 6")
    def reconciliation(self) -> USD:
        return total(self.target - self.counted, over=self.episode, by=self.category)

    @clause(cites="Agreement 7")
    def gains(self) -> USD:
        positive = total(at_least_zero(self.reconciliation), over=self.category)
        return positive * (1 - self.at_stake * (1 - self.quality))

    @clause(cites="Agreement 7")
    def losses(self) -> USD:
        negative = total(lesser_of(self.reconciliation, 0), over=self.category)
        return negative * (1 - self.at_stake * self.quality)

    @clause(cites="Agreement 7")
    def adjusted(self) -> USD:
        return self.gains + self.losses

    @clause(cites="Agreement 8")
    def most(self) -> USD:
        return self.limit * total(self.target, over=self.episode)

    @result(cites="Agreement 8")
    def settlement(self) -> USD:
        return to_cents(clamp(self.adjusted, -self.most, self.most))
