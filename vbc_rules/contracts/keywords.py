"""The keywords of JSON Schema that the contract schema uses, applied to located data.

The schema is our own and uses few keywords, so judging a document by them is short. It
knows Decimal and dates, which the general library does not, and it costs no import of
some 40 ms. That both judge alike is tested on damaged contracts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from vbc_rules.contracts.located import Pointer

Schema: TypeAlias = dict[str, Any]


@attrs.frozen
class Violation:
    """A keyword that a value breaks. `about_key` says that a key is meant, not its value."""

    keyword: str
    expected: Any
    value: Any
    schema: Schema
    at: Pointer
    about_key: bool = False


def violations(document: Any, schema: Schema) -> Iterator[Violation]:  # noqa: ANN401 - plain data
    """Yield every keyword of the schema that a document breaks, and where."""
    yield from _Judge(schema.get("$defs", {})).violations(document, schema, ())


@attrs.frozen
class _Judge:
    """Judges values; `definitions` are what `$ref` refers to."""

    definitions: Mapping[str, Schema]

    def violations(self, value: Any, schema: Schema, at: Pointer) -> Iterator[Violation]:  # noqa: ANN401
        if "$ref" in schema:
            schema = self.definitions[schema["$ref"].rpartition("/")[2]]
        for keyword, expected in schema.items():
            if keyword in _BROKEN and _BROKEN[keyword](value, expected, schema):
                yield Violation(keyword, expected, value, schema, at)
            elif keyword in _PARTS:
                for step, part, judged_by in _PARTS[keyword](value, expected, schema):
                    yield from self.violations(part, judged_by, (*at, *step))
        yield from self._alternatives(value, schema, at)
        yield from self._names(value, schema, at)

    def _alternatives(self, value: Any, schema: Schema, at: Pointer) -> Iterator[Violation]:  # noqa: ANN401
        for one in schema.get("allOf", ()):
            yield from self.violations(value, one, at)
        if "if" in schema:
            holds = next(self.violations(value, schema["if"], at), None) is None
            yield from self.violations(value, schema.get("then" if holds else "else", {}), at)

    def _names(self, value: Any, schema: Schema, at: Pointer) -> Iterator[Violation]:  # noqa: ANN401
        if "propertyNames" in schema and isinstance(value, dict):
            for key in value:
                for one in self.violations(key, schema["propertyNames"], (*at, key)):
                    yield attrs.evolve(one, about_key=True)


def is_number(value: object) -> bool:
    """Say whether the value is a number; true and false are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_kind(value: object, kind: str) -> bool:
    if kind == "number":
        return is_number(value)
    if kind == "integer":
        return is_number(value) and value == int(value)  # type: ignore[call-overload]
    return isinstance(value, _CLASSES[kind])


def _wrong_kind(value: object, expected: str | list[str], schema: Schema) -> bool:
    """A date is a date, and only that: text and dates are not one kind here."""
    if schema.get("format") == "date":
        return not isinstance(value, date)
    kinds = expected if isinstance(expected, list) else [expected]
    return not any(_is_kind(value, kind) for kind in kinds)


def _named(value: Any, expected: Schema, _: Schema) -> Iterator[_Part]:  # noqa: ANN401
    if isinstance(value, dict):
        for key, schema in expected.items():
            if key in value:
                yield (key,), value[key], schema


def _others(value: Any, expected: Any, schema: Schema) -> Iterator[_Part]:  # noqa: ANN401
    if isinstance(value, dict) and isinstance(expected, dict):
        for key in value:
            if key not in schema.get("properties", {}):
                yield (key,), value[key], expected


def _entries(value: Any, expected: Schema, _: Schema) -> Iterator[_Part]:  # noqa: ANN401
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield (index,), entry, expected


def _unknown_key(value: Any, expected: object, schema: Schema) -> bool:  # noqa: ANN401
    if expected is not False or not isinstance(value, dict):
        return False
    return any(key not in schema.get("properties", {}) for key in value)


def _shorter(kind: type[str | list[Any] | dict[str, Any]]) -> _Test:
    return lambda value, least, _: isinstance(value, kind) and len(value) < least


def _repeats(value: Any, _: object, __: Schema) -> bool:  # noqa: ANN401
    return isinstance(value, list) and any(one in value[:index] for index, one in enumerate(value))


_Part: TypeAlias = tuple[Pointer, Any, Schema]
_Test: TypeAlias = Callable[[Any, Any, Schema], bool]
_CLASSES = {"string": str, "boolean": bool, "object": dict, "array": list}
_BROKEN: dict[str, _Test] = {
    "type": _wrong_kind,
    "enum": lambda value, options, _: value not in options,
    "const": lambda value, option, _: value != option,
    "required": lambda value, keys, _: isinstance(value, dict) and not value.keys() >= set(keys),
    "additionalProperties": _unknown_key,
    "minimum": lambda value, least, _: is_number(value) and value < least,
    "maximum": lambda value, most, _: is_number(value) and value > most,
    # all of it must match: `$` alone would let a newline at the end pass
    "pattern": lambda value, form, _: isinstance(value, str) and not re.fullmatch(form, value),
    "minLength": _shorter(str),
    "minItems": _shorter(list),
    "minProperties": _shorter(dict),
    "uniqueItems": _repeats,
}
_PARTS: dict[str, Callable[[Any, Any, Schema], Iterator[_Part]]] = {
    "properties": _named,
    "additionalProperties": _others,
    "items": _entries,
}
JUDGED = frozenset({*_BROKEN, *_PARTS, "$ref", "allOf", "if", "then", "else", "propertyNames"})
"""The keywords that are judged; all others only describe."""
