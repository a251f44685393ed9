"""The quality score of an ACO in four domains, until 2020."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    Count,
    PaymentModel,
    Points,
    Rate,
    Table,
    YesNo,
    axis,
    better,
    clause,
    column,
    count,
    fact,
    known,
    lesser_of,
    parameter,
    points,
    rate,
    result,
    starts_at,
    table,
    total,
    when,
)

SCORING = "42 CFR 425.502(b) to (d), before 2021"
REWARD = "42 CFR 425.502(e)(4), before 2021"


class LevelPoints(Table):
    """Points of a measure by the number of levels that it reaches, from the 30th percentile."""

    reached: Count = starts_at()
    points: Points = column()


LEVEL_POINTS = """
    reached  points
          0    0
          1    1.10
          2    1.25
          3    1.40
          4    1.55
          5    1.70
          6    1.85
          7    2.00
"""


class RewardPoints(Table):
    """Points of a domain by its net improvement."""

    improved: Rate = starts_at(minimum=-1)
    points: Points = column()


REWARD_POINTS = """
    improved  points
          -1    0
        0.10    0.48
        0.20    0.92
        0.30    1.36
        0.40    1.80
        0.50    2.24
        0.60    2.68
        0.70    3.12
        0.80    3.56
        0.90    4.00
"""


class LegacyQuality(PaymentModel):
    """Medicare Shared Savings Program, quality score by domains, 2013 to 2020.

    A scoring model. A measure earns points by the percentile of its benchmark, or all of
    them where it is scored for reporting only. A measure without a rate leaves its domain on
    both sides, and the four domains weigh the same. From 2015 a domain is rewarded for
    measures that improved significantly, up to the most points it can have. The score is
    not rounded.
    """

    id = "cms.mssp_legacy_quality"
    first_year = 2013
    last_year = 2020
    arrangement = Arrangement("scoring", quality=("performance", "improved", "declined"))

    domain = axis(
        "Domain",
        members=("patient_experience", "care_coordination", "preventive_health", "at_risk"),
    )
    measure = axis("Quality measure", within=domain)
    level = axis("Percentile", members=tuple(f"p{number}" for number in range(30, 100, 10)))

    performance: Rate = fact("Rate of the measure", per=measure, optional=True, places=6)
    reported: YesNo = fact("All measures were completely reported")
    improved: Count = fact("Measures that improved significantly", per=domain)
    declined: Count = fact("Measures that declined significantly", per=domain)

    percentile_starts: Rate = parameter(
        "Rate of the percentile in the benchmark", per=(measure, level)
    )
    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    reporting_only: YesNo = parameter("The measure is scored for reporting only", per=measure)
    doubled: YesNo = parameter("The measure counts twice", per=measure)

    level_points: LevelPoints = table(
        "Points by level", rows=LEVEL_POINTS, cites=f"{SCORING} [M-h]"
    )
    reward_points: RewardPoints = table(
        "Points for improvement", rows=REWARD_POINTS, cites=f"{REWARD} [M-m]"
    )

    @clause(cites=SCORING)
    def levels_reached(self) -> Count:
        """Number of percentiles that the rate reaches."""
        reached = better(self.performance, self.percentile_starts, self.lower_is_better)
        number = count(known(when(reached, self.percentile_starts)), over=self.level)
        return when(known(self.performance), number)

    @clause(cites=SCORING)
    def times(self) -> Rate:
        """How often the measure counts."""
        return when(self.doubled, rate(2), rate(1))

    @clause(cites=SCORING)
    def measure_points(self) -> Points:
        """Points of the measure."""
        by_level = self.level_points.row(self.levels_reached).points
        earned = when(self.reporting_only, points(2), by_level)
        return when(known(self.performance), earned * self.times)

    @clause(cites=SCORING)
    def possible_points(self) -> Points:
        """Most points of a measure that has a rate."""
        return when(known(self.performance), points(2) * self.times)

    @clause(cites=SCORING)
    def domain_points(self) -> Points:
        """Points of the measures of a domain."""
        return total(self.measure_points, over=self.measure, by=self.domain, missing="skip")

    @clause(cites=SCORING)
    def domain_possible(self) -> Points:
        """Most points of a domain."""
        return total(self.possible_points, over=self.measure, by=self.domain, missing="skip")

    @clause(cites=REWARD)
    def net_improvement(self) -> Rate:
        """Measures of a domain that improved less those that declined, as a share of all."""
        measures = count(known(self.measure_points), over=self.measure, by=self.domain)
        return when(measures > 0, (self.improved - self.declined) / measures)

    @clause(cites="none before 2015")
    def improvement_reward(self) -> Points:
        """Improvement reward: none before 2015."""
        return points(0)

    @improvement_reward.since(2015, cites=REWARD)
    def _(self) -> Points:
        """Improvement reward of a domain."""
        return self.reward_points.row(self.net_improvement).points

    @clause(cites=SCORING)
    def domain_score(self) -> Rate:
        """Score of a domain, missing where no measure has a rate."""
        earned = lesser_of(self.domain_points + self.improvement_reward, self.domain_possible)
        return when(self.domain_possible > 0, earned / self.domain_possible)

    @clause(cites=SCORING)
    def measures_attained(self) -> Count:
        """Measures of a domain at the 30th percentile or above, or for reporting only."""
        attained = when(self.measure_points > 0, self.possible_points)
        return count(known(attained), over=self.measure, by=self.domain)

    @clause(cites="42 CFR 425.502(d)(2), before 2021 [M-h]")
    def domains_failed(self) -> Count:
        """Domains in which no measure reaches the 30th percentile."""
        scored = self.domain_possible > 0
        return count(scored & (self.measures_attained < 1), over=self.domain)

    @clause(cites="42 CFR 425.502(d)(2), before 2021 [M-h]")
    def standard_met(self) -> YesNo:
        """Quality performance standard is met."""
        return self.reported & (self.domains_failed < 1)

    @result(cites=SCORING)
    def quality_score(self) -> Rate:
        """Quality score, 0 to 1: the mean of the domains."""
        scores = total(self.domain_score, over=self.domain, missing="skip")
        domains = total(when(known(self.domain_score), rate(1), rate(0)), over=self.domain)
        return scores / domains
