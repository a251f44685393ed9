"""The entries of an axis: every parameter that varies by it must speak of the same ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import attrs

from vbc_rules.contracts.declared.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.forms import Stated, by_entry, stated_values
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.suggest import did_you_mean


@attrs.frozen
class WrittenEntries:
    """The entries that a parameter has on an axis, each with where it is first written.

    `dated` has those of each of its values, with where the value and its dates stand.
    """

    name: str
    at: Pointer
    entries: Mapping[str, Pointer]
    required: bool
    dated: tuple[tuple[Stated, frozenset[str]], ...] = ()

    def on(self, day: date) -> frozenset[str]:
        """Return the entries of the value that applies on a day."""
        begun = [entries for one, entries in self.dated if one.start is None or one.start <= day]
        return begun[-1] if begun else frozenset()


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
            yield from _dropped(document, axis, parameters)


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
                yield axis.name, _read(agreed, stated[name], (*at, name), position, required)


def _optional(agreed: Agreed) -> bool:
    return bool(getattr(agreed.term.declaration, "optional", False))


def _read(agreed: Agreed, raw: Any, at: Pointer, position: int, required: bool) -> WrittenEntries:  # noqa: ANN401, FBT001 - plain data
    """Return the entries of one of a parameter's axes, over all its dated values."""
    found: dict[str, Pointer] = {}
    dated: list[tuple[Stated, frozenset[str]]] = []
    for stated in stated_values(agreed, raw, at):
        written = list(by_entry(agreed, stated))
        for entry, _, place in written:
            depth = len(entry) - 1 - position
            found.setdefault(entry[position], place[: len(place) - depth])
        dated.append((stated, frozenset(entry[position] for entry, _, _ in written)))
    return WrittenEntries(agreed.term.name, at, found, required, tuple(dated))


def _dropped(
    document: Located, axis: str, parameters: list[WrittenEntries]
) -> Iterator[Diagnostic]:
    """Yield a finding for each entry that a later value lacks while other parameters keep it."""
    for one in parameters:
        others = [other for other in parameters if other is not one and other.required]
        for (_, before), (stated, entries) in pairwise(one.dated if one.required else ()):
            if stated.start is None:
                continue
            kept = {entry for other in others for entry in other.on(stated.start)}
            for entry in sorted((before - entries) & kept):
                message = (
                    f"`{one.name}` has no entry for the {axis} `{entry}` from {stated.start} on."
                )
                hint = "the value before has one, and other parameters: add it"
                yield Diagnostic("VBC225", message, document.place_of(stated.entry), hint)


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
