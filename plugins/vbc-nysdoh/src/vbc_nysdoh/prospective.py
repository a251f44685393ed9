"""Level 3: paid in advance, with a part that quality earns."""

from __future__ import annotations

from vbc_nysdoh.curves import ShareCurve, on_curve
from vbc_rules import (
    USD,
    Arrangement,
    Count,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    axis,
    clause,
    fact,
    parameter,
    result,
    stages,
    table,
    to_cents,
    total,
    usd,
)

LEVEL_3 = "VBP Roadmap, level 3"


class Prospective(PaymentModel):
    """What both prospective payments have in common: a part waits for quality."""

    waterfall = stages("whole_payment", "settlement")

    targets_met: Rate = fact("Part of the quality targets that was met", places=9)
    at_stake: Rate = parameter("Part of the payment that depends on quality")
    curve: ShareCurve = table("Part of what is at stake that quality earns")

    @clause(cites=LEVEL_3)
    def whole_payment(self) -> USD:
        """Payment if quality earns all."""
        return usd(0)

    @clause(cites="contract: curve")
    def earned(self) -> Rate:
        """Part of what is at stake that quality earns."""
        row = self.curve.row(self.targets_met)
        return on_curve(self.targets_met, row.targets_met, row.end, row.share, row.share_at_end)

    @clause(cites="contract: at_stake")
    def lost(self) -> Rate:
        """Part of the payment that quality does not earn."""
        return self.at_stake * (1 - self.earned)

    @result(cites=LEVEL_3)
    def settlement(self) -> USD:
        """Payment to the contractor."""
        return to_cents((1 - self.lost) * self.whole_payment)


class Capitation(Prospective):
    """New York Medicaid value-based payment, level 3: an amount per member and month.

    The contractor is at full risk for the care that the amount pays for. The amount differs by
    rate cell; a part of it depends on the quality targets met.
    """

    id = "nysdoh.capitation"
    arrangement = Arrangement("population", quality=("targets_met",))

    rate_cell = axis("Rate cell")
    member_months: MemberMonths = fact("Member-months", per=rate_cell)
    per_member: Pmpm = parameter("Amount per member and month", per=rate_cell, minimum=0)

    @clause(cites=LEVEL_3, amends="paid per member and month")
    def whole_payment(self) -> USD:
        """Amounts of all members, if quality earns all."""
        return total(self.per_member * self.member_months, over=self.rate_cell)


class Bundle(Prospective):
    """New York Medicaid value-based payment, level 3: a prospective price for an episode.

    Such as the maternity bundle: the price of an episode is paid in advance, whatever its care
    costs; a part of it depends on the quality targets met.
    """

    id = "nysdoh.bundle"
    arrangement = Arrangement("population", scope="condition", quality=("targets_met",))

    episode_kind = axis("Kind of episode")
    episodes: Count = fact("Episodes", per=episode_kind)
    price: USD = parameter("Price of an episode", per=episode_kind, minimum=0)

    @clause(cites=LEVEL_3, amends="paid per episode")
    def whole_payment(self) -> USD:
        """Prices of all episodes, if quality earns all."""
        return total(self.episodes * self.price, over=self.episode_kind)
