"""Savings and losses shared by bands: what Direct Contracting, REACH and LEAD have in common."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Bands,
    PaymentModel,
    at_least_zero,
    clause,
    fact,
    marginal,
    table,
)

CORRIDORS = "risk sharing, marginal bands of the benchmark [C:PE][V]"


class RiskSharing(PaymentModel):
    """From the final benchmark and the cost of care to what is shared of the difference.

    Dollars are those of the performance year. Every dollar counts: there is no minimum savings
    or loss rate.
    """

    final_benchmark: USD = fact(
        "Final benchmark: after discount and withholds", places=4, minimum=0
    )
    total_cost: USD = fact("Total cost of care, before stop-loss", places=4, minimum=0)
    stop_loss_charge: USD = fact("Stop-loss charge, 0 without stop-loss", places=4, minimum=0)
    stop_loss_payout: USD = fact("Stop-loss payout, 0 without stop-loss", places=4, minimum=0)

    bands: Bands = table("Share of savings and losses by band, in shares of the benchmark")

    @clause(cites="settlement: TOT_COST_CARE_NET [V]")
    def cost_of_care(self) -> USD:
        """Total cost of care, net of stop-loss."""
        return self.total_cost + self.stop_loss_charge - self.stop_loss_payout

    @clause(cites="settlement: FINAL_BENCHMARK [V]")
    def benchmark(self) -> USD:
        """Benchmark that costs and bands are held against."""
        return self.final_benchmark

    @clause(cites="settlement: GROSS_SAVINGS [V]")
    def gross(self) -> USD:
        """Gross savings; losses are negative."""
        return self.benchmark - self.cost_of_care

    @clause(cites="settlement: GROSS_SAVINGS [V]")
    def gross_savings(self) -> USD:
        """Savings before they are shared."""
        return at_least_zero(self.gross)

    @clause(cites="settlement: GROSS_SAVINGS [V]")
    def gross_losses(self) -> USD:
        """Losses before they are shared."""
        return at_least_zero(-self.gross)

    @clause(cites=CORRIDORS)
    def shared_savings(self) -> USD:
        """Savings shared, band by band."""
        return marginal(self.gross_savings, self.benchmark, self.bands)

    @clause(cites=CORRIDORS)
    def shared_losses(self) -> USD:
        """Losses shared, band by band."""
        return marginal(self.gross_losses, self.benchmark, self.bands)

    @clause(cites="settlement: SHARED_SAVINGS [V]")
    def shared(self) -> USD:
        """Shared savings before sequestration; losses are negative."""
        return self.shared_savings - self.shared_losses
