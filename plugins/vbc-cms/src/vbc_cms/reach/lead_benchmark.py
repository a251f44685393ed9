"""The benchmark of LEAD, from base years to the final benchmark."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    YesNo,
    axis,
    clamp,
    clause,
    fact,
    greater_of,
    parameter,
    result,
    stages,
    to_cents,
    total,
    when,
)

UPDATE = "update: national-regional trend and ACPT, with a guardrail [C:LD]"
ADJUSTMENT = "the higher of regional efficiency and prior savings adjustment [C:LD]"


class LeadBenchmark(PaymentModel):
    """LEAD, final benchmark.

    Base years are weighted for aged and disabled beneficiaries and for those with ESRD apart,
    raised by the higher of the regional efficiency adjustment (a part of how far the ACO spends
    below its region) and the prior savings adjustment, brought to the performance year by a
    trend of two parts, and scaled by the risk score within its cap. Base year expenditures are
    trended to the last base year already. Then come discount, an add-on for administration,
    and what quality did not earn back.
    """

    id = "cms.lead_benchmark"
    first_year = 2027
    last_year = 2036
    arrangement = Arrangement(kind="scoring", quality=("quality_score",))
    waterfall = stages("before_discount", "discounted", "after_quality", "final_benchmark")

    enrollment_type = axis("Enrollment type", members=("aged_disabled", "esrd"))
    base_year = axis("Base year", members=("first", "second", "third"))

    base_expenditure: Pmpm = fact(
        "Expenditure of a base year, risk-adjusted", per=(enrollment_type, base_year), places=6
    )
    regional_expenditure: Pmpm = fact(
        "Regional expenditure, risk-adjusted", per=enrollment_type, places=6
    )
    prior_savings: Pmpm = fact("Prior savings", per=enrollment_type, places=6, minimum=0)
    national_regional_trend: Rate = fact(
        "National and regional trend to the performance year, as a factor",
        per=enrollment_type,
        places=9,
        minimum=0,
        maximum=10,
    )
    prospective_trend: Rate = fact(
        "Accountable Care Prospective Trend (ACPT), as a factor",
        per=enrollment_type,
        places=9,
        minimum=0,
        maximum=10,
    )
    risk_ratio: Rate = fact(
        "Risk score over that of the reference year",
        per=enrollment_type,
        places=9,
        minimum=0,
        maximum=10,
    )
    months: MemberMonths = fact("Beneficiary months", per=enrollment_type)
    higher_spending: YesNo = fact("The ACO spends more than its region")
    quality_score: Rate = fact("Quality score, 0 to 1", places=9)

    base_year_parts: Rate = parameter("Weight of a base year, in parts", per=base_year, maximum=100)
    regional_share: Rate = parameter("Part of the regional gap that counts")
    regional_limit: Rate = parameter(
        "Limit of the regional adjustment, as a share of regional expenditure"
    )
    prior_savings_share: Rate = parameter("Part of prior savings that counts")
    # Weights are parts of their sum, because a third is no decimal number.
    national_regional_parts: Rate = parameter(
        "Weight of the national and regional trend, in parts", maximum=100
    )
    prospective_parts: Rate = parameter("Weight of the ACPT, in parts", maximum=100)
    guardrail_above: Rate = parameter("Most that the trend lies above the national-regional trend")
    guardrail_below: Rate = parameter("Most that the trend lies below the national-regional trend")
    risk_cap: Rate = parameter("Most that the risk score may change from the reference year")
    discount_lower_spending: Rate = parameter("Discount of an ACO that spends less than its region")
    discount_higher_spending: Rate = parameter(
        "Discount of an ACO that spends more than its region"
    )
    administration: Rate = parameter("Add-on for administration of an ACO that spends more")
    quality_withhold: Rate = parameter("Part of the benchmark withheld for quality")

    @clause(cites="base years 2024 to 2026, weights [C:LD]")
    def historical(self) -> Pmpm:
        """Weighted expenditure of the base years."""
        parts = total(self.base_year_parts, over=self.base_year)
        weighed = total(self.base_expenditure * self.base_year_parts, over=self.base_year)
        return weighed / parts

    @clause(cites=ADJUSTMENT)
    def regional_adjustment(self) -> Pmpm:
        """Part of how far the ACO spends below its region, within the limit."""
        gap = self.regional_share * (self.regional_expenditure - self.historical)
        limit = self.regional_limit * self.regional_expenditure
        return clamp(gap, -limit, limit)

    @clause(cites=ADJUSTMENT)
    def prior_savings_adjustment(self) -> Pmpm:
        """Part of prior savings."""
        return self.prior_savings_share * self.prior_savings

    @clause(cites=ADJUSTMENT)
    def adjusted(self) -> Pmpm:
        """Historical expenditure with the higher of both adjustments."""
        higher = greater_of(self.regional_adjustment, self.prior_savings_adjustment)
        return self.historical + higher

    @clause(cites=UPDATE)
    def blended_trend(self) -> Rate:
        """Trend blended of both parts."""
        parts = self.national_regional_parts + self.prospective_parts
        other = self.national_regional_parts * self.national_regional_trend
        return (other + self.prospective_parts * self.prospective_trend) / parts

    @clause(cites=UPDATE)
    def trend(self) -> Rate:
        """Blended trend within the guardrail."""
        low = self.national_regional_trend - self.guardrail_below
        return clamp(self.blended_trend, low, self.national_regional_trend + self.guardrail_above)

    @clause(cites="risk cap, A&D and ESRD 3 %, high needs 4 % [C:LD]")
    def capped_risk(self) -> Rate:
        """Risk score over that of the reference year, within the cap."""
        return clamp(self.risk_ratio, 1 - self.risk_cap, 1 + self.risk_cap)

    @clause(cites="benchmark by enrollment type [C:LD]")
    def by_type(self) -> USD:
        """Benchmark of the enrollment type."""
        return self.adjusted * self.trend * self.capped_risk * self.months

    @clause(cites="benchmark by enrollment type [C:LD]")
    def before_discount(self) -> USD:
        """Benchmark before discount."""
        return total(self.by_type, over=self.enrollment_type)

    @clause(cites="discount by regional spending; add-on for administration [C:LD]")
    def net_discount(self) -> Rate:
        """Discount, less the add-on for administration."""
        higher = self.discount_higher_spending - self.administration
        return when(self.higher_spending, higher, self.discount_lower_spending)

    @clause(cites="discount by regional spending; add-on for administration [C:LD]")
    def discounted(self) -> USD:
        """Benchmark after discount and add-on."""
        return (1 - self.net_discount) * self.before_discount

    @clause(cites="quality withhold 3 % [C:LD]")
    def quality_unearned(self) -> USD:
        """Part of the quality withhold that is not earned back."""
        return self.quality_withhold * (1 - self.quality_score) * self.discounted

    @clause(cites="quality withhold 3 % [C:LD]")
    def after_quality(self) -> USD:
        """Final benchmark, unrounded, as the settlement uses it."""
        return self.discounted - self.quality_unearned

    @result(cites="final benchmark [C:LD]")
    def final_benchmark(self) -> USD:
        """Benchmark that the settlement starts from."""
        return to_cents(self.after_quality)
