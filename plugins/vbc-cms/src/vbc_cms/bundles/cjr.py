"""Comprehensive Care for Joint Replacement: lower joint replacements, 2016 to 2024."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Count,
    PaymentModel,
    Points,
    Rate,
    Table,
    YesNo,
    at_least_zero,
    axis,
    clause,
    column,
    fact,
    lesser_of,
    parameter,
    result,
    stages,
    starts_at,
    table,
    to_cents,
    total,
    when,
)

GAIN_STAGES = stages("gross_gains", "eligible_gains", "earned")
LOSS_STAGES = stages("gross_losses", "owed")
PRICE = "42 CFR 510.300"
PAYMENT = "42 CFR 510.305"
CATEGORY = "42 CFR 510.315(f) and 510.305"


class QualityCategories(Table):
    """Quality categories, by the composite score at which each begins.

    A category says whether it is eligible for gains, and which discount the target has for
    gains and for losses.
    """

    score: Points = starts_at(minimum=0, maximum=22)
    eligible: YesNo = column()
    gain_discount: Rate = column()
    loss_discount: Rate = column()


class SummedCjr(PaymentModel):
    """Comprehensive Care for Joint Replacement, from summed amounts.

    The quality category sets the discount of the target, one for gains and one for losses;
    between the two targets nothing is paid. Below the acceptable category gains are not
    paid. Limits are shares of the target.
    """

    id = "cms.cjr_summed"
    first_year = 2016
    last_year = 2024
    waterfall = (GAIN_STAGES, LOSS_STAGES)
    arrangement = Arrangement(
        kind="episode", scope="condition", losses=("owed",), quality=("composite_score",)
    )

    benchmark: USD = fact("Target prices of all episodes before the discount", minimum=0, places=6)
    spending: USD = fact("Spending of all episodes, each up to its cap", minimum=0, places=6)
    composite_score: Points = fact("Composite quality score", places=2, minimum=0, maximum=22)

    quality_categories: QualityCategories = table("Discounts by composite quality score")
    stop_gain: Rate = parameter("Limit on gains, as a share of the target")
    stop_loss: Rate = parameter("Limit on losses, as a share of the target; 0 for no losses")

    @clause(cites=PRICE)
    def total_benchmark(self) -> USD:
        """Target prices before the discount."""
        return self.benchmark

    @clause(cites=PAYMENT)
    def total_spending(self) -> USD:
        """Spending of all episodes."""
        return self.spending

    @clause(cites=CATEGORY)
    def eligible(self) -> YesNo:
        """Quality is at least acceptable."""
        return self.quality_categories.row(self.composite_score).eligible

    @clause(cites=CATEGORY)
    def gain_target(self) -> USD:
        """Quality-adjusted target for gains."""
        row = self.quality_categories.row(self.composite_score)
        return self.total_benchmark * (1 - row.gain_discount)

    @clause(cites=CATEGORY)
    def loss_target(self) -> USD:
        """Quality-adjusted target for losses."""
        row = self.quality_categories.row(self.composite_score)
        return self.total_benchmark * (1 - row.loss_discount)

    @clause(cites=PAYMENT)
    def gross_gains(self) -> USD:
        """What was spent less than the target."""
        return at_least_zero(self.gain_target - self.total_spending)

    @clause(cites=CATEGORY)
    def eligible_gains(self) -> USD:
        """Gains that quality makes eligible."""
        return when(self.eligible, self.gross_gains, 0)

    @clause(cites=PAYMENT)
    def earned(self) -> USD:
        """Gains within the stop-gain."""
        return to_cents(lesser_of(self.eligible_gains, self.stop_gain * self.gain_target))

    @clause(cites=PAYMENT)
    def gross_losses(self) -> USD:
        """What was spent more than the target."""
        return at_least_zero(self.total_spending - self.loss_target)

    @clause(cites=PAYMENT)
    def owed(self) -> USD:
        """Losses within the stop-loss."""
        return to_cents(lesser_of(self.gross_losses, self.stop_loss * self.loss_target))

    @result(cites=PAYMENT)
    def settlement(self) -> USD:
        """Reconciliation payment.

        It is negative where the hospital repays.
        """
        return self.earned - self.owed


class Cjr(SummedCjr):
    """Comprehensive Care for Joint Replacement, performance years 1 to 5, from episodes.

    The price of an MS-DRG, with or without hip fracture, blends the hospital's own history
    with its region's.
    """

    id = "cms.cjr"
    last_year = 2021

    episode_type = axis("MS-DRG, with or without hip fracture")
    episode = axis("Episode", within=episode_type)

    hospital_price: USD = fact("Price of the hospital's history", per=episode_type, minimum=0)
    regional_price: USD = fact("Price of the region", per=episode_type, minimum=0)
    spending_cap: USD = fact(
        "Cap on the spending of an episode: two standard deviations above the regional mean",
        per=episode_type,
        minimum=0,
    )
    allowed: USD = fact("Spending of the episode", per=episode, minimum=0)
    excluded: YesNo = fact("The episode is excluded or cancelled", per=episode)

    regional_thirds: Count = parameter(
        "Thirds of the price that are the region's; the rest is the hospital's",
        places=0,
        minimum=0,
        maximum=3,
    )

    @clause(cites=PRICE)
    def price(self) -> USD:
        """Price of an episode before the discount."""
        region = self.regional_thirds * self.regional_price
        return (region + (3 - self.regional_thirds) * self.hospital_price) / 3

    @clause(cites=PRICE)
    def episode_price(self) -> USD:
        """Price of the episode; in these years without risk adjustment."""
        return self.price

    @clause(cites=PAYMENT)
    def episode_spending(self) -> USD:
        """Spending of the episode up to the cap."""
        return lesser_of(self.allowed, self.spending_cap)

    @clause(cites=PRICE)
    def type_benchmark(self) -> USD:
        """Prices of the episodes of an MS-DRG."""
        each, counts = self.episode_price, ~self.excluded
        return total(each, over=self.episode, by=self.episode_type, where=counts)

    @clause(cites=PRICE, amends="summed over the episodes")
    def total_benchmark(self) -> USD:
        """Target prices before the discount."""
        return total(self.type_benchmark, over=self.episode_type)

    @clause(cites=PAYMENT)
    def type_spending(self) -> USD:
        """Spending of the episodes of an MS-DRG."""
        each, counts = self.episode_spending, ~self.excluded
        return total(each, over=self.episode, by=self.episode_type, where=counts)

    @clause(cites=PAYMENT, amends="summed over the episodes")
    def total_spending(self) -> USD:
        """Spending of all episodes."""
        return total(self.type_spending, over=self.episode_type)


class CjrExtension(Cjr):
    """Comprehensive Care for Joint Replacement, performance years 6 to 8, from episodes.

    Prices are regional alone, adjusted by the risk of each episode and by the market trend.
    The cap is the 99th percentile of the region. One reconciliation, six months after the year.
    """

    id = "cms.cjr_extension"
    first_year = 2021
    last_year = 2024

    spending_cap: USD = fact(
        "Cap on the spending of an episode: the 99th percentile of the region",
        per=Cjr.episode_type,
        minimum=0,
    )
    severity: Rate = fact(
        "Risk multiplier of the episode: HCC count, age and dual eligibility",
        per=Cjr.episode,
        places=9,
        maximum=100,
    )
    market_trend: Rate = fact(
        "Market trend from the prospective price to the year", per=Cjr.episode_type, places=9,
        maximum=10,
    )  # fmt: skip

    @clause(cites=PRICE, amends="regional prices, risk adjustment and market trend")
    def episode_price(self) -> USD:
        """Price of the episode before the discount."""
        return self.price * self.severity * self.market_trend

    @clause(cites=PRICE, amends="regional alone")
    def price(self) -> USD:
        """Price of the region."""
        return self.regional_price
