"""Two models of which one can feed the other: targets that were met, and a bonus for them."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Choice,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    axis,
    clause,
    count,
    fact,
    if_missing,
    parameter,
    part,
    rate,
    result,
    stages,
    to_cents,
    total,
)


class Quality(PaymentModel):
    """Share of a goal that was reached."""

    id = "example.quality"
    measure = axis("Measure")
    met: YesNo = fact("Target met", per=measure)
    handicap: Rate = fact("Handicap", places=4, optional=True)
    grade: Choice = fact("Grade", choices=("a", "b"))
    cost: USD = fact("Cost")
    goal: Count = parameter("Targets to meet", minimum=1)

    @clause(cites="Exhibit Q")
    def late(self) -> YesNo:
        return ~self.met

    @clause(cites="Exhibit Q")
    def handicapped(self) -> Rate:
        return self.handicap * 2

    @clause(cites="Exhibit Q")
    def graded(self) -> Choice:
        return self.grade

    @clause(cites="Exhibit Q")
    def half_cost(self) -> USD:
        return self.cost * rate("0.5")

    @clause(cites="Exhibit Q")
    def reached(self) -> Count:
        return count(self.met, over=self.measure)

    @result(cites="Exhibit Q")
    def score(self) -> Rate:
        """Share of the goal."""
        return self.reached / self.goal


class Bonus(PaymentModel):
    """A pool, paid by a score."""

    id = "example.bonus"
    waterfall = stages("earned", "paid")
    measure = axis("Measure")
    pool: USD = fact("Pool")
    score: Rate = fact("Score", places=4)
    extra: Rate = fact("Extra score, if any", places=4, optional=True)
    passed: YesNo = fact("Passed")
    spent: USD = fact("Spent", per=measure)
    grade: Choice = fact("Grade", choices=("a", "b"))
    sharing_rate: Rate = parameter("Share of the pool")

    @clause(cites="Article 1")
    def top_grade(self) -> YesNo:
        return self.grade.is_("a") & self.passed

    @clause(cites="Article 1")
    def spending(self) -> USD:
        return total(self.spent, over=self.measure)

    @clause(cites="Article 1")
    def earned(self) -> USD:
        """Share of the pool."""
        extra = if_missing(self.extra, 0, because="none was given")
        return self.pool * self.sharing_rate * (self.score + extra)

    @result(cites="Article 1")
    def paid(self) -> USD:
        """Bonus."""
        return to_cents(self.earned)


class Doubled(PaymentModel):
    """A score with the quality model inside it."""

    id = "example.doubled"
    inner = part(Quality)

    @result(cites="Article 2")
    def score(self) -> Rate:
        """Twice the share."""
        return self.inner.score * 2


class Rebate(PaymentModel):
    """Half of what was spent."""

    id = "example.rebate"
    waterfall = stages("half", "rounded")
    cost: USD = fact("Cost")

    @clause(cites="Article 3")
    def half(self) -> USD:
        return self.cost * rate("0.5")

    @result(cites="Article 3")
    def rounded(self) -> USD:
        """Half, in cents."""
        return to_cents(self.half)
