"""Generic retrospective bundle, episode by episode."""

from __future__ import annotations

from vbc_rules.core.bundles.retrospective_summed import SummedRetrospectiveBundle
from vbc_rules.language import (
    USD,
    Count,
    Rate,
    YesNo,
    at_least_zero,
    axis,
    clause,
    count,
    fact,
    greater_of,
    if_missing,
    lesser_of,
    parameter,
    total,
)


class RetrospectiveBundle(SummedRetrospectiveBundle):
    """Retrospective bundle, from episodes.

    The target price of an episode is the base rate of its category by its severity, with
    trend and discount. Its spending counts between a floor and a cap; beyond the cap only a
    share does, the rest is the plan's reinsurance. Episodes that are excluded count nowhere.
    """

    id = "core.retrospective_bundle"

    category = axis("Episode category")
    episode = axis("Episode", within=category)

    allowed: USD = fact("Allowed amount of the episode", per=episode, minimum=0)
    severity: Rate = fact("Severity of the episode; 1 is average", per=episode, places=6,
                          maximum=100)  # fmt: skip
    excluded: YesNo = fact("The episode is excluded", per=episode)
    post_episode_spending: USD = fact(
        "Spending in the days watched after the episode", per=episode, minimum=0
    )
    leakage: USD = fact(
        "Care of the episode that was paid to others and is not in its allowed amount",
        per=episode,
        minimum=0,
    )

    base_rate: USD = parameter("Base rate of the category", per=category, minimum=0)
    trend: Rate = parameter("Trend from the base period on", per=category, minimum=-1, maximum=10)
    discount: Rate = parameter("Discount of the target price", per=category)
    spending_floor: USD = parameter(
        "Least spending that an episode counts with", per=category, minimum=0, optional=True
    )
    spending_cap: USD = parameter(
        "Spending beyond which only a share counts", per=category, minimum=0, optional=True
    )
    share_beyond_cap: Rate = parameter("Share of the spending beyond the cap that counts")
    post_episode_limit: USD = parameter(
        "Spending after an episode beyond which it is owed", per=category, minimum=0, optional=True
    )

    @clause(cites="contract: base_rate, trend, discount")
    def episode_target(self) -> USD:
        """Target price of the episode."""
        return self.base_rate * self.severity * (1 + self.trend) * (1 - self.discount)

    @clause(cites="contract: spending_cap")
    def spending_to_cap(self) -> USD:
        """Spending of the episode up to the cap."""
        return if_missing(lesser_of(self.allowed, self.spending_cap), self.allowed)

    @clause(cites="contract: spending_floor")
    def spending_in_limits(self) -> USD:
        """Spending of the episode between floor and cap."""
        held = greater_of(self.spending_to_cap, self.spending_floor)
        return if_missing(held, self.spending_to_cap)

    @clause(cites="contract: share_beyond_cap")
    def episode_spending(self) -> USD:
        """Spending of the episode that counts."""
        beyond = self.allowed - self.spending_to_cap
        return self.spending_in_limits + self.share_beyond_cap * beyond

    @clause(cites="contract: base_rate")
    def category_target(self) -> USD:
        """Target price of the episodes of a category."""
        each, counts = self.episode_target, ~self.excluded
        return total(each, over=self.episode, by=self.category, where=counts)

    @clause(cites="contract: spending that counts")
    def category_spending(self) -> USD:
        """Spending of the episodes of a category that counts."""
        each, counts = self.episode_spending, ~self.excluded
        return total(each, over=self.episode, by=self.category, where=counts)

    @clause(cites="contract: base_rate", amends="summed over the categories")
    def total_target(self) -> USD:
        """Target price of all episodes."""
        return total(self.category_target, over=self.category)

    @clause(cites="contract: spending that counts", amends="summed over the categories")
    def total_spending(self) -> USD:
        """Spending of all episodes."""
        return total(self.category_spending, over=self.category)

    @clause(cites="contract: exclusions", amends="counted over the episodes")
    def counted_episodes(self) -> Count:
        """Episodes that count."""
        return count(~self.excluded, over=self.episode)

    @clause(cites="contract: post_episode_limit")
    def episode_excess(self) -> USD:
        """Spending after the episode above the limit; none without a limit."""
        return at_least_zero(self.post_episode_spending - self.post_episode_limit)

    @clause(cites="contract: post_episode_limit", amends="summed over the episodes")
    def total_post_episode_excess(self) -> USD:
        """Spending after the episodes above the limits."""
        excess = self.episode_excess
        return total(excess, over=self.episode, where=~self.excluded, missing="skip")

    @clause(cites="contract: leakage_share", amends="summed over the episodes")
    def total_leakage(self) -> USD:
        """Care of the episodes paid to others."""
        return total(self.leakage, over=self.episode, where=~self.excluded)
