"""The part of the quality targets that a contractor met."""

from __future__ import annotations

from vbc_rules import (
    Arrangement,
    Choice,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    axis,
    better,
    clause,
    count,
    fact,
    known,
    parameter,
    result,
    when,
)

ROADMAP = "VBP Roadmap, quality measures"


class QualityTargets(PaymentModel):
    """New York Medicaid value-based payment, quality targets met.

    A scoring model. Measures of category 1 are paid for performance, those of category 2 for
    reporting only: these have no target and are in neither sum. A measure paid for
    performance that was not reported is not met, and stays among those that count.
    """

    id = "nysdoh.quality_targets"
    arrangement = Arrangement("scoring", quality=("rate",))

    measure = axis("Quality measure")

    rate: Rate = fact("Rate of the measure", per=measure, optional=True, places=6)

    paid_for: Choice = parameter(
        "What the measure is paid for", per=measure, choices=("performance", "reporting")
    )
    target: Rate = parameter("Target", per=measure, optional=True)
    lower_is_better: YesNo = parameter("A lower rate is better", per=measure)

    @clause(cites=f"{ROADMAP}: category 1 [C]")
    def counts(self) -> YesNo:
        """The measure is paid for performance."""
        return self.paid_for.is_("performance")

    @clause(cites="contract: target")
    def reaches(self) -> YesNo:
        """The rate reaches the target; missing where either is."""
        return better(self.rate, self.target, self.lower_is_better)

    @clause(cites=ROADMAP)
    def measures(self) -> Count:
        """Measures paid for performance."""
        return count(self.counts, over=self.measure)

    @clause(cites=ROADMAP)
    def met(self) -> Count:
        """Measures paid for performance that reach their target."""
        return count(self.counts & self.reached, over=self.measure)

    @clause(cites=ROADMAP)
    def reached(self) -> YesNo:
        """The target is reached; not where the measure was not reported."""
        return known(when(self.reaches, self.target))

    @result(cites=f"{ROADMAP}: measures that meet their target, of those paid for performance [C]")
    def targets_met(self) -> Rate:
        """Part of the quality targets that was met."""
        return self.met / self.measures
