"""The side of savings of `core.shared_risk`: what was spent less than the benchmark."""

from __future__ import annotations

from vbc_rules.core.minimum_rates import (
    BETWEEN_ROWS,
    RATES_BY_MEMBERS,
    SAVINGS_RATES,
    MinimumRates,
    rate_of_panel,
)
from vbc_rules.core.tiers import REACHED, SAVINGS_TIERS, TIERS, Tiers, tier_of
from vbc_rules.language import (
    USD,
    Bands,
    Choice,
    Count,
    MemberMonths,
    PaymentModel,
    Pmpm,
    Rate,
    Table,
    YesNo,
    at_least_zero,
    clause,
    column,
    fact,
    if_missing,
    lesser_known,
    lesser_of,
    marginal,
    parameter,
    stages,
    starts_at,
    table,
    to_cents,
    when,
)

LIMIT_FIRST = "limit_share_reduce"
REDUCE_FIRST = "share_reduce_limit"
ORDERS = (LIMIT_FIRST, "share_limit_reduce", REDUCE_FIRST)
SAVINGS_LIMITS = (
    "savings_limit_of_benchmark",
    "savings_limit_of_revenue",
    "savings_limit_per_member_month",
    "savings_limit_amount",
)
LOSS_LIMITS = (
    "loss_limit_of_benchmark",
    "loss_limit_of_revenue",
    "loss_limit_per_member_month",
    "loss_limit_amount",
)
ORDERED = (*SAVINGS_LIMITS, *LOSS_LIMITS, "savings_reduction")
"""The terms whose place beside the share the contract must say."""
SAVINGS_STAGES = stages(
    "gross_savings",
    "counted_savings",
    "savings_to_share",
    "shared_savings",
    "limited_savings",
    "earned",
)


class Panel(Table):
    """How much of a result counts, by the size of the panel: nothing, a part, or all of it."""

    members: Count = starts_at(first=0)
    savings: Rate = column()
    losses: Rate = column()


class SharedSavingsOfRisk(PaymentModel):
    """Benchmark and savings; every share of the benchmark is one after the discount."""

    benchmark: USD = fact("Benchmark expenditure", minimum=0)
    expenditure: USD = fact("Actual expenditure", minimum=0)
    members: Count = fact(
        "Members in the panel",
        minimum=0,
        optional=True,
        needed_with=("panel", "members_for_full_credibility", *RATES_BY_MEMBERS),
    )
    quality_score: Rate = fact(
        "Quality score, 0 to 1",
        places=9,
        optional=True,
        needed_with=(
            "minimum_quality_score",
            "savings_at_quality_risk",
            "losses_relieved_by_quality",
        ),
    )
    provider_revenue: USD = fact(
        "The provider's own revenue from the payer",
        minimum=0,
        optional=True,
        needed_with=("savings_limit_of_revenue", "loss_limit_of_revenue"),
    )
    member_months: MemberMonths = fact(
        "Member-months of the panel",
        minimum=0,
        optional=True,
        needed_with=("savings_limit_per_member_month", "loss_limit_per_member_month"),
    )

    discount: Rate = parameter("Discount on the benchmark", optional=True)
    panel: Panel = table("Part of savings and of losses that counts, by members", optional=True)
    members_for_full_credibility: Count = parameter(
        "Members from which results count in full; with fewer they count in proportion",
        optional=True,
        minimum=1,
    )
    first_dollar: YesNo = parameter(
        "Results count from the first dollar; otherwise only beyond the minimum"
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
        only_with=RATES_BY_MEMBERS,
        needed_with=RATES_BY_MEMBERS,
    )
    savings_bands: Bands = table(
        "Provider's share of savings, by band of the benchmark",
        optional=True,
        not_with=SAVINGS_TIERS,
        needed_without=SAVINGS_TIERS,
    )
    savings_tiers: Tiers = table(
        "Provider's share of all savings, by the tier of the benchmark that they reach",
        optional=True,
    )
    tier_reached: Choice = parameter(
        "Where a tier is reached: at its start, or only above it",
        choices=REACHED,
        optional=True,
        only_with=TIERS,
        needed_with=TIERS,
    )
    minimum_quality_score: Rate = parameter("Least quality score that shares savings",
                                            optional=True)  # fmt: skip
    savings_at_quality_risk: Rate = parameter(
        "Part of the share of savings that is scaled by the quality score", optional=True
    )
    order: Choice = parameter(
        "Order of limit, share and reduction of savings",
        choices=ORDERS,
        optional=True,
        needed_with=ORDERED,
        only_with=ORDERED,
    )
    savings_reduction: Rate = parameter(
        "Reduction of savings, such as sequestration", optional=True
    )
    savings_limit_of_benchmark: Rate = parameter(
        "Limit on savings, as a share of the benchmark", optional=True
    )
    savings_limit_of_revenue: Rate = parameter(
        "Limit on savings, as a share of the provider's revenue", optional=True, maximum=10
    )
    savings_limit_per_member_month: Pmpm = parameter(
        "Limit on savings, for a member and month", optional=True, minimum=0
    )
    savings_limit_amount: USD = parameter("Limit on savings, in dollars", optional=True, minimum=0)

    # ---- which savings count

    @clause(cites="contract: discount")
    def target(self) -> USD:
        """Benchmark after the discount."""
        return if_missing((1 - self.discount) * self.benchmark, self.benchmark)

    @clause(cites="contract: savings against the benchmark")
    def gross_savings(self) -> USD:
        """Savings against the benchmark."""
        return at_least_zero(self.target - self.expenditure)

    @clause(cites="contract: members_for_full_credibility")
    def credibility(self) -> Rate:
        """Credibility of a panel of this size.

        It is linear: a square root is no operation of the language, and `panel` can state
        any other credibility as a table.
        """
        part = lesser_of(self.members / self.members_for_full_credibility, 1)
        return if_missing(part, 1, because="results of every panel count in full")

    @clause(cites="contract: panel")
    def savings_credibility(self) -> Rate:
        """Part of the savings that counts for a panel of this size."""
        part = self.panel.row(self.members).savings * self.credibility
        return if_missing(part, self.credibility)

    @clause(cites="contract: panel, members_for_full_credibility")
    def credible_savings(self) -> USD:
        """Credible savings."""
        return self.savings_credibility * self.gross_savings

    @clause(cites="contract: minimum_savings_rate_by_members, minimum_rates_between_rows")
    def minimum_savings_rate_of_panel(self) -> Rate:
        """Minimum savings rate for a panel of this size."""
        between = self.minimum_rates_between_rows
        return rate_of_panel(self.minimum_savings_rate_by_members, self.members, between)

    @clause(cites="contract: minimum_savings_rate")
    def minimum_savings(self) -> USD:
        """Minimum savings."""
        by_panel = self.minimum_savings_rate_of_panel * self.target
        return if_missing(self.minimum_savings_rate * self.target, by_panel)

    @clause(cites="contract: minimum_savings_rate, first_dollar")
    def counted_savings(self) -> USD:
        """Savings that count.

        They count once they reach the minimum.
        """
        beyond = self.credible_savings - self.minimum_savings
        counted = when(self.first_dollar, self.credible_savings, beyond)
        met = when(self.credible_savings >= self.minimum_savings, counted, 0)
        return if_missing(met, 0, because="the contract states no minimum savings")

    # ---- limit

    @clause(cites="contract: savings_limit_of_benchmark, savings_limit_of_revenue")
    def savings_limit_by_size(self) -> USD:
        """Limit on savings as a share of benchmark or revenue."""
        of_benchmark = self.savings_limit_of_benchmark * self.target
        return lesser_known(of_benchmark, self.savings_limit_of_revenue * self.provider_revenue)

    @clause(cites="contract: savings_limit_per_member_month, savings_limit_amount")
    def savings_limit_in_dollars(self) -> USD:
        """Limit on savings as an amount."""
        by_members = self.savings_limit_per_member_month * self.member_months
        return lesser_known(by_members, self.savings_limit_amount)

    @clause(cites="contract: the lesser of the limits that are stated")
    def savings_limit(self) -> USD:
        """Limit on savings."""
        return lesser_known(self.savings_limit_by_size, self.savings_limit_in_dollars)

    # ---- share, in the order of the contract

    @clause(cites="contract: order")
    def savings_to_share(self) -> USD:
        """Savings to be shared.

        They are within the limit, where it comes before the share.
        """
        limited = lesser_of(self.counted_savings, self.savings_limit)
        limit_first = self.order.is_(LIMIT_FIRST)
        return if_missing(when(limit_first, limited, self.counted_savings), self.counted_savings)

    @clause(cites="contract: savings_tiers, tier_reached")
    def savings_tier(self) -> Rate:
        """Start of the tier that the credible savings reach."""
        tiers, reached = self.savings_tiers, self.tier_reached
        return tier_of(self.credible_savings, self.target, tiers, reached)

    @clause(cites="contract: savings_bands or savings_tiers")
    def shared_by_bands(self) -> USD:
        """The provider's share by bands, or by the tier that is reached."""
        by_tier = self.savings_tiers.row(self.savings_tier).share * self.savings_to_share
        return if_missing(by_tier, marginal(self.savings_to_share, self.target, self.savings_bands))

    @clause(cites="contract: savings_at_quality_risk")
    def savings_quality_scale(self) -> Rate:
        """Part of the share that the quality score leaves."""
        scale = 1 - self.savings_at_quality_risk * (1 - self.quality_score)
        return if_missing(scale, 1, because="quality does not scale the share of savings")

    @clause(cites="contract: minimum_quality_score")
    def savings_quality_factor(self) -> Rate:
        """Part of the share that quality earns.

        It is nothing below the least score.
        """
        met = self.quality_score >= self.minimum_quality_score
        return if_missing(when(met, self.savings_quality_scale, 0), self.savings_quality_scale)

    @clause(cites="contract: the share by bands or tiers, quality")
    def shared_savings(self) -> USD:
        """The provider's share of the savings."""
        return self.savings_quality_factor * self.shared_by_bands

    @clause(cites="contract: order, savings_reduction")
    def savings_before_limit(self) -> USD:
        """Shared savings before the limit.

        They are reduced, where the reduction comes before the limit.
        """
        reduced = (1 - self.savings_reduction) * self.shared_savings
        reduce_first = self.order.is_(REDUCE_FIRST)
        return if_missing(when(reduce_first, reduced, self.shared_savings), self.shared_savings)

    @clause(cites="contract: order")
    def limited_savings(self) -> USD:
        """Shared savings within the limit.

        A limit that comes before the share does not apply again.
        """
        before = self.savings_before_limit
        limit_first = self.order.is_(LIMIT_FIRST)
        return if_missing(when(limit_first, before, lesser_of(before, self.savings_limit)), before)

    @clause(cites="contract: order, savings_reduction")
    def earned(self) -> USD:
        """Savings earned.

        They are reduced, unless they were before the limit.
        """
        limited, reduce_first = self.limited_savings, self.order.is_(REDUCE_FIRST)
        reduced = (1 - self.savings_reduction) * limited
        return to_cents(if_missing(when(reduce_first, limited, reduced), limited))
