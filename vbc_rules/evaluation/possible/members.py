"""The entries of axes before there are facts: those of the contract, or one that stands for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vbc_rules.evaluation.inputs import Given, named_entries
from vbc_rules.language.axes import Axis
from vbc_rules.language.edition import Edition


def placed(axis: Axis) -> str:
    """Return the entry that stands for those which only the facts have."""
    return f"any {axis.name}"


def known_members(edition: Edition, parameters: Mapping[str, Given]) -> dict[str, tuple[str, ...]]:
    """Return the entries of the axes that the model or the contract fixes, and of tables' rows."""
    found = {
        axis.name: axis.members for axis in edition.axes.values() if axis.members or axis.table
    }
    for axis, named in named_entries(edition, parameters).items():
        found[axis] = tuple(dict.fromkeys((*found.get(axis, ()), *named)))
    return found


def some_parents(
    axes: Iterable[Axis], members: Mapping[str, tuple[str, ...]]
) -> dict[str, dict[str, str]]:
    """Return the parent of each entry where there is only one that it can have."""
    return {
        axis.name: dict.fromkeys(members[axis.name], members[axis.within.name][0])
        for axis in axes
        if axis.within is not None and len(members[axis.within.name]) == 1
    }
