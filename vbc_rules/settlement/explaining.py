"""The lines behind a settlement, or behind one of them: computed as far as they are needed.

A line that varies is asked for at one of its entries, as in `target[e17]` or
`gross[adult,may]`; of a million entries the others are computed only where a total over
them is read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import attrs

from vbc_rules.diagnostics import Refusal, refuse
from vbc_rules.diagnostics.suggest import did_you_mean
from vbc_rules.evaluation.exact import At, Run
from vbc_rules.evaluation.telling import Reading
from vbc_rules.language import Edition
from vbc_rules.language.axes import Axis, ordered
from vbc_rules.language.tree import Value
from vbc_rules.settlement.settle import Settler
from vbc_rules.statements.settlement import Line

_ASKED = re.compile(r"(?P<name>[^\[\]]+)\[(?P<entries>[^\[\]]+)\]")


@attrs.frozen
class Explained:
    """Lines, and the name of the one that was asked for: None for all of them."""

    lines: tuple[Line, ...]
    name: str | None


def explained(settler: Settler, entity: str, asked: str | None) -> Explained:
    """Return the lines that explain an entity's settlement, or one line of it.

    Raises:
        Refusal: VBC421 for an unknown entity, VBC526 for a line that varies without its
            entries or the other way round, VBC527 for an entry that the entity does not
            have, and as for settling.
    """
    row = settler.facts.row(entity)
    match = _ASKED.fullmatch(asked) if asked is not None else None
    name = match["name"] if match is not None else asked
    node = _node(settler.bound.edition, name) if name is not None else None
    if match is None:
        if node is not None and node.axes:
            raise _to_be_named(str(name), ordered(node.axes))
        return Explained(settler.lines(entity), asked)
    if node is None:  # such as the cell of a table, which is named by its row
        return Explained(settler.lines(entity), asked)
    entries = [entry.strip() for entry in match["entries"].split(",")]
    try:
        return Explained(_one(settler, row, match["name"], node, entries), None)
    except Refusal as refusal:
        raise settler.about(row, refusal) from None


def _node(edition: Edition, name: str) -> Value | None:
    """Return the clause of a name, or the fact or parameter; None for neither."""
    if name in edition.clauses:
        return edition.clauses[name].expression
    terms = (node for node in edition.nodes() if node.op == "leaf" and node.args[0] == name)
    return next(terms, None)


def _to_be_named(name: str, axes: Sequence[Axis]) -> Refusal:
    by = " and ".join(axis.name for axis in axes)
    hint = f"name an entry of each, as in {name}[{','.join(axis.name for axis in axes)}]"
    return refuse("VBC526", f"`{name}` varies by {by}.", hint=hint)


def _one(
    settler: Settler, row: int, name: str, node: Value, entries: Sequence[str]
) -> tuple[Line, ...]:
    """Return the line of one entry and those that it reads."""
    run = settler.run(row, told=True)
    at = _at(run, name, ordered(node.axes), entries)
    lines = settler.begun(row, run)
    if name in run.edition.clauses:
        lines.clause(name, at)
    else:
        kind = run.edition.terms[name].kind
        lines.given(Reading(kind, name, run.entries_of(node, at), node, dict(at)))
    return lines.all


def _at(run: Run, name: str, axes: Sequence[Axis], entries: Sequence[str]) -> At:
    """Return where a line is read, with the parents of its entries."""
    if not axes:
        raise refuse("VBC526", f"`{name}` has one value for an entity.", hint=f"write {name}")
    if len(axes) != len(entries):
        raise _to_be_named(name, axes)
    at: At = {}
    for axis, entry in zip(axes, entries, strict=True):
        known = run.inputs.entries(axis)
        if entry not in known:
            meant = did_you_mean(entry, known) if len(known) <= _MOST_COMPARED else None
            few = f"it has {', '.join(known[:6])}{', …' if len(known) > 6 else ''}"  # noqa: PLR2004
            hint = f"did you mean `{meant}`?" if meant else few
            raise refuse("VBC527", f"There is no {axis.name} `{entry}`.", hint=hint)
        at = run.within(axis, entry, at)
    return at


_MOST_COMPARED = 10_000
"""Among more entries the one that was meant is not searched."""
