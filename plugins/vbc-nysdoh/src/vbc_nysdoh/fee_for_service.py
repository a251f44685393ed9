"""Level 0: fee for service with a bonus or a withhold by quality."""

from __future__ import annotations

from vbc_nysdoh.curves import ShareCurve, on_curve
from vbc_rules import (
    USD,
    Arrangement,
    PaymentModel,
    Rate,
    clause,
    fact,
    parameter,
    result,
    table,
    to_cents,
)

LEVEL_0 = "VBP Roadmap, level 0"


class FeeForService(PaymentModel):
    """New York Medicaid value-based payment, level 0.

    Claims are paid by fee for service, less the withhold. After the year quality earns a bonus
    and earns the withhold back. Level 0 does not count as value-based payment.
    """

    id = "nysdoh.fee_for_service"
    arrangement = Arrangement("performance", quality=("targets_met",))

    fees: USD = fact("Fees for the services of the year, before the withhold", minimum=0)
    targets_met: Rate = fact("Part of the quality targets that was met", places=9)

    bonus_rate: Rate = parameter("Largest bonus, as a share of fees")
    withhold_rate: Rate = parameter("Withhold, as a share of fees")
    curve: ShareCurve = table("Part of bonus and withhold that quality earns")

    @clause(cites=f"{LEVEL_0}; contract: curve")
    def earned(self) -> Rate:
        """Part that quality earns."""
        row = self.curve.row(self.targets_met)
        return on_curve(self.targets_met, row.targets_met, row.end, row.share, row.share_at_end)

    @clause(cites="contract: withhold_rate")
    def withheld(self) -> USD:
        """Withheld from the fees of the year."""
        return to_cents(self.withhold_rate * self.fees)

    @clause(cites=f"{LEVEL_0}; contract: bonus_rate")
    def bonus(self) -> USD:
        """Added to the fees for quality."""
        return to_cents(self.earned * self.bonus_rate * self.fees)

    @clause(cites=f"{LEVEL_0}; contract: withhold_rate")
    def returned(self) -> USD:
        """Withhold that is paid back."""
        return to_cents(self.earned * self.withheld)

    @result(cites=LEVEL_0)
    def settlement(self) -> USD:
        """Payment to the contractor after the year."""
        return self.bonus + self.returned
