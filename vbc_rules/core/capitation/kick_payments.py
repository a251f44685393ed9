"""Kick payments: an amount for each event, such as a delivery, besides capitation."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    Count,
    PaymentModel,
    axis,
    clause,
    fact,
    parameter,
    result,
    to_cents,
    total,
)


class KickPayments(PaymentModel):
    """Kick payments.

    What a member's month is worth is capitation; what comes with an event is paid when the
    event happens. Every kind of event of the contract needs its number, also where it is 0.
    """

    id = "core.kick_payments"
    arrangement = Arrangement(kind="population")

    event = axis("Kind of event")

    events: Count = fact("Events", per=event)
    kick: USD = parameter("Payment for one event", per=event, minimum=0)

    @clause(cites="contract: kick")
    def by_event(self) -> USD:
        """Payment for the events of one kind."""
        return to_cents(self.events * self.kick)

    @clause(cites="contract: kick")
    def kicks(self) -> USD:
        """Payment for all events."""
        return total(self.by_event, over=self.event)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Kick payments to the provider."""
        return self.kicks
