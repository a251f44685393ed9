"""The quality pool: targets that are met share a part of the year's payments."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    Table,
    YesNo,
    axis,
    better,
    clause,
    column,
    count,
    fact,
    greater_of,
    if_missing,
    lesser_of,
    parameter,
    rate,
    result,
    starts_at,
    table,
    to_cents,
    total,
    when,
    wording,
)


class PoolShares(Table):
    """The share of its own pool that an organization earns from a number of targets met on."""

    met: Count = starts_at(first=0)
    share: Rate = column()


@wording("{before} moved towards {benchmark} by {share} of the gap, at least {floor}")
def moved_up(before: Rate, benchmark: Rate, share: Rate, floor: Rate) -> Rate:
    """Return the target of a higher-is-better measure: never beyond the benchmark."""
    return lesser_of(before + greater_of(share * (benchmark - before), floor), benchmark)


@wording("{before} moved down towards {benchmark} by {share} of the gap, at least {floor}")
def moved_down(before: Rate, benchmark: Rate, share: Rate, floor: Rate) -> Rate:
    """Return the target of a lower-is-better measure: never beyond the benchmark."""
    return greater_of(before - greater_of(share * (before - benchmark), floor), benchmark)


class QualityPool(PaymentModel):
    """Quality pool of a coordinated care organization.

    A measure is met at its benchmark, or at its improvement target: the year before moved
    towards the benchmark by a share of the gap, by a floor at least, never beyond it. The
    number of measures met says what part of its own pool the organization earns, all of
    it only together with the conditions. What nobody earns is the challenge pool: it is
    divided evenly among the challenge measures, and by members among those who met one.

    Every measure needs a rate: one without is refused, never counted as not met. A measure
    without a rate of the year before is met at its benchmark only.
    """

    id = "oregon.quality_pool"
    arrangement = Arrangement("performance", quality=("performance", "prior_performance"))

    measure = axis("Incentive measure")

    performance: Rate = fact("Rate of the measure", per=measure, places=6)
    prior_performance: Rate = fact(
        "Rate of the measure in the year before", per=measure, optional=True, places=6
    )
    payments: USD = fact("Payments of the year that the pool is a share of", minimum=0)
    conditions_met: YesNo = fact("The conditions for the whole pool are met")
    members: Count = fact("Members of the organization")
    challenge_pool: USD = fact("What all organizations together left unearned", minimum=0)
    members_of_winners: Count = fact(
        "Members of all organizations that met the measure", per=measure
    )

    benchmark: Rate = parameter("Benchmark", per=measure)
    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    improvement_floor: Rate = parameter(
        "Least improvement, as a difference of rates", per=measure, optional=True
    )
    gap_share: Rate = parameter("Share of the gap to the benchmark that improvement closes")
    challenge: YesNo = parameter("The measure also shares the challenge pool", per=measure)
    pool_rate: Rate = parameter("Quality pool, as a share of payments")
    pool_shares: PoolShares = table("Share of the pool by number of measures met")
    whole_pool_from: Count = parameter("Fewest measures met for the whole pool")

    @clause(cites="program: improvement target")
    def floor(self) -> Rate:
        """Least improvement."""
        return if_missing(self.improvement_floor, 0, because="the measure has no floor")

    @clause(cites="program: improvement target")
    def improvement_target(self) -> Rate:
        """Result that counts as enough improvement."""
        before, benchmark = self.prior_performance, self.benchmark
        down = moved_down(before, benchmark, self.gap_share, self.floor)
        up = moved_up(before, benchmark, self.gap_share, self.floor)
        return when(self.lower_is_better, down, up)

    @clause(cites="program: benchmark or improvement target")
    def met(self) -> YesNo:
        """The measure is met."""
        target = if_missing(self.improvement_target, self.benchmark)
        return better(self.performance, target, self.lower_is_better)

    @clause(cites="program: phase 1")
    def measures_met(self) -> Count:
        """Number of measures met."""
        return count(self.met, over=self.measure)

    @clause(cites="program: phase 1")
    def pool_share(self) -> Rate:
        """Share of the organization's own pool."""
        whole = (self.measures_met >= self.whole_pool_from) & self.conditions_met
        return when(whole, rate(1), self.pool_shares.row(self.measures_met).share)

    @clause(cites="program: phase 1")
    def pool(self) -> USD:
        """The organization's own pool."""
        return self.pool_rate * self.payments

    @clause(cites="program: phase 1")
    def phase_1(self) -> USD:
        """Quality pool earned."""
        return to_cents(self.pool_share * self.pool)

    @clause(cites="program: phase 2")
    def challenge_share(self) -> Rate:
        """Share of what a challenge measure divides, by members of those who met it."""
        return when(self.challenge & self.met, self.members / self.members_of_winners, 0)

    @clause(cites="program: phase 2")
    def challenge_shares(self) -> Rate:
        """Shares of all challenge measures met."""
        return total(self.challenge_share, over=self.measure)

    @clause(cites="program: phase 2")
    def phase_2(self) -> USD:
        """Challenge pool earned."""
        measures = count(self.challenge, over=self.measure)
        return to_cents(
            when(measures > 0, self.challenge_pool / measures * self.challenge_shares, 0)
        )

    @result(cites="program: phases 1 and 2")
    def settlement(self) -> USD:
        """Payment to the organization."""
        return self.phase_1 + self.phase_2
