"""BPCI Advanced: clinical episodes of an episode initiator, October 2018 to December 2025."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Choice,
    PaymentModel,
    Points,
    Rate,
    Table,
    YesNo,
    at_least_zero,
    axis,
    clamp,
    clause,
    column,
    constant,
    fact,
    if_missing,
    lesser_of,
    matches,
    parameter,
    points,
    result,
    stages,
    table,
    to_cents,
    total,
)

RECONCILIATION = "BPCI Advanced participation agreement, reconciliation [M-h]"
TARGET = "BPCI Advanced target price specifications [M-h]"
TREND = "BPCI Advanced target price specifications, model years 4 to 8 [C: CHA, DG]"


class SummedBpciAdvanced(PaymentModel):
    """BPCI Advanced, reconciliation of an episode initiator from summed amounts.

    Categories that gained and those that lost are adjusted by quality apart, then netted
    and held within a limit. A convener has the sum of its episode initiators. A true-up
    computes the same again on fuller claims; what was settled before is taken off.
    """

    id = "cms.bpci_advanced_summed"
    first_year = 2018
    last_year = 2025
    waterfall = stages("reconciliation", "adjusted", "limited")
    arrangement = Arrangement(
        kind="episode",
        scope="condition",
        losses=("adjusted_losses", "post_episode_owed"),
        quality=("composite_quality_score",),
    )

    positive: USD = fact("Sum of the categories that spent less than the target", minimum=0,
                         places=6)  # fmt: skip
    negative: USD = fact("Sum of the categories that spent more, as a negative amount",
                         maximum=0, places=6)  # fmt: skip
    target: USD = fact("Target prices of all episodes", minimum=0, places=6)
    composite_quality_score: Points = fact(
        "Composite quality score, 0 to 100", places=6, minimum=0, maximum=100
    )
    post_episode_excess: USD = fact(
        "Spending of days 91 to 120 above the upper bound of what is expected", minimum=0, places=6
    )
    settled_before: USD = fact("Settled before for the same episodes, before a true-up")

    quality_at_stake: Rate = parameter("Part of gains and losses that quality adjusts")
    limit: Rate = parameter("Limit on gains and losses, as a share of the target")

    @clause(cites=RECONCILIATION)
    def total_gains(self) -> USD:
        """Positive reconciliation amounts."""
        return self.positive

    @clause(cites=RECONCILIATION)
    def total_losses(self) -> USD:
        """Negative reconciliation amounts."""
        return self.negative

    @clause(cites=TARGET)
    def total_target(self) -> USD:
        """Target prices of all episodes."""
        return self.target

    @clause(cites=RECONCILIATION)
    def reconciliation(self) -> USD:
        """Reconciliation amount before quality."""
        return self.total_gains + self.total_losses

    @clause(cites=RECONCILIATION)
    def quality(self) -> Rate:
        """Composite quality score as a share of 100."""
        return self.composite_quality_score / points(100)

    @clause(cites=RECONCILIATION)
    def adjusted_gains(self) -> USD:
        """Gains less what quality did not earn."""
        return self.total_gains * (1 - self.quality_at_stake * (1 - self.quality))

    @clause(cites=RECONCILIATION)
    def adjusted_losses(self) -> USD:
        """Losses less what quality forgives."""
        return self.total_losses * (1 - self.quality_at_stake * self.quality)

    @clause(cites=RECONCILIATION)
    def adjusted(self) -> USD:
        """Adjusted total reconciliation amount."""
        return self.adjusted_gains + self.adjusted_losses

    @clause(cites=RECONCILIATION)
    def most(self) -> USD:
        """Limit of gains and of losses."""
        return self.limit * self.total_target

    @clause(cites=RECONCILIATION)
    def limited(self) -> USD:
        """Net payment reconciliation amount within the limit."""
        return to_cents(clamp(self.adjusted, -self.most, self.most))

    @clause(cites="BPCI Advanced participation agreement, post-episode monitoring [M-m]")
    def total_post_episode_excess(self) -> USD:
        """Spending after the episodes above what is expected."""
        return self.post_episode_excess

    @clause(cites="BPCI Advanced participation agreement, post-episode monitoring [M-m]")
    def post_episode_owed(self) -> USD:
        """Owed for spending after the episodes."""
        return to_cents(self.total_post_episode_excess)

    @clause(cites="BPCI Advanced participation agreement, true-ups [M-m]")
    def earlier(self) -> USD:
        """Settled before a true-up."""
        return to_cents(self.settled_before)

    @result(cites=RECONCILIATION)
    def settlement(self) -> USD:
        """Net payment.

        It is negative where the episode initiator repays.
        """
        return self.limited - self.post_episode_owed - self.earlier


class Discounts(Table):
    """Discount by kind of clinical episode category."""

    kind: Choice = matches()
    discount: Rate = column()


class BpciAdvanced(SummedBpciAdvanced):
    """BPCI Advanced, reconciliation of an episode initiator from episodes.

    The final target price replaces the expected case mix by the realised one and, from
    model year 4 (2021), the expected trend of the peer group by the realised one, within a
    cap. Spending is winsorised at the percentiles of its MS-DRG or APC, which CMS states.
    """

    id = "cms.bpci_advanced"

    category = axis("Clinical episode category")
    episode_type = axis("MS-DRG or APC", within=category)
    episode = axis("Clinical episode", within=episode_type)

    baseline_spending: USD = fact(
        "Standardised baseline spending of an episode", per=category, minimum=0
    )
    peer_trend: Rate = fact(
        "Expected trend of the peer group, as a factor", per=category, places=9, maximum=10
    )
    realized_trend: Rate = fact(
        "Realised trend of the peer group, as a factor", per=category, places=9, maximum=10
    )
    group_factor: Rate = fact(
        "Relative case mix and offset of a physician group practice; 1 for a hospital",
        per=category,
        places=9,
        maximum=10,
    )
    post_episode_limit: USD = fact(
        "Upper bound of what is expected in days 91 to 120, for all episodes of the category",
        per=category,
        minimum=0,
        optional=True,
    )
    lowest: USD = fact("1st percentile of spending of the MS-DRG or APC", per=episode_type,
                       minimum=0)  # fmt: skip
    highest: USD = fact("99th percentile of spending of the MS-DRG or APC", per=episode_type,
                        minimum=0)  # fmt: skip
    allowed: USD = fact("Standardised allowed spending", per=episode, minimum=0)
    severity: Rate = fact("Patient case mix adjustment", per=episode, places=9, maximum=100)
    excluded: YesNo = fact("The episode is excluded or cancelled", per=episode)
    post_episode_spending: USD = fact("Spending of days 91 to 120", per=episode, minimum=0)

    kind: Choice = parameter(
        "Kind of clinical episode category", per=category, choices=("medical", "surgical")
    )
    discounts: Discounts = table(
        "Discount by kind of category",
        cites="BPCI Advanced: 3 %; medical categories 2 % from model year 6 (2023) [C: CHA, DG]",
        rows={
            2018: """
                kind      discount
                medical   0.03
                surgical  0.03
            """,
            2023: """
                kind      discount
                medical   0.02
                surgical  0.03
            """,
        },
    )
    trend_cap: Rate = constant(
        "Most by which the realised trend may differ from the expected one",
        {2021: "0.10", 2023: "0.05"},
        cites=TREND,
    )

    @clause(cites=TARGET)
    def trend_factor(self) -> Rate:
        """Trend of the peer group."""
        return self.peer_trend

    @trend_factor.since(2021, cites=TREND)
    def _(self) -> Rate:
        """From model year 4 the realised trend, within the cap around the expected one."""
        ratio = self.realized_trend / self.peer_trend
        return self.peer_trend * clamp(ratio, 1 - self.trend_cap, 1 + self.trend_cap)

    @clause(cites=TARGET)
    def benchmark_price(self) -> USD:
        """Benchmark price of the episode."""
        peers = self.trend_factor * self.group_factor
        return self.baseline_spending * self.severity * peers

    @clause(cites=TARGET)
    def episode_target(self) -> USD:
        """Target price of the episode."""
        return self.benchmark_price * (1 - self.discounts.row(self.kind).discount)

    @clause(cites="BPCI Advanced target price specifications, winsorisation [M-h]")
    def episode_spending(self) -> USD:
        """Winsorised spending of the episode."""
        return clamp(self.allowed, self.lowest, self.highest)

    @clause(cites=TARGET)
    def category_target(self) -> USD:
        """Target prices of the category."""
        each, counts = self.episode_target, ~self.excluded
        return total(each, over=self.episode, by=self.category, where=counts)

    @clause(cites=RECONCILIATION)
    def category_spending(self) -> USD:
        """Spending of the category."""
        each, counts = self.episode_spending, ~self.excluded
        return total(each, over=self.episode, by=self.category, where=counts)

    @clause(cites=RECONCILIATION)
    def category_difference(self) -> USD:
        """Reconciliation amount of the category."""
        return self.category_target - self.category_spending

    @clause(cites=RECONCILIATION, amends="summed over the categories")
    def total_gains(self) -> USD:
        """Positive reconciliation amounts."""
        return total(at_least_zero(self.category_difference), over=self.category)

    @clause(cites=RECONCILIATION, amends="summed over the categories")
    def total_losses(self) -> USD:
        """Negative reconciliation amounts."""
        return total(lesser_of(self.category_difference, 0), over=self.category)

    @clause(cites=TARGET, amends="summed over the categories")
    def total_target(self) -> USD:
        """Target prices of all episodes."""
        return total(self.category_target, over=self.category)

    @clause(cites="BPCI Advanced participation agreement, post-episode monitoring [M-m]")
    def category_post_episode(self) -> USD:
        """Spending after the episodes of the category."""
        each, counts = self.post_episode_spending, ~self.excluded
        return total(each, over=self.episode, by=self.category, where=counts)

    @clause(cites="BPCI Advanced participation agreement, post-episode monitoring [M-m]")
    def category_excess(self) -> USD:
        """Spending after the episodes above the bound; none where no bound is stated."""
        excess = at_least_zero(self.category_post_episode - self.post_episode_limit)
        return if_missing(excess, 0, because="CMS stated no bound for the category")

    @clause(
        cites="BPCI Advanced participation agreement, post-episode monitoring [M-m]",
        amends="summed over the categories",
    )
    def total_post_episode_excess(self) -> USD:
        """Spending after the episodes above what is expected."""
        return total(self.category_excess, over=self.category)
