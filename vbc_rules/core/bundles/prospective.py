"""Generic prospective bundle: one price at the trigger, for all care of the episode."""

from __future__ import annotations

from vbc_rules.language import (
    USD,
    Arrangement,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    axis,
    clause,
    fact,
    lesser_of,
    parameter,
    result,
    to_cents,
    total,
    when,
)


class SummedProspectiveBundle(PaymentModel):
    """Prospective bundle, from amounts that were summed.

    The price of an episode is due at its trigger; the provider's own services in scope are
    reported and not paid. Services in scope that the plan paid to others are deducted, and
    so is related care under warranty. An episode that is excluded reverts to fee-for-service,
    and its price is refunded.
    """

    id = "core.prospective_bundle_summed"
    arrangement = Arrangement(
        kind="episode", scope="condition", losses=("leakage_offset", "warranty_offset")
    )

    prices: USD = fact("Prices of all episodes triggered", minimum=0, places=6)
    excluded_prices: USD = fact("Prices of the episodes excluded later", minimum=0, places=6)
    fee_for_service: USD = fact(
        "Fee-for-service value of the provider's services in the excluded episodes", minimum=0
    )
    leakage: USD = fact("Services in scope that the plan paid to others", minimum=0, places=6)
    related_care: USD = fact("Related care that the warranty covers", minimum=0)
    prices_paid: USD = fact("Prices paid already for these episodes", minimum=0)

    leakage_share: Rate = parameter("Share deducted of services in scope paid to others")

    @clause(cites="contract: price")
    def prices_due(self) -> USD:
        """Prices of the episodes triggered."""
        return to_cents(self.prices)

    @clause(cites="contract: exclusions")
    def refunds(self) -> USD:
        """Prices refunded for excluded episodes."""
        return to_cents(self.excluded_prices)

    @clause(cites="contract: exclusions")
    def reverted(self) -> USD:
        """Excluded episodes paid fee-for-service."""
        return to_cents(self.fee_for_service)

    @clause(cites="contract: leakage_share")
    def total_leakage(self) -> USD:
        """Services in scope paid to others."""
        return self.leakage

    @clause(cites="contract: leakage_share")
    def leakage_offset(self) -> USD:
        """Deducted for services paid to others."""
        return to_cents(self.leakage_share * self.total_leakage)

    @clause(cites="contract: warranty_days")
    def warranty_offset(self) -> USD:
        """Deducted for related care under warranty."""
        return to_cents(self.related_care)

    @clause(cites="contract: payment at the trigger")
    def paid_already(self) -> USD:
        """Prices paid already."""
        return to_cents(self.prices_paid)

    @result(cites="contract")
    def settlement(self) -> USD:
        """Payment to the provider after what was paid already.

        It is negative where the provider pays back.
        """
        deducted = self.refunds + self.leakage_offset + self.warranty_offset
        return self.prices_due + self.reverted - deducted - self.paid_already

    @result(cites="contract")
    def due(self) -> USD:
        """Payment for all episodes, at the trigger and now."""
        deducted = self.refunds + self.leakage_offset + self.warranty_offset
        return self.prices_due + self.reverted - deducted


class ProspectiveBundle(SummedProspectiveBundle):
    """Prospective bundle, from episodes.

    The deduction for services paid to others never exceeds the price of the episode.
    """

    id = "core.prospective_bundle"

    category = axis("Episode category")
    episode = axis("Episode", within=category)

    allowed: USD = fact(
        "Fee-for-service value of the provider's services in scope", per=episode, minimum=0
    )
    severity: Rate = fact("Severity of the episode; 1 is average", per=episode, places=6,
                          maximum=100)  # fmt: skip
    excluded: YesNo = fact("The episode is excluded", per=episode)
    leakage: USD = fact("Services in scope that the plan paid to others", per=episode, minimum=0)
    related_care: USD = fact(
        "Paid for a related readmission or revision after the episode; 0 if none",
        per=episode,
        minimum=0,
    )
    related_care_day: Count = fact(
        "Days from the end of the episode to the related care; 0 if none",
        per=episode,
        places=0,
        minimum=0,
    )

    price: USD = parameter("Price of the category", per=category, minimum=0)
    warranty_days: Count = parameter(
        "Days after the episode for which related care is under warranty", per=category, minimum=0
    )

    @clause(cites="contract: price")
    def episode_price(self) -> USD:
        """Price of the episode."""
        return self.price * self.severity

    @clause(cites="contract: price", amends="summed over the episodes")
    def prices_due(self) -> USD:
        """Prices of the episodes triggered."""
        return to_cents(total(self.episode_price, over=self.episode))

    @clause(cites="contract: exclusions", amends="summed over the episodes")
    def refunds(self) -> USD:
        """Prices refunded for excluded episodes."""
        return to_cents(total(self.episode_price, over=self.episode, where=self.excluded))

    @clause(cites="contract: exclusions", amends="summed over the episodes")
    def reverted(self) -> USD:
        """Excluded episodes paid fee-for-service."""
        return to_cents(total(self.allowed, over=self.episode, where=self.excluded))

    @clause(cites="contract: leakage_share")
    def episode_leakage(self) -> USD:
        """Services in scope paid to others, up to the price of the episode."""
        return lesser_of(self.leakage, self.episode_price)

    @clause(cites="contract: leakage_share", amends="summed over the episodes")
    def total_leakage(self) -> USD:
        """Services in scope paid to others."""
        return total(self.episode_leakage, over=self.episode, where=~self.excluded)

    @clause(cites="contract: warranty_days")
    def under_warranty(self) -> USD:
        """Related care within the days of the warranty."""
        covered = self.related_care_day <= self.warranty_days
        return when(covered, self.related_care, 0)

    @clause(cites="contract: warranty_days", amends="summed over the episodes")
    def warranty_offset(self) -> USD:
        """Deducted for related care under warranty."""
        return to_cents(total(self.under_warranty, over=self.episode, where=~self.excluded))
