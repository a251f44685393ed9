"""Risk corridors: savings or losses are shared band by band of the benchmark."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Bands,
    PaymentModel,
    Rate,
    at_least_zero,
    clause,
    constant,
    fact,
    marginal,
    result,
    stages,
    table,
    to_cents,
    when,
)


class Corridors(PaymentModel):
    """First-dollar risk sharing in marginal corridors."""

    id = "example.corridors"
    first_year = 2021
    waterfall = stages("gross", "shared", "sequestered", "settlement")

    benchmark: USD = fact("Final benchmark", places=6)
    equity_adjustment: USD = fact("Health equity adjustment, up or down", places=6)
    cost: USD = fact("Total cost of care", places=6)
    corridors: Bands = table("Share of savings or losses by band of the benchmark")
    sequestration: Rate = constant("Sequestration", {2021: "0.02"}, cites="2 USC 901a")

    @clause(cites="FOG 5")
    def base(self) -> USD:
        return self.benchmark + self.equity_adjustment

    @clause(cites="FOG 5")
    def gross(self) -> USD:
        return self.base - self.cost

    @clause(cites="FOG table 3")
    def shared(self) -> USD:
        gains = marginal(at_least_zero(self.gross), self.base, self.corridors)
        losses = marginal(at_least_zero(-self.gross), self.base, self.corridors)
        return gains - losses

    @clause(cites="2 USC 901a")
    def sequestered(self) -> USD:
        return when(self.shared > 0, (1 - self.sequestration) * self.shared, self.shared)

    @result(cites="FOG 5")
    def settlement(self) -> USD:
        return to_cents(self.sequestered)
