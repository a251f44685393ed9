"""Savings against a benchmark, shared beyond a minimum and up to a cap."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    Table,
    at_least_zero,
    clause,
    column,
    constant,
    fact,
    lesser_of,
    parameter,
    result,
    stages,
    starts_at,
    table,
    to_cents,
    when,
)


class MinimumRates(Table):
    """The minimum savings rate of a panel, from a number of members on."""

    members: Count = starts_at(first=0)
    rate: Rate = column()


class SharedSavings(PaymentModel):
    """Shared savings with a minimum and a cap.

    What care cost less than the benchmark is shared if it reaches a minimum, which is
    larger for a small panel. Quality decides which part of the share is paid, the state's
    tax is taken off, and a cap limits the rest.
    """

    id = "willow.shared_savings"
    first_year = 2024
    arrangement = Arrangement("savings", quality=("quality_share",))
    waterfall = stages(
        "savings", "counted_savings", "share", "after_quality", "after_tax", "earned"
    )

    benchmark: USD = fact("Benchmark expenditure", minimum=0)
    expenditure: USD = fact("Expenditure of the year", minimum=0)
    members: Count = fact("Members on average")
    quality_share: Rate = fact("Part of the share that quality earned", places=4)

    minimum_rates: MinimumRates = table("Minimum savings rate by panel")
    sharing_rate: Rate = parameter("Share of the savings")
    cap_rate: Rate = parameter("Most that is paid, as a share of the benchmark")

    tax: Rate = constant(
        "Premium tax", {2024: "0.02", 2026: "0.0175"}, cites="State Insurance Code 12.4"
    )

    @clause(cites="Agreement 4.1")
    def savings(self) -> USD:
        """What care cost less than the benchmark; nothing if it cost more."""
        return at_least_zero(self.benchmark - self.expenditure)

    @clause(cites="Agreement 4.2")
    def minimum(self) -> USD:
        """Savings that must be reached."""
        return self.minimum_rates.row(self.members).rate * self.benchmark

    @clause(cites="Agreement 4.2")
    def counted_savings(self) -> USD:
        """Savings, where they reach the minimum."""
        return when(self.savings >= self.minimum, self.savings, 0)

    @clause(cites="Agreement 4.3")
    def share(self) -> USD:
        """The practice's share of the savings."""
        return self.sharing_rate * self.counted_savings

    @clause(cites="Agreement 5.1")
    def after_quality(self) -> USD:
        """What quality earned of the share."""
        return self.quality_share * self.share

    @clause(cites="State Insurance Code 12.4")
    def after_tax(self) -> USD:
        """Share after the premium tax."""
        return (1 - self.tax) * self.after_quality

    @clause(cites="Agreement 4.4")
    def cap(self) -> USD:
        """Most that is paid for the year."""
        return self.cap_rate * self.benchmark

    @result(cites="Agreement 4.4")
    def earned(self) -> USD:
        """Payment to the practice."""
        return to_cents(lesser_of(self.after_tax, self.cap))
