"""A points ladder: targets earn points, points earn dollars per member and year."""

from __future__ import annotations

from vbc_rules.language import (
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
    stages,
    starts_at,
    table,
    to_cents,
    total,
    when,
)


class Ladder(Table):
    start: Points = starts_at()
    pays: Pmpy = column()


class PointsLadder(PaymentModel):
    """Primary-care incentive by points."""

    id = "example.points_ladder"
    waterfall = stages("unrounded", "bonus")
    measure = axis("Measure")

    rate_now: Rate = fact("Rate this year", per=measure, optional=True, places=4)
    rate_before: Rate = fact("Rate last year", per=measure, optional=True, places=4)
    members: MemberYears = fact("Member-years")
    lower_is_better: YesNo = parameter("Lower is better", per=measure)
    target_1: Rate = parameter("Target of the first tier", per=measure)
    target_2: Rate = parameter("Target of the second tier", per=measure)
    points_1: Points = parameter("Points of the first tier", per=measure)
    points_2: Points = parameter("Further points of the second tier", per=measure)
    gain_needed: Rate = parameter("Improvement that earns points", per=measure)
    gain_points: Points = parameter("Points for improvement", per=measure)
    ladder: Ladder = table("Dollars per member-year by points")

    @clause(cites="Incentive 2")
    def attained(self) -> Points:
        first = better(self.rate_now, self.target_1, self.lower_is_better)
        second = better(self.rate_now, self.target_2, self.lower_is_better)
        return when(first, self.points_1, 0) + when(second, self.points_2, 0)

    @clause(cites="Incentive 3")
    def improved(self) -> Points:
        gain = self.rate_now - self.rate_before
        directed = when(self.lower_is_better, -gain, gain)
        return when(directed >= self.gain_needed, self.gain_points, 0)

    @clause(cites="Incentive 4")
    def points(self) -> Points:
        best = greater_of(self.attained, if_missing(self.improved, self.attained))
        return total(best, over=self.measure, missing="skip")

    @clause(cites="Incentive 5")
    def per_member(self) -> Pmpy:
        return self.ladder.row(self.points).pays

    @clause(cites="Incentive 5")
    def unrounded(self) -> USD:
        return self.per_member * self.members

    @result(cites="Incentive 5")
    def bonus(self) -> USD:
        return to_cents(self.unrounded)
