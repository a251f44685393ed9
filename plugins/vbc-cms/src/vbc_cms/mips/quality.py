"""The quality category: points of each measure by the deciles of its benchmark."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    Count,
    PaymentModel,
    Points,
    Rate,
    YesNo,
    axis,
    band_points,
    clamp,
    clause,
    constant,
    count,
    fact,
    greater_of,
    if_missing,
    known,
    lesser_of,
    parameter,
    points,
    rate,
    result,
    total,
    when,
)

SCORING = "42 CFR 414.1380(b)(1)"


class MipsQuality(PaymentModel):
    """Merit-based Incentive Payment System, quality performance category.

    A scoring model. The measures of the contract are those that count and have a benchmark:
    the required ones, and those that CMS computes from claims. A measure that was not
    reported, with its cases and their completeness, has no points of its own, but it is among
    the measures required, over which the points are divided. Measures without a benchmark
    are only counted. Measures in their first years in the program, which have floors of their
    own from 2022, are not among them.
    """

    id = "cms.mips_quality"
    first_year = 2017
    last_year = 2026
    arrangement = Arrangement("scoring", quality=("performance", "prior_achievement"))

    measure = axis("Measure")
    decile = axis("Decile", members=tuple(f"d{number}" for number in range(1, 11)))

    performance: Rate = fact("Performance rate", per=measure, optional=True, places=6)
    cases: Count = fact("Cases of the measure", per=measure, optional=True)
    completeness: Rate = fact(
        "Share of the eligible cases that were reported", per=measure, optional=True, places=6
    )
    without_benchmark: Count = fact("Measures reported that have no benchmark")
    measures_required: Count = fact(
        "Measures that count: those required, and those scored from claims"
    )
    small_practice: YesNo = fact("The practice has at most 15 clinicians")
    prior_achievement: Rate = fact(
        "Achievement percent of the quality category in the year before", optional=True, places=6
    )
    bonus_points: Points = fact(
        "Bonus points for high-priority measures and electronic reporting, within their limits",
        places=1,
        minimum=0,
    )

    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    decile_starts: Rate = parameter("Rate at which the decile begins", per=(measure, decile))
    topped_out: YesNo = parameter("Topped out so long that its points are capped", per=measure)
    minimum_cases: Count = parameter("Fewest cases of a measure with full points", per=measure)
    from_claims: YesNo = parameter("CMS computes the measure from claims", per=measure)

    least_completeness: Rate = constant(
        "Least share of the eligible cases",
        {2017: "0.5", 2018: "0.6", 2020: "0.7", 2024: "0.75"},
        cites="42 CFR 414.1340; 2024 on [C], years before [M-h]",
    )
    floor: Points = constant(
        "Fewest points of a measure scored by deciles",
        {2017: "3", 2023: "1"},
        cites=f"{SCORING}(i) [M-h]",
    )
    points_of_few_cases: Points = constant(
        "Points of a measure with too few cases",
        {2017: "3", 2023: "0"},
        cites=f"{SCORING}(iii) [M-h]",
    )
    points_without_benchmark: Points = constant(
        "Points of a measure without a benchmark",
        {2017: "3", 2023: "0"},
        cites=f"{SCORING}(i) [C]; years before 2023 [M-h]",
    )
    points_of_incomplete: Points = constant(
        "Points of a measure with incomplete data",
        {2017: "3", 2018: "1", 2020: "0"},
        cites=f"{SCORING}(i)(B) [M-h]",
    )
    points_of_small: Points = constant(
        "Points that a small practice has in place of fewer",
        {2017: "3"},
        cites=f"{SCORING}(i) [C]",
    )
    topped_out_cap: Points = constant(
        "Most points of a measure that is topped out",
        {2017: "10", 2018: "7"},
        cites=f"{SCORING}(iv) [C] 7 points; year of the first cap [M-h]",
    )
    small_practice_bonus: Points = constant(
        "Points of a small practice that reports",
        {2017: "0", 2019: "6"},
        cites="42 CFR 414.1380(b)(1)(v) [C] 6 points; year of the first bonus [M-h]",
    )
    most_improvement: Rate = constant(
        "Most improvement", {2017: "0", 2018: "0.1"}, cites=f"{SCORING}(vi) [M-h]"
    )
    least_prior: Rate = constant(
        "Least achievement from which improvement is measured",
        {2017: "0.3"},
        cites=f"{SCORING}(vi) [M-h]",
    )

    @clause(cites=f"{SCORING}(i)")
    def decile_points(self) -> Points:
        """Points of the measure by decile."""
        return band_points(self.performance, self.decile_starts, self.lower_is_better, self.decile)

    @clause(cites=f"{SCORING}(i) and (iv)")
    def benchmark_points(self) -> Points:
        """Points by decile, not below the floor and not above the cap."""
        most = when(self.topped_out, self.topped_out_cap, points(10))
        return clamp(self.decile_points, self.floor, most)

    @clause(cites=f"{SCORING}(i)")
    def points_at_least(self) -> Points:
        """Points that a small practice has at least, for what it reported."""
        return when(self.small_practice, self.points_of_small, 0)

    @clause(cites=f"{SCORING}(iii)")
    def complete_points(self) -> Points:
        """Points of a measure with complete data; few cases earn the year's points for it."""
        few = greater_of(self.points_of_few_cases, self.points_at_least)
        enough = self.cases >= self.minimum_cases
        # A measure that CMS computes from claims is not scored with too few cases.
        scored = enough | ~self.from_claims
        return when(scored, when(enough, self.benchmark_points, few))

    @clause(cites="42 CFR 414.1340")
    def complete(self) -> YesNo:
        """Enough of the eligible cases were reported; CMS has all of a measure from claims."""
        reported = self.completeness >= self.least_completeness
        return when(self.from_claims, self.from_claims, reported)

    @clause(cites=f"{SCORING}(i)(B)")
    def measure_points(self) -> Points:
        """Points of the measure, missing where nothing was reported."""
        incomplete = greater_of(self.points_of_incomplete, self.points_at_least)
        points_of_reported = when(self.complete, self.complete_points, incomplete)
        return when(known(self.performance), points_of_reported)

    @clause(cites=f"{SCORING}(i)")
    def unbenchmarked_points(self) -> Points:
        """Points of the measures without a benchmark."""
        each = greater_of(self.points_without_benchmark, self.points_at_least)
        return self.without_benchmark * each

    @clause(cites=f"{SCORING}")
    def measures_scored(self) -> Count:
        """Measures that were reported and have points."""
        return count(known(self.measure_points), over=self.measure) + self.without_benchmark

    @clause(cites=f"{SCORING}(v)")
    def bonus(self) -> Points:
        """Bonus points: until 2021 those of measures, from 2019 those of a small practice."""
        return self.bonus_points + self.small_bonus

    @bonus.since(2022, cites=f"{SCORING}(v); 86 FR 64996 [M-h]")
    def _(self) -> Points:
        """Bonus points: those of a small practice."""
        return self.small_bonus

    @clause(cites="42 CFR 414.1380(b)(1)(v)")
    def small_bonus(self) -> Points:
        """Bonus points of a small practice that reported a measure."""
        reported = self.small_practice & (self.measures_scored > 0)
        return when(reported, self.small_practice_bonus, 0)

    @result(cites=f"{SCORING}")
    def achievement_points(self) -> Points:
        """Points of all measures."""
        scored = total(self.measure_points, over=self.measure, missing="skip")
        return scored + self.unbenchmarked_points

    @clause(cites=f"{SCORING}(vii)")
    def points_available(self) -> Points:
        """Most points of the measures that count."""
        return greater_of(self.measures_scored, self.measures_required) * points(10)

    @clause(cites=f"{SCORING}(vi)")
    def achievement(self) -> Rate:
        """Achievement percent, missing where no measure counts."""
        share = self.achievement_points / self.points_available
        return when(self.points_available > 0, share)

    @clause(cites=f"{SCORING}(vi)")
    def improvement(self) -> Rate:
        """Improvement percent over the year before, none without a score of that year."""
        prior = greater_of(self.prior_achievement, self.least_prior)
        share = (self.achievement - prior) / prior * self.most_improvement
        earned = clamp(share, rate(0), self.most_improvement)
        return if_missing(earned, 0, because="there is no score of the year before to improve on")

    @clause(cites=f"{SCORING}(vii)")
    def quality_score(self) -> Rate:
        """Quality score, at most 1; missing where no measure counts."""
        with_bonus = (self.achievement_points + self.bonus) / self.points_available
        scored = lesser_of(with_bonus + self.improvement, 1)
        return when(self.points_available > 0, scored)
