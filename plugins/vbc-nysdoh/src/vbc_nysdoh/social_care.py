"""Interventions on social determinants of health, and the organisation that delivers them."""

from __future__ import annotations

from vbc_rules import (
    USD,
    Arrangement,
    Choice,
    Count,
    PaymentModel,
    Rate,
    YesNo,
    axis,
    clause,
    count,
    parameter,
    result,
    stages,
    to_cents,
    total,
)

SDH = "New York State Department of Health, social determinants of health [C]"
DOMAINS = (
    "economic_stability",
    "education",
    "health_and_health_care",
    "neighborhood_and_environment",
    "social_family_and_community",
)
TIERS = ("tier_1", "tier_2", "tier_3")


class SocialCare(PaymentModel):
    """New York Medicaid value-based payment, funding of social interventions.

    The plan funds each intervention in advance, and a community-based organisation delivers
    it. Tier 1 is a nonprofit that does not bill Medicaid. An intervention counts for the program
    if it lies in one of the five domains and a report of its status is agreed.
    """

    id = "nysdoh.social_care"
    arrangement = Arrangement("infrastructure")
    waterfall = stages("funding", "payment")

    intervention = axis("Intervention")

    amount: USD = parameter("Funding in advance", per=intervention, minimum=0)
    organization_share: Rate = parameter(
        "Part of the funding for the community-based organisation", per=intervention
    )
    domain: Choice = parameter(
        "Domain of the intervention", per=intervention, choices=(*DOMAINS, "other")
    )
    organization_tier: Choice = parameter(
        "Tier of the community-based organisation", per=intervention, choices=TIERS
    )
    status_report: YesNo = parameter("A report of its status is agreed", per=intervention)

    @clause(cites=SDH)
    def counts(self) -> YesNo:
        """The intervention counts for the program."""
        return self.domain.is_(*DOMAINS) & self.status_report

    @result(cites=SDH)
    def payment(self) -> USD:
        """Payment in advance for all interventions."""
        return to_cents(self.funding)

    @clause(cites=SDH)
    def funding(self) -> USD:
        """Funding of all interventions."""
        return total(self.amount, over=self.intervention)

    @result(cites=SDH)
    def interventions(self) -> Count:
        """Interventions that count."""
        return count(self.counts, over=self.intervention)

    @result(cites=SDH)
    def first_tier(self) -> Count:
        """Interventions that count, delivered by an organisation of tier 1."""
        return count(self.counts & self.organization_tier.is_("tier_1"), over=self.intervention)

    @clause(cites=SDH)
    def for_organization(self) -> USD:
        """Funding of an intervention that goes to its organisation."""
        return self.organization_share * self.amount

    @clause(cites=SDH)
    def for_organizations(self) -> USD:
        """Funding that goes to community-based organisations."""
        return total(self.for_organization, over=self.intervention)
