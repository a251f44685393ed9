"""The settlement of Direct Contracting and ACO REACH, performance years 2021 to 2026."""

from __future__ import annotations

from vbc_cms.reach.sharing import RiskSharing
from vbc_rules import (
    USD,
    Arrangement,
    Rate,
    clause,
    constant,
    fact,
    result,
    stages,
    to_cents,
)

HEBA = "Health Equity Benchmark Adjustment, from PY2023 [C:VBX/HSG], added after discount [V]"


class ReachSharing(RiskSharing):
    """The shared savings or losses of a performance year, after sequestration."""

    first_year = 2021
    last_year = 2026

    heba_increase: USD = fact("Health equity adjustment upwards, from 2023", places=4, minimum=0)
    heba_decrease: USD = fact(
        "Health equity adjustment downwards, from 2023, as a positive amount", places=4, minimum=0
    )

    sequestration: Rate = constant(
        "Sequestration of shared savings", {2021: "0.02"}, cites="2 USC 901a [V]"
    )

    @clause(cites="settlement: FINAL_BENCHMARK [V]", amends="health equity counts from 2023")
    def benchmark(self) -> USD:
        """Benchmark that costs and bands are held against."""
        return self.final_benchmark

    @benchmark.since(2023, cites=HEBA)
    def _(self) -> USD:
        """From 2023 with the health equity adjustment."""
        return self.final_benchmark + self.heba_increase - self.heba_decrease

    @clause(cites="2 USC 901a; on savings only [V]")
    def sequestered_savings(self) -> USD:
        """Shared savings after sequestration."""
        return (1 - self.sequestration) * self.shared_savings

    @clause(cites="2 USC 901a; on savings only [V]")
    def after_sequestration(self) -> USD:
        """Shared savings after sequestration; losses are negative."""
        return self.sequestered_savings - self.shared_losses

    @clause(cites="settlement [V]")
    def earned(self) -> USD:
        """Shared savings earned."""
        return to_cents(self.sequestered_savings)

    @clause(cites="settlement [V]")
    def owed(self) -> USD:
        """Shared losses owed."""
        return to_cents(self.shared_losses)


SAVINGS_STAGES = stages("gross_savings", "shared_savings", "sequestered_savings", "earned")
LOSS_STAGES = stages("gross_losses", "shared_losses", "owed")
# The final benchmark carries quality: it was lowered by what quality did not earn back.
ARRANGEMENT = Arrangement(kind="savings", losses=("owed",), quality=("final_benchmark",))


class Settlement(ReachSharing):
    """Direct Contracting and ACO REACH, shared savings and losses.

    What CMS publishes of each ACO: gross savings, shared savings, and these after
    sequestration. The final benchmark is a fact; `cms.reach_benchmark` computes it.
    """

    id = "cms.reach_settlement"
    arrangement = ARRANGEMENT
    waterfall = (SAVINGS_STAGES, LOSS_STAGES)

    @result(cites="settlement [V]")
    def settlement(self) -> USD:
        """Shared savings less shared losses.

        It is negative where the ACO pays.
        """
        return self.earned - self.owed

    @result(cites="settlement: SAV_RATE, without health equity [V]")
    def savings_rate(self) -> Rate:
        """Savings rate as CMS displays it: without the health equity adjustment."""
        return self.gross / self.final_benchmark
