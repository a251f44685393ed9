"""A pool for quality: dollars per member and month, paid out by a score."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    clause,
    fact,
    parameter,
    result,
    stages,
    to_cents,
    when,
)


class QualityPool(PaymentModel):
    """Quality pool by member-months.

    The pool is an amount per member and month. The score is the part of it that is paid,
    from a least score on; a scoring stream of the contract may compute it.
    """

    id = "core.quality_pool"
    waterfall = stages("pool", "earned")
    arrangement = Arrangement("performance", quality=("quality_score",))

    member_months: MemberMonths = fact("Member-months")
    quality_score: Rate = fact("Quality score, 0 to 1", places=9)
    pool_per_member: Pmpm = parameter("Pool per member and month", minimum=0)
    minimum_quality_score: Rate = parameter("Least quality score that is paid for")

    @clause(cites="contract: pool_per_member")
    def pool(self) -> USD:
        """Pool of the period."""
        return self.pool_per_member * self.member_months

    @clause(cites="contract: minimum_quality_score")
    def earned(self) -> USD:
        """Part of the pool that quality earned."""
        reached = self.quality_score >= self.minimum_quality_score
        return to_cents(when(reached, self.quality_score * self.pool, 0))

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider."""
        return self.earned
