"""The risk arrangement of the Next Generation ACO model: first the cap, then the share."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    PaymentModel,
    Rate,
    at_least_zero,
    clause,
    constant,
    fact,
    lesser_of,
    parameter,
    result,
    stages,
    to_cents,
)

CLAUSE = "Next Generation ACO participation agreement, risk arrangement [C: lawinsider]"


class NextGeneration(PaymentModel):
    """Next Generation ACO, shared savings and losses.

    Gross savings and losses are capped at a share of the benchmark that the ACO chose, and the
    capped amount is shared. Sequestration is taken of savings only.
    """

    id = "cms.next_generation"
    first_year = 2016
    arrangement = Arrangement(kind="savings", losses=("owed",))
    waterfall = (
        stages("gross_savings", "capped_savings", "shared_savings", "sequestered", "earned"),
        stages("gross_losses", "capped_losses", "shared_losses", "owed"),
    )

    benchmark: USD = fact("Performance year benchmark", minimum=0)
    expenditure: USD = fact("Performance year expenditures", minimum=0)

    cap: Rate = parameter(
        "Cap on gross savings and losses, as a share of the benchmark",
        minimum="0.05",
        maximum="0.15",
    )
    sharing_rate: Rate = parameter("Share of savings and losses: 80 % or 100 %")

    sequestration: Rate = constant("Sequestration of shared savings", {2016: "0.02"}, cites=CLAUSE)

    @clause(cites=CLAUSE)
    def gross_savings(self) -> USD:
        """Savings before they are shared."""
        return at_least_zero(self.benchmark - self.expenditure)

    @clause(cites=CLAUSE)
    def gross_losses(self) -> USD:
        """Losses before they are shared."""
        return at_least_zero(self.expenditure - self.benchmark)

    @clause(cites=CLAUSE)
    def most(self) -> USD:
        """Most savings or losses that are shared."""
        return self.cap * self.benchmark

    @clause(cites=CLAUSE)
    def capped_savings(self) -> USD:
        """Savings within the cap."""
        return lesser_of(self.gross_savings, self.most)

    @clause(cites=CLAUSE)
    def capped_losses(self) -> USD:
        """Losses within the cap."""
        return lesser_of(self.gross_losses, self.most)

    @clause(cites=CLAUSE)
    def shared_savings(self) -> USD:
        """The ACO's share of savings."""
        return self.sharing_rate * self.capped_savings

    @clause(cites=CLAUSE)
    def sequestered(self) -> USD:
        """Shared savings after sequestration."""
        return (1 - self.sequestration) * self.shared_savings

    @clause(cites=CLAUSE)
    def shared_losses(self) -> USD:
        """The ACO's share of losses."""
        return self.sharing_rate * self.capped_losses

    @clause(cites=CLAUSE)
    def earned(self) -> USD:
        """Shared savings earned."""
        return to_cents(self.sequestered)

    @clause(cites=CLAUSE)
    def owed(self) -> USD:
        """Shared losses owed."""
        return to_cents(self.shared_losses)

    @result(cites=CLAUSE)
    def settlement(self) -> USD:
        """Shared savings less shared losses.

        It is negative where the ACO pays.
        """
        return self.earned - self.owed
