"""Tracks without losses: Track 1, BASIC levels A and B."""

from __future__ import annotations

from vbc_cms.mssp.savings import SAVINGS_STAGES, SharedSavings
from vbc_rules import USD, result


class OneSided(SharedSavings):
    """Medicare Shared Savings Program, savings only."""

    id = "cms.mssp_one_sided"
    waterfall = SAVINGS_STAGES

    @result(cites="42 CFR 425.604(a), 425.605(a)")
    def counted(self) -> USD:
        """Savings that count, as CMS publishes them."""
        return self.counted_savings

    @result(cites="42 CFR 425.604, 425.605(d)(1)(i) and (ii)")
    def settlement(self) -> USD:
        """Shared savings, before advance payments are recouped."""
        return self.earned

    @result(cites="42 CFR 425.604(e), 425.640(g)")
    def payment(self) -> USD:
        """Amount to pay to the ACO."""
        return self.settlement - self.recouped
