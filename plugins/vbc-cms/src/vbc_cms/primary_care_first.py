"""Primary Care First: a population payment, a visit fee, and an adjustment for performance."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Count,
    MemberMonths,
    PaymentModel,
    Percentile,
    Pmpm,
    Rate,
    Table,
    YesNo,
    clause,
    column,
    fact,
    if_missing,
    parameter,
    result,
    starts_after,
    starts_at,
    table,
    to_cents,
    when,
)


class PracticeGroups(Table):
    """Practice risk groups by the mean risk score of the practice's beneficiaries.

    Each pays a payment per beneficiary and month from its mean risk score on. A group that
    begins above its score, not at it, states what the score itself pays.
    """

    mean_risk_score: Rate = starts_at(maximum=20)
    payment: Pmpm = column(minimum=0)
    payment_at_the_score: Pmpm = column(optional=True, minimum=0)


class RankTiers(Table):
    """Adjustment by rank among practices, counted from the best: 10 is the best tenth."""

    rank: Percentile = starts_after()
    adjustment: Rate = column()


class PrimaryCareFirst(PaymentModel):
    """Primary Care First, payment of a quarter.

    The population payment per beneficiary and month is that of the practice's risk group,
    times the geographic factor, less the share of visits that beneficiaries made elsewhere.
    Each visit earns a flat fee. The performance-based adjustment is negative for a practice
    that fails the quality gateway or the national minimum; otherwise it is the sum of a
    regional part and a part for continuous improvement. Beneficiaries still pay their
    coinsurance of the visit fee, which is not taken off here.
    """

    id = "cms.primary_care_first"
    first_year = 2021
    last_year = 2025
    arrangement = Arrangement(
        kind="population", scope="primary_care", quality=("quality_gateway_met",)
    )

    beneficiaries: Count = fact("Attributed beneficiaries")
    primary_care_share: Rate = fact("Share of revenue from primary care", places=6)
    beneficiary_months: MemberMonths = fact("Attributed beneficiaries, months of the quarter")
    mean_risk_score: Rate = fact("Mean risk score of the beneficiaries", places=6, maximum=20)
    geographic_factor: Rate = fact("Geographic adjustment factor", places=6, maximum=10)
    visits: Count = fact("Visits that earn the flat fee")
    leakage_applies: YesNo = fact("The leakage adjustment applies in the quarter")
    visits_elsewhere: Rate = fact("Share of qualifying visits made elsewhere", places=6)
    performance_applies: YesNo = fact("The performance adjustment applies in the quarter")
    quality_gateway_met: YesNo = fact("Quality gateway met")
    national_minimum_met: YesNo = fact("Utilization or cost is at least the national minimum")
    regional_rank: Percentile = fact("Rank in the region from the best, in percent of practices")
    improved: YesNo = fact("Improved enough for the continuous improvement bonus")
    improvement_rank: Percentile = fact("Rank by improvement from the best, in percent")

    minimum_beneficiaries: Count = parameter("Least attributed beneficiaries")
    minimum_primary_care_share: Rate = parameter("Least share of revenue from primary care")
    groups: PracticeGroups = table("Population payment by risk group")
    visit_fee: USD = parameter("Flat fee of a visit", minimum=0)
    negative_adjustment: Rate = parameter("Adjustment of practices that fail", minimum=-1)
    regional_tiers: RankTiers = table("Regional adjustment by rank")
    improvement_tiers: RankTiers = table("Continuous improvement adjustment by rank")

    @clause(cites="Primary Care First: eligibility")
    def eligible(self) -> YesNo:
        """The practice is large enough and is primary care."""
        large = self.beneficiaries >= self.minimum_beneficiaries
        return large & (self.primary_care_share >= self.minimum_primary_care_share)

    @clause(cites="Primary Care First: professional population-based payment")
    def group_payment(self) -> Pmpm:
        """Payment per beneficiary and month of the practice's risk group."""
        row = self.groups.row(self.mean_risk_score)
        at_start = if_missing(row.payment_at_the_score, row.payment)
        return when(self.mean_risk_score > row.mean_risk_score, row.payment, at_start)

    @clause(cites="Primary Care First: leakage adjustment")
    def kept_visits(self) -> Rate:
        """Part of the population payment that leakage leaves."""
        return when(self.leakage_applies, 1 - self.visits_elsewhere, 1)

    @clause(cites="Primary Care First: professional population-based payment")
    def population_payment(self) -> USD:
        """Population-based payment."""
        full = self.group_payment * self.beneficiary_months * self.geographic_factor
        return to_cents(when(self.eligible, full * self.kept_visits, 0))

    @clause(cites="Primary Care First: flat visit fee")
    def visit_fees(self) -> USD:
        """Flat visit fees."""
        fees = self.visits * self.visit_fee * self.geographic_factor
        return to_cents(when(self.eligible, fees, 0))

    @clause(cites="Primary Care First: total primary care payment")
    def primary_care_payment(self) -> USD:
        """Total primary care payment, before the performance adjustment."""
        return self.population_payment + self.visit_fees

    @clause(cites="Primary Care First: regional adjustment")
    def regional_part(self) -> Rate:
        """Regional part of the adjustment."""
        return self.regional_tiers.row(self.regional_rank).adjustment

    @clause(cites="Primary Care First: continuous improvement")
    def improvement_part(self) -> Rate:
        """Part of the adjustment for continuous improvement."""
        tier = self.improvement_tiers.row(self.improvement_rank)
        return when(self.improved, tier.adjustment, 0)

    @clause(cites="Primary Care First: performance-based adjustment")
    def adjustment_rate(self) -> Rate:
        """Performance-based adjustment, as a share of the total primary care payment."""
        passed = self.quality_gateway_met & self.national_minimum_met
        earned = self.regional_part + self.improvement_part
        adjusted = when(passed, earned, self.negative_adjustment)
        return when(self.performance_applies, adjusted, 0)

    @clause(cites="Primary Care First: performance-based adjustment")
    def performance_adjustment(self) -> USD:
        """Performance-based adjustment."""
        return to_cents(self.adjustment_rate * self.primary_care_payment)

    @result(cites="Primary Care First: payment of a quarter")
    def settlement(self) -> USD:
        """Payment of the quarter to the practice."""
        return self.population_payment + self.visit_fees + self.performance_adjustment
