"""Generic shared risk: savings and losses against a benchmark, with the terms that contracts use.

Every term but the shares and the minimum may be left out. What a contract does not state
does not apply; a fact that a stated term reads must be reported.
"""

from __future__ import annotations

from vbc_rules.core.minimum_rates import LOSS_RATES, MinimumRates, rate_of_panel
from vbc_rules.core.shared_risk_savings import (
    LIMIT_FIRST,
    SAVINGS_STAGES,
    SharedSavingsOfRisk,
)
from vbc_rules.core.tiers import LOSS_TIERS, Tiers, tier_of
from vbc_rules.language import (
    USD,
    Arrangement,
    Bands,
    Pmpm,
    Rate,
    at_least_zero,
    clause,
    fact,
    greater_of,
    if_missing,
    lesser_known,
    lesser_of,
    marginal,
    parameter,
    result,
    stages,
    table,
    to_cents,
    when,
)

LOSSES = ("loss_bands", LOSS_TIERS)
"""The tables of which one makes a contract two-sided; no other term of losses stands without."""
LOSS_STAGES = stages(
    "gross_losses",
    "counted_losses",
    "losses_to_share",
    "shared_losses",
    "owed",
)


class SharedRisk(SharedSavingsOfRisk):
    """Shared savings and losses against a benchmark.

    The difference between benchmark and expenditure, as far as the panel makes it credible,
    counts from the minimum rate on. It is shared band by band of the benchmark, or all of it
    by the tier that it reaches; quality scales the share of savings and lowers the share of
    losses; limits apply before or after the share. Without bands or tiers of losses the
    contract is one-sided.
    """

    id = "core.shared_risk"
    waterfall = (SAVINGS_STAGES, LOSS_STAGES)
    arrangement = Arrangement("savings", losses=("owed",), quality=("quality_score",))

    loss_bands: Bands = table(
        "Provider's share of losses, by band of the benchmark", optional=True, not_with=LOSS_TIERS
    )
    loss_tiers: Tiers = table(
        "Provider's share of all losses, by the tier of the benchmark that they reach",
        optional=True,
    )
    minimum_loss_rate: Rate = parameter(
        "Minimum loss rate, as a share of the benchmark",
        optional=True,
        only_with=LOSSES,
        not_with=LOSS_RATES,
        needed_without=LOSS_RATES,
    )
    minimum_loss_rate_by_members: MinimumRates = table(
        "Minimum loss rate by members in the panel, in place of one for all",
        optional=True,
        only_with=LOSSES,
    )
    losses_relieved_by_quality: Rate = parameter(
        "Part of the share of losses that a full quality score takes away",
        optional=True,
        only_with=LOSSES,
    )
    lowest_loss_share: Rate = parameter(
        "Least share of losses, whatever the quality", optional=True, only_with=LOSSES
    )
    highest_loss_share: Rate = parameter(
        "Greatest share of losses, whatever the quality",
        optional=True,
        only_with=LOSSES,
        not_below="lowest_loss_share",
    )
    loss_limit_of_benchmark: Rate = parameter(
        "Limit on losses, as a share of the benchmark", optional=True, only_with=LOSSES
    )
    loss_limit_of_revenue: Rate = parameter(
        "Limit on losses, as a share of the provider's revenue",
        optional=True,
        maximum=10,
        only_with=LOSSES,
    )
    loss_limit_per_member_month: Pmpm = parameter(
        "Limit on losses, for a member and month", optional=True, minimum=0, only_with=LOSSES
    )
    loss_limit_amount: USD = parameter(
        "Limit on losses, in dollars", optional=True, minimum=0, only_with=LOSSES
    )

    # ---- which losses count

    @clause(cites="contract: losses against the benchmark")
    def gross_losses(self) -> USD:
        """Losses against the benchmark."""
        return at_least_zero(self.expenditure - self.target)

    @clause(cites="contract: panel")
    def loss_credibility(self) -> Rate:
        """Part of the losses that counts for a panel of this size."""
        part = self.panel.row(self.members).losses * self.credibility
        return if_missing(part, self.credibility)

    @clause(cites="contract: panel, members_for_full_credibility")
    def credible_losses(self) -> USD:
        """Credible losses."""
        return self.loss_credibility * self.gross_losses

    @clause(cites="contract: minimum_loss_rate_by_members, minimum_rates_between_rows")
    def minimum_loss_rate_of_panel(self) -> Rate:
        """Minimum loss rate for a panel of this size."""
        between = self.minimum_rates_between_rows
        return rate_of_panel(self.minimum_loss_rate_by_members, self.members, between)

    @clause(cites="contract: minimum_loss_rate")
    def minimum_losses(self) -> USD:
        """Minimum losses."""
        by_panel = self.minimum_loss_rate_of_panel * self.target
        return if_missing(self.minimum_loss_rate * self.target, by_panel)

    @clause(cites="contract: minimum_loss_rate, first_dollar")
    def counted_losses(self) -> USD:
        """Losses that count.

        They count once they reach the minimum.
        """
        beyond = self.credible_losses - self.minimum_losses
        counted = when(self.first_dollar, self.credible_losses, beyond)
        met = when(self.credible_losses >= self.minimum_losses, counted, 0)
        return if_missing(met, 0, because="the contract shares no losses")

    # ---- limit

    @clause(cites="contract: loss_limit_of_benchmark, loss_limit_of_revenue")
    def loss_limit_by_size(self) -> USD:
        """Limit on losses as a share of benchmark or revenue."""
        of_benchmark = self.loss_limit_of_benchmark * self.target
        return lesser_known(of_benchmark, self.loss_limit_of_revenue * self.provider_revenue)

    @clause(cites="contract: loss_limit_per_member_month, loss_limit_amount")
    def loss_limit_in_dollars(self) -> USD:
        """Limit on losses as an amount."""
        by_members = self.loss_limit_per_member_month * self.member_months
        return lesser_known(by_members, self.loss_limit_amount)

    @clause(cites="contract: the lesser of the limits that are stated")
    def loss_limit(self) -> USD:
        """Limit on losses."""
        return lesser_known(self.loss_limit_by_size, self.loss_limit_in_dollars)

    # ---- share, in the order of the contract

    @clause(cites="contract: order")
    def losses_to_share(self) -> USD:
        """Losses to be shared.

        They are within the limit, where it comes before the share.
        """
        limited = lesser_of(self.counted_losses, self.loss_limit)
        limit_first = self.order.is_(LIMIT_FIRST)
        return if_missing(when(limit_first, limited, self.counted_losses), self.counted_losses)

    @clause(cites="contract: loss_tiers, tier_reached")
    def loss_tier(self) -> Rate:
        """Start of the tier that the credible losses reach."""
        return tier_of(self.credible_losses, self.target, self.loss_tiers, self.tier_reached)

    @clause(cites="contract: loss_bands or loss_tiers")
    def losses_by_bands(self) -> USD:
        """The provider's share by bands, or by the tier that is reached."""
        by_tier = self.loss_tiers.row(self.loss_tier).share * self.losses_to_share
        return if_missing(by_tier, marginal(self.losses_to_share, self.target, self.loss_bands))

    @clause(cites="contract: losses_relieved_by_quality, minimum_quality_score")
    def loss_quality_factor(self) -> Rate:
        """Part of the share of losses that quality leaves.

        It is all of it below the least score.
        """
        left = 1 - self.losses_relieved_by_quality * self.quality_score
        met = self.quality_score >= self.minimum_quality_score
        gated = if_missing(when(met, left, 1), left)
        return if_missing(gated, 1, because="quality does not lower the share of losses")

    @clause(cites="contract: highest_loss_share")
    def most_shared_losses(self) -> USD:
        """The provider's share, at most the greatest share."""
        shared = self.loss_quality_factor * self.losses_by_bands
        most = self.highest_loss_share * self.losses_to_share
        return if_missing(lesser_of(shared, most), shared)

    @clause(cites="contract: lowest_loss_share")
    def shared_losses(self) -> USD:
        """The provider's share of the losses."""
        least = self.lowest_loss_share * self.losses_to_share
        return if_missing(greater_of(self.most_shared_losses, least), self.most_shared_losses)

    @clause(cites="contract: order")
    def limited_losses(self) -> USD:
        """Shared losses within the limit.

        A limit that comes before the share does not apply again.
        """
        shared, limit_first = self.shared_losses, self.order.is_(LIMIT_FIRST)
        return if_missing(when(limit_first, shared, lesser_of(shared, self.loss_limit)), shared)

    @clause(cites="contract: losses are not reduced")
    def owed(self) -> USD:
        """Losses owed."""
        return to_cents(self.limited_losses)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider.

        It is negative where the provider pays.
        """
        return self.earned - self.owed


class SharedRiskWithWithhold(SharedRisk):
    """Shared risk, as `core.shared_risk`, with a part of the savings withheld.

    The part is released with the next settlement. Losses are taken from it first.
    """

    id = "core.shared_risk_with_withhold"

    withheld_before: USD = fact("Withheld with the settlement before this one", minimum=0)
    withhold: Rate = parameter("Part of the savings that is withheld")

    @clause(cites="contract: withhold")
    def withheld(self) -> USD:
        """Savings withheld until the next settlement."""
        return to_cents(self.withhold * self.earned)

    @clause(cites="contract: losses are taken from what was withheld")
    def owed_from_withheld(self) -> USD:
        """Losses taken from what was withheld before."""
        return lesser_of(self.owed, self.withheld_before)

    @clause(cites="contract: the rest is released")
    def released(self) -> USD:
        """Released of what was withheld before."""
        return self.withheld_before - self.owed_from_withheld

    @clause(cites="contract: the provider pays the rest")
    def still_owed(self) -> USD:
        """Losses owed beyond what was withheld before."""
        return self.owed - self.owed_from_withheld

    @result(cites="contract: withhold")
    def payment(self) -> USD:
        """Payment now.

        It is negative where the provider pays.
        """
        return self.earned - self.withheld + self.released - self.still_owed

    @result(cites="contract: withhold")
    def withheld_now(self) -> USD:
        """Withheld until the next settlement."""
        return self.withheld
