"""The categories of payment of the HCP-LAN framework, and the rules that choose one.

Source: Health Care Payment Learning & Action Network, Alternative Payment Model framework, as the
code system `hcp-lan-apm-framework` of the HL7 Da Vinci value-based performance reporting guide
has it [C]; 1 is in the white paper only.
"""

from __future__ import annotations

from collections.abc import Iterable

from vbc_rules.language import Arrangement

CATEGORIES = {
    "1": "Fee for service without a link to quality and value",
    "2A": "Foundational payments for infrastructure and operations",
    "2B": "Pay for reporting",
    "2C": "Pay for performance",
    "3N": "Risk-based payments that are not linked to quality",
    "3A": "Shared savings with upside risk only",
    "3B": "Shared savings with downside risk",
    "4N": "Capitated payments that are not linked to quality",
    "4A": "Condition-specific population-based payment",
    "4B": "Comprehensive population-based payment",
    "4C": "Integrated finance and delivery systems",
}
"""Every category with its name, from the least to the most advanced."""

RANK = {category: rank for rank, category in enumerate(CATEGORIES)}


def category_of(
    arrangement: Arrangement, *, downside: bool, linked: bool, integrated: bool
) -> str | None:
    """Return the category of a payment; None for a model that pays nothing itself."""
    if arrangement.kind == "population":
        return _population(arrangement, linked=linked, integrated=integrated)
    if arrangement.kind in ("savings", "episode"):
        return "3N" if not linked else "3B" if downside else "3A"
    if arrangement.kind == "performance":
        return "2C" if linked or not arrangement.quality else "1"
    return {"reporting": "2B", "infrastructure": "2A"}.get(arrangement.kind)


def _population(arrangement: Arrangement, *, linked: bool, integrated: bool) -> str:
    if not linked:
        return "4N"
    if integrated:
        return "4C"
    return "4B" if arrangement.scope == "comprehensive" else "4A"


def most_advanced(categories: Iterable[str | None]) -> str | None:
    """Return the category of a contract: the most advanced of its payments."""
    return max((one for one in categories if one is not None), key=RANK.__getitem__, default=None)
