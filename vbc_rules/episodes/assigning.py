"""To which episode each service of a member belongs, and with which part of its amount."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from vbc_rules.episodes.definition import Definition
from vbc_rules.episodes.episodes import Episode
from vbc_rules.episodes.parts import Parts
from vbc_rules.episodes.service_lines import ServiceLines
from vbc_rules.episodes.verdicts import NOT_LISTED, Verdicts

GOES_ON = "goes on after the episode"
DAYS_AFTER = "days after the episode"
NOT_WATCHED = "after the episode and not related"
_REASONS = {"other": "by others", "complication": "complication", "related": "related care"}
NO_EPISODE = "no episode of the member on this day"


@attrs.frozen(eq=False)
class Assigning:
    """Puts the lines of one member after another into episodes, and keeps every part."""

    definition: Definition
    lines: ServiceLines
    verdicts: Verdicts
    parts: Parts

    def assign(
        self, rows: Sequence[int], episodes: Sequence[Episode], unbegun: Mapping[int, str]
    ) -> None:
        """Assign the rows of a member. `unbegun` tells of triggers that began no episode."""
        counting = [one for one in episodes if not one.cancelled]
        cancelled = [one for one in episodes if one.cancelled]
        for row in rows:
            day = self.lines.first[row]
            covering = [one for one in counting if one.covers(day)]
            covering = covering or [one for one in cancelled if one.covers(day)][-1:]
            watching = covering or [one for one in counting if one.end < day <= one.watched_to]
            if covering:
                self._within(row, covering)
            elif watching:
                self._after(row, max(watching, key=lambda one: (one.end, one.id)))
            else:
                self._outside(row, self.lines.allowed[row], unbegun.get(row, NO_EPISODE))

    # ---- within episodes

    def _within(self, row: int, covering: Sequence[Episode]) -> None:
        kind = self.lines.kind[row]
        reasons = [self._excluded(row, kind, one) for one in covering]
        taking = [one for one, reason in zip(covering, reasons, strict=True) if not reason]
        if not taking:
            self._exclude(row, covering[0], reasons[0])
            return
        staying = [one for one in taking if self._crosses(row, one.end, one) != "left_out"]
        if not staying:
            self._outside(row, self.lines.allowed[row], GOES_ON, taking[0])
            return
        shares = {one: self._share(row, one) for one in self._sharing(staying)}
        first = max(shares, key=lambda one: abs(shares[one]))  # of equals, the first one
        self._take(row, first, shares.pop(first))
        for other, cents in shares.items():
            if other.in_period:
                other.put(self._part(row, kind, other), cents)
                self.parts.add(row, "again", cents, other, f"counts in episode {first.id} too")

    def _excluded(self, row: int, kind: int, episode: Episode) -> str:
        """Return why a line does not count in an episode; a trigger of its own always does."""
        if row in episode.anchor.rows:
            return ""
        verdict = self.verdicts.on(episode.category, kind)
        return verdict.excluded or ("" if verdict.is_listed else NOT_LISTED)

    def _sharing(self, taking: Sequence[Episode]) -> Sequence[Episode]:
        overlaps = self.definition.overlaps
        if len(taking) == 1 or overlaps is None or overlaps.shared_services == "each":
            return taking
        return taking[:1] if overlaps.shared_services == "first" else taking[-1:]

    def _share(self, row: int, episode: Episode) -> int:
        """Return the cents of a line that an episode takes."""
        if self._crosses(row, episode.end, episode) == "prorated":
            return self._up_to(row, episode.end)
        return self.lines.allowed[row]

    def _up_to(self, row: int, day: int) -> int:
        """Return the cents of the days of a line up to a day, of all its days, half a cent up."""
        first, last, cents = self.lines.first[row], self.lines.last[row], self.lines.allowed[row]
        whole = last - first + 1
        days = min(day, last) - first + 1
        return (2 * cents * days + whole) // (2 * whole)

    def _take(self, row: int, episode: Episode, cents: int) -> None:
        """Put a line into its episode, and what goes on beyond the end to where it belongs."""
        whole = self.lines.allowed[row]
        self._put(row, episode, self._part(row, self.lines.kind[row], episode), cents)
        if self._crosses(row, episode.end, episode) != "prorated":
            return
        self.parts.prorated += 1
        if self._watches(episode):
            after = self._up_to(row, episode.watched_to) - cents
            self._put(row, episode, "after", after)
            cents += after
            if self.lines.last[row] <= episode.watched_to:
                return
        self._outside(row, whole - cents, DAYS_AFTER, episode)

    def _crosses(self, row: int, end: int, episode: Episode) -> str:
        """Return what happens to a line that goes on beyond a day, or nothing if it does not."""
        if self.lines.last[row] <= end:
            return ""
        return episode.category.crosses(self.lines.kinds[self.lines.kind[row]].type)

    def _watches(self, episode: Episode) -> bool:
        counts = "care_after" in self.definition.facts.values()
        return bool(counts and episode.category.watched_days and not episode.cancelled)

    def _part(self, row: int, kind: int, episode: Episode) -> str:
        if not self._is_own(row, episode):
            return "other"
        is_complication = self.verdicts.on(episode.category, kind).is_complication
        return "complication" if is_complication and row not in episode.anchor.rows else "typical"

    def _is_own(self, row: int, episode: Episode) -> bool:
        owner = self.definition.own_care
        if owner == "network":
            return bool(self.lines.in_network[row])
        entity = self.lines.entity[row]
        joined = not entity and row in episode.anchor.rows
        return owner == "anyone" or entity == episode.entity or joined

    # ---- after episodes

    def _after(self, row: int, episode: Episode) -> None:
        verdict = self.verdicts.on(episode.category, self.lines.kind[row])
        whole = self.lines.allowed[row]
        if verdict.excluded:
            self._exclude(row, episode, verdict.excluded)
        elif verdict.is_related:
            self._take_after(row, episode, "related")
        elif not self._watches(episode):
            self._outside(row, whole, NOT_WATCHED, episode)
        elif not verdict.is_listed:
            self._exclude(row, episode, NOT_LISTED)
        else:
            self._take_after(row, episode, "after")

    def _take_after(self, row: int, episode: Episode, part: str) -> None:
        whole = self.lines.allowed[row]
        crosses = self._crosses(row, episode.watched_to, episode)
        if crosses == "left_out":
            self._outside(row, whole, GOES_ON, episode)
            return
        cents = self._up_to(row, episode.watched_to) if crosses == "prorated" else whole
        self._put(row, episode, part, cents)
        if part == "related":
            episode.saw_related(self.lines.first[row])
        if crosses == "prorated":
            self.parts.prorated += 1
            self._outside(row, whole - cents, DAYS_AFTER, episode)

    # ---- parts

    def _put(self, row: int, episode: Episode, part: str, cents: int) -> None:
        reason = _REASONS.get(part, "")
        if not episode.in_period:
            self.parts.add(row, "other_period", cents, episode, reason)
            return
        episode.put(part, cents)
        if episode.cancelled:
            self.parts.add(row, "cancelled", cents, episode, episode.cancelled)
        elif part in {"after", "related"}:
            self.parts.add(row, "after_episode", cents, episode, reason)
        else:
            self.parts.add(row, "in_episode", cents, episode, reason)

    def _exclude(self, row: int, episode: Episode, reason: str) -> None:
        self.parts.add(row, "excluded", self.lines.allowed[row], episode, reason)

    def _outside(self, row: int, cents: int, reason: str, episode: Episode | None = None) -> None:
        self.parts.add(row, "outside", cents, episode, reason)
