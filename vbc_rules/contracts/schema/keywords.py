"""What in a document breaks a JSON Schema, as jsonschema judges it.

Documents are read strictly: numbers are int or Decimal and days are dates. The library is
told so, that a pattern must fit the whole text, and that blanks alone are no text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from vbc_rules.contracts.text.located import Pointer

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

Schema: TypeAlias = dict[str, Any]
_KEPT_VALIDATORS = 64


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
    for error in _validator(_Identity(schema)).iter_errors(document):
        about_key = "propertyNames" in error.absolute_schema_path
        way: Any = tuple(error.absolute_path)
        at = (*way, error.instance) if about_key else way
        found: Any = error  # what it broke is always set here, which its types do not say
        yield Violation(
            found.validator, found.validator_value, found.instance, found.schema, at, about_key
        )


@attrs.frozen(eq=False)
class _Identity:
    """A schema as a key of a cache: by what it is, not by what it holds."""

    schema: Schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.schema is self.schema


@lru_cache(_KEPT_VALIDATORS)
def _validator(kept: _Identity) -> Validator:
    return _judge()(kept.schema)


@lru_cache(1)
def _judge() -> type[Validator]:
    """Return the library's validator for the kinds of values that strict reading gives."""
    from jsonschema import Draft202012Validator, validators

    library: Any = validators  # its `extend` has no types
    checker = Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"number": lambda _, value: is_number(value), "integer": lambda _, value: _is_whole(value)}
    )
    plain = Draft202012Validator.VALIDATORS["type"]

    def kind(validator: Any, expected: Any, value: object, schema: Schema) -> Iterator[Any]:  # noqa: ANN401
        """A date is a date, and only that: text and dates are not one kind here."""
        if schema.get("format") != "date":
            yield from plain(validator, expected, value, schema)
        elif not isinstance(value, date):
            yield from plain(validator, "date", value, schema)

    judge: type[Validator] = library.extend(
        Draft202012Validator,
        {"type": kind, "pattern": _pattern, "minLength": _length},
        type_checker=checker.redefine("date", lambda _, value: isinstance(value, date)),
    )
    return judge


def _pattern(_: object, form: str, value: object, __: Schema) -> Iterator[Any]:
    """All of a text must fit: `$` alone would let a newline at its end pass."""
    from jsonschema import ValidationError

    if isinstance(value, str) and not re.fullmatch(form, value):
        yield ValidationError(f"{json.dumps(value)} does not fit {form}")


def _length(_: object, least: int, value: object, __: Schema) -> Iterator[Any]:
    """Blanks alone say nothing: they do not count."""
    from jsonschema import ValidationError

    if isinstance(value, str) and len(value.strip()) < least:
        yield ValidationError(f"{json.dumps(value)} is shorter than {least}")


def is_number(value: object) -> bool:
    """Say whether the value is a number; true and false are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _is_whole(value: object) -> bool:
    return is_number(value) and value == int(value)  # type: ignore[call-overload]
