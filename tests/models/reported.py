"""A stream whose money is reported, for contracts whose steps across streams are tried."""

from __future__ import annotations

from vbc_rules.hooks.declarations import PluginInfo
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import USD, MemberMonths, PaymentModel, Rate, YesNo, clause, fact, result


class Reported(PaymentModel):
    """An amount as it was reported."""

    id = "example.reported"
    amount: USD = fact("Amount")
    benchmark: USD = fact("Benchmark", minimum=0)
    months: MemberMonths = fact("Member-months")
    score: Rate = fact("Score", places=4)
    passed: YesNo = fact("Passed")

    @clause(cites="Article 1")
    def base(self) -> USD:
        """What limits are a share of."""
        return self.benchmark

    @clause(cites="Article 1")
    def members(self) -> MemberMonths:
        """Member-months that limits are priced by."""
        return self.months

    @clause(cites="Article 1")
    def gate(self) -> YesNo:
        """Gate of the contract."""
        return self.passed

    @clause(cites="Article 1")
    def scored(self) -> Rate:
        """Score that gates are held against."""
        return self.score

    @clause(cites="Article 1")
    def reported(self) -> USD:
        """Amount as reported."""
        return self.amount

    @result(cites="Article 1")
    def payment(self) -> USD:
        """Payment of the stream."""
        return self.reported


@hookimpl
def vbc_plugin() -> PluginInfo:
    return PluginInfo("example", "Streams whose money is reported")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    return [Reported]
