"""Generic scoring by the way to a goal: credit begins part of the way and is whole at it."""

from __future__ import annotations

from vbc_rules.language import (
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    axis,
    clause,
    composite,
    count,
    fact,
    if_missing,
    known,
    linear_between,
    parameter,
    result,
    when,
)


class GapToGoal(PaymentModel):
    """Credit for the way to a goal.

    A scoring model: each measure has a reduction to reach. Up to a part of it nothing is
    credited, from there on the credit rises in a straight line, and the goal earns all. A
    measure without a result is left out of the weighted mean. If fewer measures have one
    than were agreed, the agreed score holds.
    """

    id = "core.gap_to_goal"
    arrangement = Arrangement("scoring", quality=("reduction",))
    measure = axis("Measure")

    reduction: Rate = fact(
        "Reduction achieved; negative for a rise", per=measure, places=9, optional=True, minimum=-1
    )

    goal: Rate = parameter("Reduction to reach", per=measure)
    weight: Rate = parameter("Weight", per=measure, maximum=100)
    credit_begins: Rate = parameter("Part of the reduction at which credit begins")
    minimum_measures: Count = parameter("Fewest measures that make a score", minimum=1)
    score_of_too_few: Rate = parameter("Score where fewer measures count")

    @clause(cites="contract: goal, credit_begins")
    def credit(self) -> Rate:
        """Credit for the way to the goal."""
        return linear_between(self.reduction, self.credit_begins * self.goal, self.goal)

    @clause(cites="contract: minimum_measures")
    def measures_counted(self) -> Count:
        """Measures that count."""
        return count(known(self.credit), over=self.measure)

    @result(cites="contract: weight, minimum_measures, score_of_too_few")
    def score(self) -> Rate:
        """Quality score."""
        mean = composite(self.credit, self.weight, self.measure)
        enough = self.measures_counted >= self.minimum_measures
        return if_missing(when(enough, mean), self.score_of_too_few)
