"""The total quality score and the bonus of high performers, performance years 2023 to 2026."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Choice,
    Count,
    PaymentModel,
    Points,
    Rate,
    YesNo,
    axis,
    clause,
    constant,
    count,
    fact,
    known,
    lesser_of,
    parameter,
    points,
    result,
    stages,
    to_cents,
    total,
    when,
)

TOTAL = "total quality score = min(1, initial score x multiplier + HEDR) [C:TB]"


class Quality(PaymentModel):
    """ACO REACH, total quality score.

    The initial score is the mean of the measures' percentile scores. It counts half where the
    ACO neither improved continuously nor performed exceptionally well for long (CI/SEP); an ACO
    without a prior year is not judged. Health equity data reporting (HEDR) adds points.
    """

    id = "cms.reach_quality"
    first_year = 2023
    last_year = 2026
    arrangement = Arrangement(kind="scoring", quality=("measure_score",))

    measure = axis("Quality measure")
    measure_score: Points = fact(
        "Percentile score of the measure", per=measure, places=6, minimum=0, maximum=100
    )
    has_prior_year: YesNo = fact("The ACO has a prior performance year to be compared with")
    improvement_met: YesNo = fact(
        "Continuous improvement or sustained exceptional performance (CI/SEP) is met"
    )
    data_reporting: Points = fact(
        "Health equity data reporting adjustment (HEDR)", places=6, minimum=-10, maximum=10
    )

    multiplier_not_met: Rate = constant(
        "Part of the initial score that counts where CI/SEP is not met",
        {2023: "0.5"},
        cites="CI/SEP multiplier [C:TB]",
    )

    @clause(cites="initial quality score: the mean of the measures [C:TB]")
    def initial_score(self) -> Points:
        """Initial quality score."""
        measures = count(known(self.measure_score), over=self.measure)
        return total(self.measure_score, over=self.measure) / measures

    @clause(cites="CI/SEP multiplier; only ACOs with a prior year are judged [C:TB]")
    def multiplier(self) -> Rate:
        """Part of the initial score that counts."""
        judged = self.has_prior_year & ~self.improvement_met
        return when(judged, self.multiplier_not_met, 1)

    @clause(cites=TOTAL)
    def total_score(self) -> Points:
        """Total quality score in points, at most 100."""
        return lesser_of(self.multiplier * self.initial_score + self.data_reporting, points(100))

    @result(cites=TOTAL)
    def quality_score(self) -> Rate:
        """Total quality score, 0 to 1."""
        return self.total_score / points(100)


class HighPerformers(PaymentModel):
    """ACO REACH, bonus of the high performers pool.

    What ACOs did not earn of their quality withhold goes to those that met CI/SEP and reached
    the threshold of the year. How the pool is divided was not found: the contract says whether
    by benchmark or equally.
    """

    id = "cms.reach_high_performers"
    first_year = 2023
    last_year = 2026
    arrangement = Arrangement(kind="performance", quality=("score", "improvement_met"))
    waterfall = stages("share_of_pool", "bonus")

    score: Rate = fact("Quality score by which high performers are chosen", places=9)
    threshold: Rate = fact("Least score of high performers in the year", places=9)
    improvement_met: YesNo = fact(
        "Continuous improvement or sustained exceptional performance (CI/SEP) is met"
    )
    pool: USD = fact("High performers pool: what all ACOs did not earn", minimum=0)
    own_benchmark: USD = fact("Final benchmark of the ACO", places=4, minimum=0)
    benchmark_of_performers: USD = fact("Final benchmarks of all high performers", minimum=0)
    performers: Count = fact("High performers", places=0, minimum=0)

    division: Choice = parameter(
        "How the pool is divided among high performers", choices=("by_benchmark", "equally")
    )

    @clause(cites="High Performers Pool: CI/SEP and the threshold [C: glossary]")
    def high_performer(self) -> YesNo:
        """The ACO is a high performer."""
        return self.improvement_met & (self.score >= self.threshold)

    @clause(cites="High Performers Pool, division [M-l]: contract: division")
    def part_of_pool(self) -> USD:
        """Part of the pool that one high performer gets."""
        by_benchmark = self.pool * (self.own_benchmark / self.benchmark_of_performers)
        return when(self.division.is_("equally"), self.pool / self.performers, by_benchmark)

    @clause(cites="High Performers Pool [C: glossary]")
    def share_of_pool(self) -> USD:
        """Share of the pool."""
        return when(self.high_performer, self.part_of_pool, 0)

    @result(cites="High Performers Pool [C: glossary]")
    def bonus(self) -> USD:
        """Bonus of a high performer."""
        return to_cents(self.share_of_pool)
