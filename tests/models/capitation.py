"""Capitation by rate cell and month, with a withhold that quality earns back."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    axis,
    clamp,
    clause,
    fact,
    parameter,
    result,
    to_cents,
    total,
)


class Capitation(PaymentModel):
    """Monthly capitation with retroactive correction and withhold."""

    id = "example.capitation"
    month = axis("Month")
    cell = axis("Rate cell")

    monthly_rate: Pmpm = parameter("Capitation rate", per=(cell, month))
    carve_out: Rate = parameter("Share carved out")
    withhold: Rate = parameter("Share withheld")
    low: Rate = parameter("Score that earns nothing back")
    high: Rate = parameter("Score that earns all back")
    member_months: MemberMonths = fact("Member-months", per=(cell, month), places=6)
    risk_factor: Rate = fact("Risk factor", per=cell, places=6, maximum=10)
    paid_so_far: USD = fact("Already paid", per=(cell, month))
    score: Rate = fact("Quality score", places=4)

    @clause(cites="Agreement 4.1")
    def gross(self) -> USD:
        covered = self.monthly_rate * self.member_months * self.risk_factor
        return to_cents(covered * (1 - self.carve_out))

    @clause(cites="Agreement 4.3")
    def withheld(self) -> USD:
        return to_cents(self.withhold * self.gross)

    @clause(cites="Agreement 4.5")
    def adjustment(self) -> USD:
        return self.gross - self.withheld - self.paid_so_far

    @clause(cites="Agreement 4.5")
    def retroactive(self) -> USD:
        return total(total(self.adjustment, over=self.cell), over=self.month)

    @clause(cites="Agreement 5.1")
    def pool(self) -> USD:
        return total(total(self.withheld, over=self.cell), over=self.month)

    @clause(cites="Agreement 5.2")
    def earned_share(self) -> Rate:
        return clamp((self.score - self.low) / (self.high - self.low), 0, 1)

    @clause(cites="Agreement 5.2")
    def earned_back(self) -> USD:
        return to_cents(self.earned_share * self.pool)

    @result(cites="Agreement 5")
    def due(self) -> USD:
        return self.retroactive + self.earned_back
