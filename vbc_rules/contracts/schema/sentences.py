"""What breaks the schema, in plain sentences: one for each keyword."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import attrs

from vbc_rules.contracts.schema.keywords import Schema, Violation
from vbc_rules.contracts.text.located import Pointer
from vbc_rules.contracts.text.scalars import hundredth, number_within
from vbc_rules.diagnostics.suggest import did_you_mean, suggestion

_LONGEST_LIST = 12
_PERCENT = 100
_CLEARLY_PERCENT = 2
_KINDS = {
    "number": "a number",
    "integer": "a whole number",
    "string": "text",
    "boolean": "true or false",
    "object": "a mapping",
    "array": "a list",
}


@attrs.frozen
class Problem:
    """One thing that is wrong with the shape: `at` points to it, `on_key` says to its key."""

    code: str
    message: str
    hint: str
    at: Pointer
    on_key: bool = False
    suggested: str = ""


def problems(found: Violation) -> Iterator[Problem]:
    """Yield the problems that a violation stands for; a mapping may lack several keys."""
    yield from _SENTENCES[found.keyword](found)


def name_of(at: Pointer) -> str:
    """Return how a sentence names the value that a pointer leads to."""
    if not at:
        return "the contract"
    if isinstance(at[-1], str):
        return f"`{at[-1]}`"
    owner = f" of {name_of(at[:-1])}" if len(at) > 1 else ""
    return f"entry {at[-1] + 1}{owner}"


def shown(value: object) -> str:
    """Return a value as a sentence quotes it."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, date):
        return f"the date {value}"
    if isinstance(value, str):
        return f"the text {_quoted(value)}"
    return number_text(value) if isinstance(value, Decimal) else json.dumps(value)


def number_text(value: object) -> str:
    """Return a number in plain digits, anything else as text."""
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _quoted(value: object) -> str:
    if isinstance(value, str):
        return _cut(json.dumps(value, ensure_ascii=False))
    return shown(value)


def _cut(text: str) -> str:
    longest = 60
    return text if len(text) <= longest else text[:longest] + "…"


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _about(found: Violation, code: str, rest: str, hint: str = "") -> Iterator[Problem]:
    sentence = _capital(f"{name_of(found.at)} {rest}.")
    yield Problem(code, sentence, hint, found.at, on_key=found.about_key)


def _unknown_keys(found: Violation) -> Iterator[Problem]:
    known = found.schema.get("properties", {})
    for key in found.value:
        if key not in known:
            meant = did_you_mean(key, known, taken=found.value)
            hint = f"did you mean `{meant}`?" if meant else _known_keys(found)
            message = f"{_capital(name_of(found.at))} has no key `{_cut(key)}`."
            yield Problem(
                "VBC101", message, hint, (*found.at, key), on_key=True, suggested=meant or ""
            )


def _known_keys(found: Violation) -> str:
    free = sorted(set(found.schema.get("properties", {})) - set(found.value))
    named = ", ".join(free[:_LONGEST_LIST]) + (", …" if len(free) > _LONGEST_LIST else "")
    parts = [f"it may also have {named}" if free else "leave it out"]
    if "x-hint" in found.schema:
        parts.append(found.schema["x-hint"])
    return "; ".join(parts)


def _missing_keys(found: Violation) -> Iterator[Problem]:
    for key in found.expected:
        if key not in found.value:
            message = f"{_capital(name_of(found.at))} lacks the key `{key}`."
            hint = f"add `{key}:`"
            yield Problem("VBC102", message, hint, found.at, on_key=True, suggested=key)


def _wrong_kind(found: Violation) -> Iterator[Problem]:
    kinds = found.expected if isinstance(found.expected, list) else [found.expected]
    is_date = found.schema.get("format") == "date"
    wanted = "a date" if is_date else _KINDS[kinds[0]]
    hint = _keys_of(found.schema) if kinds[0] == "object" else ""
    hint = hint or _in_shape(found.value, kinds[0], found.schema)
    hint = hint or _how_to_write(found.value, kinds[0], is_date=is_date)
    yield from _about(found, "VBC103", f"must be {wanted}, not {shown(found.value)}", hint)


def _keys_of(schema: Schema) -> str:
    keys = ", ".join(f"`{key}:`" for key in schema.get("required", []))
    return f"write a mapping with {keys}" if keys else ""


def _in_shape(value: object, kind: str, schema: Schema) -> str:
    """Return how a list or a mapping is laid out, for what is written as something else."""
    if kind == "object" and isinstance(value, list):
        return "write key: value on each line, without dashes"
    if kind == "array" and isinstance(value, dict):
        return "begin each entry with a dash"
    holds = schema.get("items", {})
    if kind == "array" and ("$ref" in holds or holds.get("type") == "object"):
        return "write its entries below it, each with a dash"
    return ""


def _how_to_write(value: object, kind: str, *, is_date: bool) -> str:
    if is_date:
        quoted = isinstance(value, str) and value.replace("-", "").isdecimal()
        return "remove the quotes" if quoted else "write it as year-month-day, as 2024-01-31"
    if kind == "array" and not isinstance(value, dict):
        return f"write it in brackets: [{number_text(value)}]"
    if isinstance(value, str):
        return _out_of_quotes(value, kind)
    if kind == "string" and not isinstance(value, dict | list):
        text = str(value).lower() if isinstance(value, bool) else str(value)
        return f'put it in quotes: "{text}"'
    return ""


def _out_of_quotes(text: str, kind: str) -> str:
    looks_numeric = text.strip().lstrip("-").replace(".", "", 1).isdecimal()
    if kind in {"number", "integer"} and looks_numeric:
        return "remove the quotes"
    if kind in {"number", "integer"}:
        return number_within(text)
    if kind == "boolean" and text in {"true", "false"}:
        return "remove the quotes"
    return ""


def _above(found: Violation) -> Iterator[Problem]:
    limit, value = number_text(found.expected), number_text(found.value)
    if found.expected == 1:
        hint = as_a_share(found.value)
    elif "share" in found.at[-3:]:  # of a cap, which may be above the whole
        hint = f"write {value} % as {hundredth(value)}"
    else:
        hint = ""
    yield from _about(found, "VBC104", f"is {value}, above the maximum {limit}", hint)


def as_a_share(number: Decimal | int) -> str:
    """Return how a number above 1 may be meant as a share of 1."""
    written = number_text(number)
    if number < _CLEARLY_PERCENT:
        return "write a share of 1: 100 % is 1"
    if number <= _PERCENT:
        return f"write {written} % as {hundredth(written)}"
    return f"write a share of 1: {written} basis points are {hundredth(hundredth(written))}"


def _below(found: Violation) -> Iterator[Problem]:
    limit, value = number_text(found.expected), number_text(found.value)
    yield from _about(found, "VBC104", f"is {value}, below the minimum {limit}")


def _no_choice(found: Violation) -> Iterator[Problem]:
    options = [str(option) for option in found.expected]
    hint = suggestion(str(found.value), options, f"write one of {', '.join(options)}")
    yield from _about(found, "VBC105", f"can not be {_quoted(found.value)}", hint)


def _wrong_form(found: Violation) -> Iterator[Problem]:
    dotted = r"\." in found.expected
    letters = "letters a to z, digits and " + ("_" if "_" in found.expected else "-")
    hint = f"write plugin.name, in {letters}" if dotted else f"write it in small {letters}"
    if found.about_key:
        yield from _about(found, "VBC106", "is not a name", hint)
    else:
        yield from _about(found, "VBC106", f"is {_quoted(found.value)}, which is no name", hint)


def _empty(found: Violation) -> Iterator[Problem]:
    yield from _about(found, "VBC107", "is empty", "write what it holds")


def _repeated(found: Violation) -> Iterator[Problem]:
    for index, value in enumerate(found.value):
        if value in found.value[:index]:
            message = f"{_capital(name_of(found.at))} lists {_quoted(value)} twice."
            yield Problem("VBC108", message, "keep one of the two", (*found.at, index))


_SENTENCES: dict[str, Callable[[Violation], Iterator[Problem]]] = {
    "additionalProperties": _unknown_keys,
    "required": _missing_keys,
    "type": _wrong_kind,
    "maximum": _above,
    "minimum": _below,
    "enum": _no_choice,
    "pattern": _wrong_form,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "uniqueItems": _repeated,
}
TOLD = frozenset(_SENTENCES)
"""The keywords that have a sentence."""
