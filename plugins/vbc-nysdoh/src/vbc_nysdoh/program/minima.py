"""What the program requires of a contract, by the days on which it is known to require it.

Only figures that were read in a source stand here. The guideline of the roadmaps of 2015 to 2019
is from memory [M-m]: a contract that follows it writes the figures as its own terms. The levels
were redefined in April 2026, and the new figures could not be read: no rule is made up for
days on which none is known.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import attrs

UPDATE_2026 = date(2026, 4, 1)
"""The April 2026 update: levels redefined, at most ten quality measures [C:R26]."""

SOCIAL_CARE_SINCE = date(2018, 1, 1)
"""Levels 2 and 3 need an intervention and a community-based organisation of tier 1 [C:SDH]."""

TIER_UNSAID_SINCE = date(2023, 10, 30)
"""From here on the program's page asks for a community-based organisation of any tier [C]."""

MOST_MEASURES = 10


@attrs.frozen
class Minima:
    """What a level takes at least. Below them a contract counts as the level below.

    `savings_share` is the contractor's share of savings at level 1 if all quality targets are met,
    `loss_share` its share of losses at level 2; the caps are limits on losses, as shares
    of the target budget, in the first year of the arrangement and later.
    """

    since: date
    before: date
    savings_share: Fraction
    loss_share: Fraction
    first_year_cap: Fraction
    later_cap: Fraction
    cites: str

    def cap(self, year: int) -> Fraction:
        """Return the least cap on losses in a year of the arrangement, from 1."""
        return self.first_year_cap if year == 1 else self.later_cap


ROADMAP_2022 = Minima(
    since=date(2022, 5, 1),
    before=UPDATE_2026,
    savings_share=Fraction("0.40"),
    loss_share=Fraction("0.20"),
    first_year_cap=Fraction("0.03"),
    later_cap=Fraction("0.05"),
    cites="VBP Roadmap of May 2022 [C:YUVO]",
)


RULE_DAYS = (
    SOCIAL_CARE_SINCE,
    ROADMAP_2022.since,
    TIER_UNSAID_SINCE,
    UPDATE_2026,
)
"""The days on which what the program requires changes."""


def minima_on(day: date) -> Minima | None:
    """Return the minima that are known for a day, None if none are."""
    return ROADMAP_2022 if ROADMAP_2022.since <= day < ROADMAP_2022.before else None


def why_unknown(day: date) -> str:
    """Return why no minima are known for a day."""
    if day >= UPDATE_2026:
        return "the levels were redefined in April 2026, and the new figures are not known"
    return "only the guideline of the roadmaps before May 2022 is known, from memory"
