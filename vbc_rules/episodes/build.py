"""From service lines to episodes: the whole way, deterministic, with control totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

import attrs

from vbc_rules.diagnostics import Place, Refusal, refuse
from vbc_rules.episodes.anchors import Triggers
from vbc_rules.episodes.assigning import Assigning
from vbc_rules.episodes.cancelling import cancel
from vbc_rules.episodes.definition import Definition
from vbc_rules.episodes.episodes import Episode, episode_of
from vbc_rules.episodes.members import Members, read_members
from vbc_rules.episodes.parts import Parts
from vbc_rules.episodes.precedence import Precedence, look_back
from vbc_rules.episodes.service_lines import ServiceLines, read_services
from vbc_rules.episodes.verdicts import Verdicts
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.values import shown

Days = tuple[int, int]
"""The first and the last day of a period, as numbers of the calendar."""


@attrs.frozen(eq=False)
class Built:
    """The episodes of all members, what became of each line, and what they were built from.

    `episodes` are those that began, by entity, first day and id; those of another period
    are among them. `unbegun` are triggers that began none.
    """

    definition: Definition
    lines: ServiceLines
    members: Members
    episodes: tuple[Episode, ...]
    unbegun: tuple[Episode, ...]
    parts: Parts

    def reported(self) -> Iterator[Episode]:
        """Yield the episodes of the period, those that are cancelled too."""
        return (one for one in self.episodes if one.in_period)

    def count(self) -> Counter[tuple[str, str]]:
        """Return how many there are by category and by what became of them."""
        found = Counter((one.category.name, _state(one)) for one in self.episodes)
        return found + Counter((one.category.name, "not begun") for one in self.unbegun)


def _state(episode: Episode) -> str:
    if not episode.in_period:
        return "other period"
    return "cancelled" if episode.cancelled else "counting"


def build_from_files(
    definition: Definition, services: Path, members: Path | None, period: Days | None
) -> Built:
    """Return the episodes that service lines in a file make up.

    Raises:
        Refusal: every finding about the files; VBC488 if members are needed and not given,
            and as `build`.
    """
    if members is None and definition.reads_members:
        raise _no_members(definition)
    findings = Findings()
    known: Members = {} if members is None else read_members(members, definition, findings)
    lines = read_services(services, definition, findings)
    if members is not None:
        _require_known(lines, known, findings)
    findings.refuse_if_any()
    return build(definition, lines, known, period)


def build(
    definition: Definition, lines: ServiceLines, members: Members, period: Days | None = None
) -> Built:
    """Return the episodes of sound service lines; with a period, those of others are apart.

    Raises:
        Refusal: VBC480 to VBC482 and VBC493, at the lines of the triggers.
    """
    findings = Findings()
    work = _Work(definition, lines, members, period, findings)
    rows = lines.in_order()
    for member, group in groupby(rows, key=lines.member.__getitem__):
        work.add(member, list(group))
    findings.refuse_if_any()
    held = sum(sum(one.cents.values()) for one in work.begun)
    work.parts.check_totals(lines, held)
    begun = sorted(work.begun, key=lambda one: (one.entity, one.start, one.id))
    return Built(definition, lines, members, tuple(begun), tuple(work.unbegun), work.parts)


class _Work:
    """Builds the episodes of one member after another."""

    def __init__(
        self,
        definition: Definition,
        lines: ServiceLines,
        members: Members,
        period: Days | None,
        findings: Findings,
    ) -> None:
        self.begun: list[Episode] = []
        self.unbegun: list[Episode] = []
        self.parts = Parts()
        self._definition, self._lines, self._members = definition, lines, members
        self._period = period
        self._triggers = Triggers(definition, lines, findings)
        self._precedence = Precedence(definition, lines, findings)
        self._assigning = Assigning(definition, lines, Verdicts(lines.kinds), self.parts)

    def add(self, member: str, rows: Sequence[int]) -> None:
        """Build the episodes of a member, whose rows are in order."""
        found = self._candidates(member, rows)
        look_back(found)
        self._precedence.decide([one for one in found if not one.unbegun])
        begun = [one for one in found if not one.unbegun]
        for one in begun:
            cancel(one, self._definition, self._lines, self._members.get(member))
            one.in_period = self._in_period(one)
        unbegun = [one for one in found if one.unbegun]
        reasons = {row: one.unbegun for one in unbegun for row in one.anchor.rows}
        self._assigning.assign(rows, begun, reasons)
        self.begun += begun
        self.unbegun += unbegun

    def _candidates(self, member: str, rows: Sequence[int]) -> list[Episode]:
        anchors = self._triggers.anchors(rows)
        line = self._lines.line
        found = [episode_of(anchor, member, line[anchor.rows[0]]) for anchor in anchors]
        return sorted(found, key=lambda one: (one.anchor.first, one.anchor.last, one.id))

    def _in_period(self, episode: Episode) -> bool:
        if self._period is None:
            return True
        by_trigger = self._definition.year_by == "trigger"
        day = episode.anchor.first if by_trigger else episode.end
        return self._period[0] <= day <= self._period[1]


def _require_known(lines: ServiceLines, members: Members, findings: Findings) -> None:
    """Tell of each member with services that the members' file lacks, at the first line."""
    told: set[str] = set()
    for row, member in enumerate(lines.member):
        if member and member not in members and member not in told:
            told.add(member)
            message = f"Member {shown(member)} has services, but no eligibility."
            hint = "add a row for the member to the members' file"
            findings.add("VBC488", message, lines.place_of(row, "member"), hint)


def _no_members(definition: Definition) -> Refusal:
    message = "The definition needs to know when members were eligible, died, or their severity."
    hint = "give the members' file with --members"
    return refuse("VBC488", message, Place(definition.file), hint)
