"""The quality bonus of the Alternative Quality Contract: gates, weights, a share of the budget."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Count,
    MemberMonths,
    PaymentModel,
    Pmpm,
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
    greatest,
    if_missing,
    known,
    next_start,
    parameter,
    result,
    starts_at,
    table,
    to_cents,
    total,
    when,
    with_enough_cases,
)


class BonusScale(Table):
    """Bands of the score, with the share of the budget where each begins and where it ends.

    Between the two the share moves in a straight line. The last band has no end.
    """

    score: Points = starts_at(first=0)
    share: Rate = column()
    share_at_end: Rate = column()
    end: Points = next_start()


class QualityBonus(PaymentModel):
    """Alternative Quality Contract, quality bonus.

    The rate of a measure stands at a gate, 1 to 5: the highest that it reaches, 0 below all.
    The score is the mean gate, weighted; outcome measures weigh more than the others. A
    measure without a rate, or with too few cases, leaves the mean on both sides.
    """

    id = "bcbsma.quality_bonus"
    arrangement = Arrangement("performance", quality=("performance",))

    measure = axis("Measure")
    gate = axis("Gate")

    performance: Rate = fact("Rate of the measure", per=measure, optional=True, places=6)
    cases: Count = fact("Cases of the measure", per=measure, optional=True)
    budget_per_member: Pmpm = fact("Budget per member and month", minimum=0)
    member_months: MemberMonths = fact("Member-months")

    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    outcome: YesNo = parameter("The measure is one of outcome", per=measure)
    outcome_weight: Rate = parameter("Weight of a measure of outcome", maximum=10)
    other_weight: Rate = parameter("Weight of any other measure", maximum=10)
    minimum_cases: Count = parameter("Fewest cases of a measure that is scored")
    gate_starts: Rate = parameter("Rate at which the gate is reached", per=(measure, gate))
    gate_points: Points = parameter("Points of the gate", per=gate)
    bonus_scale: BonusScale = table("Share of the budget by score")

    @clause(cites="contract: minimum_cases")
    def counted(self) -> Rate:
        """Rate, where the measure has enough cases."""
        return with_enough_cases(self.performance, self.cases, self.minimum_cases)

    @clause(cites="contract: gate_starts")
    def reached(self) -> Points:
        """Points of a gate that was reached."""
        passed = better(self.counted, self.gate_starts, self.lower_is_better)
        return when(passed, self.gate_points, 0)

    @clause(cites="contract: gate_points")
    def measure_points(self) -> Points:
        """Highest gate that was reached."""
        return greatest(self.reached, over=self.gate, missing="skip")

    @clause(cites="contract: outcome_weight, other_weight")
    def weight(self) -> Rate:
        """Weight of the measure, where it is scored."""
        usual = when(self.outcome, self.outcome_weight, self.other_weight)
        return when(known(self.measure_points), usual, 0)

    @clause(cites="contract: outcome_weight, other_weight")
    def score(self) -> Points:
        """Mean gate, weighted."""
        weighed = total(self.measure_points * self.weight, over=self.measure, missing="skip")
        weights = total(self.weight, over=self.measure)
        scored = count(known(self.measure_points), over=self.measure)
        return when(scored > 0, weighed / weights)

    @clause(cites="contract: bonus_scale")
    def within_band(self) -> Rate:
        """How far the score is within its band of the scale."""
        band = self.bonus_scale.row(self.score)
        return (self.score - band.score) / (band.end - band.score)

    @clause(cites="contract: bonus_scale")
    def bonus_share(self) -> Rate:
        """Share of the budget that the score earns."""
        band = self.bonus_scale.row(self.score)
        moved = band.share + self.within_band * (band.share_at_end - band.share)
        return if_missing(moved, band.share)

    @clause(cites="contract: budget")
    def budget(self) -> USD:
        """Budget of the year."""
        return self.budget_per_member * self.member_months

    @clause(cites="contract: bonus_scale")
    def bonus(self) -> USD:
        """Quality bonus."""
        earned = to_cents(self.bonus_share * self.budget)
        return if_missing(earned, 0, because="no measure has enough cases for a score")

    @result(cites="contract: bonus_scale")
    def settlement(self) -> USD:
        """Payment to the group."""
        return self.bonus
