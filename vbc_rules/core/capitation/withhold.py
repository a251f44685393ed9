"""Withholds that quality earns back: by steps or in a straight line; and what others left."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    PaymentModel,
    Rate,
    Table,
    clause,
    column,
    fact,
    lesser_of,
    linear_between,
    parameter,
    result,
    stages,
    starts_at,
    table,
    to_cents,
    when,
)

RETURNED = stages("withheld_so_far", "returned")
PERFORMANCE = Arrangement(kind="performance", quality=("quality_score",))


class WithholdReturn(PaymentModel):
    """What both ways to earn a withhold back have in common."""

    arrangement = PERFORMANCE

    withheld: USD = fact("Withheld in the period", minimum=0)
    quality_score: Rate = fact("Quality score, 0 to 1", places=9)

    @clause(cites="contract: withhold")
    def withheld_so_far(self) -> USD:
        """Withheld from the payments of the period."""
        return self.withheld


class Steps(Table):
    """The share of a withhold that a score earns; a gate is two rows."""

    score: Rate = starts_at(first=0)
    share: Rate = column()


class WithholdBySteps(WithholdReturn):
    """Withhold that is earned back by steps.

    The score finds its row. Two rows are a gate: all or nothing. The score is reported, or
    comes from a scoring stream, which weighs the measures.
    """

    id = "core.withhold_by_steps"
    waterfall = RETURNED

    steps: Steps = table("Share earned back by score")

    @clause(cites="contract: steps")
    def returned(self) -> USD:
        """Withhold that quality earned back."""
        return to_cents(self.steps.row(self.quality_score).share * self.withheld)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Withhold paid back to the provider."""
        return self.returned


class WithholdByLine(WithholdReturn):
    """Withhold that is earned back in a straight line.

    Up to one score nothing is earned back, from another one on everything; the share rises
    in a straight line between the two, which must differ.
    """

    id = "core.withhold_by_line"
    waterfall = RETURNED

    score_of_nothing: Rate = parameter("Score up to which nothing is earned back")
    score_of_all: Rate = parameter("Score from which all is earned back")

    @clause(cites="contract: score_of_nothing, score_of_all")
    def share(self) -> Rate:
        """Share earned back."""
        return linear_between(self.quality_score, self.score_of_nothing, self.score_of_all)

    @clause(cites="contract: score_of_nothing, score_of_all")
    def returned(self) -> USD:
        """Withhold that quality earned back."""
        return to_cents(self.share * self.withheld)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Withhold paid back to the provider."""
        return self.returned


class UnearnedPoolBonus(PaymentModel):
    """Bonus from what others did not earn.

    The withholds that nobody earned back form a pool. It is divided among the providers that
    qualify, in proportion to a basis such as their capitation, up to a limit for each.
    """

    id = "core.unearned_pool_bonus"
    waterfall = stages("share_of_pool", "qualified_share", "bonus")
    arrangement = PERFORMANCE

    quality_score: Rate = fact("Quality score, 0 to 1", places=9)
    unearned_pool: USD = fact("Withholds of all providers that nobody earned back", minimum=0)
    basis: USD = fact("Basis of this provider, such as its capitation", minimum=0)
    basis_of_qualified: USD = fact("Basis of all providers that qualify", minimum=0)

    qualifying_score: Rate = parameter("Least score that qualifies")
    bonus_limit: Rate = parameter("Limit on the bonus, as a share of the basis")

    @clause(cites="contract: pool")
    def share_of_pool(self) -> USD:
        """The provider's proportion of the pool, were it to qualify."""
        part = self.unearned_pool * (self.basis / self.basis_of_qualified)
        return when(self.basis_of_qualified > 0, lesser_of(part, self.unearned_pool), 0)

    @clause(cites="contract: qualifying_score")
    def qualified_share(self) -> USD:
        """The proportion of a provider that qualifies."""
        return when(self.quality_score >= self.qualifying_score, self.share_of_pool, 0)

    @clause(cites="contract: bonus_limit")
    def bonus(self) -> USD:
        """Bonus within the limit."""
        return to_cents(lesser_of(self.qualified_share, self.bonus_limit * self.basis))

    @result(cites="contract")
    def settlement(self) -> USD:
        """Bonus paid to the provider."""
        return self.bonus
