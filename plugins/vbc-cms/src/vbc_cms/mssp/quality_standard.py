"""Whether an ACO meets the quality performance standard, or the alternative, from 2021."""

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
    greater_of,
    points,
    result,
    when,
)

STANDARD = "42 CFR 425.512(a)"


class QualityStandard(PaymentModel):
    """Medicare Shared Savings Program, quality performance standard.

    A scoring model whose clauses are what a settlement needs to know: `quality_score`,
    `standard_met` and `alternative_met`. The standard is met by the score, by reporting
    electronically well enough, or by complete reporting in the first year of the first
    agreement. A score is at least the threshold where a required measure could not be scored,
    and where a disaster affected the ACO.
    """

    id = "cms.mssp_quality_standard"
    first_year = 2021
    last_year = 2026
    arrangement = Arrangement("scoring", quality=("score", "outcome_at_10", "another_at_level"))

    score: Points = fact("Quality score, with its adjustments", places=9, minimum=0, maximum=100)
    reported: YesNo = fact("All measures of the set were reported with complete data")
    all_electronic: YesNo = fact("The measures were reported as eCQMs or MIPS CQMs")
    outcome_at_10: YesNo = fact("An outcome measure reaches the 10th percentile")
    another_at_level: YesNo = fact(
        "One of the other measures reaches the percentile of the incentive: 30, 40 from 2024"
    )
    first_year_of_first_agreement: YesNo = fact("First year of the ACO's first agreement")
    measure_not_scored: YesNo = fact("A required measure has no benchmark, or is suppressed")
    disaster: YesNo = fact("Extreme and uncontrollable circumstances affected the ACO")

    threshold: Points = constant(
        "Score of the percentile of the standard: 30 to 2023, 40 from 2024",
        {
            2021: "61.73",
            2022: "70.63",
            2023: "65.76",
            2024: "77.05",
            2025: "76.70",
            2026: "73.85",
        },
        cites=f"{STANDARD}(2), (4) and (5); CMS, 2021 to 2024 [V], later [C]",
    )

    @clause(cites=f"{STANDARD}(7) and (c)")
    def at_least_threshold(self) -> YesNo:
        """The score counts as the threshold, where it is lower."""
        return self.disaster

    @at_least_threshold.since(2022, cites=f"{STANDARD}(7) [C:S1], first year [M-m]; (c)")
    def _(self) -> YesNo:
        """The score counts as the threshold, also where a measure could not be scored."""
        return self.disaster | (self.reported & self.measure_not_scored)

    @clause(cites=f"{STANDARD}(7) and (c)")
    def counted_score(self) -> Points:
        """Quality score that counts."""
        return when(self.at_least_threshold, greater_of(self.score, self.threshold), self.score)

    @clause(cites=f"{STANDARD}(2)")
    def by_score(self) -> YesNo:
        """The score reaches the threshold."""
        return (self.reported | self.disaster) & (self.counted_score >= self.threshold)

    @clause(cites=f"{STANDARD}(2)")
    def by_first_year(self) -> YesNo:
        """Complete reporting in the first year of the first agreement."""
        return self.reported & self.first_year_of_first_agreement

    @clause(cites=f"{STANDARD}(4)(i)(B) and (5)(i)(A)")
    def by_electronic_reporting(self) -> YesNo:
        """Electronic reporting, with two measures at their percentiles."""
        reached = self.outcome_at_10 & self.another_at_level
        return self.reported & self.all_electronic & reached

    @clause(cites=f"{STANDARD}(2)")
    def standard_met(self) -> YesNo:
        """Quality performance standard is met."""
        return self.by_score | self.by_first_year

    @standard_met.since(2022, cites=f"{STANDARD}(4) and (5); first year [M-h]")
    def _(self) -> YesNo:
        """Quality performance standard is met, also by electronic reporting."""
        return self.by_score | self.by_first_year | self.by_electronic_reporting

    @clause(cites=f"{STANDARD}(4)(ii) and (5)(ii)")
    def alternative_met(self) -> YesNo:
        """Alternative quality performance standard is met; it counts from 2023."""
        return self.reported & self.outcome_at_10

    @result(cites=STANDARD)
    def quality_score(self) -> Rate:
        """Quality score that counts, 0 to 1."""
        return self.counted_score / points(100)
