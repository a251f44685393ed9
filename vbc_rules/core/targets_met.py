"""Generic scoring: the share of weighted quality targets that were met.

It is what a contract needs that says "meet these targets"; programs with points, benchmarks
or improvement have models of their own.
"""

from __future__ import annotations

from vbc_rules.language import (
    Arrangement,
    Count,
    PaymentModel,
    Points,
    Rate,
    YesNo,
    axis,
    better,
    clause,
    count,
    fact,
    if_missing,
    known,
    parameter,
    rate,
    result,
    total,
    when,
    wording,
)


@wording("{value} is exactly {other}")
def exactly(value: Rate, other: Rate) -> YesNo:
    """Hold if two rates are the same."""
    return (value >= other) & (value <= other)


@wording("{value} is better than {than}")
def better_than(value: Rate, than: Rate, lower_is_better: YesNo) -> YesNo:
    """Hold if a rate is better, by the direction of its measure."""
    return (lower_is_better & (value < than)) | (~lower_is_better & (value > than))


class TargetsMet(PaymentModel):
    """Share of weighted quality targets that were met.

    A scoring model: a measure counts if its rate is known and its denominator reaches the
    least one. A measure that does not count neither helps nor harms: its weight is left
    out of the share. If fewer measures count than were agreed, the agreed score holds, and
    if a measure that must be met was missed, or fewer targets were met than were agreed,
    the score is 0. A rate meets its target at the target, or only beyond it where the
    contract says so.
    """

    id = "core.targets_met"
    arrangement = Arrangement("scoring", quality=("rate",))
    measure = axis("Measure")

    rate: Rate = fact("Rate of the measure, 0 to 1", per=measure, places=9, optional=True)
    denominator: Count = fact("People or events measured", per=measure, optional=True)

    target: Rate = parameter("Target", per=measure)
    weight: Points = parameter("Weight", per=measure, minimum=0)
    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    must_be_met: YesNo = parameter("Without this target the score is 0", per=measure)
    beyond_target: YesNo = parameter(
        "Only a rate better than the target meets it, not one at it", per=measure, optional=True
    )
    minimum_targets_met: Count = parameter(
        "Fewest targets met, whatever their weights; with fewer the score is 0",
        minimum=1,
        optional=True,
    )
    minimum_denominator: Count = parameter("Least denominator that counts")
    minimum_measures: Count = parameter("Fewest measures that make a score", minimum=1)
    score_of_too_few: Rate = parameter("Score where fewer measures count")

    @clause(cites="contract: minimum_denominator")
    def counted(self) -> YesNo:
        """Measure counts."""
        measured = if_missing(self.denominator, 0, because="no denominator was reported")
        return known(self.rate) & (measured >= self.minimum_denominator)

    @clause(cites="contract: target, lower_is_better, beyond_target")
    def met(self) -> YesNo:
        """Target is met."""
        reached = better(self.rate, self.target, self.lower_is_better)
        beyond = better_than(self.rate, self.target, self.lower_is_better)
        at_target = if_missing(when(self.beyond_target, beyond, reached), reached)
        return when(exactly(self.rate, self.target), at_target, reached)

    @clause(cites="contract: minimum_measures")
    def measures_counted(self) -> Count:
        """Measures that count."""
        return count(self.counted, over=self.measure)

    @clause(cites="contract: weight")
    def counted_weight(self) -> Points:
        """Weight of the measures that count."""
        return total(self.weight, over=self.measure, where=self.counted)

    @clause(cites="contract: weight")
    def met_weight(self) -> Points:
        """Weight of the targets that were met."""
        earned = when(self.met, self.weight, 0)
        return total(earned, over=self.measure, where=self.counted, missing="skip")

    @clause(cites="contract: must_be_met")
    def required_and_missed(self) -> Count:
        """Targets that must be met and were missed."""
        met = if_missing(self.met, ~self.counted)
        return count(self.must_be_met & self.counted & ~met, over=self.measure)

    @clause(cites="contract: minimum_targets_met")
    def targets_met(self) -> Count:
        """Targets that were met."""
        met = if_missing(self.met, known(self.rate))
        return count(self.counted & met, over=self.measure)

    @clause(cites="contract: weight")
    def share_met(self) -> Rate:
        """Share of the weighted targets that was met."""
        return self.met_weight / self.counted_weight

    @clause(cites="contract: minimum_targets_met")
    def gated_share(self) -> Rate:
        """Share that was met, if enough targets were."""
        enough = self.targets_met >= self.minimum_targets_met
        gated = if_missing(when(enough, self.share_met, 0), self.share_met)
        return when(known(self.minimum_targets_met), gated, self.share_met)

    @result(cites="contract: minimum_measures, must_be_met, score_of_too_few")
    def score(self) -> Rate:
        """Quality score."""
        gated = when(self.required_and_missed > 0, rate(0), self.gated_share)
        enough = self.measures_counted >= self.minimum_measures
        return when(enough, gated, self.score_of_too_few)
