"""The entries of an axis: every parameter that varies by it must speak of the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from vbc_rules.contracts.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.forms import by_entry, stated_values
from vbc_rules.contracts.located import Located, Pointer
from vbc_rules.contracts.shape import Shape
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.suggest import did_you_mean


@attrs.frozen
class WrittenEntries:
    """The entries that a parameter has on an axis, each with where it is first written."""

    name: str
    at: Pointer
    entries: Mapping[str, Pointer]
    required: bool


def check_entries(
    document: Located, shape: Shape, models: Mapping[Pointer, Model]
) -> Iterator[Diagnostic]:
    """Yield a finding for each entry that one parameter of a stream has and the others lack.

    What most of the required parameters have is what is meant. An optional parameter may
    lack entries, and so may one that only some years read; neither may have others.
    """
    for stream, model in models.items():
        by_axis: dict[str, list[WrittenEntries]] = {}
        for axis, written in written_entries(document, shape, stream, model):
            by_axis.setdefault(axis, []).append(written)
        for axis, parameters in by_axis.items():
            yield from _compared(document, axis, parameters)


def written_entries(
    document: Located, shape: Shape, stream: Pointer, model: Model
) -> Iterator[tuple[str, WrittenEntries]]:
    """Yield what each sound parameter has on each axis whose entries the model leaves open."""
    section, index = stream
    stated = document.value[section][index].get("parameters", {})
    at: Pointer = (*stream, "parameters")
    for name, agreed in agreed_terms(model).items():
        if not isinstance(stated, dict) or name not in stated or not shape.is_sound((*at, name)):
            continue
        required = agreed.always and not _optional(agreed)
        for position, axis in enumerate(agreed.term.axes):
            if not axis.members:
                entries = _entries(agreed, stated[name], (*at, name), position)
                yield axis.name, WrittenEntries(name, (*at, name), entries, required)


def _optional(agreed: Agreed) -> bool:
    return bool(getattr(agreed.term.declaration, "optional", False))


def _entries(agreed: Agreed, raw: Any, at: Pointer, position: int) -> dict[str, Pointer]:  # noqa: ANN401 - plain data
    """Return the entries of one of a parameter's axes, over all its dated values."""
    found: dict[str, Pointer] = {}
    for stated in stated_values(agreed, raw, at):
        for entry, _, place in by_entry(agreed, stated):
            depth = len(entry) - 1 - position
            found.setdefault(entry[position], place[: len(place) - depth])
    return found


def _compared(
    document: Located, axis: str, parameters: list[WrittenEntries]
) -> Iterator[Diagnostic]:
    usual = Counter(frozenset(one.entries) for one in parameters if one.required)
    if not usual:
        return
    meant = max(usual, key=lambda entries: (usual[entries], len(entries), sorted(entries)))
    for one in parameters:
        lacking = sorted(meant - set(one.entries)) if one.required else []
        for entry in sorted(set(one.entries) - meant):
            near = did_you_mean(entry, meant)
            lacking = [other for other in lacking if other != near]
            message = f"`{entry}` is no {axis} of the other parameters, but `{one.name}` has it."
            hint = f"did you mean `{near}`?" if near else f"they have {', '.join(sorted(meant))}"
            yield Diagnostic("VBC225", message, document.key_place_of(one.entries[entry]), hint)
        for entry in lacking:
            message = f"`{one.name}` has no entry for the {axis} `{entry}`."
            place = document.key_place_of(one.at)
            yield Diagnostic("VBC225", message, place, "other parameters have one: add it")
