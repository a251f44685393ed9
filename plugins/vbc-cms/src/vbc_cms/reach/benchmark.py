"""From the unadjusted to the final benchmark, performance years 2021 to 2026."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    PaymentModel,
    Rate,
    YesNo,
    clause,
    fact,
    parameter,
    result,
    stages,
    to_cents,
    when,
)

FINAL = (
    "final benchmark = unadjusted x national adjustments x (1 - discount) x (1 - unearned) [V fit]"
)


class Benchmark(PaymentModel):
    """Direct Contracting and ACO REACH, final benchmark.

    The discount is the payer's sure part. A part of the benchmark is withheld for quality and
    earned back by the quality score; another is withheld in the first year, so that the ACO
    stays. The health equity adjustment is no part of it: it comes after, in the settlement.
    """

    id = "cms.reach_benchmark"
    first_year = 2021
    last_year = 2026
    arrangement = Arrangement(kind="scoring", quality=("quality_score",))
    waterfall = stages(
        "unadjusted",
        "adjusted",
        "discounted",
        "after_quality",
        "after_withholds",
        "final_benchmark",
    )

    unadjusted_benchmark: USD = fact("Unadjusted benchmark", places=4, minimum=0)
    national_adjustment: Rate = fact(
        "Trend and other national adjustments, as a factor", places=9, minimum=0, maximum=10
    )
    quality_score: Rate = fact("Total quality score, 0 to 1", places=9)
    first_performance_year: YesNo = fact("First performance year of the ACO")

    discount: Rate = parameter("Discount on the benchmark")
    quality_withhold: Rate = parameter("Part of the benchmark withheld for quality")
    retention_withhold: Rate = parameter("Part of the benchmark withheld in the first year")

    @clause(cites="settlement: UNADJ_BENCHMARK")
    def unadjusted(self) -> USD:
        """Unadjusted benchmark."""
        return self.unadjusted_benchmark

    @clause(cites="national adjustments, common to all standard ACOs [V fit]")
    def adjusted(self) -> USD:
        """Benchmark after trend and other national adjustments."""
        return self.unadjusted * self.national_adjustment

    @clause(cites="discount [V 2021 to 2023]")
    def discounted(self) -> USD:
        """Benchmark after the discount."""
        return (1 - self.discount) * self.adjusted

    @clause(cites="quality withhold [V 2023]")
    def quality_withheld(self) -> USD:
        """Withheld for quality."""
        return self.quality_withhold * self.discounted

    @clause(
        cites="quality withhold [V 2023]; unearned goes to the high performers pool [C: glossary]"
    )
    def quality_unearned(self) -> USD:
        """Part of the quality withhold that is not earned back."""
        return (1 - self.quality_score) * self.quality_withheld

    @clause(cites=FINAL)
    def after_quality(self) -> USD:
        """Benchmark less what quality did not earn back."""
        return self.discounted - self.quality_unearned

    @clause(cites="retention withhold, first performance year [M-h]")
    def retention_withheld(self) -> USD:
        """Withheld until the ACO stays for the next year."""
        return when(self.first_performance_year, self.retention_withhold * self.after_quality, 0)

    @clause(cites=FINAL)
    def after_withholds(self) -> USD:
        """Final benchmark, unrounded, as the settlement uses it."""
        return self.after_quality - self.retention_withheld

    @result(cites=FINAL)
    def final_benchmark(self) -> USD:
        """Final benchmark, before health equity."""
        return to_cents(self.after_withholds)
