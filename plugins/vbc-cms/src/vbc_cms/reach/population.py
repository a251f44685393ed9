"""The benchmark of the aligned population, before national adjustments and discount."""

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
    lesser_of,
    parameter,
    result,
    stages,
    to_cents,
    total,
    when,
)

HISTORY = "base years 2017 to 2019, weighted 10, 30, 60 [C:TB]"
REGION = "blend with the regional rate book, within bounds of the USPCC [C: Milliman]"
RISK = "risk score: cap, then coding intensity factor with its ceiling [C:CQ, MIL]"


class PopulationBenchmark(PaymentModel):
    """Direct Contracting and ACO REACH, benchmark of the aligned population.

    Aged and disabled beneficiaries and those with ESRD have chains of their own. The base years
    of the ACO's present providers are trended to the performance year and weighted, and blended
    with the regional rate book. The risk score may not move far from that of the reference year,
    and coding intensity lowers it a little. Its result is the unadjusted benchmark.
    """

    id = "cms.reach_population_benchmark"
    first_year = 2021
    last_year = 2026
    arrangement = Arrangement(kind="scoring")
    waterfall = stages("before_rounding", "unadjusted_benchmark")

    enrollment_type = axis("Enrollment type", members=("aged_disabled", "esrd"))
    base_year = axis("Base year", members=("first", "second", "third"))

    base_expenditure: Pmpm = fact(
        "Expenditure of a base year, at a risk score of 1",
        per=(enrollment_type, base_year),
        places=6,
        minimum=0,
    )
    trend: Rate = fact(
        "Trend by the adjusted USPCC and the regional price index, as a factor",
        per=(enrollment_type, base_year),
        places=9,
        minimum=0,
        maximum=10,
    )
    regional_rate: Pmpm = fact("Regional rate", per=enrollment_type, places=6, minimum=0)
    national_cost: Pmpm = fact(
        "National cost per capita (USPCC) of the performance year",
        per=enrollment_type,
        places=6,
        minimum=0,
    )
    risk: Rate = fact("Risk score", per=enrollment_type, places=9, minimum=0, maximum=100)
    reference_risk: Rate = fact(
        "Risk score of the reference year", per=enrollment_type, places=9, minimum=0, maximum=100
    )
    first_risk: Rate = fact(
        "Risk score of 2019, read from 2026", per=enrollment_type, places=9, minimum=0, maximum=100
    )
    coding_intensity: Rate = fact(
        "Coding intensity factor", per=enrollment_type, places=9, minimum="0.5", maximum=2
    )
    months: MemberMonths = fact("Beneficiary months", per=enrollment_type)
    exempt_from_cap: YesNo = fact(
        "The risk cap does not apply: the population is at least three times the reference"
    )

    base_year_parts: Rate = parameter("Weight of a base year, in parts", per=base_year, maximum=100)
    historical_weight: Rate = parameter("Weight of the ACO's own history; the region has the rest")
    highest_regional: Rate = parameter("Most the region may add, as a share of the USPCC")
    lowest_regional: Rate = parameter("Most the region may take, as a share of the USPCC")
    risk_cap: Rate = parameter("Most the risk score may change from the reference year")
    coding_ceiling: Rate = parameter("Most that coding intensity lowers risk scores")
    long_risk_cap: Rate = parameter("Most the risk score may rise from 2019, read from 2026")

    @clause(cites=HISTORY)
    def historical(self) -> Pmpm:
        """Weighted and trended expenditure of the base years."""
        parts = total(self.base_year_parts, over=self.base_year)
        trended = self.base_expenditure * self.trend
        return total(trended * self.base_year_parts, over=self.base_year) / parts

    @clause(cites=REGION)
    def regional_adjustment(self) -> Pmpm:
        """What the region adds or takes, within its bounds."""
        gap = (1 - self.historical_weight) * (self.regional_rate - self.historical)
        low = -self.lowest_regional * self.national_cost
        return clamp(gap, low, self.highest_regional * self.national_cost)

    @clause(cites=REGION)
    def blended(self) -> Pmpm:
        """History blended with the region, at a risk score of 1."""
        return self.historical + self.regional_adjustment

    @clause(cites=RISK)
    def capped_risk(self) -> Rate:
        """Risk score within its cap."""
        low, high = 1 - self.risk_cap, 1 + self.risk_cap
        capped = clamp(self.risk, low * self.reference_risk, high * self.reference_risk)
        return when(self.exempt_from_cap, self.risk, capped)

    @clause(cites=RISK)
    def after_coding(self) -> Rate:
        """Risk score after coding intensity, which lowers it no further than its ceiling."""
        return self.capped_risk / lesser_of(self.coding_intensity, 1 + self.coding_ceiling)

    @clause(cites=RISK)
    def counted_risk(self) -> Rate:
        """Risk score that counts."""
        return self.after_coding

    @counted_risk.since(2026, cites="one-sided limit on the rise from 2019 [C:CQ, MIL]")
    def _(self) -> Rate:
        """From 2026 it may also not rise further from 2019 than a limit."""
        return lesser_of(self.after_coding, (1 + self.long_risk_cap) * self.first_risk)

    @clause(cites="benchmark by enrollment type [C:TB]")
    def by_type(self) -> USD:
        """Benchmark of the enrollment type."""
        return self.blended * self.counted_risk * self.months

    @clause(cites="benchmark by enrollment type [C:TB]")
    def before_rounding(self) -> USD:
        """Unadjusted benchmark, as the final benchmark uses it."""
        return total(self.by_type, over=self.enrollment_type)

    @result(cites="benchmark by enrollment type [C:TB]")
    def unadjusted_benchmark(self) -> USD:
        """Benchmark before national adjustments."""
        return to_cents(self.before_rounding)
