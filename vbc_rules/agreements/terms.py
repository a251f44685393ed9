"""From an agreement as it is written to its terms: the contract with what it states laid over.

The terms of an agreement are a contract like any other, and are checked as one. Every value
keeps the place where it is written, in the contract or in the book.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from vbc_rules.agreements.book import Agreement, Amendment, Entry
from vbc_rules.agreements.overlay import Overlay
from vbc_rules.agreements.pieces import (
    Piece,
    amended,
    as_dated_list,
    has_dates,
    in_order,
    pieces,
    unsettled,
    written_at,
)
from vbc_rules.agreements.stated import Statements, Value
from vbc_rules.agreements.templates import Parameter, Template
from vbc_rules.contracts.building.contract import build_contract
from vbc_rules.contracts.load import plugin_checks
from vbc_rules.contracts.meaning.contract import Review, check_meaning
from vbc_rules.contracts.schema.shape import Shape
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.text.overlaid import Written
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.hooks.registry import Registry

_SOUND = Shape((), frozenset())


class Terms:
    """The terms of one agreement, and all that is wrong with them."""

    def __init__(self, book: Located, at: Pointer, entry: Entry, template: Template) -> None:
        """Take what the book says at the pointer, whose shape is sound."""
        self.findings: list[Diagnostic] = []
        self._book, self._at, self._entry, self._template = book, at, entry, template
        self._statements = Statements(book, template, self.findings.append)
        self._raw: Mapping[str, Any] = book.value["agreements"][at[-1]]
        self._overlay = Overlay(template.document)

    def agreement(self, registry: Registry) -> Agreement | None:
        """Return the agreement, or None where `findings` has errors."""
        self._dates()
        given = self._given()
        self._missing(given)
        changes = self._changes()
        if self.findings:
            return None
        self._lay_over(given, changes)
        return self._checked(registry)

    # ---- dates

    @property
    def _days(self) -> tuple[date, date]:
        term = self._overlay.value["term"]
        return term["from"], term["to"]

    def _dates(self) -> None:
        effective = self._raw.get("effective")
        if not effective:
            return
        term = self._template.contract.term
        way: Pointer = (*self._at, "effective")
        for key, day in effective.items():
            if not term.start <= day <= term.end:
                message = f"{day} is outside the term of `{self._template.contract.id}`."
                hint = f"its term is {term.start} to {term.end}"
                self._tell("VBC258", message, (*way, key), hint)
        self._overlay.set_keys("term", effective, self._book, way)
        first, last = self._days
        if last < first:
            message = f"The agreement ends on {last}, before it begins on {first}."
            self._tell("VBC205", message, way, "write the later day under `to:`")

    # ---- elections and exhibits

    def _given(self) -> dict[str, Value]:
        """Return what the agreement states of the open terms, by full name."""
        found: dict[str, Value] = {}
        for section in ("elections", "exhibits"):
            for one in self._statements.given(section, self._raw.get(section, {}), self._at):
                if one.parameter.full_name in found:
                    message = f"`{one.parameter.full_name}` is stated twice, under two names."
                    place = self._book.key_place_of(one.at)
                    self.findings.append(
                        Diagnostic("VBC257", message, place, "keep one of the two")
                    )
                found[one.parameter.full_name] = one
        return found

    def _missing(self, given: Mapping[str, Value]) -> None:
        """Tell what is left open and not even badly stated."""
        stated = {
            one.full_name
            for section in ("elections", "exhibits")
            for name in self._raw.get(section, {})
            for one in self._template.named(name)
        }
        unclear = any(one.code in {"VBC257", "VBC263"} for one in self.findings)
        for one in self._template.left_open():
            if one.full_name in given or one.full_name in stated or unclear or not one.left_open:
                continue
            name, kind = self._template.shortest(one), one.left_open.kind
            message = f"Agreement `{self._entry.id}` does not state the {kind} `{name}`."
            allowed = f": {one.left_open.allowed()}" if kind == "election" else ""
            hint = f"add `{name}:` under `{kind}s:`{allowed}"
            self._tell("VBC256", message, self._at, hint)

    # ---- amendments

    def _changes(self) -> dict[str, list[Piece]]:
        """Return the changes by full name of the parameter, in the order of their days."""
        found: dict[str, list[Piece]] = {}
        written = self._raw.get("amendments", [])
        days = [one["from"] for one in written]
        for index, one in enumerate(written):
            way: Pointer = (*self._at, "amendments", index)
            self._amendment_dates(days, index, way)
            for value in self._sound_changes(one, way):
                piece = self._piece(value, one, way)
                before = found.setdefault(value.parameter.full_name, [])
                if any(other.start == piece.start for other in before):
                    name = self._template.shortest(value.parameter)
                    message = f"Two amendments change `{name}` on {piece.start}."
                    place = self._book.key_place_of(value.at)
                    self.findings.append(
                        Diagnostic("VBC260", message, place, "keep one of the two")
                    )
                before.append(piece)
        return found

    def _amendment_dates(self, days: Sequence[date], index: int, way: Pointer) -> None:
        day, (first, last) = days[index], self._days
        if not first <= day <= last:
            message = f"The amendment begins on {day}, outside the agreement."
            self._tell("VBC259", message, (*way, "from"), f"it lasts from {first} to {last}")
        if index and not in_order(days[index - 1 : index + 1]):
            message = "The amendments are not in the order of their dates."
            hint = f"put the amendment from {day} before the one from {days[index - 1]}"
            self._tell("VBC260", message, (*way, "from"), hint)

    def _sound_changes(self, raw: Mapping[str, Any], way: Pointer) -> Iterator[Value]:
        for name, change in raw["changes"].items():
            value = self._statements.change(name, change, (*way, "changes", name))
            if value is None:
                continue
            if has_dates(value.parameter.agreed, change):
                message = f"The change of `{name}` has dates of its own."
                hint = "write one value; it applies from the day of the amendment on"
                self._tell("VBC268", message, value.at, hint)
            else:
                yield value

    def _piece(self, value: Value, raw: Mapping[str, Any], way: Pointer) -> Piece:
        agreed = value.parameter.agreed
        [piece] = pieces(self._book, agreed, value.raw, value.at, raw["from"])
        cites = piece.stated.cites or raw.get("cites") or raw["amendment"]
        stated = attrs.evolve(piece.stated, cites=cites)
        return attrs.evolve(piece, stated=stated, dated=(*way, "from"))

    # ---- laying over

    def _lay_over(self, given: Mapping[str, Value], changes: Mapping[str, list[Piece]]) -> None:
        provider = {"provider": self._entry.provider.name}
        self._overlay.set_keys("parties", provider, self._book, self._at)
        for one in given.values():
            raw, written = _cited(one, self._book)
            self._overlay.set_parameter(one.parameter.at, raw, written)
        by_name = {one.full_name: one for one in self._template.parameters}
        for name, changed in changes.items():
            self._amend(by_name[name], given.get(name), changed)

    def _amend(self, parameter: Parameter, given: Value | None, changes: list[Piece]) -> None:
        before = self._before(parameter, given)
        for later, change in unsettled(before, changes, self._days[1]):
            name = self._template.shortest(parameter)
            message = (
                f"`{name}` is amended from {change.start} on, but has another value from "
                f"{later.start} on."
            )
            hint = f"say in an amendment from {later.start} what holds from then on"
            place = self._book.key_place_of(change.stated.entry)
            self.findings.append(Diagnostic("VBC262", message, place, hint))
        values = amended(before, changes)
        listed = as_dated_list(parameter.agreed, values)
        written = written_at(parameter.agreed, values, parameter.at)
        self._overlay.set_parameter(parameter.at, listed, written)

    def _before(self, parameter: Parameter, given: Value | None) -> list[Piece]:
        """Return the values that hold without amendments."""
        first_day, _ = self._days
        if given is not None:
            return pieces(self._book, parameter.agreed, given.raw, given.at, first_day)
        document = self._template.document
        if not document.has(parameter.at):
            return []
        raw: Any = document.value
        for step in parameter.at:
            raw = raw[step]
        return pieces(document, parameter.agreed, raw, parameter.at, first_day)

    # ---- the whole

    def _checked(self, registry: Registry) -> Agreement | None:
        document = self._overlay.document()
        models = dict(self._template.models)
        self._add(check_meaning(Review(document, _SOUND, models, registry)))
        if self._has_errors():
            return None
        contract = build_contract(document, models)
        self._add(plugin_checks(contract, document, registry))
        if self._has_errors():
            return None
        of_template = attrs.evolve(contract, content=self._template.contract.content)
        return Agreement(self._entry, of_template, self._amendments(), contract.sha256)

    def _amendments(self) -> tuple[Amendment, ...]:
        return tuple(
            Amendment(
                one["amendment"],
                one["from"],
                one.get("cites", ""),
                self._book.place_of((*self._at, "amendments", index)),
            )
            for index, one in enumerate(self._raw.get("amendments", []))
        )

    def _add(self, found: Iterator[Diagnostic]) -> None:
        """Keep findings; one at a line of the contract names the agreement that causes it."""
        for one in found:
            if one.place is None or one.place.file != self._book.file:
                message = f"Agreement `{self._entry.id}`: {one.message}"
                self.findings.append(
                    attrs.evolve(one, message=message, place=self._book.place_of(self._at))
                )
            else:
                self.findings.append(one)

    def _has_errors(self) -> bool:
        return any(one.severity == "error" for one in self.findings)

    def _tell(self, code: str, message: str, at: Pointer, hint: str) -> None:
        self.findings.append(Diagnostic(code, message, self._book.place_of(at), hint))


def _cited(value: Value, book: Located) -> tuple[Any, Written]:
    """Return a value that cites what its election cites, where it cites nothing itself."""
    at, left_open = value.parameter.at, value.parameter.left_open
    written = {at: (book, value.at)}
    if isinstance(value.raw, list | dict) or left_open is None or not left_open.cites:
        return value.raw, written
    written[*at, "value"] = (book, value.at)
    return {"value": value.raw, "cites": left_open.cites}, written
