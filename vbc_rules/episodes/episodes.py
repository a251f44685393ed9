"""An episode: its anchor, its days, and what became of it."""

from __future__ import annotations

from datetime import date

import attrs

from vbc_rules.episodes.anchors import Anchor
from vbc_rules.episodes.definition import Category


@attrs.define(eq=False)
class Episode:
    """An episode of a member. Days are numbers of the calendar, both included.

    `cancelled` says why an episode that began does not count, or is empty. `unbegun` says
    why a trigger began none. `cents` are its dollars by part, `related_from` is the first
    day of related care after it.
    """

    id: str
    member: str
    anchor: Anchor
    start: int
    end: int
    cancelled: str = ""
    unbegun: str = ""
    in_period: bool = True
    cents: dict[str, int] = attrs.field(factory=dict)
    related_from: int | None = None

    @property
    def category(self) -> Category:
        """Return the category."""
        return self.anchor.category

    @property
    def entity(self) -> str:
        """Return the entity responsible."""
        return self.anchor.entity

    @property
    def watched_to(self) -> int:
        """Return the last day that is watched after the episode."""
        return self.end + self.category.watched_days

    def covers(self, day: int) -> bool:
        """Tell whether a day lies within the episode."""
        return self.start <= day <= self.end

    def put(self, part: str, cents: int) -> None:
        """Add cents to a part of the episode's dollars."""
        self.cents[part] = self.cents.get(part, 0) + cents

    def saw_related(self, day: int) -> None:
        """Keep the first day of related care."""
        if self.related_from is None or day < self.related_from:
            self.related_from = day

    @property
    def related_day(self) -> int:
        """Return the days from the end of the episode to related care, 0 if there is none."""
        return 0 if self.related_from is None else self.related_from - self.end

    def overlaps(self, other: Episode) -> bool:
        """Tell whether the two have a day in common."""
        return self.start <= other.end and other.start <= self.end


def episode_of(anchor: Anchor, member: str, id: str) -> Episode:
    """Return the episode that an anchor begins: its window around the anchor."""
    window = anchor.category.window
    start, end = anchor.first - window.days_before, anchor.last + window.last_offset
    return Episode(id, member, anchor, start, end)


def day_text(day: int) -> str:
    """Return a day as people write it in files."""
    return date.fromordinal(day).isoformat()
