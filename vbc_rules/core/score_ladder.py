"""A bonus by steps of a score: a share of a pool, dollars per member and month, or dollars."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vbc_rules.language import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Points,
    Rate,
    Table,
    YesNo,
    clause,
    column,
    fact,
    greatest,
    if_missing,
    known,
    least,
    next_start,
    parameter,
    result,
    stages,
    starts_at,
    table,
    to_cents,
    when,
)

OF_POOL, OF_MEMBERS = "steps.share", "steps.per_member_month"


class ScoreSteps(Table):
    """What a score pays from each step on; all steps say it in one of three ways.

    A step that is linear pays in proportion between its score and that of the next step.
    """

    score: Rate = starts_at(first=0)
    amount: USD = column(optional=True, minimum=0)
    per_member_month: Pmpm = column(optional=True, minimum=0)
    share: Rate = column(optional=True)
    linear_to_next: YesNo = column(optional=True)
    next: Rate = next_start()


class PointsSteps(Table):
    """What a score in points or stars pays from each step on."""

    score: Points = starts_at(first=0)
    amount: USD = column(optional=True, minimum=0)
    per_member_month: Pmpm = column(optional=True, minimum=0)
    share: Rate = column(optional=True)
    linear_to_next: YesNo = column(optional=True)
    next: Points = next_start()


def paid_by(step: ScoreSteps | PointsSteps, pool: USD, member_months: MemberMonths) -> USD:
    """Return what a step pays, in the way in which it says so."""
    of_members = step.per_member_month * member_months
    return if_missing(if_missing(step.amount, of_members), step.share * pool)


class Ladder(PaymentModel):
    """What both ladders have in common: the score finds its step, and the step pays."""

    waterfall = stages("offered", "earned")

    if TYPE_CHECKING:  # each ladder declares them in the unit of its score
        quality_score: Any
        steps: Any

    member_months: MemberMonths = fact(
        "Member-months", optional=True, minimum=0, needed_with=(OF_MEMBERS, "pool_per_member_month")
    )
    pool_amount: USD = parameter("Pool, in dollars", optional=True, minimum=0, only_with=OF_POOL)
    pool_per_member_month: Pmpm = parameter(
        "Pool, for a member and month", optional=True, minimum=0, only_with=OF_POOL
    )

    @clause(cites="contract: pool_amount, pool_per_member_month")
    def pool(self) -> USD:
        """Pool of which a step pays a share."""
        return if_missing(self.pool_amount, self.pool_per_member_month * self.member_months)

    @clause(cites="contract: steps")
    def offered(self) -> USD:
        """What the highest step pays."""
        paid = greatest(
            paid_by(self.steps, self.pool, self.member_months),
            over=self.steps.rows,
            where=~known(self.steps.next),  # the last step is the highest one: none pays less
            missing="skip",
        )
        return if_missing(paid, 0, because="no step states a payment")

    @clause(cites="contract: steps")
    def step_pays(self) -> USD:
        """What the step pays that the score has reached."""
        step = self.steps.row(self.quality_score)
        return paid_by(step, self.pool, self.member_months)

    @clause(cites="contract: steps")
    def next_step_pays(self) -> USD:
        """What the next step pays."""
        return least(
            paid_by(self.steps, self.pool, self.member_months),
            over=self.steps.rows,
            where=self.steps.score > self.quality_score,  # the next one: none above pays less
            missing="skip",
        )

    @clause(cites="contract: steps")
    def way(self) -> Rate:
        """Part of the way to the next step."""
        step = self.steps.row(self.quality_score)
        part: Rate = (self.quality_score - step.score) / (step.next - step.score)
        return part

    @clause(cites="contract: steps")
    def payment(self) -> USD:
        """What the score pays.

        That is what its step pays; where the step is linear, in proportion to the next one.
        """
        linear = self.steps.row(self.quality_score).linear_to_next
        between = self.step_pays + self.way * (self.next_step_pays - self.step_pays)
        return if_missing(when(linear, between), self.step_pays)

    @clause(cites="contract: steps")
    def earned(self) -> USD:
        """Bonus for the score."""
        return to_cents(if_missing(self.payment, 0, because="no step states a payment"))

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider."""
        return self.earned


class ScoreLadder(Ladder):
    """Bonus by steps of a score.

    The score finds its step, and the step pays: a share of a pool, an amount for each member
    and month, or dollars. The pool is an amount of dollars, or one for each member and month.
    Between a linear step and the next one the payment rises in proportion to the score. The
    score is reported, or a scoring stream computes it.
    """

    id = "core.score_ladder"
    arrangement = Arrangement("performance", quality=("quality_score",))

    quality_score: Rate = fact("Quality score, 0 to 1", places=9)
    steps: ScoreSteps = table("What the score pays, from each step on")


class PointsLadder(Ladder):
    """Bonus by steps of points or stars.

    As the bonus by steps of a score, where the score counts points or stars: 4 stars, 82.5
    points.
    """

    id = "core.points_ladder"
    arrangement = Arrangement("performance", quality=("quality_score",))

    quality_score: Points = fact("Points or stars", places=4, minimum=0)
    steps: PointsSteps = table("What the points pay, from each step on")
