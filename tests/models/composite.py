"""A contract of several streams: quality feeds a level curve and a withhold, one cap."""

from __future__ import annotations

from tests.models.capitation import Capitation
from vbc_rules.language import (
    USD,
    PaymentModel,
    Rate,
    Table,
    YesNo,
    axis,
    clause,
    column,
    fact,
    if_missing,
    lesser_of,
    next_start,
    parameter,
    part,
    result,
    share_of,
    stages,
    starts_after,
    table,
    to_cents,
    when,
)


class QualityTargets(PaymentModel):
    """Share of quality targets that were met."""

    id = "example.quality_targets"
    measure = axis("Measure")
    met: YesNo = fact("Target met", per=measure)
    counted: YesNo = fact("Measure counts", per=measure)

    @result(cites="Exhibit C")
    def share_met(self) -> Rate:
        return share_of(self.met, self.counted, over=self.measure)


class LevelCurve(Table):
    start: Rate = starts_after()
    share_up: Rate = column()
    share_up_end: Rate = column()
    share_down: Rate = column()
    end: Rate = next_start()


class LevelShare(PaymentModel):
    """Savings and losses shared by a curve over the quality result."""

    id = "example.level_share"
    waterfall = stages("savings", "amount")
    target: USD = fact("Target budget")
    actual: USD = fact("Actual cost")
    met: Rate = fact("Share of quality targets met", places=6)
    curve: LevelCurve = table("Shares by quality result")
    loss_cap: Rate = parameter("Cap on losses")

    @clause(cites="Roadmap 1")
    def savings(self) -> USD:
        return self.target - self.actual

    @clause(cites="Roadmap 2")
    def share_up(self) -> Rate:
        row = self.curve.row(self.met)
        further = (self.met - row.start) / (row.end - row.start)
        reached = row.share_up + (row.share_up_end - row.share_up) * further
        return if_missing(reached, row.share_up_end)

    @clause(cites="Roadmap 3")
    def loss(self) -> USD:
        share = self.curve.row(self.met).share_down
        return lesser_of(share * -self.savings, self.loss_cap * self.target)

    @result(cites="Roadmap 4")
    def amount(self) -> USD:
        return to_cents(when(self.savings > 0, self.share_up * self.savings, -self.loss))


class Composite(PaymentModel):
    """Three streams under one cap; two of them are capitation with cells of their own."""

    id = "example.composite"
    quality = part(QualityTargets)
    levels = part(LevelShare, met=lambda c: c.quality.share_met)
    medical = part(Capitation, score=lambda c: c.quality.share_met)
    pharmacy = part(Capitation, score=lambda c: c.quality.share_met)
    cap: Rate = parameter("Cap on all payments, share of the target budget")

    @clause(cites="Article 9")
    def before_cap(self) -> USD:
        return self.levels.amount + self.medical.due + self.pharmacy.due

    @clause(cites="Article 9.4")
    def most(self) -> USD:
        return to_cents(self.cap * self.levels.target)

    @clause(cites="Article 9.4")
    def cut(self) -> USD:
        return when(self.before_cap > self.most, self.before_cap - self.most, 0)

    @result(cites="Article 9.4")
    def total_due(self) -> USD:
        return self.before_cap - self.cut
