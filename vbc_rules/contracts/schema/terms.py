"""The schema of a model's parameters, generated from its declarations.

A parameter is written as a plain value, as a value with its citation, or as a list of
dated values. The three forms stand side by side under one list of types, because a list
of alternative schemas would hide which part of a value is wrong.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from vbc_rules.contracts.declared.agreed import (
    Agreed,
    Kind,
    Model,
    agreed_terms,
    column_kind,
    reported_terms,
    stated_columns,
)
from vbc_rules.contracts.schema.described import ROW_HINT, allowed, described
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.language import Table
from vbc_rules.language.axes import Axis

CITES: Schema = {"$ref": "#/$defs/cites"}
FROM: Schema = {"$ref": "#/$defs/first_day"}
TO: Schema = {"$ref": "#/$defs/last_day"}
_CITES = {
    "title": "Citation",
    "description": "Where the value is agreed or prescribed, such as 42 CFR 425.610(d).",
    "type": "string",
    "minLength": 1,
}
_FIRST_DAY = {
    "title": "From",
    "description": "The first day on which the value applies.",
    "type": "string",
    "format": "date",
}
_LAST_DAY = {
    "title": "To",
    "description": "The last day on which the value applies; without it, until the next one.",
    "type": "string",
    "format": "date",
}


SHARED: Schema = {"cites": _CITES, "first_day": _FIRST_DAY, "last_day": _LAST_DAY}
"""The definitions that the schemas of parameters refer to."""


def closed(properties: Schema, required: list[str]) -> Schema:
    """Return the schema of a mapping that has these keys and no others."""
    schema: Schema = {"properties": properties, "additionalProperties": False}
    return {**schema, "required": required} if required else schema


ADDS_UP_TO: Schema = {
    "title": "Adds up to",
    "description": "What the entries add up to: a control total, which is checked.",
    "type": "number",
}


OFFERED_ONCE: Schema = {"doNotSuggest": True}
"""What keeps an editor from offering the key of a stream again for each model.

While no model is chosen an editor takes all of them as possible; the stream itself offers
the key. What stands below the key is offered all the same.
"""


def parameters_schema(model: Model) -> Schema:
    """Return the schema of `parameters:` for a model: closed, with a title for every key.

    A parameter is required here if every edition of the model reads it; one that only
    some editions read is required by meaning, for the years of those editions.
    """
    terms = agreed_terms(model)
    required = [
        name for name, one in terms.items() if one.always and not one.term.declaration.optional
    ]
    return {
        "title": "Parameters",
        "description": f"The terms that the parties agree for {model.id}.",
        "type": "object",
        **OFFERED_ONCE,
        **closed({name: parameter_schema(one) for name, one in terms.items()}, required),
    }


def facts_schema(model: Model) -> Schema:
    """Return the schema of `facts:` for a model: the facts that another stream may compute."""
    facts = {name: _fed(term.declaration.title) for name, term in reported_terms(model).items()}
    return {
        "title": "Facts",
        "description": f"The facts of {model.id} that streams of the contract compute.",
        "type": "object",
        **OFFERED_ONCE,
        **closed(facts, []),
    }


def _fed(title: str) -> Schema:
    description = f"{title}. The clause that computes it, as stream.clause."
    return {"title": title, "description": description, "type": "string", "minLength": 1}


def parameter_schema(agreed: Agreed) -> Schema:
    """Return the schema of one parameter: its value, with a citation, or dated values."""
    declared = agreed.term.declaration
    heading = {"title": declared.title, "description": described(agreed)}
    if agreed.term.axes:
        return {**heading, **_by_entry(agreed)}
    if agreed.table:
        return {**heading, **_table(agreed.table)}
    return {**heading, **_single(agreed.kind)}


def scalar_schema(kind: Kind) -> Schema:
    """Return the schema of one number, condition or choice."""
    if kind.is_condition:
        return {"type": "boolean"}
    if kind.is_choice:
        return {"type": "string", **({"enum": list(kind.choices)} if kind.choices else {})}
    schema: Schema = {"type": "integer" if kind.places == 0 else "number"}
    limits = {"minimum": kind.minimum, "maximum": kind.maximum}
    stated = {name: _number(limit) for name, limit in limits.items() if limit is not None}
    return {**schema, "x-unit": kind.unit.unit.words, **stated}


def _number(limit: Fraction) -> int | Decimal:
    """Return a limit as a number of JSON; limits are written as decimals, so it is exact."""
    if limit.denominator == 1:
        return limit.numerator
    return Decimal(limit.numerator) / Decimal(limit.denominator)


def number_schema(title: str, description: str) -> Schema:
    """Return the schema of a term that may be any number: meaning knows its unit and limits."""
    heading = {"title": title, "description": description}
    return {**heading, **_stated({"type": "number"}, "The number that is agreed.")}


def _single(kind: Kind) -> Schema:
    return _stated(scalar_schema(kind), f"The value that is agreed. {allowed(kind)}")


def _stated(scalar: Schema, description: str) -> Schema:
    value = {"title": "Value", "description": description, **scalar}
    keys = {"value": value, "cites": CITES}
    return {
        **_only_for_text(scalar),
        "type": [scalar["type"], "object", "array"],
        **closed(keys, ["value"]),
        **_dated(keys, ["value"]),
    }


def _only_for_text(scalar: Schema) -> Schema:
    """Keep a list of choices from judging a mapping or a list, as `enum` alone would.

    An editor offers the examples.
    """
    if "enum" not in scalar:
        return scalar
    others = {name: one for name, one in scalar.items() if name != "enum"}
    choices = scalar["enum"]
    return {**others, "examples": choices, "if": {"type": "string"}, "then": {"enum": choices}}


def _dated(keys: Schema, required: list[str]) -> Schema:
    dated = closed({"from": FROM, "to": TO, **keys}, ["from", *required])
    return {"minItems": 1, "items": {"type": "object", **dated}}


def _table(table: type[Table]) -> Schema:
    row = row_schema(table)
    rows = {
        "title": "Rows",
        "description": f"The rows of the table: {ROW_HINT}.",
        "type": "array",
        "minItems": 1,
        "items": row,
    }
    keys = {"rows": rows, "cites": CITES}
    dated = closed({"from": FROM, "to": TO, **keys}, ["from", "rows"])
    either = {"if": {"required": ["rows"]}, "then": dated, "else": row}
    return {
        "type": ["array", "object"],
        "minItems": 1,
        "items": {"type": "object", **either},
        **closed(keys, ["rows"]),
    }


def row_schema(table: type[Table]) -> Schema:
    """Return the schema of one row: a mapping by column name."""
    columns = dict(stated_columns(table))
    properties = {name: _column(name, column_kind(one)) for name, one in columns.items()}
    required = [name for name, one in columns.items() if not one.optional]
    return {"type": "object", "x-hint": ROW_HINT, **closed(properties, required)}


def _column(name: str, kind: Kind) -> Schema:
    title = name.replace("_", " ").capitalize()
    description = f"{title}. {allowed(kind)}"
    return {"title": title, "description": description, **scalar_schema(kind)}


def _by_entry(agreed: Agreed) -> Schema:
    heading = {"title": agreed.term.declaration.title, "description": _of_an_entry(agreed)}
    scalar = _rows_of(agreed.table) if agreed.table else scalar_schema(agreed.kind)
    cell = {**heading, **scalar}
    keys = {"entries": _entries(agreed.term.axes, cell), "cites": CITES}
    if cell["type"] in ("number", "integer"):
        keys["adds_up_to"] = ADDS_UP_TO
    return {
        "type": ["object", "array"],
        **closed(keys, ["entries"]),
        **_dated(keys, ["entries"]),
    }


def _of_an_entry(agreed: Agreed) -> str:
    said = f"The rows: {ROW_HINT}." if agreed.table else allowed(agreed.kind)
    return f"{agreed.term.declaration.title}. {said}"


def _rows_of(table: type[Table]) -> Schema:
    return {"type": "array", "minItems": 1, "items": row_schema(table)}


def _entries(axes: tuple[Axis, ...], cell: Schema) -> Schema:
    """Return the schema of a mapping from entry to value, one level for each axis."""
    axis, *others = axes
    inner = _entries(tuple(others), cell) if others else cell
    schema: Schema = {
        "title": axis.title,
        "description": f"A value for each entry of {axis.title}.",
        "type": "object",
        "minProperties": 1,
    }
    if not axis.members:
        return {**schema, "additionalProperties": inner, "defaultSnippets": [_new_entry(axis)]}
    named = {
        name: {
            **inner,
            "title": name,
            "description": f"{axis.title} {name}. {inner['description']}",
        }
        for name in axis.members
    }
    return {**schema, **closed(named, list(axis.members))}


def _new_entry(axis: Axis) -> Schema:
    """Return what an editor offers where the names of entries are free."""
    label = axis.name.rpartition(".")[2]
    description = f"An entry of {axis.title}, by the name that the contract gives it."
    return {"label": label, "description": description, "body": {f"${{1:{label}}}": "$2"}}
