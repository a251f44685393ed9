"""Shared savings and losses with a sliding minimum rate, two-sided tracks and quality."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Choice,
    Count,
    PaymentModel,
    Rate,
    Table,
    YesNo,
    at_least_zero,
    clamp,
    clause,
    column,
    constant,
    fact,
    if_missing,
    lesser_of,
    matches,
    result,
    starts_at,
    table,
    to_cents,
    when,
)


class Track(Table):
    name: Choice = matches()
    two_sided: YesNo = column()
    maximum_sharing: Rate = column()
    payment_limit: Rate = column()
    fixed_loss_rate: Rate = column(optional=True)
    minimum_loss_rate: Rate = column()
    loss_limit: Rate = column()
    revenue_limit: Rate = column(optional=True)


class SlidingScale(Table):
    low: Count = starts_at()
    high: Count = column(optional=True)
    at_low: Rate = column()
    at_high: Rate = column()


class SharedSavings(PaymentModel):
    """Shared savings and losses of an accountable care organization."""

    id = "example.shared_savings"

    benchmark: USD = fact("Updated benchmark expenditures")
    expenditure: USD = fact("Expenditures")
    beneficiaries: Count = fact("Assigned beneficiaries")
    track: Choice = fact("Track or level")
    standard_met: YesNo = fact("Quality standard met")
    alternative_met: YesNo = fact("Alternative quality standard met")
    low_revenue: YesNo = fact("Low-revenue organization that may share below its minimum rate")
    quality_score: Rate = fact("Quality score", places=4)
    elected_rate: Rate = fact("Minimum savings rate elected", optional=True, places=4)
    revenue: USD = fact("Revenue of participants", optional=True)
    disaster_relief: USD = fact("Shared losses removed for disasters")

    sequestration: Rate = constant("Sequestration", {2013: "0.02"}, cites="2 USC 901a")
    first_year = 2013
    tracks: Track = table("Terms by track", cites="42 CFR 425.605, .610", rows="""
        name      two_sided maximum_sharing payment_limit fixed_loss_rate minimum_loss_rate loss_limit revenue_limit
        basic_a   no        0.40            0.10          -               0                 0          -
        basic_b   no        0.40            0.10          -               0                 0          -
        basic_c   yes       0.50            0.10          0.30            0                 0.01       0.02
        basic_e   yes       0.50            0.10          0.30            0                 0.04       0.08
        enhanced  yes       0.75            0.20          -               0.40              0.15       -
        """)  # fmt: skip  # noqa: E501
    scale: SlidingScale = table("Minimum savings rate by beneficiaries", cites="42 CFR 425.604(b)", rows="""
        low    high   at_low  at_high
        1      499    0.122   0.122
        500    999    0.122   0.087
        1000   2999   0.087   0.050
        3000   4999   0.050   0.039
        5000   5999   0.039   0.036
        6000   6999   0.036   0.034
        7000   7999   0.034   0.032
        8000   8999   0.032   0.031
        9000   9999   0.031   0.030
        10000  14999  0.030   0.027
        15000  19999  0.027   0.025
        20000  49999  0.025   0.022
        50000  59999  0.022   0.020
        60000  -      0.020   0.020
        """)  # fmt: skip  # noqa: E501

    @clause(cites="42 CFR 425.604(b)")
    def sliding_rate(self) -> Rate:
        row, n = self.scale.row(self.beneficiaries), self.beneficiaries
        within = (row.at_high - row.at_low) * (n - row.low) / (row.high - row.low)
        return if_missing(row.at_low + within, row.at_low)

    @clause(cites="42 CFR 425.605(b)")
    def minimum_rate(self) -> Rate:
        elected = if_missing(self.elected_rate, self.sliding_rate)
        return when(self.beneficiaries >= 5000, elected, self.sliding_rate)

    @clause(cites="42 CFR 425.604(a)")
    def savings(self) -> USD:
        return self.benchmark - self.expenditure

    @clause(cites="42 CFR 425.604(c)")
    def beyond_minimum(self) -> YesNo:
        return self.savings >= self.minimum_rate * self.benchmark

    @clause(cites="42 CFR 425.605(h)")
    def counted_savings(self) -> USD:
        eligible = self.beyond_minimum | self.low_revenue
        return when((self.savings > 0) & eligible, self.savings, 0)

    @clause(cites="42 CFR 425.512(a)(4)")
    def sharing_rate(self) -> Rate:
        most = self.tracks.row(self.track).maximum_sharing
        by_quality = when(self.alternative_met, most * self.quality_score, 0)
        return when(self.standard_met, most, by_quality)

    @clause(cites="42 CFR 425.605(h)")
    def shared_savings(self) -> USD:
        halved = when(self.beyond_minimum, self.sharing_rate, self.sharing_rate / 2)
        return halved * self.counted_savings

    @clause(cites="42 CFR 425.604(e)")
    def earned(self) -> USD:
        limit = self.tracks.row(self.track).payment_limit * self.benchmark
        sequestered = (1 - self.sequestration) * self.shared_savings
        return to_cents(lesser_of(sequestered, limit))

    @clause(cites="42 CFR 425.610(f)")
    def loss_rate(self) -> Rate:
        terms = self.tracks.row(self.track)
        most, met = terms.maximum_sharing, self.standard_met | self.alternative_met
        by_quality = when(met, 1 - most * self.quality_score, most)
        return if_missing(terms.fixed_loss_rate, clamp(by_quality, terms.minimum_loss_rate, most))

    @clause(cites="42 CFR 425.605(d)")
    def loss_limit(self) -> USD:
        terms = self.tracks.row(self.track)
        limit = terms.loss_limit * self.benchmark
        return lesser_of(limit, if_missing(terms.revenue_limit * self.revenue, limit))

    @clause(cites="42 CFR 425.605(d)")
    def losses(self) -> USD:
        return -self.savings

    @clause(cites="42 CFR 425.605(d)")
    def losses_count(self) -> YesNo:
        beyond = self.losses >= self.minimum_rate * self.benchmark
        return self.tracks.row(self.track).two_sided & (self.losses > 0) & beyond

    @clause(cites="42 CFR 425.605(d)")
    def shared_losses(self) -> USD:
        return when(self.losses_count, lesser_of(self.loss_rate * self.losses, self.loss_limit), 0)

    @clause(cites="42 CFR 425.610(i)")
    def owed(self) -> USD:
        return to_cents(at_least_zero(self.shared_losses - self.disaster_relief))

    @result(cites="42 CFR 425.604, .606, .610")
    def settlement(self) -> USD:
        return self.earned - self.owed
