"""Capitation and advanced payments of Direct Contracting and ACO REACH."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    PaymentModel,
    Rate,
    at_least_zero,
    clause,
    constant,
    fact,
    result,
    stages,
    to_cents,
)

BASE = "base capitation: historical share of the benchmark [C: tortolano, CMS fact sheet]"
ENHANCED = "enhanced capitation tops up to 7 % of the benchmark [C: tortolano, CMS fact sheet]"


class Capitation(PaymentModel):
    """Direct Contracting and ACO REACH, capitation and advanced payments.

    Base capitation is the historical share of the benchmark of the services that participants
    gave up claims for: primary care, or all care under total care capitation. It is computed
    again with the final benchmark. Enhanced primary care capitation may fill it up to a
    ceiling and is paid back at settlement. Advanced payments are held against the claims that
    were reduced for them, dollar by dollar.
    """

    id = "cms.reach_capitation"
    first_year = 2021
    last_year = 2026
    arrangement = Arrangement(kind="scoring")
    waterfall = stages("below_ceiling", "enhanced_limit")

    benchmark: USD = fact("Final benchmark", places=4, minimum=0)
    capitated_share: Rate = fact(
        "Historical share of the benchmark for the capitated services", places=9
    )
    base_paid: USD = fact("Base capitation paid", minimum=0)
    enhanced_paid: USD = fact("Enhanced primary care capitation paid", minimum=0)
    advances_paid: USD = fact("Advanced payments paid", minimum=0)
    claims_reduced: USD = fact("Claims reduced for advanced payments", minimum=0)

    ceiling: Rate = constant(
        "Primary care capitation with its enhanced part, as a share of the benchmark",
        {2021: "0.07"},
        cites=ENHANCED,
    )

    @clause(cites=BASE)
    def base_due(self) -> USD:
        """Base capitation due by the final benchmark."""
        return to_cents(self.capitated_share * self.benchmark)

    @clause(cites="capitation is reconciled at settlement [C: glossary]")
    def base_reconciliation(self) -> USD:
        """Base capitation due less paid; paid too much is negative."""
        return to_cents(self.base_due - self.base_paid)

    @clause(cites="the enhanced part is recouped at settlement [C: CMS fact sheet]")
    def enhanced_recouped(self) -> USD:
        """Enhanced capitation paid back, all of it."""
        return self.enhanced_paid

    @clause(cites="advanced payments: 1:1 to the reduced claims [C: glossary]")
    def advance_reconciliation(self) -> USD:
        """Claims reduced less advanced payments; paid too much is negative."""
        return to_cents(self.claims_reduced - self.advances_paid)

    @result(cites="capitation, enhanced capitation and advanced payments at settlement")
    def reconciliation(self) -> USD:
        """Capitation and advanced payments, reconciled.

        The ACO pays what is negative.
        """
        return self.base_reconciliation - self.enhanced_recouped + self.advance_reconciliation

    @clause(cites=ENHANCED)
    def below_ceiling(self) -> USD:
        """What the base leaves below the ceiling."""
        return at_least_zero(self.ceiling * self.benchmark - self.base_due)

    @result(cites=ENHANCED)
    def enhanced_limit(self) -> USD:
        """Most enhanced capitation that can be paid."""
        return to_cents(self.below_ceiling)
