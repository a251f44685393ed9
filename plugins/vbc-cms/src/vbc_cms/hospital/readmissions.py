"""Readmissions reduction: excess readmissions over the peer group's median, by condition."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    at_least_zero,
    axis,
    clause,
    constant,
    fact,
    lesser_of,
    result,
    round_to,
    total,
)


class ReadmissionsReduction(PaymentModel):
    """Hospital Readmissions Reduction Program: the payment adjustment factor.

    Give facts for the conditions that a hospital has. The peer group of a hospital, its
    median and the neutrality modifier are stated in its hospital-specific report.
    """

    id = "cms.readmissions_reduction"
    first_year = 2019
    arrangement = Arrangement("performance", quality=("predicted",))

    condition = axis("Condition or procedure")

    cases: Count = fact("Eligible discharges", per=condition)
    predicted: Rate = fact("Predicted readmission rate", per=condition, places=15)
    expected: Rate = fact("Expected readmission rate", per=condition, places=15)
    median_ratio: Rate = fact(
        "Median excess readmission ratio of the peer group", per=condition, places=15, maximum=10
    )
    payment_share: Rate = fact(
        "Payments for the condition as a share of all base operating payments",
        per=condition,
        places=15,
    )
    neutrality_modifier: Rate = fact("Neutrality modifier", places=15, maximum=2)

    minimum_cases: Count = constant(
        "Fewest discharges that count", {2019: "25"}, cites="42 CFR 412.152"
    )
    most: Rate = constant("Largest reduction", {2019: "0.03"}, cites="42 CFR 412.154(c)(2)")

    @clause(cites="42 CFR 412.152 and 412.154(e)")
    def excess_ratio(self) -> Rate:
        """Excess readmission ratio of a condition."""
        return self.predicted / self.expected

    @clause(cites="42 CFR 412.152")
    def enough_cases(self) -> YesNo:
        """The condition has enough discharges to count."""
        return self.cases >= self.minimum_cases

    @clause(cites="42 CFR 412.154(b)(1) and (c)")
    def excess(self) -> Rate:
        """Excess readmission ratio above the median of the peer group."""
        return at_least_zero(self.excess_ratio - self.median_ratio)

    @clause(cites="42 CFR 412.154(b)(1) and (c)")
    def excess_payments(self) -> Rate:
        """Payments for excess readmissions as a share of all base operating payments."""
        part = self.neutrality_modifier * self.payment_share * self.excess
        return total(part, over=self.condition, where=self.enough_cases)

    @clause(cites="42 CFR 412.154(c)")
    def reduction(self) -> Rate:
        """Payment reduction, in hundredths of a percent."""
        return round_to(lesser_of(self.excess_payments, self.most), "0.0001")

    @result(cites="42 CFR 412.154(a) and (c)")
    def payment_factor(self) -> Rate:
        """Factor on base operating payments, at least 0.97."""
        return 1 - self.reduction
