"""Shared savings: the part of the settlement that all tracks have in common."""

from __future__ import annotations

from vbc_cms.mssp.sliding_scale import SLIDING_SCALE, SlidingScale
from vbc_rules import (
    USD,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    clause,
    constant,
    fact,
    greater_of,
    if_missing,
    lesser_of,
    parameter,
    rate,
    result,
    round_to,
    stages,
    table,
    to_cents,
    when,
)

SAVINGS_STAGES = stages(
    "gross_savings",
    "counted_savings",
    "shared_savings",
    "sequestered_savings",
    "limited_savings",
    "earned",
)

QUALITY_FACTS = ("quality_score", "quality_standard_met", "alternative_standard_met")
"""The facts of a settlement that say how good care was."""

ADVANCES = "42 CFR 425.640(g); until 2020 the Advance Payment and ACO Investment Models"


class SharedSavings(PaymentModel):
    """Shared savings of an accountable care organization (ACO).

    Dollars are those of the performance period. Facts that only some years need are
    read only by the editions of those years.
    """

    first_year = 2013
    last_year = 2024

    # What is reported for the performance period
    benchmark: USD = fact("Total updated benchmark expenditures", minimum=0)
    expenditure: USD = fact("Total Parts A and B expenditures", minimum=0)
    assigned_beneficiaries: Count = fact("Assigned beneficiaries", places=0, minimum=0)
    stated_rate: Rate = fact(
        "Minimum savings rate stated by CMS, for fewer than 500 beneficiaries",
        optional=True,
        places=9,
    )
    quality_score: Rate = fact("Quality score, 0 to 1", places=9)
    quality_standard_met: YesNo = fact("Quality performance standard met")
    alternative_standard_met: YesNo = fact("Alternative quality performance standard met")
    terminated_early: YesNo = fact("Agreement ended before 31 December, or CMS terminated it")
    low_revenue: YesNo = fact("Low-revenue ACO")
    agreement_from_2024: YesNo = fact("Agreement period began on 1 January 2024 or later")
    guardrail: YesNo = fact("Guardrail of the prospective trend applied to the benchmark")
    advance_balance: USD = fact(
        "Advance payments that are not yet recouped", optional=True, minimum=0
    )

    # What the contract states for the track
    maximum_sharing_rate: Rate = parameter("Highest share of savings")
    payment_limit: Rate = parameter("Limit on shared savings, as a share of the benchmark")
    low_revenue_exception: YesNo = parameter(
        "Low-revenue ACOs share half as much below the minimum savings rate"
    )

    # What the law sets
    sliding_scale: SlidingScale = table(
        "Minimum savings rate by assigned beneficiaries",
        rows=SLIDING_SCALE,
        cites="42 CFR 425.604(b); V11 table 5",
    )
    scale_begins: Count = constant(
        "Fewest beneficiaries on the sliding scale",
        {2013: "500"},
        cites="42 CFR 425.604(b); V11 table 5",
    )
    fewest_beneficiaries: Count = constant(
        "Fewest beneficiaries for an elected rate and for low-revenue sharing",
        {2013: "5000"},
        cites="42 CFR 425.110, 425.605(b)(2) and (h)",
    )
    sequestration: Rate = constant(
        "Sequestration of shared savings",
        {2013: "0.02", 2019: "0", 2021: "0.02"},
        cites="2 USC 901a; suspended at the payment dates of 2019 and 2020 by CARES Act 3709",
    )

    # ---- the minimum savings rate

    @clause(cites="42 CFR 425.604(b); V11 table 5")
    def share_of_band(self) -> Rate:
        """How far the ACO is through its band of the sliding scale."""
        row = self.sliding_scale.row(self.assigned_beneficiaries)
        return (self.assigned_beneficiaries - row.beneficiaries) / (row.last - row.beneficiaries)

    @clause(cites="42 CFR 425.604(b); V11 table 5")
    def interpolated_rate(self) -> Rate:
        """Minimum savings rate by the sliding scale."""
        row = self.sliding_scale.row(self.assigned_beneficiaries)
        return if_missing(row.rate - (row.rate - row.last_rate) * self.share_of_band, row.rate)

    @clause(cites="42 CFR 425.604(b)")
    def sliding_rate(self) -> Rate:
        """Minimum savings rate by assigned beneficiaries."""
        stated = if_missing(self.stated_rate, self.interpolated_rate)
        below_scale = self.assigned_beneficiaries < self.scale_begins
        return when(below_scale, stated, self.interpolated_rate)

    @clause(cites="42 CFR 425.604(b), 425.605(b)(1)")
    def minimum_savings_rate(self) -> Rate:
        """Minimum savings rate that applies."""
        return self.sliding_rate

    @clause(cites="42 CFR 425.604(b)")
    def minimum_amount(self) -> USD:
        """Minimum savings rate in dollars of the benchmark."""
        return self.minimum_savings_rate * self.benchmark

    # ---- the sharing rate

    @clause(cites="42 CFR 425.502, 425.604(d)")
    def sharing_rate(self) -> Rate:
        """Sharing rate that the quality earned."""
        return when(self.quality_standard_met, self.maximum_sharing_rate * self.quality_score, 0)

    @sharing_rate.since(2021, cites="42 CFR 425.512(a)(2); 85 FR 84472")
    def _(self) -> Rate:
        """In 2021 and 2022 all or nothing."""
        return when(self.quality_standard_met, self.maximum_sharing_rate, 0)

    @sharing_rate.since(2023, cites="42 CFR 425.512(a)(2) and (a)(4), 425.605(d)")
    def _(self) -> Rate:
        """From 2023 the alternative standard earns a share by the score, in 0.01 percents."""
        scaled = self.maximum_sharing_rate * round_to(self.quality_score, "0.0001")
        below = when(self.alternative_standard_met, scaled, 0)
        return when(self.quality_standard_met, self.maximum_sharing_rate, below)

    # ---- which savings are shared

    @clause(cites="42 CFR 425.604(a), 425.605(a)")
    def gross_savings(self) -> USD:
        """Savings against the benchmark."""
        return greater_of(self.benchmark - self.expenditure, 0)

    @clause(cites="42 CFR 425.604(c), 425.605(c)")
    def minimum_savings_met(self) -> YesNo:
        """Savings reach the minimum savings rate, compared unrounded."""
        return self.gross_savings >= self.minimum_amount

    @clause(cites="42 CFR 425.604(c), 425.605(c)")
    def savings_qualify(self) -> YesNo:
        """Savings qualify for sharing."""
        return self.minimum_savings_met

    @savings_qualify.since(2024, cites="42 CFR 425.605(c) and (h)")
    def _(self) -> YesNo:
        """From 2024 a low-revenue ACO in a new agreement needs no minimum."""
        new_low_revenue = self.low_revenue & self.agreement_from_2024
        enough = self.assigned_beneficiaries >= self.fewest_beneficiaries
        excepted = self.low_revenue_exception & new_low_revenue & enough
        return self.minimum_savings_met | excepted

    @clause(cites="42 CFR 425.604(c), 425.605(c)")
    def counted_savings(self) -> USD:
        """Savings that count, from the first dollar."""
        return when(self.savings_qualify, self.gross_savings, 0)

    @counted_savings.since(2024, cites="42 CFR 425.605(c), 425.652(b)")
    def _(self) -> USD:
        """From 2024 a benchmark raised by the guardrail pays no savings."""
        return when(self.savings_qualify & ~self.guardrail, self.gross_savings, 0)

    # ---- what is earned of them

    @clause(cites="42 CFR 425.604(d), 425.605(d); V11 step 7")
    def final_sharing_rate(self) -> Rate:
        """Share of the savings that count."""
        return self.sharing_rate

    @final_sharing_rate.since(2024, cites="42 CFR 425.605(h)")
    def _(self) -> Rate:
        """From 2024 half as much below the minimum."""
        return when(self.minimum_savings_met, self.sharing_rate, rate("0.5") * self.sharing_rate)

    @clause(cites="42 CFR 425.604(d), 425.605(d); V11 step 7")
    def shared_savings(self) -> USD:
        """The ACO's share of the savings."""
        return self.final_sharing_rate * self.counted_savings

    @clause(cites="2 USC 901a; V11 step 8")
    def sequestered_savings(self) -> USD:
        """Shared savings after sequestration."""
        return (1 - self.sequestration) * self.shared_savings

    @clause(cites="42 CFR 425.604(e)(2), 425.605(d), 425.610(e)(2); V11 step 9")
    def limited_savings(self) -> USD:
        """Shared savings within the payment limit, which applies after sequestration."""
        return lesser_of(self.sequestered_savings, self.payment_limit * self.benchmark)

    @clause(cites="42 CFR 425.604(e), 425.605(d), 425.610(e)")
    def earned(self) -> USD:
        """Shared savings earned."""
        return to_cents(self.limited_savings)

    @earned.since(2019, cites="42 CFR 425.221(b)(1); V11 section 4.4")
    def _(self) -> USD:
        """From 2019 an agreement that ended early earns no savings."""
        return to_cents(when(~self.terminated_early, self.limited_savings, 0))

    # ---- the settlement

    @clause(cites=ADVANCES)
    def advances_due(self) -> USD:
        """Advance payments that are due from shared savings."""
        return if_missing(self.advance_balance, 0, because="no advance payments were reported")

    @clause(cites=ADVANCES)
    def recouped(self) -> USD:
        """Advance payments recouped from shared savings."""
        return lesser_of(self.earned, self.advances_due)

    @result(cites="42 CFR 425.604(e), 425.605(d), 425.610(e)")
    def payment(self) -> USD:
        """Payment to the ACO.

        It is negative where the ACO pays.
        """
        return self.settlement - self.recouped

    @result(cites="42 CFR 425.604, 425.605")
    def settlement(self) -> USD:
        """Earned.

        CMS publishes it as EarnSaveLoss, before advance payments are recouped.
        """
        return self.earned

    @result(cites=ADVANCES)
    def advances_left(self) -> USD:
        """Advance payments left to recoup."""
        return self.advances_due - self.recouped

    @result(cites="42 CFR 425.604(a), 425.605(a)")
    def counted(self) -> USD:
        """Counted savings.

        CMS publishes them as GenSaveLoss.
        """
        return self.counted_savings
