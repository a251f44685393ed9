"""What an episode is, as a definition says it: frozen values that know where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, get_args

import attrs

from vbc_rules.diagnostics import Place

Amount = Literal[
    "spending",
    "own_care",
    "typical_care",
    "complications",
    "care_by_others",
    "care_after",
    "related_care",
]
"""Dollars of an episode that a fact may be."""

Quantity = Literal[Amount, "related_care_day", "severity", "excluded"]
"""All that a fact may be of an episode."""

Owner = Literal["entity", "network", "anyone"]
"""Whose care is the provider's own: the episode's entity, the network, or anyone's."""

SeveritySource = Literal["trigger", "member", "none"]
YearBy = Literal["trigger", "end"]
OverlapRule = Literal["first_wins", "new_one_replaces", "by_rank", "both_kept"]
Sharing = Literal["each", "first", "last"]
Death = Literal["in_anchor", "in_episode", "never"]
Loss = Literal["in_episode", "never"]
CountedFrom = Literal["discharge_day", "day_after_discharge"]
Scope = Literal["everything", "listed"]
Crossing = Literal["prorated", "whole", "left_out"]
Parent = Literal["episode_type", "category"]

AMOUNTS: tuple[str, ...] = get_args(Amount)
QUANTITIES: tuple[str, ...] = get_args(Quantity)
OWNERS: tuple[str, ...] = get_args(Owner)
SEVERITY_SOURCES: tuple[str, ...] = get_args(SeveritySource)
YEARS_BY: tuple[str, ...] = get_args(YearBy)
OVERLAP_RULES: tuple[str, ...] = get_args(OverlapRule)
SHARING: tuple[str, ...] = get_args(Sharing)
DEATHS: tuple[str, ...] = get_args(Death)
LOSSES: tuple[str, ...] = get_args(Loss)
COUNTED_FROM: tuple[str, ...] = get_args(CountedFrom)
SCOPES: tuple[str, ...] = get_args(Scope)
CROSSINGS: tuple[str, ...] = get_args(Crossing)
PARENTS: tuple[str, ...] = get_args(Parent)


@attrs.frozen
class Kind:
    """All that rules read of a service line; many lines are of one kind."""

    system: str
    code: str
    type: str
    place: str = ""
    diagnosis: str = ""
    discharge_status: str = ""


@attrs.frozen
class Codes:
    """Codes written out, and prefixes of codes."""

    exact: frozenset[str]
    prefixes: tuple[str, ...]

    def have(self, code: str) -> bool:
        """Tell whether a code is among them; no code is in no list."""
        return code in self.exact or bool(code and code.startswith(self.prefixes))


@attrs.frozen
class Rule:
    """Conditions on a service line, which must all hold; None asks nothing."""

    system: str | None
    codes: Codes | None
    types: frozenset[str] | None
    places: frozenset[str] | None
    diagnoses: Codes | None
    place: Place
    reason: str = ""

    def fits(self, kind: Kind) -> bool:
        """Tell whether lines of a kind meet every condition."""
        return (
            (self.types is None or kind.type in self.types)
            and (self.places is None or kind.place in self.places)
            and (self.system is None or kind.system == self.system)
            and (self.codes is None or self.codes.have(kind.code))
            and (self.diagnoses is None or self.diagnoses.have(kind.diagnosis))
        )


@attrs.frozen
class Trigger:
    """A service that begins an episode, the severity it stands for, and its episode type."""

    rule: Rule
    severity: Decimal | int | None = None
    episode_type: str = ""


@attrs.frozen
class Window:
    """The days of an episode around its anchor, which is the triggering service."""

    days_before: int
    days_after: int
    counted_from: CountedFrom

    @property
    def last_offset(self) -> int:
        """Return the days from the anchor's last day to the last day of the episode."""
        return self.days_after - (self.counted_from == "discharge_day")


@attrs.frozen
class Category:
    """A category of episodes: what begins one, how long it lasts, and what counts in it."""

    name: str
    title: str
    triggers: tuple[Trigger, ...]
    look_back_days: int
    window: Window
    watched_days: int
    crossing: Mapping[str, Crossing]
    scope: Scope
    included: tuple[Rule, ...]
    excluded: tuple[Rule, ...]
    complications: tuple[Rule, ...]
    related_care: tuple[Rule, ...]
    place: Place

    def crosses(self, type: str) -> Crossing:
        """Return what happens to a service of a type that goes on beyond the end."""
        return self.crossing.get(type, self.crossing["otherwise"])


@attrs.frozen
class Overlaps:
    """Which of two episodes of one member counts where their windows overlap."""

    rule: OverlapRule
    rank: tuple[str, ...]
    shared_services: Sharing | None


@attrs.frozen
class Cancelling:
    """What cancels an episode that has begun."""

    death: Death
    lost_eligibility: Loss
    discharge_status: frozenset[str]

    @property
    def reads_members(self) -> bool:
        """Tell whether it needs to be known who was eligible, or died."""
        return (self.death, self.lost_eligibility) != ("never", "never")


@attrs.frozen
class Definition:
    """Episodes as the parties of a contract agreed on them.

    `facts` says what each fact of the contract is of an episode. `sha256` is a hash of what
    the file says: comments and order of keys do not change it.
    """

    id: str
    title: str
    facts: Mapping[str, Quantity]
    parents: tuple[Parent, ...]
    own_care: Owner
    severity_from: SeveritySource
    year_by: YearBy
    overlaps: Overlaps | None
    cancelled_by: Cancelling
    categories: tuple[Category, ...]
    file: str
    sha256: str

    @property
    def reads_members(self) -> bool:
        """Tell whether episodes cannot be built without a file of members."""
        return self.cancelled_by.reads_members or self.severity_from == "member"

    def rules(self) -> tuple[Rule, ...]:
        """Return every rule of every category."""
        return tuple(
            rule
            for one in self.categories
            for rule in (
                *(trigger.rule for trigger in one.triggers),
                *one.included,
                *one.excluded,
                *one.complications,
                *one.related_care,
            )
        )
