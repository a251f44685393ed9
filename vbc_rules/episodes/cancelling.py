"""What cancels an episode that has begun: death, lost eligibility, a transfer."""

from __future__ import annotations

from vbc_rules.episodes.definition import Definition
from vbc_rules.episodes.episodes import Episode, day_text
from vbc_rules.episodes.members import Member
from vbc_rules.episodes.service_lines import ServiceLines


def cancel(
    episode: Episode, definition: Definition, lines: ServiceLines, member: Member | None
) -> None:
    """Mark an episode that something cancels, with the reason; the first one counts."""
    rule = definition.cancelled_by
    episode.cancelled = episode.cancelled or (
        _transfer(episode, rule.discharge_status, lines)
        or (member is not None and _death(episode, rule.death, member))
        or (member is not None and rule.lost_eligibility != "never" and _loss(episode, member))
        or ""
    )


def _transfer(episode: Episode, statuses: frozenset[str], lines: ServiceLines) -> str:
    for row in episode.anchor.rows:
        status = lines.kinds[lines.kind[row]].discharge_status
        if status in statuses:
            return f"discharge status {status}"
    return ""


def _death(episode: Episode, when: str, member: Member) -> str:
    died = member.died_on
    last = {"in_anchor": episode.anchor.last, "in_episode": episode.end}.get(when)
    if died is None or last is None or not episode.anchor.first <= died <= last:
        return ""
    return f"died on {day_text(died)}"


def _loss(episode: Episode, member: Member) -> str:
    """Return that a day of the episode is without eligibility; no day after death is asked."""
    last = episode.end if member.died_on is None else min(episode.end, member.died_on)
    day = member.first_day_without(episode.start, last)
    return "" if day is None else f"not eligible on {day_text(day)}"
