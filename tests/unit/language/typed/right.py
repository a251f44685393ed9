"""What an author writes: mypy --strict accepts it without a cast and without an ignore."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Choice,
    Count,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Points,
    Rate,
    Table,
    YesNo,
    at_least_zero,
    average,
    axis,
    clause,
    column,
    constant,
    count,
    fact,
    if_missing,
    known,
    lesser_of,
    parameter,
    part,
    points,
    rate,
    result,
    stages,
    starts_at,
    table,
    to_cents,
    total,
    when,
)


class Ladder(Table):
    points: Points = starts_at()
    pays: Pmpm = column()


class Quality(PaymentModel):
    id = "acme.quality"
    measure = axis("Measure")
    members: MemberMonths = fact("Member-months")
    performance: Rate = fact("Rate", per=measure, places=4, optional=True)
    target: Rate = parameter("Target", per=measure)
    ladder: Ladder = table("Payment by points")
    waterfall = stages("earned", "due")

    @clause(cites="Exhibit A")
    def earned_points(self) -> Points:
        met = when(self.performance >= self.target, points(10), 0)
        return total(met, over=self.measure, missing="skip")

    @clause(cites="Exhibit A")
    def reported(self) -> Count:
        return count(known(self.performance), over=self.measure)

    @clause(cites="Exhibit A")
    def mean(self) -> Rate:
        found = average(self.performance, over=self.measure, missing="skip")
        return if_missing(found, 0, because="no measure was reported")

    @clause(cites="Exhibit B")
    def earned(self) -> USD:
        return self.ladder.row(self.earned_points).pays * self.members

    @result(cites="Exhibit B")
    def due(self) -> USD:
        return to_cents(self.earned)


class Contract(PaymentModel):
    id = "acme.contract"
    first_year = 2020
    track: Choice = fact("Track", choices=("one", "two"))
    cap: USD = parameter("Cap")
    months: MemberMonths = fact("Member-months of the contract")
    cut: Rate = constant("Cut", {2020: "0.02"}, cites="2 USC 901a")
    quality = part(Quality, members=lambda c: c.months)
    waterfall = stages("capped", "due")

    @clause(cites="Article 1")
    def has_losses(self) -> YesNo:
        return self.track.is_("two") | (self.quality.mean < rate("0.5"))

    @clause(cites="Article 2")
    def capped(self) -> USD:
        uncut = at_least_zero(lesser_of(self.quality.due, self.cap))
        return when(self.has_losses, uncut, 0)

    @capped.since(2023, cites="Amendment 1")
    def _(self) -> USD:
        return lesser_of(self.quality.due, self.cap)

    @result(cites="Article 3")
    def due(self) -> USD:
        return to_cents((1 - self.cut) * self.capped)
