"""Transforming Episode Accountability Model (TEAM), 2026 to 2030, episode by episode."""

from __future__ import annotations

from vbc_cms.bundles.team_summed import LOW_VOLUME, PAYMENT, POST_EPISODE, SummedTeam
from vbc_rules import (
    USD,
    Count,
    Rate,
    YesNo,
    at_least_zero,
    axis,
    clamp,
    clause,
    constant,
    fact,
    lesser_of,
    parameter,
    total,
    when,
)

TARGET = "42 CFR 512.540 and 512.545"


class Team(SummedTeam):
    """Transforming Episode Accountability Model, from episodes.

    The preliminary price of an MS-DRG in the region, less the discount of its category, is
    adjusted by the risk of each episode, by the normalisation of the year and by its trend,
    the last two within caps. A category with few baseline episodes has no losses.
    """

    id = "cms.team"

    category = axis("Episode category")
    episode_type = axis("MS-DRG or HCPCS episode type", within=category)
    episode = axis("Episode", within=episode_type)

    baseline_episodes: Count = fact(
        "Episodes of the hospital in the baseline", per=category, places=0, minimum=0
    )
    normalization: Rate = fact(
        "Final normalisation factor, before its cap", per=category, places=9, maximum=10
    )
    trend_ratio: Rate = fact(
        "Realised trend over the prospective one", per=category, places=9, maximum=10
    )
    benchmark_price: USD = fact(
        "Mean baseline spending of the region, with prospective trend and normalisation",
        per=episode_type,
        minimum=0,
    )
    spending_cap: USD = fact(
        "Cap on the spending of an episode: the 99th percentile of the region",
        per=episode_type,
        minimum=0,
    )
    post_episode_limit: USD = fact(
        "Limit of spending of days 31 to 60: three standard deviations above the regional mean",
        per=episode_type,
        minimum=0,
        optional=True,
    )
    allowed: USD = fact("Standardised spending of the episode", per=episode, minimum=0)
    severity: Rate = fact(
        "Risk adjustment multiplier of the episode", per=episode, places=9, maximum=100
    )
    excluded: YesNo = fact("The episode is excluded or cancelled", per=episode)
    post_episode_spending: USD = fact("Spending of days 31 to 60", per=episode, minimum=0)

    discount: Rate = parameter("Discount of the category", per=category)
    normalization_cap: Rate = parameter("Most by which final normalisation may move a price")
    trend_cap: Rate = parameter("Most by which the realised trend may move a price")

    enough_baseline: Count = constant(
        "Fewest baseline episodes of a category that can lose", {2026: "31"}, cites=LOW_VOLUME
    )

    @clause(cites=TARGET)
    def preliminary_price(self) -> USD:
        """Preliminary target price of an episode type."""
        return self.benchmark_price * (1 - self.discount)

    @clause(cites=TARGET)
    def year_factor(self) -> Rate:
        """Normalisation and trend of the year, each within its cap."""
        low, high = 1 - self.normalization_cap, 1 + self.normalization_cap
        trend = clamp(self.trend_ratio, 1 - self.trend_cap, 1 + self.trend_cap)
        return clamp(self.normalization, low, high) * trend

    @clause(cites=TARGET)
    def episode_target(self) -> USD:
        """Reconciliation target price of the episode."""
        return self.preliminary_price * self.severity * self.year_factor

    @clause(cites=PAYMENT)
    def episode_spending(self) -> USD:
        """Spending of the episode up to the cap."""
        return lesser_of(self.allowed, self.spending_cap)

    @clause(cites=TARGET)
    def category_target(self) -> USD:
        """Reconciliation target prices of the category."""
        each, counts = self.episode_target, ~self.excluded
        return total(each, over=self.episode, by=self.category, where=counts)

    @clause(cites=PAYMENT)
    def category_spending(self) -> USD:
        """Spending of the category."""
        each, counts = self.episode_spending, ~self.excluded
        return total(each, over=self.episode, by=self.category, where=counts)

    @clause(cites=PAYMENT)
    def category_loss(self) -> USD:
        """What the category spent more than its target."""
        return at_least_zero(self.category_spending - self.category_target)

    @clause(cites=LOW_VOLUME)
    def category_forgiven(self) -> USD:
        """Loss of the category that is not shared, because its baseline is small."""
        small = when(self.baseline_episodes < self.enough_baseline, self.category_loss, 0)
        return when(self.category_loss > 0, small, 0)

    @clause(cites=TARGET, amends="summed over the categories")
    def total_target(self) -> USD:
        """Reconciliation target prices of all episodes."""
        return total(self.category_target, over=self.category)

    @clause(cites=PAYMENT, amends="summed over the categories")
    def total_spending(self) -> USD:
        """Spending of all episodes."""
        return total(self.category_spending, over=self.category)

    @clause(cites=LOW_VOLUME, amends="summed over the categories")
    def forgiven_losses(self) -> USD:
        """Losses of low-volume categories."""
        return total(self.category_forgiven, over=self.category)

    @clause(cites=POST_EPISODE)
    def episode_post_difference(self) -> USD:
        """Spending after the episode less the limit; missing where no limit is stated."""
        return self.post_episode_spending - self.post_episode_limit

    @clause(cites=POST_EPISODE, amends="summed over the episodes")
    def total_post_episode_excess(self) -> USD:
        """Spending after all episodes above the limits of all."""
        each, counts = self.episode_post_difference, ~self.excluded
        return at_least_zero(total(each, over=self.episode, where=counts, missing="skip"))
