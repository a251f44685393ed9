"""Members: when they were eligible, whether they died, and how severe their episodes are."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import attrs

from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.episodes.cells import read_day, read_id, read_severity
from vbc_rules.episodes.columns import MEMBER_COLUMNS
from vbc_rules.episodes.csv_rows import Rows
from vbc_rules.episodes.definition import Definition
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.values import shown

T = TypeVar("T")
_BY_NAME = {one.name: one for one in MEMBER_COLUMNS}


@attrs.define
class Member:
    """A member: days of eligibility as pairs in order, the day of death, and the severity."""

    times: list[tuple[int, int]] = attrs.field(factory=list)
    died_on: int | None = None
    severity: str = ""

    def first_day_without(self, first: int, last: int) -> int | None:
        """Return the first of the days without eligibility, or None."""
        day = first
        while day <= last:
            at = bisect_right(self.times, (day, 1 << 40)) - 1
            if at < 0 or self.times[at][1] < day:
                return day
            day = self.times[at][1] + 1
        return None


Members = Mapping[str, Member]


def read_members(path: Path, definition: Definition, findings: Findings) -> Members:
    """Return the members in a file; what is wrong with them is added to the findings.

    Raises:
        Refusal: for a file that cannot be read, and for a header without the columns needed.
    """
    rows = Rows(path, MEMBER_COLUMNS, findings)
    rows.need(_read_columns(definition), ", which the definition reads")
    if rows.lacks:
        findings.refuse_if_any()
    reader = _Reader(rows)
    for line, row in rows:
        reader.add(line, row)
    return reader.members


def _read_columns(definition: Definition) -> list[str]:
    read = {
        "died_on": definition.cancelled_by.death != "never",
        "severity": definition.severity_from == "member",
    }
    return [name for name, is_read in read.items() if is_read]


class _Reader:
    def __init__(self, rows: Rows) -> None:
        self.members: dict[str, Member] = {}
        self._rows = rows

    def add(self, line: int, row: list[str]) -> None:
        """Add a row: a time of eligibility of a member."""
        id = self._read(
            line, "member", read_id(row[self._rows.cells["member"]], _BY_NAME["member"])
        )
        first = self._read(line, "eligible_from", read_day(self._text(row, "eligible_from")))
        last = self._read(line, "eligible_to", read_day(self._text(row, "eligible_to")))
        if id is None:
            return
        member, is_new = self.members.get(id) or Member(), id not in self.members
        self.members[id] = member
        if first is not None and last is not None:
            self._add_time(line, id, member, (first, last))
        died = self._text(row, "died_on")
        died_on = self._read(line, "died_on", read_day(died)) if died else None
        severity = self._severity(line, row)
        if is_new:
            member.died_on, member.severity = died_on, severity
            return
        self._same(line, id, "died_on", member.died_on == died_on)
        self._same(line, id, "severity", member.severity == severity)

    def _severity(self, line: int, row: list[str]) -> str:
        if "severity" not in self._rows.cells:
            return ""
        return self._read(line, "severity", read_severity(self._text(row, "severity"))) or ""

    def _text(self, row: list[str], name: str) -> str:
        cell = self._rows.cells.get(name)
        return "" if cell is None else row[cell]

    def _read(self, line: int, name: str, value: T | Objection) -> T | None:
        if isinstance(value, Objection):
            self._rows.tell(line, name, value)
            return None
        return value

    def _add_time(self, line: int, id: str, member: Member, time: tuple[int, int]) -> None:
        if time[1] < time[0]:
            message = f"The eligibility of {shown(id)} ends before it begins."
            self._tell(line, "eligible_to", message, "swap the two days")
            return
        if any(first <= time[1] and time[0] <= last for first, last in member.times):
            message = f"A day of eligibility of {shown(id)} stands in two rows."
            self._tell(line, "eligible_from", message, "let the rows follow each other")
        member.times.append(time)
        member.times.sort()

    def _same(self, line: int, id: str, name: str, same: bool) -> None:  # noqa: FBT001 - what was found
        if not same:
            message = f"The rows of {shown(id)} differ in `{name}`."
            self._tell(line, name, message, "write the same in each row of the member")

    def _tell(self, line: int, name: str, message: str, hint: str) -> None:
        self._rows.tell(line, name, Objection("VBC497", message, hint))
