"""From service lines to anchors: the triggering services of one member, joined where they touch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import attrs

from vbc_rules.episodes.definition import Category, Definition, Kind
from vbc_rules.episodes.service_lines import ServiceLines
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.values import shown


@attrs.frozen(eq=False)
class Anchor:
    """Triggers of one category that touch: a stay, the surgeon's service in it, a transfer.

    `rows` are the triggers; the first one is the main one, which names the episode. Days run
    from the first day of any trigger to the last day of any.
    """

    category: Category
    trigger: int
    rows: tuple[int, ...]
    first: int
    last: int
    entity: str


@attrs.frozen(eq=False)
class Found:
    """A trigger: its row, its category and the number of the trigger within it."""

    row: int
    category: int
    trigger: int


class Triggers:
    """Finds triggers by the kind of lines; each kind is judged once."""

    def __init__(self, definition: Definition, lines: ServiceLines, findings: Findings) -> None:
        """Judge every kind of lines."""
        self._definition, self._lines, self._findings = definition, lines, findings
        self._of_kind = [list(_triggers(definition, kind)) for kind in lines.kinds]

    def anchors(self, rows: Sequence[int]) -> list[Anchor]:
        """Return the anchors of one member, whose rows are in order of their days."""
        of_kind, kind = self._of_kind, self._lines.kind
        found = [one for row in rows if of_kind[kind[row]] for one in self._one(row)]
        return [
            self._anchor(group) for group in _touching(found, self._lines) if self._agreed(group)
        ]

    def _one(self, row: int) -> Iterator[Found]:
        triggers = self._of_kind[self._lines.kind[row]]
        if len(triggers) == 1:
            yield Found(row, *triggers[0])
            return
        names = [self._definition.categories[one].name for one, _ in triggers]
        message = f"The line {shown(self._lines.line[row])} triggers {' and '.join(names)}."
        hint = "change the triggers so that each service begins an episode of one category"
        self._findings.add("VBC480", message, self._lines.place_of(row, "code"), hint)

    def _agreed(self, group: Sequence[Found]) -> bool:
        """Tell whether the triggers name one entity; if not, it is told."""
        lines = self._lines
        entities = sorted({lines.entity[one.row] for one in group} - {""})
        if len(entities) == 1:
            return True
        if not entities:
            message = f"The trigger {shown(lines.line[group[0].row])} names no entity."
            hint = "name the entity that is responsible for the episode"
            place = lines.place_of(group[0].row, "entity")
        else:
            ids = " and ".join(shown(lines.line[one.row]) for one in group)
            message = f"The triggers {ids} of one episode name {' and '.join(entities)}."
            hint = "name one entity, or leave the others empty"
            place = lines.place_of(group[-1].row, "entity")
        self._findings.add("VBC493", message, place, hint)
        return False

    def _anchor(self, group: Sequence[Found]) -> Anchor:
        """Return the anchor of triggers; the main one is the first in the definition's order."""
        lines = self._lines
        group = sorted(
            group, key=lambda one: (one.trigger, lines.first[one.row], lines.line[one.row])
        )
        rows = tuple(one.row for one in group)
        return Anchor(
            category=self._definition.categories[group[0].category],
            trigger=group[0].trigger,
            rows=rows,
            first=min(lines.first[row] for row in rows),
            last=max(lines.last[row] for row in rows),
            entity=next(lines.entity[row] for row in rows if lines.entity[row]),
        )


def _triggers(definition: Definition, kind: Kind) -> Iterator[tuple[int, int]]:
    """Yield the first trigger that fits, of each category that has one."""
    for number, category in enumerate(definition.categories):
        for index, trigger in enumerate(category.triggers):
            if trigger.rule.fits(kind):
                yield number, index
                break


def _touching(found: Sequence[Found], lines: ServiceLines) -> Iterator[list[Found]]:
    """Yield triggers of one category that begin while an earlier one lasts, together."""
    open_groups: dict[int, tuple[list[Found], int]] = {}
    for one in found:
        group, last = open_groups.get(one.category, ([], -1))
        if group and lines.first[one.row] > last:
            yield group
            group, last = [], -1
        group.append(one)
        open_groups[one.category] = group, max(last, lines.last[one.row])
    for group, _ in open_groups.values():
        yield group
