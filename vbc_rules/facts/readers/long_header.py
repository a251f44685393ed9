"""The header of a long CSV: which columns are axes, which are facts that vary by them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import attrs

from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.diagnostics.suggest import suggestion
from vbc_rules.facts.declared import Declared, DeclaredFact, listed
from vbc_rules.facts.findings import Findings
from vbc_rules.facts.readers.csv_text import Lines
from vbc_rules.facts.values import shown
from vbc_rules.language import Axis

ENTITY = "entity"


@attrs.frozen(eq=False)
class LongHeader:
    """The columns of a long file by their number.

    `parents` tells of a column of a parent axis whose parent it is: the child's name.
    `damaged` are facts that are there in a form that was refused.
    """

    line: int
    width: int
    entity: int
    axes: Mapping[int, Axis]
    parents: Mapping[int, str]
    facts: Mapping[int, DeclaredFact]
    damaged: frozenset[str]


def axes_of(declared: Declared) -> dict[str, Axis]:
    """Return every axis by which a fact varies, and their parents, by name."""
    found: dict[str, Axis] = {}
    for fact in declared.values():
        for axis in fact.axes:
            for one in (axis, *axis.parents()):
                found.setdefault(one.name, one)
    return found


def is_long(titles: Sequence[str], declared: Declared) -> bool:
    """Tell whether a header names an axis, so that each row is about an entry."""
    axes = axes_of(declared)
    return any(title in axes and title not in declared for title in titles)


def long_header(
    lines: Lines, line: int, titles: Sequence[str], declared: Declared, findings: Findings
) -> LongHeader | None:
    """Return the columns; what is wrong with them is told. None without a column `entity`."""
    known = axes_of(declared)
    names = {title: cell for cell, title in reversed(list(enumerate(titles)))}
    axes = {cell: known[title] for title, cell in sorted(names.items(), key=lambda one: one[1])
            if title in known and title not in declared}  # fmt: skip
    parents = dict(_parents(axes))
    rows = [axis for cell, axis in axes.items() if cell not in parents]
    facts: dict[int, DeclaredFact] = {}
    damaged: set[str] = set()
    for cell, title in enumerate(titles):
        first = titles.index(title)
        if cell in axes or (title == ENTITY and cell == first):
            continue
        found = _twice(title, first, cell) or _fact(title, declared, titles, rows)
        if isinstance(found, Objection):
            findings.add(found.code, found.message, lines.place(line, cell), found.hint)
            damaged.add(title if title in declared else "")
        else:
            facts[cell] = found
    for cell, axis in axes.items():
        objection = _far_parent(axis, axes)
        if objection is not None and cell in parents:
            findings.add(objection.code, objection.message, lines.place(line, cell), objection.hint)
    if ENTITY not in titles:
        hint = "name the column of ids `entity`"
        findings.add("VBC403", "The file has no column `entity`.", lines.place(line, 0), hint)
        return None
    entity = titles.index(ENTITY)
    return LongHeader(line, len(titles), entity, axes, parents, facts, frozenset(damaged))


def _parents(axes: Mapping[int, Axis]) -> Iterator[tuple[int, str]]:
    """Yield the columns that are parents of another one, with the nearest child there."""
    for cell, axis in axes.items():
        children = [one for one in axes.values() if axis.name in _names(one.parents())]
        if children:
            nearest = next((one for one in children if _is_above(axis, one)), children[0])
            yield cell, nearest.name


def _names(axes: Sequence[Axis]) -> list[str]:
    return [axis.name for axis in axes]


def _is_above(axis: Axis, child: Axis) -> bool:
    return child.within is not None and child.within.name == axis.name


def _far_parent(axis: Axis, axes: Mapping[int, Axis]) -> Objection | None:
    """A parent's parent says something only beside the parent."""
    if any(_is_above(axis, one) for one in axes.values()):
        return None
    below = next((one for one in axes.values() if axis.name in _names(one.parents())), None)
    if below is None or below.within is None:
        return None
    message = (
        f"Column `{axis.name}` says nothing about `{below.name}` without `{below.within.name}`."
    )
    return Objection("VBC471", message, f"add a column `{below.within.name}`")


def _twice(title: str, first: int, cell: int) -> Objection | None:
    if first == cell or not title.strip():
        return None
    message = f"Column {shown(title)} is written twice, first as column {first + 1}."
    return Objection("VBC405", message, "keep one of them")


def _fact(
    title: str, declared: Declared, titles: Sequence[str], rows: Sequence[Axis]
) -> DeclaredFact | Objection:
    if not title.strip():
        return Objection("VBC404", "A column has no name.", "name the fact, or delete the column")
    if title != title.strip():
        return Objection("VBC413", f"{shown(title)} has a blank around it.", "delete the blank")
    fact = declared.get(title)
    if fact is None:
        return _unknown(title, declared, titles)
    wanted, given = _names(fact.axes), _names(rows)
    if sorted(wanted) == sorted(given):
        return fact
    each = " and ".join(given)
    if not fact.axes:
        message = f"`{title}` has one value for an entity, but here each row is one {each}."
        hint = "give it in a file of its own, with one row for each entity"
    else:
        varies = " and ".join(wanted)
        message = f"`{title}` varies by {varies}, but here each row is one {each}."
        hint = f"give it in a file of its own, with the columns entity, {', '.join(wanted)}"
    return Objection("VBC471", message, hint)


def _unknown(title: str, declared: Declared, titles: Sequence[str]) -> Objection:
    name = title.partition("[")[0]
    if name in declared and "[" in title:
        hint = f"write the column `{name}`, and the entry in its own column"
        message = f"{shown(title)} names an entry, but here each row is one."
        return Objection("VBC471", message, hint)
    known = [*declared, *axes_of(declared)]
    hint = suggestion(title, known, f"facts are {', '.join(listed(declared))}", titles)
    return Objection("VBC404", f"{shown(title)} is no fact of the contract.", hint)
