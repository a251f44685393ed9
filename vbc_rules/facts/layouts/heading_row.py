"""The heading row of a published file: which column is where, and is it the right file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from vbc_rules.diagnostics import Diagnostic, Place, Refusal
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.facts.layouts.layout import Layout
from vbc_rules.facts.layouts.sheets import Source, heading_text


@attrs.frozen
class Found:
    """Where the columns of a layout are: their number in a row, None for an absent one.

    `width` is how many cells a row has at least: the headings that the file has.
    """

    entity: int
    columns: Mapping[str, int | None]
    width: int


def find_columns(layout: Layout, source: Source) -> Found:
    """Return where every column of the layout is.

    Raises:
        Refusal: VBC441 for every column that is needed and not there, VBC442
            where the file is one that the layout is not for, VBC443 for a heading that
            stands there twice.
    """
    names = _names(layout, source)
    wrong = _file_findings(layout, names, source)
    wanted = {rule.headings: rule.optional for rule in layout.columns.values()}
    wanted[layout.entity.headings] = False
    for headings, optional in wanted.items():
        wrong += _column_findings(headings, names, source, optional=optional)
    if wrong:
        raise Refusal(wrong)
    entity = _position(layout.entity.headings, names)
    columns = {name: _position(rule.headings, names) for name, rule in layout.columns.items()}
    return Found(entity or 0, columns, len(source.rows[0]))


def _names(layout: Layout, source: Source) -> list[str]:
    """Return the headings, after a label that the file is known to lack was put in."""
    names = [heading_text(heading) for heading in source.rows[0]]
    label = layout.file_rule.missing_label
    if (
        label is None
        or heading_text(label.heading) in names
        or heading_text(label.before) not in names
    ):
        return names
    names.insert(names.index(heading_text(label.before)), heading_text(label.heading))
    return names


def _position(headings: Sequence[str], names: Sequence[str]) -> int | None:
    present = [heading_text(heading) for heading in headings if heading_text(heading) in names]
    return names.index(present[0]) if present else None


def _file_findings(layout: Layout, names: Sequence[str], source: Source) -> list[Diagnostic]:
    """Return why the file is not the one that the layout is for."""
    rule, place = layout.file_rule, source.place(0, 0)
    hint = f"the layout is for: {layout.title}"
    absent = [heading for heading in rule.has if heading_text(heading) not in names]
    foreign = [(head, why) for head, why in rule.has_not.items() if heading_text(head) in names]
    return [
        *(
            Diagnostic("VBC442", f"The file is another one: it has no `{head}`.", place, hint)
            for head in absent
        ),
        *(
            Diagnostic("VBC442", f"The file is another one: it has `{head}`, {why}.", place, hint)
            for head, why in foreign
        ),
    ]


def _column_findings(
    headings: Sequence[str], names: Sequence[str], source: Source, *, optional: bool
) -> list[Diagnostic]:
    position = _position(headings, names)
    if position is None:
        return [] if optional else [_absent(headings, names, source.place(0, 0))]
    if names.count(names[position]) == 1:
        return []
    message = f"The file has the column `{names[position]}` twice."
    return [Diagnostic("VBC443", message, source.place(0, position), "keep one of them")]


def _absent(headings: Sequence[str], names: Sequence[str], place: Place) -> Diagnostic:
    first, *others = headings
    also = f" (also called {', '.join(others)})" if others else ""
    meant = next((near for head in headings if (near := did_you_mean(head, names))), None)
    hint = f"it has `{meant}`" if meant else "check that the file is the right one"
    return Diagnostic("VBC441", f"The file has no column `{first}`{also}.", place, hint)
