"""Generic evidence-informed case rate: typical care, and an allowance for complications."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    PaymentModel,
    Rate,
    YesNo,
    at_least_zero,
    axis,
    clause,
    fact,
    linear_between,
    parameter,
    result,
    stages,
    to_cents,
    total,
)

GAIN_STAGES = stages("gross_gains", "shared_gains", "earned")
LOSS_STAGES = stages("gross_losses", "shared_losses", "owed")
WITHHOLD_STAGES = stages("withhold", "released")


class SummedEpisodeAllowance(PaymentModel):
    """Episodes with an allowance for complications, from amounts that were summed.

    Budgets are compared with what typical care, complications and care elsewhere cost. The
    provider's share of gains is multiplied by the quality score. A withhold is released by
    the same score: none up to one score, all from another, in a straight line between.
    """

    id = "core.episode_allowance_summed"
    waterfall = (GAIN_STAGES, LOSS_STAGES, WITHHOLD_STAGES)
    arrangement = Arrangement(
        kind="episode", scope="condition", losses=("owed",), quality=("quality_score",)
    )

    budget: USD = fact("Budgets of all episodes that count", minimum=0, places=6)
    spending: USD = fact("Cost of all episodes that count", minimum=0, places=6)
    withheld: USD = fact("Withheld from the payments for these episodes", minimum=0)
    quality_score: Rate = fact("Score of the quality scorecard, 0 to 1", places=9)

    gain_share: Rate = parameter("Share of gains")
    loss_share: Rate = parameter("Share of losses")
    release_begins: Rate = parameter("Score up to which nothing of the withhold is released")
    release_whole: Rate = parameter("Score from which all of the withhold is released")

    @clause(cites="contract: budget of an episode")
    def total_budget(self) -> USD:
        """Budgets of all episodes."""
        return self.budget

    @clause(cites="contract: cost of an episode")
    def total_spending(self) -> USD:
        """Cost of all episodes."""
        return self.spending

    @clause(cites="contract: cost against the budget")
    def difference(self) -> USD:
        """Budgets less cost."""
        return self.total_budget - self.total_spending

    @clause(cites="contract: cost against the budget")
    def gross_gains(self) -> USD:
        """What was spent less than the budgets."""
        return at_least_zero(self.difference)

    @clause(cites="contract: gain_share")
    def shared_gains(self) -> USD:
        """The provider's share of the gains."""
        return self.gain_share * self.gross_gains

    @clause(cites="contract: quality scorecard")
    def earned(self) -> USD:
        """Gains by the quality score."""
        return to_cents(self.quality_score * self.shared_gains)

    @clause(cites="contract: cost against the budget")
    def gross_losses(self) -> USD:
        """What was spent more than the budgets."""
        return at_least_zero(-self.difference)

    @clause(cites="contract: loss_share")
    def shared_losses(self) -> USD:
        """The provider's share of the losses."""
        return self.loss_share * self.gross_losses

    @clause(cites="contract: loss_share")
    def owed(self) -> USD:
        """Losses owed."""
        return to_cents(self.shared_losses)

    @clause(cites="contract: withhold")
    def withhold(self) -> USD:
        """Withheld from payments."""
        return self.withheld

    @clause(cites="contract: release_begins, release_whole")
    def released_part(self) -> Rate:
        """Part of the withhold that the score releases."""
        return linear_between(self.quality_score, self.release_begins, self.release_whole)

    @clause(cites="contract: release_begins, release_whole")
    def released(self) -> USD:
        """Withhold released."""
        return to_cents(self.released_part * self.withhold)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider.

        It is negative where the provider pays.
        """
        return self.earned - self.owed + self.released


class EpisodeAllowance(SummedEpisodeAllowance):
    """Episodes with an allowance for complications, from episodes.

    The budget of an episode is the price of typical care by its severity, a margin on that,
    and a part of what complications cost in the past: who avoids more of them than the rest
    gains.
    """

    id = "core.episode_allowance"

    category = axis("Episode category")
    episode = axis("Episode", within=category)

    severity: Rate = fact("Severity of the episode; 1 is average", per=episode, places=6,
                          maximum=100)  # fmt: skip
    excluded: YesNo = fact("The episode is excluded", per=episode)
    typical: USD = fact("Allowed amount of typical care", per=episode, minimum=0)
    complications: USD = fact(
        "Allowed amount of potentially avoidable complications", per=episode, minimum=0
    )
    leakage: USD = fact(
        "Care of the episode that was paid to others and is in neither amount",
        per=episode,
        minimum=0,
    )

    typical_price: USD = parameter("Price of typical care", per=category, minimum=0)
    expected_complications: USD = parameter(
        "Expected cost of complications of an episode", per=category, minimum=0
    )
    allowance_rate: Rate = parameter("Part of the expected complications that is allowed")
    margin_rate: Rate = parameter("Margin, as a share of typical care")

    @clause(cites="contract: typical_price")
    def typical_budget(self) -> USD:
        """Typical care by severity."""
        return self.typical_price * self.severity

    @clause(cites="contract: allowance_rate, margin_rate")
    def episode_budget(self) -> USD:
        """Budget of the episode: typical care, margin and allowance."""
        allowance = self.allowance_rate * self.expected_complications
        return self.typical_budget + self.margin_rate * self.typical_budget + allowance

    @clause(cites="contract: cost of an episode")
    def episode_spending(self) -> USD:
        """Cost of the episode: typical care, complications and care elsewhere."""
        return self.typical + self.complications + self.leakage

    @clause(cites="contract: budget of an episode", amends="summed over the episodes")
    def total_budget(self) -> USD:
        """Budgets of all episodes."""
        return total(self.episode_budget, over=self.episode, where=~self.excluded)

    @clause(cites="contract: cost of an episode", amends="summed over the episodes")
    def total_spending(self) -> USD:
        """Cost of all episodes."""
        return total(self.episode_spending, over=self.episode, where=~self.excluded)
