"""Quality: measures that reach their targets earn points, and points find a step of a ladder."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    PaymentModel,
    Points,
    Rate,
    Table,
    YesNo,
    axis,
    better,
    clause,
    column,
    fact,
    if_missing,
    parameter,
    points,
    result,
    starts_at,
    table,
    total,
    when,
)


class Ladder(Table):
    """The share that is earned from a number of points on."""

    points: Points = starts_at(first=0)
    share: Rate = column()


class PointsLadder(PaymentModel):
    """Points for measures, and a ladder of shares.

    A measure that reaches its target earns its points; one without a result earns none. The
    sum of points finds the step of the ladder. The share pays nothing itself: a contract
    hands it to a model that pays, as `facts: {quality_share: quality.share}`.
    """

    id = "willow.points_ladder"
    arrangement = Arrangement("scoring", quality=("rate",))

    measure = axis("Measure")

    rate: Rate = fact("Result of the measure", per=measure, places=4, optional=True)

    target: Rate = parameter("Result that earns the points", per=measure)
    lower_is_better: YesNo = parameter("A lower result is better", per=measure)
    worth: Points = parameter("Points of the measure", per=measure, minimum=0)
    ladder: Ladder = table("Share by points")

    @clause(cites="Exhibit Q.1")
    def measure_points(self) -> Points:
        """Points that the measure earned."""
        met = better(self.rate, self.target, self.lower_is_better)
        earned = when(met, self.worth, 0)
        return if_missing(earned, points(0), because="no result was reported: Exhibit Q.2")

    @clause(cites="Exhibit Q.1")
    def score(self) -> Points:
        """Points of all measures."""
        return total(self.measure_points, over=self.measure)

    @result(cites="Exhibit Q.3")
    def share(self) -> Rate:
        """Step of the ladder that the points reached."""
        return self.ladder.row(self.score).share
