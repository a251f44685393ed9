"""Generic shared savings: the terms that most commercial contracts have in common.

A carrier whose contract says more than these parameters can say writes a model of its own,
as a subclass or afresh; the plugins under `plugins/` are examples.
"""

from __future__ import annotations

from vbc_rules.core.minimum_rates import (
    BETWEEN_ROWS,
    LOSS_RATES,
    RATES_BY_MEMBERS,
    SAVINGS_RATES,
    MinimumRates,
    rate_of_panel,
)
from vbc_rules.language import (
    USD,
    Arrangement,
    Choice,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    clause,
    fact,
    greater_of,
    if_missing,
    lesser_of,
    parameter,
    result,
    stages,
    table,
    to_cents,
    when,
)

SAVINGS_STAGES = stages("gross_savings", "counted_savings", "shared_savings", "earned")
LOSS_STAGES = stages("gross_losses", "counted_losses", "shared_losses", "owed")


class SharedSavings(PaymentModel):
    """The part of the settlement that both models have in common."""

    benchmark: USD = fact("Benchmark expenditure", minimum=0)
    expenditure: USD = fact("Actual expenditure", minimum=0)
    quality_score: Rate = fact("Quality score, 0 to 1", places=9)
    members: Count = fact(
        "Members in the panel", minimum=0, optional=True, needed_with=SAVINGS_RATES
    )

    minimum_savings_rate: Rate = parameter(
        "Minimum savings rate, as a share of the benchmark",
        optional=True,
        not_with=SAVINGS_RATES,
        needed_without=SAVINGS_RATES,
    )
    minimum_savings_rate_by_members: MinimumRates = table(
        "Minimum savings rate by members in the panel, in place of one for all", optional=True
    )
    minimum_rates_between_rows: Choice = parameter(
        "Minimum rates between the rows of their tables",
        choices=BETWEEN_ROWS,
        optional=True,
        only_with=SAVINGS_RATES,
        needed_with=SAVINGS_RATES,
    )
    first_dollar: YesNo = parameter(
        "Savings count from the first dollar; otherwise only beyond the minimum"
    )
    sharing_rate: Rate = parameter("Share of savings")
    minimum_quality_score: Rate = parameter("Least quality score that shares savings")
    quality_scales_sharing: YesNo = parameter("The quality score scales the share of savings")
    payment_limit: Rate = parameter(
        "Limit on shared savings, as a share of the benchmark", optional=True
    )

    @clause(cites="contract: savings against the benchmark")
    def gross_savings(self) -> USD:
        """Savings against the benchmark."""
        return greater_of(self.benchmark - self.expenditure, 0)

    @clause(cites="contract: minimum_savings_rate_by_members, minimum_rates_between_rows")
    def minimum_savings_rate_of_panel(self) -> Rate:
        """Minimum savings rate for a panel of this size."""
        between = self.minimum_rates_between_rows
        return rate_of_panel(self.minimum_savings_rate_by_members, self.members, between)

    @clause(cites="contract: minimum_savings_rate")
    def minimum_savings(self) -> USD:
        """Minimum savings."""
        by_panel = self.minimum_savings_rate_of_panel * self.benchmark
        return if_missing(self.minimum_savings_rate * self.benchmark, by_panel)

    @clause(cites="contract: minimum_savings_rate, first_dollar")
    def counted_savings(self) -> USD:
        """Savings that count."""
        beyond = self.gross_savings - self.minimum_savings
        counted = when(self.first_dollar, self.gross_savings, beyond)
        met = when(self.gross_savings >= self.minimum_savings, counted, 0)
        return if_missing(met, 0, because="the contract states no minimum savings")

    @clause(cites="contract: minimum_quality_score, quality_scales_sharing")
    def quality_factor(self) -> Rate:
        """Part of the sharing rate that quality earned."""
        scaled = when(self.quality_scales_sharing, self.quality_score, 1)
        return when(self.quality_score >= self.minimum_quality_score, scaled, 0)

    @clause(cites="contract: sharing_rate")
    def shared_savings(self) -> USD:
        """The provider's share of the savings."""
        return self.sharing_rate * self.quality_factor * self.counted_savings

    @clause(cites="contract: payment_limit")
    def earned(self) -> USD:
        """Shared savings within the payment limit."""
        limited = lesser_of(self.shared_savings, self.payment_limit * self.benchmark)
        return to_cents(if_missing(limited, self.shared_savings))


class OneSidedSharedSavings(SharedSavings):
    """Shared savings, one-sided.

    The provider shares what was spent less than the benchmark, once that reaches the minimum
    savings rate, at the sharing rate, up to a limit. Quality is a gate (a least score) and
    may also scale the share.
    """

    id = "core.shared_savings_one_sided"
    waterfall = SAVINGS_STAGES
    arrangement = Arrangement("savings", quality=("quality_score",))

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider."""
        return self.earned


class TwoSidedSharedSavings(SharedSavings):
    """Shared savings and losses, two-sided.

    Savings as in the one-sided model. The provider also shares what was spent more than the
    benchmark, once that reaches the minimum loss rate, at the loss rate, up to a limit.
    """

    id = "core.shared_savings_two_sided"
    waterfall = (SAVINGS_STAGES, LOSS_STAGES)
    arrangement = Arrangement("savings", losses=("owed",), quality=("quality_score",))

    members: Count = fact(
        "Members in the panel", minimum=0, optional=True, needed_with=RATES_BY_MEMBERS
    )
    minimum_rates_between_rows: Choice = parameter(
        "Minimum rates between the rows of their tables",
        choices=BETWEEN_ROWS,
        optional=True,
        only_with=RATES_BY_MEMBERS,
        needed_with=RATES_BY_MEMBERS,
    )
    minimum_loss_rate: Rate = parameter(
        "Minimum loss rate, as a share of the benchmark",
        optional=True,
        not_with=LOSS_RATES,
        needed_without=LOSS_RATES,
    )
    minimum_loss_rate_by_members: MinimumRates = table(
        "Minimum loss rate by members in the panel, in place of one for all", optional=True
    )
    loss_rate: Rate = parameter("Share of losses")
    loss_limit: Rate = parameter(
        "Limit on shared losses, as a share of the benchmark", optional=True
    )

    @clause(cites="contract: losses against the benchmark")
    def gross_losses(self) -> USD:
        """Losses against the benchmark."""
        return greater_of(self.expenditure - self.benchmark, 0)

    @clause(cites="contract: minimum_loss_rate_by_members, minimum_rates_between_rows")
    def minimum_loss_rate_of_panel(self) -> Rate:
        """Minimum loss rate for a panel of this size."""
        between = self.minimum_rates_between_rows
        return rate_of_panel(self.minimum_loss_rate_by_members, self.members, between)

    @clause(cites="contract: minimum_loss_rate")
    def minimum_losses(self) -> USD:
        """Minimum losses."""
        by_panel = self.minimum_loss_rate_of_panel * self.benchmark
        return if_missing(self.minimum_loss_rate * self.benchmark, by_panel)

    @clause(cites="contract: minimum_loss_rate, first_dollar")
    def counted_losses(self) -> USD:
        """Losses that count."""
        beyond = self.gross_losses - self.minimum_losses
        counted = when(self.first_dollar, self.gross_losses, beyond)
        met = when(self.gross_losses >= self.minimum_losses, counted, 0)
        return if_missing(met, 0, because="the contract states no minimum losses")

    @clause(cites="contract: loss_rate")
    def shared_losses(self) -> USD:
        """The provider's share of the losses."""
        return self.loss_rate * self.counted_losses

    @clause(cites="contract: loss_limit")
    def owed(self) -> USD:
        """Shared losses within the loss limit."""
        limited = lesser_of(self.shared_losses, self.loss_limit * self.benchmark)
        return to_cents(if_missing(limited, self.shared_losses))

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider.

        It is negative where the provider pays.
        """
        return self.earned - self.owed
