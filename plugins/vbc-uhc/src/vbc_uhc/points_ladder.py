"""A ladder of points: targets earn points, points earn dollars per member and year."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    MemberYears,
    PaymentModel,
    Pmpy,
    Points,
    Rate,
    Table,
    YesNo,
    attained,
    attainment_or_improvement,
    axis,
    clause,
    column,
    fact,
    gain,
    parameter,
    result,
    starts_at,
    table,
    to_cents,
    total,
    when,
)


class Ladder(Table):
    """What a member-year pays from a number of points on."""

    points: Points = starts_at(first=0)
    pays: Pmpy = column()


class PointsLadder(PaymentModel):
    """Primary care incentive by points.

    Each measure earns the points of the targets that its rate reaches, or the points of its
    improvement if those are more. A measure without a rate earns none, and the explanation
    counts it as missing. The sum of points finds the dollars per member and year.
    """

    id = "uhc.points_ladder"
    arrangement = Arrangement(
        "performance", quality=("performance", "prior_performance", "other_points")
    )

    measure = axis("Measure")

    performance: Rate = fact("Rate of the measure", per=measure, optional=True, places=6)
    prior_performance: Rate = fact(
        "Rate of the measure in the year before", per=measure, optional=True, places=6
    )
    other_points: Points = fact("Points of measures that the contract does not list", minimum=0)
    member_years: MemberYears = fact("Member-years")

    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    tier_1_target: Rate = parameter("Target of the first tier", per=measure)
    tier_1_points: Points = parameter("Points for the first tier", per=measure)
    tier_2_target: Rate = parameter("Target of the second tier", per=measure)
    tier_2_points: Points = parameter("Further points for the second tier", per=measure)
    improvement_target: Rate = parameter(
        "Improvement that earns points, as a difference of rates", per=measure, optional=True
    )
    improvement_points: Points = parameter("Points for the improvement", per=measure, optional=True)
    ladder: Ladder = table("Dollars per member and year by points")

    @clause(cites="program: tier 1 and tier 2 targets")
    def tier_points(self) -> Points:
        """Points for the targets that were reached."""
        rate, lower = self.performance, self.lower_is_better
        first = attained(rate, self.tier_1_target, lower, self.tier_1_points)
        second = attained(rate, self.tier_2_target, lower, self.tier_2_points)
        return first + second

    @clause(cites="program: improvement")
    def improvement(self) -> Rate:
        """Improvement over the year before, in the measure's direction."""
        return gain(self.performance, self.prior_performance, self.lower_is_better)

    @clause(cites="program: improvement")
    def gained_points(self) -> Points:
        """Points for improvement."""
        return when(self.improvement >= self.improvement_target, self.improvement_points, 0)

    @clause(cites="program: points")
    def measure_points(self) -> Points:
        """Points of the measure."""
        return attainment_or_improvement(self.tier_points, self.gained_points)

    @clause(cites="program: points")
    def points(self) -> Points:
        """Points of all measures."""
        listed = total(self.measure_points, over=self.measure, missing="skip")
        return listed + self.other_points

    @clause(cites="program: bonus per member and year")
    def per_member(self) -> Pmpy:
        """Bonus per member and year."""
        return self.ladder.row(self.points).pays

    @clause(cites="program: bonus per member and year")
    def bonus(self) -> USD:
        """Bonus for the year."""
        return to_cents(self.per_member * self.member_years)

    @result(cites="program: bonus per member and year")
    def settlement(self) -> USD:
        """Payment to the practice."""
        return self.bonus
