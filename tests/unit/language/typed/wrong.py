"""What mypy refuses in the editor: each wrong line names the error it expects."""

from __future__ import annotations

from vbc_rules import (
    USD,
    MemberMonths,
    PaymentModel,
    Percentile,
    Pmpy,
    Points,
    Rate,
    YesNo,
    clause,
    fact,
    lesser_of,
    part,
    result,
    round_to,
    total,
    when,
)


class Model(PaymentModel):
    id = "acme.model"
    dollars: USD = fact("Dollars")
    yearly: Pmpy = fact("Dollars a year")
    months: MemberMonths = fact("Months")
    score: Points = fact("Points")
    share: Rate = fact("Share", places=4)
    rank: Percentile = fact("Rank")
    flag: YesNo = fact("Flag")

    @clause(cites="1")
    def added(self) -> USD:
        return self.dollars + self.score  # expect: operator

    @clause(cites="1")
    def multiplied(self) -> USD:
        return self.yearly * self.months  # expect: operator

    @clause(cites="1")
    def ranked(self) -> Rate:
        return self.rank * self.share  # expect: operator

    @clause(cites="1")
    def compared(self) -> YesNo:
        return self.dollars > self.share  # expect: operator

    @clause(cites="1")
    def promised(self) -> Rate:
        return self.dollars  # expect: return-value

    @clause(cites="1")
    def misspelt(self) -> USD:
        return self.dolars  # expect: attr-defined

    @clause(cites="1")
    def chosen(self) -> USD:
        return when(self.dollars, self.dollars, 0)  # expect: arg-type

    @clause(cites="1")
    def rounded(self) -> USD:
        return round_to(self.dollars, "0.01", "nearest")  # expect: arg-type

    @clause(cites="1")
    def summed(self) -> USD:
        return total(self.dollars, over=self.flag)  # expect: arg-type

    @clause(cites="1")
    def limited(self) -> USD:
        return lesser_of(self.dollars, 0.5)  # expect: arg-type

    @clause(cites="1")
    def dated(self) -> USD:
        return self.dollars

    @dated.since(2023, cites="2")  # expect: arg-type
    def _(self) -> Rate:
        return self.share

    @clause()  # expect: call-arg
    def uncited(self) -> USD:
        return self.dollars

    @result(cites="1")
    def done(self) -> YesNo:
        return self.flag


class Contract(PaymentModel):
    inner = part(Model)

    @clause(cites="1")
    def through_a_part(self) -> Points:
        return self.inner.dollars  # expect: return-value
