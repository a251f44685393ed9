"""A ladder of points: targets earn points, points earn dollars per member and year."""

from __future__ import annotations

from vbc_rules import (
    USD,
    MemberYears,
    PaymentModel,
    Pmpy,
    Points,
    Rate,
    Table,
    YesNo,
    axis,
    better,
    clause,
    column,
    fact,
    greater_of,
    if_missing,
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

    points: Points = starts_at()
    pays: Pmpy = column()


class PointsLadder(PaymentModel):
    """Primary care incentive by points.

    Each measure earns the points of the targets that its rate reaches, or the points of its
    improvement if those are more. A measure without a rate earns none, and the explanation
    counts it as missing. The sum of points finds the dollars per member and year.
    """

    id = "uhc.points_ladder"

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
    def attained(self) -> Points:
        """Points for the targets that were reached."""
        first = better(self.performance, self.tier_1_target, self.lower_is_better)
        second = better(self.performance, self.tier_2_target, self.lower_is_better)
        return when(first, self.tier_1_points, 0) + when(second, self.tier_2_points, 0)

    @clause(cites="program: improvement")
    def gain(self) -> Rate:
        """Improvement over the year before, in the measure's direction."""
        rise = self.performance - self.prior_performance
        return when(self.lower_is_better, -rise, rise)

    @clause(cites="program: improvement")
    def improved(self) -> Points:
        """Points for improvement."""
        return when(self.gain >= self.improvement_target, self.improvement_points, 0)

    @clause(cites="program: points")
    def measure_points(self) -> Points:
        """Points of the measure."""
        return greater_of(self.attained, if_missing(self.improved, self.attained))

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
