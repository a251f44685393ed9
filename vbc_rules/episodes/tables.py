"""Episodes as files: the facts of each, and a log of what became of every line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from vbc_rules.contracts.schema.sentences import number_text
from vbc_rules.diagnostics.text import csv_cell
from vbc_rules.episodes.build import Built
from vbc_rules.episodes.definition import Trigger
from vbc_rules.episodes.episodes import Episode, day_text
from vbc_rules.episodes.meaning_facts import PARTS

LOG_COLUMNS = ("line", "member", "from", "to", "allowed", "status", "episode", "category", "amount",
               "reason")  # fmt: skip


def facts_csv(built: Built) -> str:
    """Return the facts of the episodes of the period: a row for each, by entity and day."""
    definition = built.definition
    header = ("entity", "episode", *definition.parents, *definition.facts)
    parents = [_PARENTS[parent] for parent in definition.parents]
    rows = (
        (
            one.entity,
            one.id,
            *(parent(one) for parent in parents),
            *(_fact(built, one, quantity) for quantity in definition.facts.values()),
        )
        for one in built.reported()
    )
    return _csv(chain([header], rows))


def log_csv(built: Built) -> str:
    """Return what became of each part of each line; the amounts add up to what was allowed."""
    return _csv(chain([LOG_COLUMNS], _log_rows(built)))


def dollars(cents: int) -> str:
    """Return cents as dollars with two decimals."""
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100}.{abs(cents) % 100:02}"


def _log_rows(built: Built) -> Iterator[tuple[str, ...]]:
    lines, days = built.lines, _Days()
    for part in built.parts:
        row = part.row
        yield (
            lines.line[row],
            lines.member[row],
            days[lines.first[row]],
            days[lines.last[row]],
            dollars(lines.allowed[row]),
            part.status,
            part.episode.id if part.episode else "",
            part.episode.category.name if part.episode else "",
            dollars(part.cents),
            csv_cell(part.reason),
        )


class _Days(dict[int, str]):
    """Days as text; a year of lines has few different ones."""

    def __missing__(self, day: int) -> str:
        text = self[day] = day_text(day)
        return text


def _csv(rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"{','.join(map(_cell, row))}\n" for row in rows)


def _cell(text: str) -> str:
    if "," in text or '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return text


_PARENTS: Mapping[str, Callable[[Episode], str]] = {
    "category": lambda episode: episode.category.name,
    "episode_type": lambda episode: _trigger(episode).episode_type,
}


def _fact(built: Built, episode: Episode, quantity: str) -> str:
    """Return a fact of an episode as it is written in a facts file."""
    if quantity in PARTS:
        return dollars(sum(episode.cents.get(part, 0) for part in PARTS[quantity]))
    if quantity == "excluded":
        return "yes" if episode.cancelled else "no"
    if quantity == "related_care_day":
        return str(episode.related_day)
    return _severity(built, episode)


def _severity(built: Built, episode: Episode) -> str:
    if built.definition.severity_from == "member":
        return built.members[episode.member].severity
    severity = _trigger(episode).severity
    return "1" if severity is None else number_text(severity)


def _trigger(episode: Episode) -> Trigger:
    return episode.category.triggers[episode.anchor.trigger]
