"""Hospital value-based purchasing: points by measure, four domains, one score, one factor."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
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


@wording("achievement points of {now} between threshold {threshold} and benchmark {benchmark}")
def achievement(now: Rate, threshold: Rate, benchmark: Rate) -> Points:
    """Return 1 to 10 points from the threshold to the benchmark, 0 below; ties round up."""
    earned = round_to(points(9) * (now - threshold) / (benchmark - threshold) + points("0.5"), "1")
    within = when(now < threshold, points(0), clamp(earned, 0, 10))
    return when(now >= benchmark, points(10), within)


@wording("improvement points of {now} from baseline {before} towards benchmark {benchmark}")
def improvement(now: Rate, before: Rate, benchmark: Rate) -> Points:
    """Return 0 to 9 points for the part of the way from baseline to benchmark; ties round up."""
    earned = round_to(points(10) * (now - before) / (benchmark - before) - points("0.5"), "1")
    within = when(now >= benchmark, points(9), clamp(earned, 0, 9))
    return when(now <= before, points(0), within)


class HospitalPurchasing(PaymentModel):
    """Hospital Value-Based Purchasing: the total performance score and the payment factor.

    Scores are rates: a score that CMS prints as 15.58 of 100 is 0.1558 here.
    """

    id = "cms.hospital_purchasing"
    first_year = 2018
    arrangement = Arrangement(
        "performance",
        quality=(
            "baseline",
            "performance",
            "pooled_points",
            "survey_baseline",
            "survey_performance",
        ),
    )

    domain = axis("Domain", members=("clinical", "person", "safety", "efficiency"))
    measure = axis("Measure", within=domain)
    dimension = axis("Dimension of the patient survey")

    threshold: Rate = parameter("Achievement threshold", per=measure, maximum=100)
    benchmark: Rate = parameter("Benchmark", per=measure, maximum=100)
    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)
    pooled: YesNo = parameter(
        "The measure counts only within the pooled surgical site infections", per=measure
    )
    minimum_measures: Count = parameter("Fewest scored measures for a domain score", per=domain)
    from_survey: YesNo = parameter("The domain is scored from the patient survey", per=domain)
    has_pooled: YesNo = parameter("The domain has the pooled measure", per=domain)
    floor: Rate = parameter("Floor of a dimension", per=dimension)
    survey_threshold: Rate = parameter("Achievement threshold of a dimension", per=dimension)
    survey_benchmark: Rate = parameter("Benchmark of a dimension", per=dimension)
    minimum_domains: Count = parameter("Fewest domain scores for a total score")
    score_denominator: Rate = parameter("Score that counts as one in the payment", maximum=2)

    scored: YesNo = fact("The measure has enough cases to be scored", per=measure)
    baseline: Rate = fact(
        "Rate in the baseline period", per=measure, optional=True, places=6, maximum=100
    )
    performance: Rate = fact(
        "Rate in the performance period", per=measure, optional=True, places=6, maximum=100
    )
    pooled_points: Points = fact(
        "Points of the pooled surgical site infections, weighted by predicted infections",
        optional=True,
        places=0,
        maximum=10,
    )
    survey_scored: YesNo = fact("The survey has enough answers to be scored")
    survey_baseline: Rate = fact(
        "Result of a dimension in the baseline period", per=dimension, optional=True, places=6
    )
    survey_performance: Rate = fact(
        "Result of a dimension in the performance period", per=dimension, optional=True, places=6
    )
    exchange_slope: Rate = fact(
        "Slope of the exchange function, which pays out what was withheld", places=10, maximum=100
    )

    withheld: Rate = constant(
        "Share of base operating payments withheld", {2018: "0.02"}, cites="42 CFR 412.164(d)"
    )

    @clause(cites="42 CFR 412.165(a)(2)")
    def counts(self) -> YesNo:
        """The measure has a rate and enough cases."""
        return self.scored & known(self.performance)

    @clause(cites="42 CFR 412.165(a)")
    def direction(self) -> Rate:
        """1, or -1 for a measure whose lower rates are better."""
        return when(self.lower_is_better, rate("-1"), rate("1"))

    @clause(cites="42 CFR 412.165(a)(2)")
    def achieved(self) -> Points:
        """Achievement points of a measure."""
        sign = self.direction
        earned = achievement(sign * self.performance, sign * self.threshold, sign * self.benchmark)
        return when(self.counts, earned)

    @clause(cites="42 CFR 412.165(a)(3)")
    def improved(self) -> Points:
        """Improvement points of a measure; none without a baseline."""
        sign = self.direction
        earned = improvement(sign * self.performance, sign * self.baseline, sign * self.benchmark)
        return when(self.counts, earned)

    @clause(cites="42 CFR 412.165(a)(4)")
    def measure_points(self) -> Points:
        """Points of a measure: the greater of achievement and improvement."""
        return greater_of(
            self.achieved,
            if_missing(self.improved, self.achieved, because="the measure has no baseline"),
        )

    @clause(cites="42 CFR 412.165(b)(1)")
    def measured_points(self) -> Points:
        """Points of the measures of a domain, surgical site infections not among them."""
        own = when(~self.pooled, self.measure_points)
        return total(own, over=self.measure, by=self.domain, missing="skip")

    @clause(cites="42 CFR 412.165(b)(1)")
    def measured(self) -> Count:
        """Number of scored measures of a domain, surgical site infections not among them."""
        own = when(~self.pooled, self.measure_points)
        return count(known(own), over=self.measure, by=self.domain)

    @clause(cites="42 CFR 412.165(b)(1)")
    def surgical_site_points(self) -> Points:
        """Points of surgical site infections, in the domain that has them."""
        return when(self.has_pooled, self.pooled_points)

    @clause(cites="42 CFR 412.165(b)(1)")
    def earned_points(self) -> Points:
        """Points of a domain; colon surgery and hysterectomy infections count once."""
        return self.measured_points + if_missing(
            self.surgical_site_points, 0, because="no surgical site infections were scored"
        )

    @clause(cites="42 CFR 412.165(b)(1)")
    def scored_measures(self) -> Count:
        """Number of scored measures of a domain."""
        return when(known(self.surgical_site_points), self.measured + 1, self.measured)

    @clause(cites="42 CFR 412.165(b)(1) and (b)(4)")
    def measured_score(self) -> Rate:
        """Points of the domain over the most that its scored measures can have."""
        enough = (self.scored_measures >= self.minimum_measures) & (self.scored_measures > 0)
        return when(enough, self.earned_points / (points(10) * self.scored_measures))

    @clause(cites="42 CFR 412.165(c)(1)")
    def dimension_achieved(self) -> Points:
        """Achievement points of a dimension of the survey."""
        earned = achievement(self.survey_performance, self.survey_threshold, self.survey_benchmark)
        return when(self.survey_scored, earned)

    @clause(cites="42 CFR 412.165(c)(1)")
    def dimension_improved(self) -> Points:
        """Improvement points of a dimension of the survey."""
        earned = improvement(self.survey_performance, self.survey_baseline, self.survey_benchmark)
        return when(self.survey_scored, earned)

    @clause(cites="42 CFR 412.165(c)(1)")
    def dimension_points(self) -> Points:
        """Points of a dimension: the greater of achievement and improvement."""
        return greater_of(
            self.dimension_achieved,
            if_missing(
                self.dimension_improved,
                self.dimension_achieved,
                because="the dimension has no baseline",
            ),
        )

    @clause(cites="42 CFR 412.165(c)(1)")
    def survey_base(self) -> Points:
        """Base points of the survey: the sum of its dimensions."""
        earned = total(self.dimension_points, over=self.dimension, missing="skip")
        return when(self.survey_scored, earned)

    @clause(cites="42 CFR 412.165(c)(2)")
    def lowest_dimension(self) -> Rate:
        """How far the lowest dimension has come from its floor to its threshold."""
        above = self.survey_performance - self.floor
        return least(
            above / (self.survey_threshold - self.floor), over=self.dimension, missing="skip"
        )

    @clause(cites="42 CFR 412.165(c)(2)")
    def consistency(self) -> Points:
        """Consistency points: 20 if every dimension reaches its threshold."""
        earned = round_to(points(20) * self.lowest_dimension - points("0.5"), "1")
        within = when(self.lowest_dimension >= 1, points(20), clamp(earned, 0, 20))
        return when(self.survey_scored, within)

    @clause(cites="42 CFR 412.165(c)(3)")
    def survey_score(self) -> Rate:
        """Base and consistency points of 100."""
        return (self.survey_base + self.consistency) / points(100)

    @clause(cites="42 CFR 412.165(b)")
    def domain_score(self) -> Rate:
        """Score of a domain, missing for one with too few measures."""
        return when(self.from_survey, self.survey_score, self.measured_score)

    @clause(cites="42 CFR 412.165(b)(3)")
    def scored_domains(self) -> Count:
        """Number of domains with a score."""
        return count(known(self.domain_score), over=self.domain)

    @clause(cites="42 CFR 412.165(b)(3) to (b)(5)")
    def total_performance(self) -> Rate:
        """Total performance score: the domains with a score weigh the same."""
        mean = average(self.domain_score, over=self.domain, missing="skip")
        return when(self.scored_domains >= self.minimum_domains, mean)

    @clause(cites="42 CFR 412.162(b)")
    def incentive(self) -> Rate:
        """Value-based incentive payment percentage."""
        return (
            self.withheld
            * (self.total_performance / self.score_denominator)
            * (self.exchange_slope)
        )

    @result(cites="42 CFR 412.162(b)(3)")
    def payment_factor(self) -> Rate:
        """Factor on base operating payments; 1 for a hospital that is not in the program."""
        return if_missing(
            1 + self.incentive - self.withheld,
            1,
            because="a hospital without a total score is not in the program",
        )
