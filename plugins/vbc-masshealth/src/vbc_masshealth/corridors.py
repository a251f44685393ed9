"""Risk corridors of accountable care organizations: total cost of care, high-cost drugs.

Bands state the contractor's share; the rest is the state's. Each band shares only the part
of the savings or losses that lies within it.
"""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Bands,
    PaymentModel,
    Rate,
    Table,
    at_least_zero,
    clause,
    column,
    fact,
    marginal,
    next_start,
    part_within,
    result,
    stages,
    starts_at,
    table,
    to_cents,
    total,
    wording,
)


class DollarBands(Table):
    """Corridor bands with a start in dollars: the share of each holds to the start of the next."""

    start: USD = starts_at()
    share: Rate = column()
    end: USD = next_start()


@wording("{amount} shared by the dollar bands")
def shared_by(amount: USD, bands: DollarBands) -> USD:
    """Return an amount shared band by band, where bands begin at dollars."""
    within = part_within(amount, bands.start, bands.end - bands.start)
    return total(within * bands.share, over=bands.rows)


class CostOfCareCorridor(PaymentModel):
    """Corridor of the total cost of care (TCOC).

    Savings and losses against the TCOC benchmark are shared band by band of the benchmark.
    A contractor whose first band has a share of 1 keeps and bears it alone.
    """

    id = "masshealth.cost_of_care_corridor"
    waterfall = (stages("savings", "gain"), stages("losses", "owed"))
    arrangement = Arrangement(kind="savings", losses=("owed",))

    benchmark: USD = fact("TCOC benchmark", minimum=0)
    expenditure: USD = fact("Total cost of care", minimum=0)

    savings_bands: Bands = table("The contractor's share of savings, by share of the benchmark")
    loss_bands: Bands = table("The contractor's share of losses, by share of the benchmark")

    @clause(cites="contract: total cost of care")
    def savings(self) -> USD:
        """Savings against the benchmark."""
        return at_least_zero(self.benchmark - self.expenditure)

    @clause(cites="contract: total cost of care")
    def losses(self) -> USD:
        """Losses against the benchmark."""
        return at_least_zero(self.expenditure - self.benchmark)

    @clause(cites="contract: savings_bands")
    def gain(self) -> USD:
        """The contractor's part of the savings."""
        return to_cents(marginal(self.savings, self.benchmark, self.savings_bands))

    @clause(cites="contract: loss_bands")
    def owed(self) -> USD:
        """The contractor's part of the losses."""
        return to_cents(marginal(self.losses, self.benchmark, self.loss_bands))

    @result(cites="contract")
    def settlement(self) -> USD:
        """The contractor's savings; negative for its losses."""
        return self.gain - self.owed


class HighCostDrugs(PaymentModel):
    """Corridor of high-cost drugs.

    What high-cost drugs cost less or more than expected is shared by bands of dollars.
    """

    id = "masshealth.high_cost_drugs"
    waterfall = (stages("savings", "gain"), stages("losses", "owed"))
    arrangement = Arrangement(kind="savings", losses=("owed",))

    drugs_expected: USD = fact("Expected cost of high-cost drugs", minimum=0)
    drugs_actual: USD = fact("Cost of high-cost drugs", minimum=0)

    savings_bands: DollarBands = table("The contractor's share of savings, by dollars")
    loss_bands: DollarBands = table("The contractor's share of losses, by dollars")

    @clause(cites="contract: high-cost drugs")
    def savings(self) -> USD:
        """Savings on high-cost drugs."""
        return at_least_zero(self.drugs_expected - self.drugs_actual)

    @clause(cites="contract: high-cost drugs")
    def losses(self) -> USD:
        """Losses on high-cost drugs."""
        return at_least_zero(self.drugs_actual - self.drugs_expected)

    @clause(cites="contract: savings_bands")
    def gain(self) -> USD:
        """The contractor's part of the savings."""
        return to_cents(shared_by(self.savings, self.savings_bands))

    @clause(cites="contract: loss_bands")
    def owed(self) -> USD:
        """The contractor's part of the losses."""
        return to_cents(shared_by(self.losses, self.loss_bands))

    @result(cites="contract")
    def settlement(self) -> USD:
        """The contractor's savings on high-cost drugs; negative for its losses."""
        return self.gain - self.owed
