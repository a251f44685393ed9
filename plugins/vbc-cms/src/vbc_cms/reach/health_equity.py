"""The Health Equity Benchmark Adjustment of ACO REACH, performance years 2023 to 2026."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    at_least_zero,
    axis,
    clause,
    fact,
    parameter,
    result,
    to_cents,
    total,
)

HEBA = "Health Equity Benchmark Adjustment, dollars by decile [C:VBX/HSG]: contract: per_month"


class HealthEquityBenchmark(PaymentModel):
    """ACO REACH, health equity benchmark adjustment.

    Beneficiaries are ranked by how deprived they are, the first decile most. Each month of a
    beneficiary raises or lowers the benchmark by the dollars of the decile. What it raises and
    what it lowers are settled apart, as CMS publishes them.
    """

    id = "cms.reach_health_equity"
    first_year = 2023
    last_year = 2026
    arrangement = Arrangement(kind="scoring")

    decile = axis("Decile of deprivation, the first most deprived")
    decile_months: MemberMonths = fact("Beneficiary months in the decile", per=decile)
    per_month: Pmpm = parameter("Adjustment per beneficiary and month", per=decile)

    @clause(cites=HEBA)
    def by_decile(self) -> USD:
        """Adjustment of the decile."""
        return self.per_month * self.decile_months

    @clause(cites=HEBA)
    def increase(self) -> USD:
        """Adjustment upwards."""
        return to_cents(total(at_least_zero(self.by_decile), over=self.decile))

    @clause(cites=HEBA)
    def decrease(self) -> USD:
        """Adjustment downwards, as a positive amount."""
        return to_cents(total(at_least_zero(-self.by_decile), over=self.decile))

    @result(cites=HEBA)
    def adjustment(self) -> USD:
        """Health equity benchmark adjustment."""
        return self.increase - self.decrease
