"""The benchmark of agreement periods that began from July 2019 to 2023."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    PaymentModel,
    Pmpy,
    Rate,
    axis,
    clamp,
    clause,
    constant,
    fact,
    lesser_of,
    parameter,
    result,
    total,
    when,
)

CHAIN = "42 CFR 425.601; V11 section 3"


class Benchmark(PaymentModel):
    """Medicare Shared Savings Program, historical and updated benchmark per capita.

    All dollars are per assigned beneficiary and year, after completion and truncation. An
    enrollment type has its own chain; the types are joined by their share of person years.
    The third benchmark year is the base: the two before it are brought to its prices by
    a trend that blends the nation and the ACO's region.
    """

    id = "cms.mssp_benchmark"
    first_year = 2019
    last_year = 2024
    arrangement = Arrangement("scoring")

    enrollment_type = axis(
        "Enrollment type", members=("esrd", "disabled", "aged_dual", "aged_non_dual")
    )
    earlier_year = axis("Earlier benchmark year", members=("first", "second"))

    # The two earlier benchmark years
    earlier_expenditure: Pmpy = fact(
        "Expenditure per capita", per=(enrollment_type, earlier_year), places=10
    )
    earlier_risk: Rate = fact(
        "Risk score", per=(enrollment_type, earlier_year), places=12, maximum=100
    )
    earlier_national: Pmpy = fact(
        "National expenditure per capita", per=(enrollment_type, earlier_year), places=10
    )
    earlier_regional: Pmpy = fact(
        "Regional expenditure per capita", per=(enrollment_type, earlier_year), places=10
    )

    # The third benchmark year
    base_expenditure: Pmpy = fact(
        "Expenditure per capita, third benchmark year", per=enrollment_type, places=10
    )
    base_risk: Rate = fact(
        "Risk score, third benchmark year", per=enrollment_type, places=12, maximum=100
    )
    base_national: Pmpy = fact(
        "National expenditure per capita, third benchmark year", per=enrollment_type, places=10
    )
    base_regional: Pmpy = fact(
        "Regional expenditure per capita, third benchmark year", per=enrollment_type, places=10
    )
    base_national_weight: Rate = fact(
        "Weight of the national trend, third benchmark year", per=enrollment_type, places=12
    )
    base_proportion: Rate = fact(
        "Share of person years, third benchmark year", per=enrollment_type, places=12
    )

    # The performance year
    risk: Rate = fact("Risk score, performance year", per=enrollment_type, places=12, maximum=100)
    national: Pmpy = fact(
        "National expenditure per capita, performance year", per=enrollment_type, places=10
    )
    regional: Pmpy = fact(
        "Regional expenditure per capita, performance year", per=enrollment_type, places=10
    )
    national_weight: Rate = fact(
        "Weight of the national trend, performance year", per=enrollment_type, places=12
    )
    proportion: Rate = fact(
        "Share of person years, performance year", per=enrollment_type, places=12
    )

    # What the agreement period sets
    # Weights are parts of their sum, because a third each is no decimal number.
    earlier_year_parts: Rate = parameter(
        "Weight of an earlier benchmark year, in parts", per=earlier_year, maximum=100
    )
    base_year_parts: Rate = parameter("Weight of the third benchmark year, in parts", maximum=100)
    regional_weight_lower_spending: Rate = parameter(
        "Weight of the regional adjustment where the ACO spends less than its region"
    )
    regional_weight_higher_spending: Rate = parameter(
        "Weight of the regional adjustment where the ACO spends more than its region"
    )

    regional_cap: Rate = constant(
        "Limit on the regional adjustment, as a share of national expenditure",
        {2019: "0.05"},
        cites="42 CFR 425.601(a)(8)(ii)(C)",
    )
    risk_growth_cap: Rate = constant(
        "Limit on the growth of the risk score", {2019: "1.03"}, cites="42 CFR 425.605(a)(1)"
    )

    # ---- history

    @clause(cites=CHAIN)
    def national_trend(self) -> Rate:
        """National growth from an earlier year to the third, as weighted."""
        return self.base_national_weight * (self.base_national / self.earlier_national)

    @clause(cites=CHAIN)
    def regional_trend(self) -> Rate:
        """Regional growth from an earlier year to the third, as weighted."""
        return (1 - self.base_national_weight) * (self.base_regional / self.earlier_regional)

    @clause(cites=CHAIN)
    def restated_expenditure(self) -> Pmpy:
        """An earlier year at the risk and the prices of the third."""
        growth = (self.national_trend + self.regional_trend) * (self.base_risk / self.earlier_risk)
        return self.earlier_expenditure * growth

    @clause(cites=CHAIN)
    def all_parts(self) -> Rate:
        """Sum of the parts by which the benchmark years are weighted."""
        return total(self.earlier_year_parts, over=self.earlier_year) + self.base_year_parts

    @clause(cites=CHAIN)
    def history(self) -> Pmpy:
        """Weighted expenditure of the three benchmark years."""
        weighted = self.earlier_year_parts * self.restated_expenditure
        earlier = total(weighted, over=self.earlier_year)
        return (earlier + self.base_year_parts * self.base_expenditure) / self.all_parts

    # ---- regional adjustment

    @clause(cites="42 CFR 425.601(a)(8); V11 table 4")
    def regional_gap(self) -> Pmpy:
        """What the region spends more than the ACO, at the ACO's risk."""
        return self.base_regional * self.base_risk - self.history

    @clause(cites="42 CFR 425.601(a)(8); V11 table 4")
    def mean_gap(self) -> Pmpy:
        """The gap over all enrollment types."""
        return total(self.regional_gap * self.base_proportion, over=self.enrollment_type)

    @clause(cites="42 CFR 425.601(a)(8), (f); V11 table 4")
    def regional_weight(self) -> Rate:
        """Weight of the regional adjustment."""
        lower, higher = self.regional_weight_lower_spending, self.regional_weight_higher_spending
        return when(self.mean_gap < 0, higher, lower)

    @clause(cites="42 CFR 425.601(a)(8)(ii)(C)")
    def regional_adjustment(self) -> Pmpy:
        """Regional adjustment, within its limit on both sides."""
        most = self.regional_cap * self.base_national
        return clamp(self.regional_weight * self.regional_gap, -most, most)

    @clause(cites="42 CFR 425.601(a)(8)")
    def adjusted_history(self) -> Pmpy:
        """History after the regional adjustment."""
        return self.history + self.regional_adjustment

    @result(cites="42 CFR 425.601(a)(9)")
    def historical_benchmark(self) -> Pmpy:
        """Historical benchmark per capita."""
        return total(self.adjusted_history * self.base_proportion, over=self.enrollment_type)

    # ---- update to the performance year

    @clause(cites="42 CFR 425.605(a)(1); V11 table 3")
    def risk_growth(self) -> Rate:
        """Growth of the risk score since the third benchmark year, within its limit."""
        return lesser_of(self.risk / self.base_risk, self.risk_growth_cap)

    @clause(cites="42 CFR 425.601(b)")
    def update_factor(self) -> Rate:
        """Growth from the third benchmark year to the performance year, nation and region."""
        nation = self.national_weight * (self.national / self.base_national)
        return nation + (1 - self.national_weight) * (self.regional / self.base_regional)

    @clause(cites="42 CFR 425.601(b), 425.605(a)")
    def updated_by_type(self) -> Pmpy:
        """Benchmark of an enrollment type for the performance year."""
        return self.adjusted_history * (self.risk_growth * self.update_factor)

    @result(cites="42 CFR 425.601(b), 425.605(a)")
    def updated_benchmark(self) -> Pmpy:
        """Updated benchmark per capita."""
        return total(self.updated_by_type * self.proportion, over=self.enrollment_type)
