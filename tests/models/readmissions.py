"""Readmission penalty: excess over the peer median, by condition with enough cases."""

from __future__ import annotations

from vbc_rules.language import (
    Count,
    PaymentModel,
    Rate,
    YesNo,
    at_least_zero,
    axis,
    clause,
    fact,
    if_missing,
    lesser_of,
    parameter,
    result,
    round_to,
    total,
)


class Readmissions(PaymentModel):
    """Readmission reduction: the payment factor of a hospital."""

    id = "example.readmissions"
    condition = axis("Condition")

    cases: Count = fact("Eligible cases", per=condition, optional=True)
    payment_ratio: Rate = fact("Share of payments", per=condition, optional=True, places=14)
    excess: Rate = fact("Excess ratio", per=condition, optional=True, places=14, maximum=9)
    median: Rate = fact("Peer median", per=condition, optional=True, places=14, maximum=9)
    neutrality: Rate = parameter("Neutrality modifier")
    most: Rate = parameter("Largest penalty")

    @clause(cites="42 CFR 412.154")
    def enough(self) -> YesNo:
        return if_missing(self.cases, 0, because="no case was reported") >= 25

    @clause(cites="42 CFR 412.154")
    def penalty(self) -> Rate:
        above = at_least_zero(self.excess - self.median)
        part = self.neutrality * self.payment_ratio * above
        return total(part, over=self.condition, where=self.enough, missing="skip")

    @result(cites="42 CFR 412.154")
    def factor(self) -> Rate:
        return 1 - round_to(lesser_of(self.penalty, self.most), "0.0001")
