"""The health equity adjustment of an ACO's quality score, 2023 to 2025."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    Choice,
    PaymentModel,
    Points,
    Rate,
    Table,
    axis,
    clause,
    column,
    constant,
    fact,
    greater_of,
    lesser_of,
    matches,
    points,
    result,
    table,
    total,
    when,
)


class MeasurePoints(Table):
    """Points of a measure by how the ACO stands among ACOs that report it the same way."""

    standing: Choice = matches()
    points: Points = column()


MEASURE_POINTS = """
    standing      points
    top_third          4
    middle_third       2
    bottom_third       0
    too_few_cases      0
"""


class HealthEquityAdjustment(PaymentModel):
    """Medicare Shared Savings Program, health equity adjustment of the quality score.

    For ACOs that report every measure electronically with complete data, and the patient
    survey. The result is a score of 0 to 100, which replaces the quality score.
    """

    id = "cms.mssp_health_equity"
    first_year = 2023
    last_year = 2025
    arrangement = Arrangement("scoring", quality=("quality_score", "standing"))

    measure = axis("Quality measure")

    quality_score: Points = fact(
        "Quality performance category score, 0 to 100", places=4, minimum=0, maximum=100
    )
    standing: Choice = fact(
        "Standing of the measure among ACOs of the same collection type",
        per=measure,
        choices=("top_third", "middle_third", "bottom_third", "too_few_cases"),
    )
    deprived_share: Rate = fact(
        "Share of assigned beneficiaries in areas of deprivation rank 85 and above", places=9
    )
    low_income_share: Rate = fact(
        "Share of assigned person years with low-income subsidy or Medicaid", places=9
    )

    measure_points: MeasurePoints = table(
        "Points by standing", rows=MEASURE_POINTS, cites="42 CFR 425.512(b); V11 app. G"
    )
    least_share: Rate = constant(
        "Least underserved share for a bonus",
        {2023: "0.2"},
        cites="42 CFR 425.512(b); V11 app. G",
    )
    most_bonus: Points = constant(
        "Most bonus points", {2023: "10"}, cites="42 CFR 425.512(b); V11 app. G"
    )

    @clause(cites="42 CFR 425.512(b); V11 app. G")
    def performance(self) -> Points:
        """Points of all measures."""
        return total(self.measure_points.row(self.standing).points, over=self.measure)

    @clause(cites="42 CFR 425.512(b); V11 app. G")
    def underserved_share(self) -> Rate:
        """Underserved multiplier: the greater of the two shares."""
        return greater_of(self.deprived_share, self.low_income_share)

    @clause(cites="42 CFR 425.512(b); V11 app. G")
    def bonus(self) -> Points:
        """Health equity bonus points."""
        earned = lesser_of(self.underserved_share * self.performance, self.most_bonus)
        return when(self.underserved_share >= self.least_share, earned, 0)

    @result(cites="42 CFR 425.512(b); V11 app. G")
    def adjusted_score(self) -> Points:
        """Health equity adjusted quality score."""
        return lesser_of(self.quality_score + self.bonus, points(100))
