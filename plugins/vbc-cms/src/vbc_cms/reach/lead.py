"""LEAD, the model after ACO REACH: its settlement and its benchmark, from 2027.

What was published is a request for applications and a finance paper (LD, July 2026). Where they
leave a question open, the contract answers it with a parameter.
"""

from __future__ import annotations

from vbc_cms.reach.sharing import CORRIDORS, RiskSharing
from vbc_rules import (
    USD,
    Arrangement,
    Bands,
    Choice,
    Rate,
    clause,
    marginal,
    parameter,
    result,
    stages,
    table,
    to_cents,
    when,
)

SEQUESTRATION = (
    "LEAD: sequestration, conflict of notes [C:LD] and practice [V]: contract: seq_basis"
)


class LeadSettlement(RiskSharing):
    """LEAD, shared savings and losses.

    Sources disagree on sequestration. `seq_basis` says which holds: `savings`, on what is
    shared of savings, as in ACO REACH; `gross`, the share of gross savings or losses taken off
    what is shared of either; `gross_before_sharing`, taken off gross savings or losses before
    they are shared by the bands.
    """

    id = "cms.lead_settlement"
    first_year = 2027
    last_year = 2036
    arrangement = Arrangement(kind="savings", losses=("owed",), quality=("final_benchmark",))
    waterfall = (
        stages("gross_savings", "counted_savings", "shared_savings", "sequestered", "earned"),
        stages("gross_losses", "counted_losses", "shared_losses", "sequestered_losses", "owed"),
    )

    loss_bands: Bands = table("Share of losses by band, in shares of the benchmark")
    sequestration: Rate = parameter("Sequestration")
    seq_basis: Choice = parameter(
        "What sequestration is taken of", choices=("savings", "gross", "gross_before_sharing")
    )

    @clause(cites=SEQUESTRATION)
    def before_sharing(self) -> Rate:
        """Sequestration of gross savings and losses before they are shared."""
        return when(self.seq_basis.is_("gross_before_sharing"), self.sequestration, 0)

    @clause(cites=SEQUESTRATION)
    def of_gross(self) -> Rate:
        """Sequestration of gross savings and losses, taken off what is shared."""
        return when(self.seq_basis.is_("gross"), self.sequestration, 0)

    @clause(cites=SEQUESTRATION)
    def of_savings(self) -> Rate:
        """Sequestration of shared savings."""
        return when(self.seq_basis.is_("savings"), self.sequestration, 0)

    @clause(cites=SEQUESTRATION)
    def counted_savings(self) -> USD:
        """Savings that are shared."""
        return (1 - self.before_sharing) * self.gross_savings

    @clause(cites=SEQUESTRATION)
    def counted_losses(self) -> USD:
        """Losses that are shared."""
        return (1 - self.before_sharing) * self.gross_losses

    @clause(cites=CORRIDORS, amends="sequestration may come before sharing")
    def shared_savings(self) -> USD:
        """Savings shared, band by band."""
        return marginal(self.counted_savings, self.benchmark, self.bands)

    @clause(cites=CORRIDORS, amends="losses have bands of their own [C:LD]")
    def shared_losses(self) -> USD:
        """Losses shared, band by band."""
        return marginal(self.counted_losses, self.benchmark, self.loss_bands)

    @clause(cites=SEQUESTRATION)
    def sequestered(self) -> USD:
        """Shared savings after sequestration."""
        remaining = (1 - self.of_savings) * self.shared_savings
        return remaining - self.of_gross * self.gross_savings

    @clause(cites=SEQUESTRATION)
    def sequestered_losses(self) -> USD:
        """Shared losses after sequestration."""
        return self.shared_losses - self.of_gross * self.gross_losses

    @clause(cites="settlement")
    def earned(self) -> USD:
        """Shared savings earned."""
        return to_cents(self.sequestered)

    @clause(cites="settlement")
    def owed(self) -> USD:
        """Shared losses owed."""
        return to_cents(self.sequestered_losses)

    @result(cites="settlement")
    def settlement(self) -> USD:
        """Shared savings less shared losses.

        It is negative where the ACO pays.
        """
        return self.earned - self.owed
