"""One-sided shared savings: a minimum savings rate, quality and a cap, to be checked by hand."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from vbc_rules import (
    USD,
    Choice,
    Count,
    PaymentModel,
    Rate,
    Table,
    YesNo,
    axis,
    clamp,
    clause,
    column,
    constant,
    fact,
    if_missing,
    lesser_of,
    matches,
    parameter,
    result,
    round_to,
    stages,
    starts_at,
    table,
    to_cents,
    total,
    when,
)
from vbc_rules.evaluation.inputs import Inputs, Scalar


class MinimumRates(Table):
    beneficiaries: Count = starts_at()
    rate: Rate = column()


class Tracks(Table):
    name: Choice = matches()
    sharing: Rate = column()
    cap: Rate = column()


class GatedSavings(PaymentModel):
    """Shared savings beyond a minimum savings rate."""

    id = "example.gated_savings"
    first_year = 2020
    waterfall = stages("savings", "counted", "shared", "earned")

    measure = axis("Measure")
    benchmark: USD = fact("Benchmark expenditures")
    expenditure: USD = fact("Expenditures")
    beneficiaries: Count = fact("Assigned beneficiaries")
    track: Choice = fact("Track")
    low_revenue: YesNo = fact("Low-revenue organization")
    elected_rate: Rate = fact("Minimum savings rate elected", optional=True, places=4)
    score: Rate = fact("Measure score", per=measure, places=4, optional=True)
    weight: Rate = parameter("Measure weight", per=measure)
    floor: Rate = constant("Least quality score", {2020: "0.5"}, cites="Exhibit Q")
    minimums: MinimumRates = table("Minimum savings rates", cites="Exhibit M", rows="""
        beneficiaries rate
        0             0.05
        5000          0.03
        10000         0.02
    """)  # fmt: skip
    tracks: Tracks = table("Tracks", cites="Exhibit T", rows="""
        name sharing cap
        low  0.5     0.10
        high 0.75    0.15
    """)  # fmt: skip

    @clause(cites="Exhibit M")
    def minimum_rate(self) -> Rate:
        return if_missing(self.elected_rate, self.minimums.row(self.beneficiaries).rate)

    @clause(cites="Agreement 4.1")
    def savings(self) -> USD:
        return self.benchmark - self.expenditure

    @clause(cites="Agreement 4.2")
    def beyond_minimum(self) -> YesNo:
        return self.savings >= self.minimum_rate * self.benchmark

    @clause(cites="Agreement 4.3")
    def counted(self) -> USD:
        eligible = self.beyond_minimum | self.low_revenue
        return when((self.savings > 0) & eligible, self.savings, 0)

    @clause(cites="Exhibit Q")
    def quality(self) -> Rate:
        scored = total(self.score * self.weight, over=self.measure, missing="skip")
        return clamp(round_to(scored, "0.0001"), self.floor, 1)

    @clause(cites="Agreement 4.4")
    def shared(self) -> USD:
        return self.counted * self.tracks.row(self.track).sharing * self.quality

    @result(cites="Agreement 4.5")
    def earned(self) -> USD:
        return to_cents(lesser_of(self.shared, self.tracks.row(self.track).cap * self.benchmark))


FACTS: dict[str, Scalar | dict[tuple[str, ...], Scalar]] = {
    "benchmark": Fraction(10_000_000),
    "expenditure": Fraction(9_600_000),
    "beneficiaries": Fraction(8_000),
    "track": "low",
    "low_revenue": False,
    "score": {("A",): Fraction("0.9"), ("B",): Fraction("0.7")},
}


def gated_inputs(**facts: object) -> Inputs:
    """Return the inputs of the example, with some facts replaced."""
    given: Any = {**FACTS, **facts}
    weights = {(measure,): Fraction(1, 2) for measure in "ABC"}
    return Inputs(facts=given, parameters={"weight": weights}, members={"measure": ("A", "B", "C")})
