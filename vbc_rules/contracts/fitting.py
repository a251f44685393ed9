"""Whether a document fits a JSON Schema: yes or no, without jsonschema.

Importing jsonschema takes longer than all that is done with a valid contract. So this is asked
first, and the library judges only what does not fit: it alone says what is wrong. Of a schema
with a keyword that is not understood here nothing is said, and the library judges.

Documents are read strictly: numbers are int or Decimal and days are dates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]
Judge: TypeAlias = Callable[[Any, Any, Schema, Schema], bool]

_SAYS_NOTHING = frozenset(  # about what fits; `format` is judged with `type`
    {"$schema", "$defs", "$comment", "title", "description", "examples", "format", "else", "then",
     "doNotSuggest", "defaultSnippets", "x-hint", "x-unit"}
)  # fmt: skip


class _NotUnderstoodError(Exception):
    """A schema says something that only the library can judge."""


def surely_fits(document: object, schema: Schema) -> bool:
    """Tell whether a document fits a schema; False also where that is not known here."""
    try:
        return _fits(document, schema, schema)
    except _NotUnderstoodError:
        return False


def is_number(value: object) -> bool:
    """Say whether the value is a number; true and false are none."""
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def is_whole(value: object) -> bool:
    """Say whether the value is a number without a fraction."""
    return is_number(value) and value == int(value)  # type: ignore[call-overload]


def is_of_form(value: object, form: str) -> bool:
    """Say whether all of a text fits: `$` alone would let a newline at its end pass."""
    return not isinstance(value, str) or re.fullmatch(form, value) is not None


def is_long_enough(value: object, least: int) -> bool:
    """Say whether a text is long enough; blanks alone say nothing: they do not count."""
    return not isinstance(value, str) or len(value.strip()) >= least


def _fits(value: object, schema: Any, root: Schema) -> bool:  # noqa: ANN401 - may be true or false
    if not isinstance(schema, dict) or not schema.keys() <= _UNDERSTOOD:
        raise _NotUnderstoodError
    return all(
        _JUDGES[keyword](value, expected, schema, root)
        for keyword, expected in schema.items()
        if keyword in _JUDGES
    )


def _told_apart(value: object) -> tuple[bool, object]:
    """Return what is equal for equal values only: 1 is 1.0, but not true."""
    if isinstance(value, dict | list):
        raise _NotUnderstoodError
    return isinstance(value, bool), value


# One function for each keyword: the value, what the keyword says, the schema that says it, and
# the whole of it. A keyword about mappings says nothing about other values, and so on.


def _ref(value: object, expected: str, _: Schema, root: Schema) -> bool:
    whole, *steps = expected.split("/")
    found: Any = root
    for step in steps:
        if not isinstance(found, dict) or step not in found:
            raise _NotUnderstoodError
        found = found[step]
    if whole != "#" or "~" in expected or "%" in expected:  # of another file, or escaped
        raise _NotUnderstoodError
    return _fits(value, found, root)


def _type(value: object, expected: Any, schema: Schema, _: Schema) -> bool:  # noqa: ANN401
    if schema.get("format") == "date":
        return isinstance(value, date)
    kinds = {expected} if isinstance(expected, str) else set(expected)
    if not kinds <= _KINDS.keys():
        raise _NotUnderstoodError
    return any(_KINDS[kind](value) for kind in kinds)


def _one_of(value: object, expected: list[Any], _: Schema, __: Schema) -> bool:
    options = {_told_apart(one) for one in expected}
    return not isinstance(value, dict | list) and _told_apart(value) in options


def _const(value: object, expected: object, schema: Schema, root: Schema) -> bool:
    return _one_of(value, [expected], schema, root)


def _properties(value: Any, expected: Schema, _: Schema, root: Schema) -> bool:  # noqa: ANN401
    return not isinstance(value, dict) or all(
        _fits(value[name], one, root) for name, one in expected.items() if name in value
    )


def _others(value: Any, expected: Any, schema: Schema, root: Schema) -> bool:  # noqa: ANN401
    if not isinstance(value, dict):
        return True
    others = [one for name, one in value.items() if name not in schema.get("properties", {})]
    if isinstance(expected, bool):
        return expected or not others
    return all(_fits(one, expected, root) for one in others)


def _names(value: object, expected: Schema, _: Schema, root: Schema) -> bool:
    return not isinstance(value, dict) or all(_fits(name, expected, root) for name in value)


def _items(value: object, expected: Schema, _: Schema, root: Schema) -> bool:
    return not isinstance(value, list) or all(_fits(one, expected, root) for one in value)


def _unique(value: object, expected: object, _: Schema, __: Schema) -> bool:
    if not expected or not isinstance(value, list):
        return True
    return len({_told_apart(one) for one in value}) == len(value)


def _if(value: object, expected: Schema, schema: Schema, root: Schema) -> bool:
    chosen = "then" if _fits(value, expected, root) else "else"
    return _fits(value, schema.get(chosen, {}), root)


_JUDGES: Mapping[str, Judge] = {
    "$ref": _ref,
    "type": _type,
    "enum": _one_of,
    "const": _const,
    "properties": _properties,
    "additionalProperties": _others,
    "propertyNames": _names,
    "required": lambda value, names, *_: (
        not isinstance(value, dict) or all(name in value for name in names)
    ),
    "minProperties": lambda value, least, *_: not isinstance(value, dict) or len(value) >= least,
    "items": _items,
    "minItems": lambda value, least, *_: not isinstance(value, list) or len(value) >= least,
    "uniqueItems": _unique,
    "minimum": lambda value, least, *_: not is_number(value) or value >= least,
    "exclusiveMinimum": lambda value, bound, *_: not is_number(value) or value > bound,
    "maximum": lambda value, most, *_: not is_number(value) or value <= most,
    "minLength": lambda value, least, *_: is_long_enough(value, least),
    "pattern": lambda value, form, *_: is_of_form(value, form),
    "allOf": lambda value, schemas, _, root: all(_fits(value, one, root) for one in schemas),
    "if": _if,
}

_UNDERSTOOD = _JUDGES.keys() | _SAYS_NOTHING

_KINDS: Mapping[str, Callable[[object], bool]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "number": is_number,
    "integer": is_whole,
}
