"""Generic retrospective bundle: episodes paid fee-for-service, reconciled with a target."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    Bands,
    Count,
    PaymentModel,
    Rate,
    Table,
    YesNo,
    at_least_zero,
    clause,
    column,
    fact,
    if_missing,
    lesser_of,
    marginal,
    next_start,
    parameter,
    result,
    stages,
    starts_at,
    table,
    to_cents,
    when,
)

GAIN_STAGES = stages("gross_gains", "credible_gains", "shared_gains", "adjusted_gains", "earned")
LOSS_STAGES = stages("gross_losses", "credible_losses", "shared_losses", "adjusted_losses", "owed")


class Credibility(Table):
    """How far a number of episodes is believed, from 0 to 1.

    A row holds from its number of episodes on. With `rises_to` the credibility moves in a
    straight line, and reaches that value where the next row starts.
    """

    episodes: Count = starts_at(minimum=0)
    credibility: Rate = column()
    rises_to: Rate = column(optional=True)
    following: Count = next_start()


class QualityDiscount(Table):
    """Discount of the target by quality: from its `score` on, `discount` is taken off."""

    score: Rate = starts_at(first=0)
    discount: Rate = column()


class SummedRetrospectiveBundle(PaymentModel):
    """Retrospective bundle, from amounts that were summed.

    What was spent less than the target is shared band by band, and so is what was spent
    more. Volume decides how much of either is believed, quality how much is paid; limits are
    shares of the target. What was paid meanwhile, what left the bundle, and high spending
    after the episodes are taken off.
    """

    id = "core.retrospective_bundle_summed"
    waterfall = (GAIN_STAGES, LOSS_STAGES)
    arrangement = Arrangement(
        kind="episode",
        scope="condition",
        losses=("owed", "post_episode_owed", "leakage_offset"),
        quality=("quality_score",),
    )

    target: USD = fact("Target price of all episodes that count", minimum=0, places=6)
    spending: USD = fact("Spending that counts, of all episodes that count", minimum=0, places=6)
    episodes: Count = fact("Episodes that count", places=0, minimum=0)
    post_episode_excess: USD = fact(
        "Spending after the episodes above the agreed limits", minimum=0, places=6
    )
    leakage: USD = fact(
        "Care of the episodes that was paid to others and is not in their spending", minimum=0
    )
    quality_score: Rate = fact("Quality score, 0 to 1", places=9)
    interim_paid: USD = fact("Gains paid meanwhile for the same episodes; negative if repaid")

    minimum_episodes: Count = parameter("Fewest episodes that are reconciled", minimum=0)
    credibility: Credibility = table("Credibility by episodes")
    gain_corridor: Bands = table("Share of gains by band of the target")
    loss_corridor: Bands = table("Share of losses by band of the target")
    minimum_quality_score: Rate = parameter("Least quality score that earns gains")
    gains_at_stake: Rate = parameter("Part of the gains that a quality score of 0 would lose")
    losses_at_stake: Rate = parameter("Part of the losses that a quality score of 1 would forgive")
    quality_discount: QualityDiscount = table(
        "Discount of the target of all episodes, by quality score", optional=True
    )
    stop_gain: Rate = parameter("Limit on gains, as a share of the target", optional=True)
    stop_loss: Rate = parameter("Limit on losses, as a share of the target", optional=True)
    post_episode_share: Rate = parameter("Share owed of spending after episodes above limits")
    leakage_share: Rate = parameter("Share of leakage that is deducted")

    # ---- what is compared

    @clause(cites="contract: episodes that count")
    def total_target(self) -> USD:
        """Target price of all episodes."""
        return self.target

    @clause(cites="contract: spending that counts")
    def total_spending(self) -> USD:
        """Spending of all episodes."""
        return self.spending

    @clause(cites="contract: episodes that count")
    def counted_episodes(self) -> Count:
        """Episodes that count."""
        return self.episodes

    @clause(cites="contract: quality_discount")
    def reconciled_target(self) -> USD:
        """Target price after the discount by quality."""
        discount = self.quality_discount.row(self.quality_score).discount
        return if_missing((1 - discount) * self.total_target, self.total_target)

    @clause(cites="contract: spending against the target")
    def difference(self) -> USD:
        """Target price less spending."""
        return self.reconciled_target - self.total_spending

    @clause(cites="contract: credibility")
    def credibility_by_volume(self) -> Rate:
        """Credibility of so many episodes."""
        row = self.credibility.row(self.counted_episodes)
        way = (self.counted_episodes - row.episodes) / (row.following - row.episodes)
        return if_missing(row.credibility + (row.rises_to - row.credibility) * way, row.credibility)

    @clause(cites="contract: minimum_episodes")
    def believed(self) -> Rate:
        """Part of the difference that is believed: none of too few episodes."""
        enough = self.counted_episodes >= self.minimum_episodes
        return when(enough, self.credibility_by_volume, 0)

    @clause(cites="contract: minimum_quality_score")
    def quality_reached(self) -> YesNo:
        """Quality earns gains and forgives losses."""
        return self.quality_score >= self.minimum_quality_score

    # ---- gains

    @clause(cites="contract: spending against the target")
    def gross_gains(self) -> USD:
        """What was spent less than the target."""
        return at_least_zero(self.difference)

    @clause(cites="contract: minimum_episodes, credibility")
    def credible_gains(self) -> USD:
        """Gains that the volume makes credible."""
        return self.believed * self.gross_gains

    @clause(cites="contract: gain_corridor")
    def shared_gains(self) -> USD:
        """The provider's share of the gains."""
        return marginal(self.credible_gains, self.reconciled_target, self.gain_corridor)

    @clause(cites="contract: minimum_quality_score, gains_at_stake")
    def gain_factor(self) -> Rate:
        """Part of the gains that quality earned."""
        earned = 1 - self.gains_at_stake * (1 - self.quality_score)
        return when(self.quality_reached, earned, 0)

    @clause(cites="contract: gains_at_stake")
    def adjusted_gains(self) -> USD:
        """Gains adjusted by quality."""
        return self.gain_factor * self.shared_gains

    @clause(cites="contract: stop_gain")
    def earned(self) -> USD:
        """Gains within the stop-gain."""
        limited = lesser_of(self.adjusted_gains, self.stop_gain * self.reconciled_target)
        return to_cents(if_missing(limited, self.adjusted_gains))

    # ---- losses

    @clause(cites="contract: spending against the target")
    def gross_losses(self) -> USD:
        """What was spent more than the target."""
        return at_least_zero(-self.difference)

    @clause(cites="contract: minimum_episodes, credibility")
    def credible_losses(self) -> USD:
        """Losses that the volume makes credible."""
        return self.believed * self.gross_losses

    @clause(cites="contract: loss_corridor")
    def shared_losses(self) -> USD:
        """The provider's share of the losses."""
        return marginal(self.credible_losses, self.reconciled_target, self.loss_corridor)

    @clause(cites="contract: minimum_quality_score, losses_at_stake")
    def loss_factor(self) -> Rate:
        """Part of the losses that quality left."""
        return when(self.quality_reached, 1 - self.losses_at_stake * self.quality_score, 1)

    @clause(cites="contract: losses_at_stake")
    def adjusted_losses(self) -> USD:
        """Losses adjusted by quality."""
        return self.loss_factor * self.shared_losses

    @clause(cites="contract: stop_loss")
    def owed(self) -> USD:
        """Losses within the stop-loss."""
        limited = lesser_of(self.adjusted_losses, self.stop_loss * self.reconciled_target)
        return to_cents(if_missing(limited, self.adjusted_losses))

    # ---- what is taken off, outside the limits

    @clause(cites="contract: post_episode_limit")
    def total_post_episode_excess(self) -> USD:
        """Spending after the episodes above the limits."""
        return self.post_episode_excess

    @clause(cites="contract: post_episode_share")
    def post_episode_owed(self) -> USD:
        """Owed for spending after the episodes."""
        return to_cents(self.post_episode_share * self.total_post_episode_excess)

    @clause(cites="contract: leakage_share")
    def total_leakage(self) -> USD:
        """Care of the episodes paid to others."""
        return self.leakage

    @clause(cites="contract: leakage_share")
    def leakage_offset(self) -> USD:
        """Deducted for care paid to others."""
        return to_cents(self.leakage_share * self.total_leakage)

    @clause(cites="contract: interim payments")
    def interim_payments(self) -> USD:
        """Gains paid meanwhile."""
        return to_cents(self.interim_paid)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider.

        It is negative where the provider pays.
        """
        owed = self.owed + self.post_episode_owed + self.leakage_offset
        return self.earned - owed - self.interim_payments
