"""Medical loss ratio: what of the premium went into care, and what is paid back."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    Table,
    YesNo,
    at_least_zero,
    clause,
    column,
    fact,
    if_missing,
    lesser_of,
    next_start,
    parameter,
    rate,
    result,
    round_to,
    stages,
    starts_at,
    table,
    to_cents,
    when,
)


class Credibility(Table):
    """Base credibility factors; between two rows the factor runs in a straight line."""

    enrollment: Count = starts_at()
    factor: Rate = column()
    until: Count = next_start()


class DeductibleFactors(Table):
    """Deductible factors; between two rows the factor runs in a straight line."""

    deductible: USD = starts_at()
    factor: Rate = column(maximum=10)
    until: USD = next_start()


class MedicalLossRatioRebate(PaymentModel):
    """Rebate where too little of the premium went into care.

    The ratio is claims, quality improvement and the prevention of fraud over premium less
    taxes and fees. Small enrollment adds a credibility adjustment: the base factor, in a
    straight line between the rows of its table, times the deductible factor. Enrollment below
    the first row is not credible and pays no rebate; above the last limit nothing is added.
    Amounts are those of all years that the contract takes together.
    """

    id = "core.medical_loss_ratio_rebate"
    arrangement = Arrangement(kind="population", losses=("rebate",))
    waterfall = stages("shortfall", "rebate")

    incurred_claims: USD = fact("Incurred claims", minimum=0)
    quality_improvement: USD = fact("Spent on improving quality", minimum=0)
    fraud_prevention: USD = fact("Spent on preventing fraud", minimum=0)
    premium: USD = fact("Earned premium", minimum=0)
    taxes_and_fees: USD = fact("Taxes and regulatory fees", minimum=0)
    enrollment: Count = fact(
        "Member-months or life-years, as the credibility table counts", places=4
    )
    average_deductible: USD = fact("Average deductible per person", minimum=0)

    minimum_ratio: Rate = parameter("Least medical loss ratio")
    fraud_prevention_limit: Rate = parameter(
        "Most fraud prevention that counts, as a share of premium", optional=True
    )
    rounds_ratio: YesNo = parameter("The ratio is rounded to three decimals")
    rebate_on_net_premium: YesNo = parameter(
        "The rebate is a share of premium less taxes and fees; otherwise of premium"
    )
    credible_from: Count = parameter("Least enrollment that is credible")
    fully_credible_above: Count = parameter("Enrollment above which nothing is added")
    credibility: Credibility = table("Base credibility factor by enrollment")
    lowest_deductible: USD = parameter("Least deductible that has a factor", minimum=0)
    deductible_factors: DeductibleFactors = table("Deductible factor by average deductible")

    @clause(cites="contract: fraud_prevention_limit")
    def fraud_prevention_counted(self) -> USD:
        """Fraud prevention that counts."""
        limited = lesser_of(self.fraud_prevention, self.fraud_prevention_limit * self.premium)
        return if_missing(limited, self.fraud_prevention)

    @clause(cites="contract: numerator")
    def numerator(self) -> USD:
        """Claims, quality improvement and fraud prevention."""
        return self.incurred_claims + self.quality_improvement + self.fraud_prevention_counted

    @clause(cites="contract: denominator")
    def denominator(self) -> USD:
        """Premium less taxes and fees."""
        return self.premium - self.taxes_and_fees

    @clause(cites="contract: credible_from")
    def credible(self) -> YesNo:
        """Enrollment is credible."""
        return self.enrollment >= self.credible_from

    @clause(cites="contract: credibility")
    def base_factor(self) -> Rate:
        """Base credibility factor."""
        row = self.credibility.row(self.enrollment)
        far = (self.enrollment - row.enrollment) / (row.until - row.enrollment)
        between = row.factor + (self.credibility.row(row.until).factor - row.factor) * far
        return if_missing(between, row.factor)

    @clause(cites="contract: deductible_factors")
    def deductible_factor(self) -> Rate:
        """Deductible factor."""
        row = self.deductible_factors.row(self.average_deductible)
        far = (self.average_deductible - row.deductible) / (row.until - row.deductible)
        between = row.factor + (self.deductible_factors.row(row.until).factor - row.factor) * far
        return if_missing(between, row.factor)

    @clause(cites="contract: lowest_deductible")
    def factor_of_deductible(self) -> Rate:
        """Deductible factor, 1 below the least deductible that has one."""
        high = self.average_deductible >= self.lowest_deductible
        return when(high, self.deductible_factor, rate(1))

    @clause(cites="contract: credible_from, fully_credible_above")
    def credibility_adjustment(self) -> Rate:
        """Credibility adjustment."""
        partly = self.credible & (self.enrollment <= self.fully_credible_above)
        return when(partly, self.base_factor * self.factor_of_deductible, 0)

    @clause(cites="contract: medical loss ratio")
    def ratio_before_rounding(self) -> Rate:
        """Medical loss ratio with its credibility adjustment, before rounding."""
        return self.numerator / self.denominator + self.credibility_adjustment

    @clause(cites="contract: rounds_ratio")
    def ratio(self) -> Rate:
        """Medical loss ratio with its credibility adjustment."""
        exact = self.ratio_before_rounding
        return when(self.rounds_ratio, round_to(exact, "0.001"), exact)

    @clause(cites="contract: minimum_ratio")
    def passes(self) -> YesNo:
        """The ratio is high enough, or enrollment is too small to tell."""
        return ~self.credible | (self.ratio >= self.minimum_ratio)

    @clause(cites="contract: rebate_on_net_premium")
    def rebate_basis(self) -> USD:
        """Premium of which the rebate is a share."""
        return when(self.rebate_on_net_premium, self.denominator, self.premium)

    @clause(cites="contract: minimum_ratio, rebate_on_net_premium")
    def shortfall(self) -> USD:
        """What the ratio lacks to its minimum, in dollars."""
        return at_least_zero(self.minimum_ratio - self.ratio) * self.rebate_basis

    @clause(cites="contract: minimum_ratio, credible_from")
    def rebate(self) -> USD:
        """Rebate; none where the ratio is high enough."""
        return to_cents(when(~self.passes, self.shortfall, 0))

    @result(cites="contract")
    def settlement(self) -> USD:
        """Owed by the plan: what it pays back, as a negative amount."""
        return -self.rebate
