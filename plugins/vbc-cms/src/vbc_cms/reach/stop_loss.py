"""Stop-loss of Direct Contracting and ACO REACH: a charge for everybody, a payout for outliers."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    Table,
    at_least_zero,
    axis,
    clause,
    column,
    fact,
    next_start,
    parameter,
    part_within,
    result,
    stages,
    starts_at,
    table,
    to_cents,
    total,
    wording,
)

STOP_LOSS = "stop-loss, elected before the performance year; attachment points not found [M-l]"


class StopLossBands(Table):
    """The payout of a beneficiary's residual, the cost beyond what was predicted, by bands.

    Each share is paid of the dollars from its residual until the next one.
    """

    residual: USD = starts_at()
    payout: Rate = column()
    until: USD = next_start()


@wording("{residual} paid out by the bands")
def paid_by_bands(residual: USD, bands: StopLossBands) -> USD:
    """Return what is paid of a residual cost, each share within its own band of dollars."""
    within = part_within(residual, bands.residual, bands.until - bands.residual)
    return total(within * bands.payout, over=bands.rows)


class StopLoss(PaymentModel):
    """Direct Contracting and ACO REACH, stop-loss.

    For each beneficiary the cost beyond what was predicted is paid out in bands above the
    attachment point. A charge per member and month pays for it. Both stand in the settlement
    beside the cost of care.
    """

    id = "cms.reach_stop_loss"
    first_year = 2021
    last_year = 2026
    arrangement = Arrangement(kind="scoring")
    waterfall = stages("residual_costs", "paid_out", "payout")

    beneficiary = axis("Beneficiary")
    actual: USD = fact("Cost of the beneficiary", per=beneficiary, minimum=0)
    predicted: USD = fact("Predicted cost of the beneficiary", per=beneficiary, minimum=0)
    months: MemberMonths = fact("Beneficiary months")

    bands: StopLossBands = table("Payout by the cost beyond what was predicted; 0 below attachment")
    charge_per_month: Pmpm = parameter("Stop-loss charge per beneficiary and month", minimum=0)

    @clause(cites=STOP_LOSS)
    def residual(self) -> USD:
        """Cost of the beneficiary beyond what was predicted."""
        return at_least_zero(self.actual - self.predicted)

    @clause(cites=STOP_LOSS)
    def residual_costs(self) -> USD:
        """Costs beyond what was predicted."""
        return total(self.residual, over=self.beneficiary)

    @clause(cites=STOP_LOSS)
    def paid_out(self) -> USD:
        """Paid out in the bands above the attachment point."""
        return total(paid_by_bands(self.residual, self.bands), over=self.beneficiary)

    @result(cites=STOP_LOSS)
    def payout(self) -> USD:
        """Stop-loss payout."""
        return to_cents(self.paid_out)

    @clause(cites=STOP_LOSS)
    def charge(self) -> USD:
        """Stop-loss charge."""
        return to_cents(self.charge_per_month * self.months)
