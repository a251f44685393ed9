"""Which episodes of one member begin and count: look-back, then the rule for overlaps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from vbc_rules.episodes.definition import Definition, Overlaps
from vbc_rules.episodes.episodes import Episode, day_text
from vbc_rules.episodes.service_lines import ServiceLines
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.values import shown

Rule = Callable[[list[Episode], Overlaps], None]


def look_back(episodes: Sequence[Episode]) -> None:
    """Mark as not begun what has an earlier trigger of its category too near before it.

    With a look-back of 90 days a trigger on day 90 before forbids an episode, one on day 91
    does not. Every trigger is looked back at, also one that began no episode.
    """
    latest: dict[str, Episode] = {}
    for one in episodes:
        earlier = latest.get(one.category.name)
        if earlier and one.anchor.first - earlier.anchor.last <= one.category.look_back_days:
            day = day_text(earlier.anchor.last)
            one.unbegun = f"trigger {earlier.id} of {day} within the look-back"
        if earlier is None or earlier.anchor.last <= one.anchor.last:
            latest[one.category.name] = one


class Precedence:
    """Decides between episodes of a member that overlap."""

    def __init__(self, definition: Definition, lines: ServiceLines, findings: Findings) -> None:
        """Take the rule of a definition; there may be none, as long as nothing overlaps."""
        self._overlaps, self._lines, self._findings = definition.overlaps, lines, findings
        rank = definition.overlaps.rank if definition.overlaps else ()
        self._rank = {name: place for place, name in enumerate(rank)}

    def decide(self, episodes: Sequence[Episode]) -> None:
        """Mark, of episodes in order of their days, those that another one replaces."""
        if len(episodes) < 2:  # noqa: PLR2004 - one alone overlaps nothing
            return
        if self._overlaps is None:
            self._tell_overlaps(episodes)
        elif self._overlaps.rule != "both_kept" and self._same_day_decided(episodes):
            ranked = sorted(episodes, key=lambda one: (one.anchor.first, self._rank_of(one)))
            if self._overlaps.rule == "by_rank":
                ranked.sort(key=self._rank_of)
            (_newest if self._overlaps.rule == "new_one_replaces" else _in_turn)(ranked)

    def _rank_of(self, episode: Episode) -> int:
        return self._rank.get(episode.category.name, 0)

    def _tell_overlaps(self, episodes: Sequence[Episode]) -> None:
        for number, one in enumerate(episodes):
            for other in episodes[number + 1 :]:
                if one.overlaps(other):
                    self._tell(
                        "VBC481",
                        one,
                        other,
                        "overlap, and no rule says which counts",
                        "add `overlaps:` with the rule first_wins, new_one_replaces, by_rank "
                        "or both_kept",
                    )

    def _same_day_decided(self, episodes: Sequence[Episode]) -> bool:
        """Tell whether a rank decides between triggers of one day; if not, it is told."""
        decided = True
        for one, other in pairwise(episodes):
            if one.anchor.first == other.anchor.first and not self._rank:
                decided = False
                self._tell(
                    "VBC482",
                    one,
                    other,
                    "begin on one day, and no rank says which counts",
                    "add `rank:` to `overlaps:`, the highest category first",
                )
        return decided

    def _tell(self, code: str, one: Episode, other: Episode, what: str, hint: str) -> None:
        """Tell of two episodes at the line of the later trigger; both are named."""
        first, second = (
            f"{each.category.name} from trigger {shown(each.id)} "
            f"({day_text(each.start)} to {day_text(each.end)})"
            for each in (one, other)
        )
        place = self._lines.place_of(one.anchor.rows[0], "line")
        message = (
            f"Episodes of member {shown(one.member)} {what}: {first}, in line {place.line}, "
            f"and {second}."
        )
        self._findings.add(code, message, self._lines.place_of(other.anchor.rows[0], "line"), hint)


def _in_turn(episodes: Sequence[Episode]) -> None:
    """Keep each episode that overlaps none kept before it."""
    kept: list[Episode] = []
    for one in episodes:
        winner = next((other for other in kept if other.overlaps(one)), None)
        if winner is None:
            kept.append(one)
        else:
            _lose(one, winner)


def _newest(episodes: Sequence[Episode]) -> None:
    """Keep each episode that no later one overlaps; of one day, keep the one ranked first."""
    kept: list[Episode] = []
    for one in episodes:
        same_day = next((each for each in kept if each.anchor.first == one.anchor.first), None)
        if same_day is not None:
            _lose(one, same_day)
            continue
        for other in [each for each in kept if each.overlaps(one)]:
            _lose(other, one)
            kept.remove(other)
        kept.append(one)


def _lose(loser: Episode, winner: Episode) -> None:
    """Mark the loser: cancelled if it had begun before the winner, else never begun."""
    if loser.anchor.first < winner.anchor.first:
        loser.cancelled = f"replaced by episode {winner.id}"
    else:
        loser.unbegun = f"within episode {winner.id}"
