"""Capitation by member-months of a rate cell, with a ledger of what was paid before."""

from __future__ import annotations

from vbc_rules.core.capitation.ledger import is_open, rounded_entry, withheld_for_good
from vbc_rules.core.capitation.terms import CapitationTerms, adjusted_rate, risk_factor_of
from vbc_rules.language import (
    USD,
    Count,
    MemberMonths,
    Pmpm,
    Rate,
    YesNo,
    axis,
    clause,
    fact,
    result,
    to_cents,
    total,
    when,
)


class SummedCapitation(CapitationTerms):
    """Capitation by member-months that are summed already.

    Every entry is the member-months of one rate cell in one month of service. What was
    earned by now is held against what was paid so far: the current month is paid, additions
    and recoupments within their look-back are settled, and what lies further back is shown
    and not paid. None of these is netted against another.
    """

    id = "core.capitation_summed"

    member_month = axis("Member months of a cell in a month", within=CapitationTerms.cell)

    member_months: MemberMonths = fact("Member-months", per=member_month, places=6)
    risk_score: Rate = fact("Risk score, the mean", per=member_month, places=6, maximum=100)
    months_since_service: Count = fact(
        "Months from the month of service to this run, 0 for the current one", per=member_month
    )
    paid_so_far: USD = fact(
        "Paid by earlier runs, after withhold", per=member_month, places=6, minimum=0
    )

    @clause(cites="contract: member-months")
    def counted(self) -> MemberMonths:
        """Member-months that the entry counts."""
        return self.member_months

    @clause(cites="contract: member-months")
    def months_of_cell(self) -> MemberMonths:
        """Member-months of the rate cell."""
        return total(self.counted, over=self.member_month, by=self.cell)

    @clause(cites="contract: member-months")
    def panel(self) -> MemberMonths:
        """Member-months of all rate cells."""
        return total(self.months_of_cell, over=self.cell)

    @clause(cites="contract: risk_adjustment")
    def mean_risk_score(self) -> Rate:
        """Mean risk score, by member-months."""
        scored = total(self.risk_score * self.counted, over=self.member_month)
        return when(self.panel > 0, scored / self.panel, 1)

    @clause(cites="contract: risk_adjustment")
    def risk_factor(self) -> Rate:
        """Risk factor."""
        return risk_factor_of(self.risk_score, self.mean_risk_score, self.risk_adjustment)

    @clause(cites="contract: rate, geographic_factor, carve_out, carve_out_per_member")
    def member_rate(self) -> Pmpm:
        """Rate of the member, after adjustments and carve-outs."""
        flat = self.carve_out_per_member
        geography = self.geographic_factor
        return adjusted_rate(self.rate, self.risk_factor, geography, self.carve_out, flat)

    @clause(cites="contract: minimum_panel")
    def panel_reached(self) -> YesNo:
        """The panel is large enough for capitation."""
        return self.panel >= self.minimum_panel

    @clause(cites="contract: rounds_each_entry, minimum_panel")
    def gross(self) -> USD:
        """Capitation earned, before withhold."""
        exact = self.member_rate * self.counted
        return when(self.panel_reached, rounded_entry(exact, self.rounds_each_entry), 0)

    @clause(cites="contract: withhold")
    def withheld(self) -> USD:
        """Withheld from the entry."""
        return rounded_entry(self.withhold * self.gross, self.rounds_each_entry)

    @clause(cites="contract: ledger")
    def adjustment(self) -> USD:
        """Earned by now, less what was paid so far."""
        return self.gross - self.withheld - self.paid_so_far

    @clause(cites="contract: look_back_for_additions, look_back_for_recoupments")
    def in_window(self) -> YesNo:
        """The adjustment is recent enough to be settled."""
        limits = (self.look_back_for_additions, self.look_back_for_recoupments)
        return is_open(self.adjustment, self.months_since_service, *limits)

    @clause(cites="contract: ledger")
    def current(self) -> USD:
        """Capitation of the current month."""
        new = (self.adjustment > 0) & (self.months_since_service <= 0)
        return to_cents(total(self.adjustment, over=self.member_month, where=new))

    @clause(cites="contract: look_back_for_additions")
    def additions(self) -> USD:
        """Retroactive additions."""
        late = (self.adjustment > 0) & (self.months_since_service > 0) & self.in_window
        return to_cents(total(self.adjustment, over=self.member_month, where=late))

    @clause(cites="contract: look_back_for_recoupments")
    def recoupments(self) -> USD:
        """Recoupments of what was paid too much."""
        over = (self.adjustment < 0) & self.in_window
        return to_cents(total(-self.adjustment, over=self.member_month, where=over))

    @result(cites="contract: ledger")
    def settlement(self) -> USD:
        """Payment of this run; negative where the provider pays back."""
        return self.current + self.additions - self.recoupments

    @clause(cites="contract: look_back_for_additions")
    def late_additions(self) -> USD:
        """Additions outside the window."""
        late = (self.adjustment > 0) & ~self.in_window
        return to_cents(total(self.adjustment, over=self.member_month, where=late))

    @clause(cites="contract: look_back_for_recoupments")
    def late_recoupments(self) -> USD:
        """Recoupments outside the window."""
        late = (self.adjustment < 0) & ~self.in_window
        return to_cents(total(-self.adjustment, over=self.member_month, where=late))

    @result(cites="contract: look_back_for_additions")
    def additions_not_paid(self) -> USD:
        """Additions too old to be paid, for information."""
        return self.late_additions

    @result(cites="contract: look_back_for_recoupments")
    def recoupments_not_taken(self) -> USD:
        """Recoupments too old to be taken, for information."""
        return self.late_recoupments

    @clause(cites="contract: rate")
    def earned_by_cell(self) -> USD:
        """Capitation earned in the rate cell, before withhold."""
        return total(self.gross, over=self.member_month, by=self.cell)

    @clause(cites="contract: rate")
    def earned(self) -> USD:
        """Capitation earned in all rate cells, before withhold."""
        return to_cents(total(self.earned_by_cell, over=self.cell))

    @clause(cites="contract: withhold")
    def kept_back(self) -> USD:
        """Withheld from the entry for good: an adjustment that is not settled changes nothing."""
        held = (self.withheld, self.paid_so_far, self.withhold)
        return withheld_for_good(*held, self.adjustment, self.in_window)

    @clause(cites="contract: withhold")
    def withheld_in_all(self) -> USD:
        """Withheld from all entries."""
        return to_cents(total(self.kept_back, over=self.member_month))

    @result(cites="contract: rate, withhold")
    def earned_after_withhold(self) -> USD:
        """Capitation earned by now for these months, whenever it is paid."""
        return self.earned - self.withheld_in_all
