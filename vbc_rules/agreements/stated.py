"""What an agreement states of a contract's parameters: names, shape, and what is allowed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any

import attrs

from vbc_rules.agreements.templates import Parameter, Template
from vbc_rules.contracts.building.terms import exact_scalar
from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.contracts.schema.keywords import Schema, violations
from vbc_rules.contracts.schema.sentences import problems
from vbc_rules.contracts.schema.terms import SHARED, parameters_schema
from vbc_rules.contracts.text.located import Located, Pointer
from vbc_rules.contracts.written.forms import cells, stated_values
from vbc_rules.diagnostics import Diagnostic
from vbc_rules.diagnostics.suggest import did_you_mean

_KEPT_SCHEMAS = 256
_LISTED = 12
_OTHER = {"elections": "exhibits", "exhibits": "elections"}

Tell = Callable[[Diagnostic], None]


@attrs.frozen
class Value:
    """A value as an agreement writes it; `at` is the way to it in the book."""

    parameter: Parameter
    raw: Any
    at: Pointer


@attrs.frozen
class Statements:
    """Reads what one agreement states, and tells what is wrong with it."""

    book: Located
    template: Template
    tell: Tell

    def given(self, section: str, written: Mapping[str, Any], at: Pointer) -> Iterator[Value]:
        """Yield the elections or exhibits that the contract leaves open, where they are sound."""
        kind = section.removesuffix("s")
        for name, raw in written.items():
            value = self._value(name, raw, (*at, section, name), "VBC257", is_open=True)
            if value is None:
                continue
            left_open = value.parameter.left_open
            if left_open is None or left_open.kind != kind:
                self._not_open(value, section)
            elif self.is_sound(value):
                self._check_allowed(value)
                yield value

    def change(self, name: str, raw: Any, at: Pointer) -> Value | None:  # noqa: ANN401 - plain data
        """Return a change that an amendment makes, or None where it is not sound."""
        value = self._value(name, raw, at, "VBC261", is_open=False)
        if value is None or not self.is_sound(value):
            return None
        self._check_allowed(value)
        return value

    def is_sound(self, value: Value) -> bool:
        """Say whether a value has the shape that its model asks for; tell why not."""
        schema = _shape_of(value.parameter.model)
        found = [
            one
            for violation in violations({value.parameter.name: value.raw}, schema)
            for one in problems(violation)
        ]
        for one in dict.fromkeys(found):
            place = self.book.key_place_of if one.on_key else self.book.place_of
            way = (*value.at, *one.at[1:])
            self.tell(Diagnostic(one.code, one.message, place(way), one.hint))
        return not found

    def _value(
        self,
        name: str,
        raw: Any,  # noqa: ANN401 - plain data
        at: Pointer,
        code: str,
        *,
        is_open: bool,
    ) -> Value | None:
        meant = self.template.named(name)
        if is_open and len(meant) > 1:
            meant = tuple(one for one in meant if one.left_open) or meant
        if len(meant) == 1:
            return Value(meant[0], raw, at)
        place = self.book.key_place_of(at)
        if meant:
            message = f"Several streams have a parameter `{name}`."
            hint = f"write one of {', '.join(one.full_name for one in meant)}"
            self.tell(Diagnostic("VBC263", message, place, hint))
        else:
            message = f"The contract `{self.template.contract.id}` has no parameter `{name}`."
            self.tell(Diagnostic(code, message, place, self._hint(name, is_open=is_open)))
        return None

    def _hint(self, name: str, *, is_open: bool) -> str:
        among = [one for one in self.template.parameters if one.left_open or not is_open]
        known = sorted({*map(self.template.shortest, among)})
        every = {*known, *(one.full_name for one in among)}
        if meant := did_you_mean(name, every):
            return f"did you mean `{meant}`?"
        if not known:
            return "it leaves nothing open"
        listed = ", ".join(known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
        return f"it leaves open {listed}" if is_open else f"its parameters are {listed}"

    def _not_open(self, value: Value, section: str) -> None:
        name = self.template.shortest(value.parameter)
        place = self.book.key_place_of(value.at)
        if value.parameter.left_open is None:
            message = f"The contract does not leave `{name}` open."
            hint = "change it by an amendment, or let the contract leave it open"
        else:
            other = _OTHER[section]
            message = f"`{name}` is no {section.removesuffix('s')}: it belongs under `{other}`."
            hint = f"write it under `{other}:`"
        self.tell(Diagnostic("VBC257", message, place, hint))

    def _check_allowed(self, value: Value) -> None:
        """Tell each value of an election that the contract does not allow."""
        left_open = value.parameter.left_open
        if left_open is None or left_open.kind != "election":
            return
        for one in stated_values(value.parameter.agreed, value.raw, value.at):
            for cell in cells(value.parameter.agreed, one):
                if not left_open.allows(exact_scalar(cell.raw)):
                    shown = str(cell.raw).lower() if isinstance(cell.raw, bool) else cell.raw
                    message = f"`{value.parameter.name}` cannot be elected as {shown}."
                    hint = f"the contract allows {left_open.allowed()}"
                    place = self.book.place_of(cell.at)
                    self.tell(Diagnostic("VBC255", message, place, hint))


def _shape_of(model: Model) -> Schema:
    known: Any = model  # mypy does not see that a class is hashable
    return _schema(known)


@lru_cache(_KEPT_SCHEMAS)
def _schema(model: Model) -> Schema:
    """Return the schema of any number of a model's parameters, none of them required."""
    whole = parameters_schema(model)
    return {**{name: one for name, one in whole.items() if name != "required"}, "$defs": SHARED}
