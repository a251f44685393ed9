"""Decile points per measure, categories reweighted where one has no score."""

from __future__ import annotations

from vbc_rules.language import (
    PaymentModel,
    Points,
    Rate,
    Table,
    YesNo,
    axis,
    clause,
    column,
    count,
    fact,
    greater_of,
    if_missing,
    known,
    lesser_of,
    next_start,
    parameter,
    points,
    rate,
    result,
    round_to,
    starts_at,
    table,
    total,
    weighted_average,
    when,
)


class Deciles(Table):
    start: Rate = starts_at()
    points: Points = column()
    end: Rate = next_start()


class Clinicians(PaymentModel):
    """Merit-based adjustment of a clinician."""

    id = "example.clinicians"
    measure = axis("Measure")
    category = axis("Category", members=("quality", "cost", "improvement"))

    performance: Rate = fact("Performance rate", per=measure, optional=True, places=6)
    scores: Rate = fact("Scores of other categories", per=category, optional=True, places=4)
    deciles: Deciles = table("Benchmark deciles", per=measure)
    is_quality: YesNo = parameter("The quality category", per=category)
    weights: Rate = parameter("Weights of the categories", per=category)
    floor: Points = parameter("Fewest points of a scored measure")
    threshold: Rate = parameter("Performance threshold")
    largest: Rate = parameter("Largest adjustment")
    scaling: Rate = parameter("Scaling for budget neutrality", maximum=3)

    @clause(cites="42 CFR 414.1380(b)(1)")
    def within_decile(self) -> Points:
        row = self.deciles.row(self.performance)
        share = round_to((self.performance - row.start) / (row.end - row.start), "0.1", "down")
        return lesser_of(share, rate("0.9")) * points(1)

    @clause(cites="42 CFR 414.1380(b)(1)")
    def measure_points(self) -> Points:
        whole = self.deciles.row(self.performance).points
        return greater_of(if_missing(whole + self.within_decile, whole), self.floor)

    @clause(cites="42 CFR 414.1380(b)(1)")
    def quality_score(self) -> Rate:
        scored = count(known(self.measure_points), over=self.measure)
        earned = total(self.measure_points, over=self.measure, missing="skip")
        return when(scored > 0, lesser_of(earned / (points(10) * scored), 1))

    @clause(cites="42 CFR 414.1380(c)")
    def category_score(self) -> Rate:
        return when(self.is_quality, self.quality_score, self.scores)

    @clause(cites="42 CFR 414.1380(c)")
    def final_score(self) -> Rate:
        weight = total(when(known(self.category_score), self.weights, 0), over=self.category)
        mean = weighted_average(self.category_score, self.weights, self.category)
        return if_missing(when(weight > 0, mean), self.threshold)

    @clause(cites="42 CFR 414.1405")
    def above(self) -> Rate:
        share = (self.final_score - self.threshold) / (1 - self.threshold)
        return self.largest * share * self.scaling

    @clause(cites="42 CFR 414.1405")
    def below(self) -> Rate:
        lowest = self.final_score <= self.threshold / 4
        falling = self.largest * (self.threshold - self.final_score) / self.threshold
        return when(lowest, self.largest, falling)

    @result(cites="42 CFR 414.1405")
    def adjustment(self) -> Rate:
        return when(self.final_score >= self.threshold, self.above, -self.below)
