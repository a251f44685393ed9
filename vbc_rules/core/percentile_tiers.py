"""Generic scoring by percentiles: the better a rate stands among its peers, the more it earns."""

from __future__ import annotations

from vbc_rules.language import (
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    attainment_or_improvement,
    axis,
    better,
    clause,
    composite,
    count,
    fact,
    gain,
    greatest,
    if_missing,
    known,
    least,
    parameter,
    result,
    when,
    with_enough_cases,
)


class PercentileTiers(PaymentModel):
    """Tiers by percentiles of published results.

    A scoring model: a measure earns the share of the highest percentile that its rate
    reaches, nothing below the lowest. Instead it may earn the share for improvement, if its
    rate closed enough of the gap that the year before left to the next percentile. A
    measure without a rate, or with a denominator below the minimum, is left out of the
    weighted mean. If fewer measures count than were agreed, the agreed score holds.
    """

    id = "core.percentile_tiers"
    arrangement = Arrangement("scoring", quality=("rate", "prior_rate"))
    measure = axis("Measure")
    tier = axis("Percentile")

    rate: Rate = fact("Rate of the measure, 0 to 1", per=measure, places=9, optional=True)
    prior_rate: Rate = fact(
        "Rate of the measure in the year before", per=measure, places=9, optional=True
    )
    denominator: Count = fact("People or events measured", per=measure, optional=True)

    tier_rate: Rate = parameter("Rate at the percentile", per=(measure, tier))
    tier_share: Rate = parameter("Share that the percentile earns", per=tier)
    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    weight: Rate = parameter("Weight", per=measure, maximum=100)
    gap_to_close: Rate = parameter(
        "Part of the gap to the next percentile that counts as improvement", optional=True
    )
    improvement_share: Rate = parameter("Share that improvement earns", optional=True)
    minimum_denominator: Count = parameter("Least denominator that counts")
    minimum_measures: Count = parameter("Fewest measures that make a score", minimum=1)
    score_of_too_few: Rate = parameter("Score where fewer measures count")

    @clause(cites="contract: minimum_denominator")
    def counted(self) -> Rate:
        """Rate, where the denominator is large enough."""
        measured = if_missing(self.denominator, 0, because="no denominator was reported")
        return with_enough_cases(self.rate, measured, self.minimum_denominator)

    @clause(cites="contract: tier_rate, tier_share")
    def reached(self) -> Rate:
        """Share of a percentile that was reached."""
        passed = better(self.counted, self.tier_rate, self.lower_is_better)
        return when(passed, self.tier_share, 0)

    @clause(cites="contract: tier_rate, tier_share")
    def attained(self) -> Rate:
        """Share of the highest percentile that was reached."""
        return greatest(self.reached, over=self.tier, missing="skip")

    @clause(cites="contract: gap_to_close")
    def gap(self) -> Rate:
        """What the year before lacked to a percentile."""
        return gain(self.tier_rate, self.prior_rate, self.lower_is_better)

    @clause(cites="contract: gap_to_close")
    def next_gap(self) -> Rate:
        """What the year before lacked to the next percentile."""
        return least(when(self.gap > 0, self.gap), over=self.tier, missing="skip")

    @clause(cites="contract: gap_to_close")
    def improvement(self) -> Rate:
        """Improvement over the year before, in the measure's direction."""
        return gain(self.counted, self.prior_rate, self.lower_is_better)

    @clause(cites="contract: gap_to_close, improvement_share")
    def improved(self) -> Rate:
        """Share for improvement."""
        enough = self.improvement >= self.gap_to_close * self.next_gap
        return when(enough, self.improvement_share, 0)

    @clause(cites="contract: tier_share, improvement_share")
    def measure_share(self) -> Rate:
        """Share that the measure earns."""
        return attainment_or_improvement(self.attained, self.improved)

    @clause(cites="contract: minimum_measures")
    def measures_counted(self) -> Count:
        """Measures that count."""
        return count(known(self.measure_share), over=self.measure)

    @result(cites="contract: weight, minimum_measures, score_of_too_few")
    def score(self) -> Rate:
        """Quality score."""
        mean = composite(self.measure_share, self.weight, self.measure)
        enough = self.measures_counted >= self.minimum_measures
        return if_missing(when(enough, mean), self.score_of_too_few)
