"""What a health plan pays a provider group by stars: an amount for each member and month."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Points,
    Table,
    clause,
    column,
    fact,
    result,
    stages,
    starts_at,
    table,
    to_cents,
)


class StarTiers(Table):
    """What each member and month pays from a rating on."""

    rating: Points = starts_at()
    pays: Pmpm = column()


class StarBonus(PaymentModel):
    """Provider bonus by stars: a rating of 0 to 5 and member months become dollars.

    The rating is that of the provider's own patients, scored by the cut points and weights
    that rate the plan, or the rating of the plan: the contract says which.
    """

    id = "cms.star_bonus"
    waterfall = stages("earned", "bonus")
    arrangement = Arrangement("performance", quality=("rating",))

    rating: Points = fact("Star rating; 0 if not rated", places=1, minimum=0, maximum=5)
    member_months: MemberMonths = fact("Member months", minimum=0)
    tiers: StarTiers = table("Amount for each member and month by rating")

    @clause(cites="Provider agreement, quality bonus")
    def per_member_month(self) -> Pmpm:
        """Amount for each member and month."""
        return self.tiers.row(self.rating).pays

    @clause(cites="Provider agreement, quality bonus")
    def earned(self) -> USD:
        """Bonus before it is rounded."""
        return self.per_member_month * self.member_months

    @result(cites="Provider agreement, quality bonus")
    def bonus(self) -> USD:
        """Bonus in dollars and cents."""
        return to_cents(self.earned)
