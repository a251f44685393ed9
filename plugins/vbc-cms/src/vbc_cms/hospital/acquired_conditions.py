"""Reduction for hospital-acquired conditions: the mean of six scores, and the worst quarter."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    PaymentModel,
    Rate,
    YesNo,
    average,
    axis,
    clause,
    constant,
    fact,
    if_missing,
    parameter,
    result,
    when,
)


class AcquiredConditions(PaymentModel):
    """Hospital-Acquired Condition Reduction Program: the total score and the payment factor.

    The scores of measures are winsorized z-scores, as CMS states them: the number of
    standard deviations by which a hospital is worse than the mean of all.
    """

    id = "cms.acquired_conditions"
    first_year = 2018
    arrangement = Arrangement("performance", quality=("z_score",))

    measure = axis("Measure")

    z_score: Rate = fact(
        "Winsorized z-score", per=measure, optional=True, places=4, minimum=-100, maximum=100
    )
    exempt: YesNo = fact("The hospital is exempt, as in Maryland")

    percentile_75: Rate = parameter(
        "75th percentile of the total scores of all hospitals", minimum=-100, maximum=100
    )

    share_reduced: Rate = constant(
        "Reduction of payments", {2018: "0.01"}, cites="42 CFR 412.172(b)"
    )

    @clause(cites="42 CFR 412.172(e)(3)")
    def total_score(self) -> Rate:
        """Total score: the mean of the measures with a score; the higher, the worse."""
        return average(self.z_score, over=self.measure, missing="skip")

    @clause(cites="42 CFR 412.172(e)(1)")
    def worst_quarter(self) -> YesNo:
        """The total score is above the 75th percentile, and the hospital is not exempt."""
        return (self.total_score > self.percentile_75) & ~self.exempt

    @clause(cites="42 CFR 412.172(b)")
    def reduction(self) -> Rate:
        """Reduction of a hospital with a total score; missing for one without."""
        return when(self.worst_quarter, self.share_reduced, 0)

    @result(cites="42 CFR 412.172(b)")
    def payment_factor(self) -> Rate:
        """Factor on payments: 0.99 in the worst quarter."""
        return 1 - if_missing(
            self.reduction,
            0,
            because="a hospital without a score of any measure has no total score",
        )
