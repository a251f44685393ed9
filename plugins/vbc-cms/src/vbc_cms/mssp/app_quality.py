"""The quality score of an ACO under the APM Performance Pathway, from 2021."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    Count,
    PaymentModel,
    Points,
    YesNo,
    axis,
    clause,
    constant,
    count,
    fact,
    known,
    lesser_of,
    parameter,
    points,
    result,
    round_to,
    total,
    when,
)

SCORE = "42 CFR 425.512(a)(1); 414.1380(b)(1)"
COMPLEX = "42 CFR 425.512(b)(4) [C:S1]"


class PathwayQuality(PaymentModel):
    """Medicare Shared Savings Program, quality score of the APM Performance Pathway.

    A scoring model. Points of a measure are the achievement points of 1 to 10 that its
    deciles give, see `cms.mips_quality`. A measure that CMS excludes, because it has no
    benchmark or is suppressed, leaves both sums. One that was not reported has no points,
    but its ten points stay in what is possible. The score has 100 points, two decimals.
    """

    id = "cms.mssp_app_quality"
    first_year = 2021
    last_year = 2026
    arrangement = Arrangement("scoring", quality=("achievement",))

    measure = axis("Quality measure")

    achievement: Points = fact(
        "Achievement points of the measure",
        per=measure,
        optional=True,
        places=4,
        minimum=0,
        maximum=10,
    )
    excluded: YesNo = fact("The measure has no benchmark, or is suppressed", per=measure)
    electronic: YesNo = fact(
        "The measure was reported as an eCQM, with enough cases and complete data", per=measure
    )

    most_points: Points = parameter("Most points of the measure", per=measure, maximum=10)

    capped_by_measure: YesNo = parameter(
        "The complex organization adjustment stops at the most points of each measure"
    )

    each_electronic: Points = constant(
        "Points for a measure that was reported as an eCQM", {2025: "1"}, cites=COMPLEX
    )

    @clause(cites=SCORE)
    def scored_points(self) -> Points:
        """Points of the measure, missing where it was excluded or not reported."""
        return when(~self.excluded, self.achievement)

    @clause(cites=SCORE)
    def measures_scored(self) -> Count:
        """Number of measures that are not excluded."""
        return count(~self.excluded, over=self.measure)

    @clause(cites=SCORE)
    def points_possible(self) -> Points:
        """Most points of the measures that are not excluded."""
        return total(self.most_points, over=self.measure, where=~self.excluded)

    @clause(cites=SCORE)
    def points_earned(self) -> Points:
        """Points of all measures."""
        return total(self.scored_points, over=self.measure, missing="skip")

    @clause(cites="none before 2025")
    def complex_organization(self) -> Points:
        """Complex organization adjustment: none before 2025."""
        return points(0)

    @complex_organization.since(2025, cites=COMPLEX)
    def _(self) -> Points:
        """Complex organization adjustment: a point for each measure that was reported as an eCQM.

        At most what the measure can still have, and in all a tenth of the points possible.
        """
        left = lesser_of(self.each_electronic, self.most_points - self.scored_points)
        each = when(self.capped_by_measure, left, self.each_electronic)
        counts = self.electronic & known(self.scored_points)
        added = total(each, over=self.measure, where=counts, missing="skip")
        return lesser_of(added, self.points_possible / 10)

    @clause(cites=f"{SCORE}; two decimals [V]")
    def unadjusted_score(self) -> Points:
        """Quality score before the complex organization adjustment."""
        return round_to(points(100) * (self.points_earned / self.points_possible), "0.01")

    @result(cites=f"{SCORE}; two decimals [V]")
    def score(self) -> Points:
        """Quality score, at most 100."""
        adjusted = self.points_earned + self.complex_organization
        score = lesser_of(points(100) * (adjusted / self.points_possible), points(100))
        return round_to(score, "0.01")
