"""Total monies owed: the shared savings with everything that is settled beside them."""

from __future__ import annotations

from vbc_cms.reach.settlement import ARRANGEMENT, LOSS_STAGES, SAVINGS_STAGES, ReachSharing
from vbc_rules import (
    USD,
    YesNo,
    clause,
    fact,
    if_missing,
    result,
    to_cents,
    usd,
    when,
)

MONIES = "settlement: total monies owed"


class MoniesOwed(ReachSharing):
    """Direct Contracting and ACO REACH, total monies owed.

    The shared savings or losses with the bonus of high performers, the release of the retention
    withhold, the enhanced primary care capitation that is paid back, what capitation and
    advanced payments were paid too much or too little, less what the provisional settlement
    paid.
    """

    id = "cms.reach_monies_owed"
    arrangement = ARRANGEMENT
    waterfall = (SAVINGS_STAGES, LOSS_STAGES)

    high_performer_bonus: USD = fact(
        "Bonus of the high performers pool, from 2023", places=4, minimum=0
    )
    retention_withheld: USD = fact("Retention withheld from the benchmark", places=4, minimum=0)
    continues: YesNo = fact("The ACO continues in the next performance year")
    enhanced_capitation: USD = fact(
        "Enhanced primary care capitation paid, 0 without it", minimum=0
    )
    capitation_reconciliation: USD = fact(
        "Capitation due less capitation paid, where capitation was elected",
        places=4,
        optional=True,
    )
    advance_reconciliation: USD = fact(
        "Claims reduced less advanced payments, where advances were elected",
        places=4,
        optional=True,
    )
    provisional_settlement: USD = fact(
        "Paid at the provisional settlement, where it was elected; owed is negative",
        optional=True,
    )

    @clause(cites="High Performers Pool, from PY2023 [C: glossary]")
    def bonus(self) -> USD:
        """Bonus of high performers."""
        return usd(0)

    @bonus.since(2023, cites="High Performers Pool, from PY2023 [C: glossary]")
    def _(self) -> USD:
        """From 2023; before, there was no pool."""
        return to_cents(self.high_performer_bonus)

    @clause(cites="retention withhold: released if the ACO stays for the next year [M-h]")
    def retention_released(self) -> USD:
        """Retention withhold released."""
        return to_cents(when(self.continues, self.retention_withheld, 0))

    @clause(cites="Primary Care Capitation: the enhanced part is recouped [C: CMS fact sheet]")
    def enhanced_recouped(self) -> USD:
        """Enhanced primary care capitation recouped."""
        return self.enhanced_capitation

    @clause(cites="Capitation payment mechanisms: reconciled at settlement [C: glossary]")
    def capitation_due(self) -> USD:
        """Capitation still due; paid too much is negative."""
        none = "no capitation was elected"
        return to_cents(if_missing(self.capitation_reconciliation, 0, because=none))

    @clause(cites="Advanced Payment Option: reconciled to the reduced claims [C: glossary]")
    def advances_due(self) -> USD:
        """Advanced payments still due; paid too much is negative."""
        none = "no advanced payments were elected"
        return to_cents(if_missing(self.advance_reconciliation, 0, because=none))

    @clause(cites="provisional settlement, optional [C: lawinsider]")
    def provisional_paid(self) -> USD:
        """Paid at the provisional settlement."""
        none = "no provisional settlement was elected"
        return if_missing(self.provisional_settlement, 0, because=none)

    @clause(cites="settlement [V]")
    def settlement(self) -> USD:
        """Shared savings less shared losses."""
        return self.earned - self.owed

    @clause(cites=MONIES)
    def beside(self) -> USD:
        """Settled beside savings and losses."""
        withheld = self.retention_released - self.enhanced_recouped
        return withheld + self.capitation_due + self.advances_due - self.provisional_paid

    @result(cites=MONIES)
    def monies_owed(self) -> USD:
        """Total monies owed to the ACO.

        It is negative where the ACO pays.
        """
        return self.settlement + self.bonus + self.beside
