"""Hospital value-based purchasing: measures and survey dimensions, many of them missing."""

from __future__ import annotations

from vbc_rules.language import (
    Count,
    PaymentModel,
    Points,
    Rate,
    YesNo,
    average,
    axis,
    clamp,
    clause,
    constant,
    count,
    fact,
    greater_of,
    if_missing,
    known,
    least,
    parameter,
    points,
    rate,
    result,
    round_to,
    total,
    when,
    wording,
)


@wording("achievement points for {now} between {low} and {high}")
def achievement(now: Rate, low: Rate, high: Rate) -> Points:
    earned = round_to(points(9) * (now - low) / (high - low) + points("0.5"), "1")
    within = when(now < low, points(0), clamp(earned, 0, 10))
    return when(now >= high, points(10), within)


@wording("improvement points for {now} from {before} towards {high}")
def improvement(now: Rate, before: Rate, high: Rate) -> Points:
    earned = round_to(points(10) * (now - before) / (high - before) - points("0.5"), "1")
    within = when(now >= high, points(9), clamp(earned, 0, 9))
    return when(now <= before, points(0), within)


class HospitalPurchasing(PaymentModel):
    """Total performance score and payment factor of a hospital."""

    id = "example.hospital_purchasing"
    first_year = 2017

    domain = axis("Domain", members=("clinical", "person", "safety", "efficiency"))
    measure = axis("Measure", within=domain)
    dimension = axis("Survey dimension")

    threshold: Rate = parameter("Achievement threshold", per=measure)
    benchmark: Rate = parameter("Benchmark", per=measure)
    lower_is_better: YesNo = parameter("Lower is better", per=measure)
    minimum_measures: Count = parameter("Fewest measures for a score", per=domain)
    from_survey: YesNo = parameter("The domain is scored from the survey", per=domain)
    floor: Rate = parameter("Floor of a dimension", per=dimension)
    survey_threshold: Rate = parameter("Threshold of a dimension", per=dimension)
    survey_benchmark: Rate = parameter("Benchmark of a dimension", per=dimension)
    slope: Rate = parameter("Exchange slope")
    withheld: Rate = constant("Share withheld", {2017: "0.02"}, cites="42 CFR 412.160")

    baseline: Rate = fact("Baseline rate", per=measure, optional=True, places=6)
    performance: Rate = fact("Performance rate", per=measure, optional=True, places=6)
    pooled_points: Points = fact("Points of a pooled measure", per=measure, optional=True)
    survey_before: Rate = fact("Baseline of a dimension", per=dimension, optional=True, places=4)
    survey_now: Rate = fact("Result of a dimension", per=dimension, optional=True, places=4)

    @clause(cites="42 CFR 412.165(a)")
    def direction(self) -> Rate:
        return when(self.lower_is_better, rate("-1"), rate("1"))

    @clause(cites="42 CFR 412.165(a)")
    def achieved(self) -> Points:
        sign = self.direction
        return achievement(sign * self.performance, sign * self.threshold, sign * self.benchmark)

    @clause(cites="42 CFR 412.165(a)")
    def improved(self) -> Points:
        sign = self.direction
        return improvement(sign * self.performance, sign * self.baseline, sign * self.benchmark)

    @clause(cites="42 CFR 412.165(a)")
    def measure_points(self) -> Points:
        better = greater_of(self.achieved, if_missing(self.improved, self.achieved))
        return if_missing(self.pooled_points, better)

    @clause(cites="42 CFR 412.165(b)")
    def scored(self) -> Count:
        return count(known(self.measure_points), over=self.measure, by=self.domain)

    @clause(cites="42 CFR 412.165(b)")
    def measured_score(self) -> Rate:
        earned = total(self.measure_points, over=self.measure, by=self.domain, missing="skip")
        enough = (self.scored >= self.minimum_measures) & (self.scored > 0)
        return when(enough, earned / (points(10) * self.scored))

    @clause(cites="42 CFR 412.165(c)")
    def dimension_points(self) -> Points:
        achieved = achievement(self.survey_now, self.survey_threshold, self.survey_benchmark)
        improved = improvement(self.survey_now, self.survey_before, self.survey_benchmark)
        return greater_of(achieved, if_missing(improved, achieved))

    @clause(cites="42 CFR 412.165(c)")
    def consistency(self) -> Points:
        above_floor = (self.survey_now - self.floor) / (self.survey_threshold - self.floor)
        lowest = least(above_floor, over=self.dimension, missing="skip")
        return clamp(round_to(points(20) * lowest - points("0.5"), "1"), 0, 20)

    @clause(cites="42 CFR 412.165(c)")
    def survey_score(self) -> Rate:
        scored = count(known(self.survey_now), over=self.dimension)
        base = total(self.dimension_points, over=self.dimension, missing="skip")
        return when(scored >= 3, (base + self.consistency) / points(100))

    @clause(cites="42 CFR 412.165(b)")
    def domain_score(self) -> Rate:
        return when(self.from_survey, self.survey_score, self.measured_score)

    @clause(cites="42 CFR 412.165(b)")
    def total_performance(self) -> Rate:
        available = count(known(self.domain_score), over=self.domain)
        mean = average(self.domain_score, over=self.domain, missing="skip")
        return when(available >= 3, mean)

    @result(cites="42 CFR 412.162")
    def payment_factor(self) -> Rate:
        earned = 1 + self.withheld * self.total_performance * self.slope - self.withheld
        return if_missing(earned, 1, because="too few domains for a score")
