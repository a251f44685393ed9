"""Star ratings: stars of measures from cut points, and their weighted mean in half stars."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    Count,
    PaymentModel,
    Points,
    Rate,
    YesNo,
    axis,
    better,
    clause,
    count,
    fact,
    if_missing,
    known,
    parameter,
    points,
    rate,
    result,
    round_to,
    total,
    when,
)


class StarRating(PaymentModel):
    """Medicare Advantage star rating of a contract; 0 where it has too few measures.

    Rates are shares, as 0.76 for 76 %; scores of surveys are points of 100, complaints are
    a number for each 1,000 enrollees.
    """

    id = "cms.star_rating"
    first_year = 2019
    arrangement = Arrangement("scoring", quality=("value", "stated_stars"))

    measure = axis("Measure")

    lower_is_better: YesNo = parameter("A lower value is better", per=measure)
    from_cut_points: YesNo = parameter("The value alone gives the stars", per=measure)
    two_stars: Rate = parameter("Cut point of two stars", per=measure, optional=True, maximum=100)
    three_stars: Rate = parameter(
        "Cut point of three stars", per=measure, optional=True, maximum=100
    )
    four_stars: Rate = parameter("Cut point of four stars", per=measure, optional=True, maximum=100)
    five_stars: Rate = parameter("Cut point of five stars", per=measure, optional=True, maximum=100)
    weight: Rate = parameter("Weight in the rating", per=measure, maximum=10)
    minimum_measures: Count = parameter("Fewest measures with stars for a rating")

    value: Rate = fact("Value of the measure", per=measure, optional=True, places=6, maximum=100)
    stated_stars: Points = fact(
        "Stars that CMS states, where the value alone does not give them",
        per=measure,
        optional=True,
        places=0,
        minimum=1,
        maximum=5,
    )
    adjustment: Points = fact(
        "Categorical adjustment index and reward factor", places=6, minimum=-5, maximum=5
    )

    @clause(cites="42 CFR 422.166(a)(2)")
    def upper_stars(self) -> Points:
        """Three, four or five stars by the cut points, else two."""
        five = better(self.value, self.five_stars, self.lower_is_better)
        four = better(self.value, self.four_stars, self.lower_is_better)
        three = better(self.value, self.three_stars, self.lower_is_better)
        return when(five, points(5), when(four, points(4), when(three, points(3), points(2))))

    @clause(cites="42 CFR 422.166(a)(2)")
    def cut_point_stars(self) -> Points:
        """Stars of a measure by its cut points."""
        two = better(self.value, self.two_stars, self.lower_is_better)
        return when(two, self.upper_stars, points(1))

    @clause(cites="42 CFR 422.166(a)(2) to (a)(4) and (i)")
    def measure_stars(self) -> Points:
        """Stars of a measure: stated where they depend on more than its value."""
        computed = when(self.from_cut_points, self.cut_point_stars)
        return if_missing(self.stated_stars, computed)

    @clause(cites="42 CFR 422.166(e)")
    def counted_weight(self) -> Rate:
        """Sum of the weights of the measures with stars."""
        own = when(known(self.measure_stars), self.weight, rate("0"))
        return total(own, over=self.measure)

    @clause(cites="42 CFR 422.166(c) and (d)")
    def weighted_mean(self) -> Points:
        """Mean of the stars by the weights of their measures."""
        stars = total(self.measure_stars * self.weight, over=self.measure, missing="skip")
        return stars / self.counted_weight

    @clause(cites="42 CFR 422.166(c)(1) and (d)(1)")
    def enough_measures(self) -> YesNo:
        """The contract has stars in enough measures to be rated."""
        return count(known(self.measure_stars), over=self.measure) >= self.minimum_measures

    @clause(cites="42 CFR 422.166(c)(3), (d)(3) and (f)")
    def summary_rating(self) -> Points:
        """Rating in half stars; a tie rounds up."""
        adjusted = round_to(self.weighted_mean + self.adjustment, "0.000001")
        return when(self.enough_measures, round_to(adjusted, "0.5"))

    @result(cites="42 CFR 422.166(d)")
    def rating(self) -> Points:
        """Rating in half stars, 0 for a contract that is not rated."""
        return if_missing(
            self.summary_rating, points(0), because="the contract has too few measures to be rated"
        )
