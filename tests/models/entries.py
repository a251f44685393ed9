"""Contracts over many entries, as a plugin: episodes of hospitals, months of members."""

from __future__ import annotations

from tests.models.episodes import EpisodeModel
from vbc_rules.hooks.declarations import PluginInfo
from vbc_rules.hooks.specification import hookimpl
from vbc_rules.language import (
    USD,
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    at_least_zero,
    axis,
    clamp,
    clause,
    fact,
    lesser_of,
    parameter,
    result,
    stages,
    to_cents,
    total,
)


class Episodes(EpisodeModel):
    """Episodes against the target of their category, each one capped, with a stop-loss."""

    id = "entries.episodes"
    arrangement = Arrangement(kind="episode", losses=("settlement",), quality=("quality",))
    waterfall = stages("before_limit", "settlement")

    spending: USD = fact("Spending", per=EpisodeModel.episode, minimum=0)
    case_mix: Rate = fact("Patient case mix", per=EpisodeModel.episode, places=4, maximum=10)
    quality: Rate = fact("Composite quality score", places=4)
    price: USD = parameter("Price before case mix", per=EpisodeModel.category)
    outlier: USD = parameter(
        "Spending beyond which an episode counts in part", per=EpisodeModel.category
    )
    outlier_share: Rate = parameter("Share of the part beyond")
    stop_loss: Rate = parameter("Limit of gains and losses")

    @clause(cites="Article 4")
    def target(self) -> USD:
        """Target price of an episode."""
        return to_cents(self.price * self.case_mix * (1 - self.discount))

    @clause(cites="Article 5")
    def counted(self) -> USD:
        """Spending, in part beyond the outlier threshold."""
        beyond = at_least_zero(self.spending - self.outlier)
        return to_cents(lesser_of(self.spending, self.outlier) + self.outlier_share * beyond)

    @clause(cites="Article 6")
    def reconciled(self) -> USD:
        """Gain or loss of a category."""
        return total(self.target - self.counted, over=self.episode, by=self.category)

    @clause(cites="Article 7")
    def before_limit(self) -> USD:
        """Gains and losses, adjusted by quality."""
        adjusted = 1 - self.at_stake * (1 - self.quality)
        return total(self.reconciled, over=self.category) * adjusted

    @clause(cites="Article 8")
    def most(self) -> USD:
        """Limit of gains and losses."""
        return self.stop_loss * total(self.target, over=self.episode)

    @result(cites="Article 8")
    def settlement(self) -> USD:
        """Reconciliation payment, or repayment."""
        return to_cents(clamp(self.before_limit, -self.most, self.most))


class MemberMonths(PaymentModel):
    """Capitation month by month: rate of the cell, days eligible, risk, withhold."""

    id = "entries.member_months"
    arrangement = Arrangement(kind="population", quality=("score",))
    cell = axis("Rate cell")
    member_month = axis("Member month", within=cell)

    eligible_days: Count = fact("Days eligible", per=member_month, maximum=31)
    days: Count = fact("Days of the month", per=member_month, minimum=28, maximum=31)
    risk_factor: Rate = fact("Risk factor", per=member_month, places=4, maximum=20)
    score: Rate = fact("Quality score", places=4)
    monthly_rate: USD = parameter("Capitation of a whole month", per=cell)
    withhold: Rate = parameter("Share withheld")

    @clause(cites="Article 2")
    def part_of_month(self) -> Rate:
        """Part of the month in which the member is eligible."""
        return self.eligible_days / self.days

    @clause(cites="Article 3")
    def gross(self) -> USD:
        """Capitation of a member month, in cents."""
        return to_cents(self.monthly_rate * self.part_of_month * self.risk_factor)

    @clause(cites="Article 4")
    def withheld(self) -> USD:
        """Withhold of a member month, in cents."""
        return to_cents(self.withhold * self.gross)

    @clause(cites="Article 5")
    def paid(self) -> USD:
        """Paid month by month."""
        return total(self.gross - self.withheld, over=self.member_month)

    @clause(cites="Article 6")
    def returned(self) -> USD:
        """Withhold that quality earns back."""
        return to_cents(self.score * total(self.withheld, over=self.member_month))

    @result(cites="Article 6")
    def due(self) -> USD:
        """Due for the year."""
        return self.paid + self.returned


@hookimpl
def vbc_plugin() -> PluginInfo:
    """Return what the plugin is."""
    return PluginInfo("entries", "Contracts over many entries")


@hookimpl
def vbc_payment_models() -> list[type[PaymentModel]]:
    """Return the models."""
    return [Episodes, MemberMonths]
