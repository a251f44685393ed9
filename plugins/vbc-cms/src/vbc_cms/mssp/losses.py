"""What the tracks with losses have in common; by themselves they share losses at a fixed rate."""

from __future__ import annotations

from vbc_cms.mssp.savings import QUALITY_FACTS, SAVINGS_STAGES, SharedSavings
from vbc_rules import (
    USD,
    Arrangement,
    Count,
    Rate,
    YesNo,
    at_least_zero,
    clause,
    fact,
    greater_of,
    if_missing,
    lesser_of,
    parameter,
    result,
    stages,
    to_cents,
    when,
)

LOSS_STAGES = stages(
    "gross_losses",
    "counted_losses",
    "shared_losses",
    "limited_losses",
    "relieved_losses",
    "owed",
)


class SharedLosses(SharedSavings):
    """Shared savings and losses of an accountable care organization (ACO)."""

    waterfall = (SAVINGS_STAGES, LOSS_STAGES)
    arrangement = Arrangement("savings", losses=("owed",), quality=QUALITY_FACTS)

    elected_rate: Rate = fact(
        "Minimum savings and loss rate elected by the ACO", optional=True, places=9
    )
    participant_revenue: USD = fact(
        "Parts A and B revenue of the ACO's participants", optional=True, minimum=0
    )
    disaster_relief: USD = fact(
        "Shared losses removed for disasters, where CMS gives the amount", optional=True, minimum=0
    )
    affected_share_of_year: Rate = fact(
        "Share of the year affected by a disaster", optional=True, places=9
    )
    affected_share_of_beneficiaries: Rate = fact(
        "Share of the assigned beneficiaries affected by a disaster", optional=True, places=9
    )
    period_share: Rate = fact("Share of 2019 that the performance period covers", places=9)
    months_liable: Count = fact(
        "Months for which losses are shared: 12, fewer after an early termination",
        places=0,
        minimum=0,
        maximum=12,
    )

    loss_rate: Rate = parameter("Share of losses")
    loss_limit: Rate = parameter("Limit on shared losses, as a share of the benchmark")
    revenue_loss_limit: Rate = parameter(
        "Limit on shared losses, as a share of participant revenue"
    )

    @clause(
        cites="42 CFR 425.605(b)(2), 425.610(b)(1)",
        amends="two-sided ACOs elect a rate, which needs 5,000 beneficiaries to hold",
    )
    def minimum_savings_rate(self) -> Rate:
        """Minimum savings rate, and minimum loss rate."""
        elected = if_missing(self.elected_rate, self.sliding_rate)
        enough = self.assigned_beneficiaries >= self.fewest_beneficiaries
        return when(enough, elected, self.sliding_rate)

    # ---- which losses are shared

    @clause(cites="42 CFR 425.605(a), 425.606(a), 425.610(a)")
    def gross_losses(self) -> USD:
        """Losses against the benchmark."""
        return greater_of(self.expenditure - self.benchmark, 0)

    @clause(cites="42 CFR 425.605(b)(2), 425.606(b), 425.610(b)")
    def minimum_losses_met(self) -> YesNo:
        """Losses reach the minimum loss rate, compared unrounded."""
        return self.gross_losses >= self.minimum_amount

    @clause(cites="42 CFR 425.605(d), 425.606(f), 425.610(f)")
    def counted_losses(self) -> USD:
        """Losses that count, from the first dollar."""
        return when(self.minimum_losses_met, self.gross_losses, 0)

    # ---- what is owed of them

    @clause(cites="42 CFR 425.605(d)(1)(iii) to (v)")
    def final_loss_rate(self) -> Rate:
        """Share of the losses that count."""
        return self.loss_rate

    @clause(cites="42 CFR 425.605(d), 425.606(f), 425.610(f)")
    def shared_losses(self) -> USD:
        """The ACO's share of the losses."""
        return self.final_loss_rate * self.counted_losses

    @clause(cites="42 CFR 425.605(d), 425.606(g), 425.610(g)")
    def benchmark_limit(self) -> USD:
        """Limit on shared losses by the benchmark."""
        return self.loss_limit * self.benchmark

    @clause(cites="42 CFR 425.605(d)(1)(iii) to (v); V11 section 3.7")
    def most_losses(self) -> USD:
        """Limit on shared losses: the lower of both, where the revenue is known."""
        by_revenue = self.revenue_loss_limit * self.participant_revenue
        return if_missing(lesser_of(by_revenue, self.benchmark_limit), self.benchmark_limit)

    @clause(cites="42 CFR 425.605(d), 425.606(g), 425.610(g)")
    def limited_losses(self) -> USD:
        """Shared losses within the loss limit."""
        return lesser_of(self.shared_losses, self.most_losses)

    # ---- extreme and uncontrollable circumstances

    @clause(cites="42 CFR 425.605(f), 425.606(i), 425.610(i); V11 step 10")
    def relief_by_share(self) -> USD:
        """Relief by the share of the year and of the beneficiaries affected."""
        affected = self.affected_share_of_year * self.affected_share_of_beneficiaries
        return affected * self.limited_losses

    @clause(cites="42 CFR 425.605(f), 425.606(i), 425.610(i)")
    def stated_relief(self) -> USD:
        """Relief as CMS states it."""
        return self.disaster_relief

    @stated_relief.since(2019, cites="42 CFR 425.609")
    def _(self) -> USD:
        """In 2019 relief is stated for a whole year, other dollars for the performance period."""
        return self.period_share * self.disaster_relief

    @stated_relief.since(2020, cites="42 CFR 425.605(f), 425.606(i), 425.610(i)")
    def _(self) -> USD:
        """From 2020 every performance period is a year."""
        return self.disaster_relief

    @clause(cites="42 CFR 425.605(f), 425.606(i), 425.610(i)")
    def relief(self) -> USD:
        """Shared losses removed for disasters, after the loss limit."""
        stated = if_missing(self.stated_relief, self.relief_by_share)
        return if_missing(stated, 0, because="no disaster was reported")

    @relief.since(2020, cites="85 FR 27550: the COVID-19 public health emergency, 2020 to 2022")
    def _(self) -> USD:
        """In the public health emergency the whole year and all beneficiaries are affected."""
        return self.limited_losses

    @relief.since(2023, cites="42 CFR 425.605(f), 425.610(i)")
    def _(self) -> USD:
        """From 2023 disasters are local again."""
        stated = if_missing(self.stated_relief, self.relief_by_share)
        return if_missing(stated, 0, because="no disaster was reported")

    @clause(cites="42 CFR 425.605(f), 425.606(i), 425.610(i); V11 step 10")
    def relieved_losses(self) -> USD:
        """Shared losses after relief for disasters."""
        return at_least_zero(self.limited_losses - self.relief)

    @clause(cites="42 CFR 425.605(d), 425.606(h), 425.610(h)")
    def owed(self) -> USD:
        """Shared losses owed."""
        return to_cents(self.relieved_losses)

    @owed.since(2019, cites="42 CFR 425.221(b)(2); V11 section 4.4")
    def _(self) -> USD:
        """From 2019 losses are shared for the months before an early termination."""
        return to_cents(self.relieved_losses * self.months_liable / 12)

    # ---- the settlement

    @result(cites="42 CFR 425.605, 425.606, 425.610", amends="losses are owed")
    def settlement(self) -> USD:
        """Earned less owed.

        CMS publishes it as EarnSaveLoss, before advance payments are recouped.
        """
        return self.earned - self.owed

    @result(cites="42 CFR 425.605(a), 425.606(a), 425.610(a)", amends="losses count too")
    def counted(self) -> USD:
        """Counted savings less losses.

        CMS publishes them as GenSaveLoss.
        """
        return self.counted_savings - self.counted_losses
