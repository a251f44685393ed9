"""The final score of a clinician, and the adjustment of payments that it brings."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    PaymentModel,
    Points,
    Rate,
    YesNo,
    clause,
    constant,
    fact,
    if_missing,
    known,
    lesser_of,
    parameter,
    points,
    rate,
    result,
    round_to,
    when,
)

WEIGHTS = "42 CFR 414.1380(c)(1)"
REWEIGHTING = "42 CFR 414.1380(c)(2)"
ADJUSTMENT = "42 CFR 414.1405"
NO_SCORE = "the category has no score, and its weight goes to others"


class Mips(PaymentModel):
    """Merit-based Incentive Payment System: final score and payment adjustment.

    Years are performance years: that of 2024 adjusts the payments of 2026. Category scores
    are rates, the final score has 100 points. A category without a score is reweighted:
    its weight goes to the quality category, and without one to promoting interoperability;
    what other categories take of it is said by constants. With fewer than two categories the
    final score is the performance threshold, which adjusts nothing. The adjustment is a rate,
    such as 0.01386, by which the payment of each claim rises or falls.
    """

    id = "cms.mips"
    first_year = 2017
    last_year = 2026
    arrangement = Arrangement("performance", quality=("quality_score",))

    quality_score: Rate = fact("Quality score", optional=True, places=9)
    cost_score: Rate = fact("Cost score", optional=True, places=9)
    activities_score: Rate = fact("Improvement activities score", optional=True, places=9)
    promoting_score: Rate = fact("Promoting interoperability score", optional=True, places=9)
    small_practice: YesNo = fact("The practice has at most 15 clinicians")
    complex_bonus: Points = fact(
        "Complex patient bonus by risk scores and dual eligibility, before its limit",
        places=6,
        minimum=0,
    )

    scaling: Rate = parameter("Scaling factor of positive adjustments", maximum=3)
    exceptional_scaling: Rate = parameter("Scaling factor of exceptional performance", maximum=1)

    quality_weight: Points = constant(
        "Weight of quality",
        {2017: "60", 2018: "50", 2019: "45", 2021: "40", 2022: "30"},
        cites=f"{WEIGHTS}(i); 414.1330 [M-h]",
    )
    cost_weight: Points = constant(
        "Weight of cost",
        {2017: "0", 2018: "10", 2019: "15", 2021: "20", 2022: "30"},
        cites=f"{WEIGHTS}(ii); 414.1350 [M-h]",
    )
    activities_weight: Points = constant(
        "Weight of improvement activities",
        {2017: "15"},
        cites=f"{WEIGHTS}(iii); 414.1355 [M-h]",
    )
    promoting_weight: Points = constant(
        "Weight of promoting interoperability",
        {2017: "25"},
        cites=f"{WEIGHTS}(iv); 414.1375 [M-h]",
    )
    cost_to_promoting: Points = constant(
        "Weight of a cost category without a score that goes to promoting interoperability",
        {2017: "0", 2020: "5"},
        cites=f"{REWEIGHTING} [M-m]",
    )
    promoting_to_activities: Points = constant(
        "Weight that improvement activities of a small practice take from promoting "
        "interoperability",
        {2017: "0", 2022: "15"},
        cites=f"{REWEIGHTING}(iii) [M-m]",
    )
    cost_to_activities: Points = constant(
        "Weight that they take from cost, where promoting interoperability has no score either",
        {2017: "0", 2022: "20"},
        cites=f"{REWEIGHTING}(iii) [M-m]",
    )
    weight_of_last_two: Points = constant(
        "Weight of cost and of improvement activities where no other category has a score",
        {2017: "50"},
        cites=f"{REWEIGHTING} [M-m]",
    )
    most_complex_bonus: Points = constant(
        "Most of the complex patient bonus",
        {2017: "0", 2018: "5", 2020: "10"},
        cites="42 CFR 414.1380(c)(3) [C] 10 points; years before 2022 [M-h]",
    )
    small_practice_bonus: Points = constant(
        "Bonus of a small practice in the final score",
        {2017: "0", 2018: "5", 2019: "0"},
        cites="42 CFR 414.1380(c)(4) [M-h]",
    )
    threshold: Points = constant(
        "Performance threshold",
        {2017: "3", 2018: "15", 2019: "30", 2020: "45", 2021: "60", 2022: "75"},
        cites=f"{ADJUSTMENT}(b) [C] 3, 15 and 75; others [M-h]",
    )
    exceptional_threshold: Points = constant(
        "Additional threshold for exceptional performance",
        {2017: "70", 2019: "75", 2020: "85", 2022: "89"},
        cites=f"{ADJUSTMENT}(d) [M-h]",
    )
    largest: Rate = constant(
        "Largest adjustment",
        {2017: "0.04", 2018: "0.05", 2019: "0.07", 2020: "0.09"},
        cites=f"{ADJUSTMENT}(c) [C] 9 %; years before 2020 [M-h]",
    )
    least_exceptional: Rate = constant(
        "Additional adjustment at the additional threshold",
        {2017: "0.005"},
        cites=f"{ADJUSTMENT}(d) [C]",
    )
    most_exceptional: Rate = constant(
        "Additional adjustment of a final score of 100",
        {2017: "0.1"},
        cites=f"{ADJUSTMENT}(d) [C]",
    )

    # ---- weights

    @clause(cites=REWEIGHTING)
    def cost_scored(self) -> YesNo:
        """Cost has a score and, in this year, a weight."""
        return known(self.cost_score) & (self.cost_weight > 0)

    @clause(cites=REWEIGHTING)
    def free_weight(self) -> Points:
        """Weight of the categories without a score."""
        quality = when(known(self.quality_score), points(0), self.quality_weight)
        cost = when(self.cost_scored, points(0), self.cost_weight)
        return quality + cost + self.free_of_others

    @clause(cites=REWEIGHTING)
    def free_of_others(self) -> Points:
        """Weight of improvement activities and promoting interoperability without a score."""
        activities = when(known(self.activities_score), points(0), self.activities_weight)
        promoting = when(known(self.promoting_score), points(0), self.promoting_weight)
        return activities + promoting

    @clause(cites=f"{REWEIGHTING} [M-m]")
    def taken_by_promoting(self) -> Points:
        """Weight of cost that promoting interoperability takes beside quality."""
        free = known(self.promoting_score) & ~self.cost_scored
        return when(free, self.cost_to_promoting, 0)

    @clause(cites=f"{REWEIGHTING}(iii) [M-m]")
    def taken_by_activities(self) -> Points:
        """Weight that the improvement activities of a small practice take beside quality."""
        cost = when(self.cost_scored, points(0), self.cost_to_activities)
        free = known(self.activities_score) & ~known(self.promoting_score)
        return when(self.small_practice & free, self.promoting_to_activities + cost, 0)

    @clause(cites=f"{REWEIGHTING} [M-m]")
    def only_cost_and_activities(self) -> YesNo:
        """Neither quality nor promoting interoperability has a score."""
        return ~known(self.quality_score) & ~known(self.promoting_score)

    @clause(cites=REWEIGHTING)
    def quality_weighs(self) -> Points:
        """Weight of quality with what it takes of others."""
        left = self.free_weight - self.taken_by_promoting - self.taken_by_activities
        return self.quality_weight + left

    @clause(cites=REWEIGHTING)
    def cost_weighs(self) -> Points:
        """Weight of cost."""
        return when(self.only_cost_and_activities, self.weight_of_last_two, self.cost_weight)

    @clause(cites=REWEIGHTING)
    def activities_weigh(self) -> Points:
        """Weight of improvement activities with what they take of others."""
        taken = when(known(self.quality_score), self.taken_by_activities, 0)
        usual = self.activities_weight + taken
        return when(self.only_cost_and_activities, self.weight_of_last_two, usual)

    @clause(cites=REWEIGHTING)
    def promoting_weighs(self) -> Points:
        """Weight of promoting interoperability with what it takes of others."""
        taken = when(known(self.quality_score), self.taken_by_promoting, self.free_weight)
        return self.promoting_weight + taken

    # ---- the final score

    @clause(cites=WEIGHTS)
    def quality_part(self) -> Points:
        """Points of quality in the final score."""
        return if_missing(self.quality_weighs * self.quality_score, 0, because=NO_SCORE)

    @clause(cites=WEIGHTS)
    def cost_part(self) -> Points:
        """Points of cost in the final score."""
        earned = when(self.cost_scored, self.cost_weighs * self.cost_score)
        return if_missing(earned, 0, because=NO_SCORE)

    @clause(cites=WEIGHTS)
    def activities_part(self) -> Points:
        """Points of improvement activities in the final score."""
        return if_missing(self.activities_weigh * self.activities_score, 0, because=NO_SCORE)

    @clause(cites=WEIGHTS)
    def promoting_part(self) -> Points:
        """Points of promoting interoperability in the final score."""
        return if_missing(self.promoting_weighs * self.promoting_score, 0, because=NO_SCORE)

    @clause(cites="42 CFR 414.1380(c)(3) and (c)(4)")
    def bonuses(self) -> Points:
        """Bonus points of the final score."""
        small = when(self.small_practice, self.small_practice_bonus, 0)
        return lesser_of(self.complex_bonus, self.most_complex_bonus) + small

    @clause(cites="42 CFR 414.1380(c)")
    def two_besides_quality(self) -> YesNo:
        """At least two categories other than quality have a score."""
        activities, promoting = known(self.activities_score), known(self.promoting_score)
        either = self.cost_scored | activities
        return (promoting & either) | (self.cost_scored & activities)

    @clause(cites="42 CFR 414.1380(c)")
    def two_categories(self) -> YesNo:
        """At least two categories have a score."""
        activities, promoting = known(self.activities_score), known(self.promoting_score)
        besides = self.cost_scored | activities | promoting
        return (known(self.quality_score) & besides) | self.two_besides_quality

    @clause(cites="42 CFR 414.1380(c)")
    def category_points(self) -> Points:
        """Points of all categories and bonuses, at most 100."""
        earned = self.quality_part + self.cost_part + self.activities_part + self.promoting_part
        return lesser_of(earned + self.bonuses, points(100))

    @clause(cites="42 CFR 414.1380(c); two decimals [M-h]")
    def final_score(self) -> Points:
        """Final score, to two decimals."""
        rounded = round_to(self.category_points, "0.01")
        return when(self.two_categories, rounded, self.threshold)

    # ---- the adjustment

    @clause(cites=f"{ADJUSTMENT}(b)(1)")
    def rise(self) -> Rate:
        """Adjustment of a final score at or above the threshold."""
        way = (self.final_score - self.threshold) / (points(100) - self.threshold)
        return self.largest * way * self.scaling

    @clause(cites=f"{ADJUSTMENT}(b)(2)")
    def fall(self) -> Rate:
        """Adjustment of a final score below the threshold, the largest from a quarter of it."""
        way = (self.threshold - self.final_score) / self.threshold
        whole = self.final_score <= self.threshold / 4
        return when(whole, self.largest, self.largest * way)

    @clause(cites=f"{ADJUSTMENT}(b)")
    def usual_adjustment(self) -> Rate:
        """Adjustment by the performance threshold."""
        return when(self.final_score >= self.threshold, self.rise, -self.fall)

    @clause(cites=f"{ADJUSTMENT}(d)")
    def exceptional_way(self) -> Rate:
        """How far the final score is from the additional threshold to 100."""
        above = self.final_score - self.exceptional_threshold
        return above / (points(100) - self.exceptional_threshold)

    @clause(cites=f"{ADJUSTMENT}(d)")
    def exceptional_adjustment(self) -> Rate:
        """Additional adjustment for exceptional performance."""
        span = self.most_exceptional - self.least_exceptional
        earned = self.least_exceptional + span * self.exceptional_way
        scaled = earned * self.exceptional_scaling
        return when(self.final_score >= self.exceptional_threshold, scaled, 0)

    @exceptional_adjustment.since(2023, cites=f"{ADJUSTMENT}(d) [C]: none after 2022")
    def _(self) -> Rate:
        """None: 2022 was the last year of the additional adjustment."""
        return rate(0)

    @result(cites=ADJUSTMENT)
    def adjustment(self) -> Rate:
        """Payment adjustment."""
        return self.usual_adjustment + self.exceptional_adjustment
