"""The small forms that the schemas of contracts, books, definitions and layouts are made of."""

from __future__ import annotations

from collections.abc import Iterable

from vbc_rules.contracts.schema.keywords import Schema


def heading(title: str, description: str) -> Schema:
    """Return what an editor shows of a value."""
    return {"title": title, "description": description}


def text(title: str, description: str, pattern: str = "") -> Schema:
    """Return the schema of a text, which is not empty and fits the pattern if there is one."""
    form: Schema = {"pattern": pattern} if pattern else {"minLength": 1}
    return {**heading(title, description), "type": "string", **form}


def day(title: str, description: str) -> Schema:
    """Return the schema of a date."""
    return {**heading(title, description), "type": "string", "format": "date"}


def choice(title: str, description: str, options: Iterable[str]) -> Schema:
    """Return the schema of a text that is one of some options."""
    return {**heading(title, description), "type": "string", "enum": list(options)}


def whole(title: str, description: str, least: int = 0) -> Schema:
    """Return the schema of a whole number that is not less than `least`."""
    return {**heading(title, description), "type": "integer", "minimum": least}


def several(title: str, description: str, items: Schema) -> Schema:
    """Return the schema of a list that has something, and nothing twice."""
    return {
        **heading(title, description),
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
        "items": items,
    }


def closed_object(properties: Schema, *required: str) -> Schema:
    """Return the schema of a mapping that has these keys and no others."""
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "required": list(required),
    }
