"""What became of every dollar of every line: parts of lines, each with its status and reason."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Literal, get_args

import attrs

from vbc_rules.episodes.episodes import Episode
from vbc_rules.episodes.service_lines import ServiceLines

Status = Literal[
    "in_episode", "after_episode", "cancelled", "other_period", "excluded", "outside", "again"
]
STATUSES: tuple[Status, ...] = get_args(Status)
_NUMBER = {status: number for number, status in enumerate(STATUSES)}


@attrs.frozen(eq=False)
class Part:
    """A part of a service line, in cents: where it counts, or why it does not."""

    row: int
    status: Status
    cents: int
    episode: Episode | None
    reason: str


@attrs.define(eq=False)
class Parts:
    """All parts, kept as columns, and what each status adds up to."""

    _rows: array[int] = attrs.field(factory=lambda: array("q"))
    _statuses: array[int] = attrs.field(factory=lambda: array("b"))
    _cents: array[int] = attrs.field(factory=lambda: array("q"))
    _episodes: list[Episode | None] = attrs.field(factory=list)
    _reasons: list[str] = attrs.field(factory=list)
    dollars: Counter[Status] = attrs.field(factory=Counter)
    lines: Counter[Status] = attrs.field(factory=Counter)
    prorated: int = 0

    def add(
        self, row: int, status: Status, cents: int, episode: Episode | None = None, reason: str = ""
    ) -> None:
        """Keep a part of a line."""
        self._rows.append(row)
        self._statuses.append(_NUMBER[status])
        self._cents.append(cents)
        self._episodes.append(episode)
        self._reasons.append(reason)
        self.dollars[status] += cents
        self.lines[status] += 1

    def __iter__(self) -> Iterator[Part]:
        """Yield the parts in the order in which they were added."""
        columns = (self._rows, self._statuses, self._cents, self._episodes, self._reasons)
        for row, status, cents, episode, reason in zip(*columns, strict=True):
            yield Part(row, STATUSES[status], cents, episode, reason)

    def check_totals(self, lines: ServiceLines, in_episodes: int) -> None:
        """Assert that every dollar of every line is in exactly one part, none lost or made.

        `in_episodes` is what all episodes together hold. A part that is there `again` counts
        in a second episode, and is no dollar of its own.
        """
        told = Counter[int]()
        for row, status, cents in zip(self._rows, self._statuses, self._cents, strict=True):
            if status != _NUMBER["again"]:
                told[row] += cents
        if any(told[row] != cents for row, cents in enumerate(lines.allowed)):
            raise AssertionError("the parts of a service line do not add up to its amount")
        held: tuple[Status, ...] = ("in_episode", "after_episode", "cancelled", "again")
        if sum(self.dollars[status] for status in held) != in_episodes:
            raise AssertionError("the episodes do not hold what was put into them")
