"""Generic scoring: the tier that a score lies in, and what it is worth."""

from __future__ import annotations

from vbc_rules.language import (
    Arrangement,
    Choice,
    PaymentModel,
    Rate,
    Table,
    column,
    fact,
    result,
    starts_at,
    table,
)


class ScoreTiers(Table):
    """Tiers by score: from its `score` on a tier is called `tier` and is worth `share`."""

    score: Rate = starts_at(first=0)
    tier: Choice = column()
    share: Rate = column(minimum=0, maximum=1)


class TierOfScore(PaymentModel):
    """What the tier is worth that a score lies in.

    A scoring model between a score of several measures and a payment: Silver from 60 on is
    worth 40 % of the savings, whether the score is 60 or 79. A tier begins at its score.
    """

    id = "core.score_tiers"
    arrangement = Arrangement("scoring", quality=("composite",))

    composite: Rate = fact("Score to be placed in a tier, 0 to 1", places=9)
    tiers: ScoreTiers = table("Tiers by score, and what each is worth")

    @result(cites="contract: tiers")
    def score(self) -> Rate:
        """What the tier is worth."""
        return self.tiers.row(self.composite).share

    @result(cites="contract: tiers")
    def tier(self) -> Choice:
        """Tier of the score."""
        return self.tiers.row(self.composite).tier
