"""The schema of `provisions:`: closed, with a key for each item that a contract must state."""

from __future__ import annotations

from collections.abc import Mapping

from vbc_rules.contracts.declared.provisions import BY_KEY, Field, Item
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.schema.terms import CITES, closed

_TEXT: Schema = {"type": "string", "minLength": 1}
_TYPES: Mapping[str, Schema] = {
    "text": _TEXT,
    "texts": {"type": "array", "minItems": 1, "items": _TEXT},
    "whole": {"type": "integer", "minimum": 0},
    "wholes": {"type": "array", "minItems": 1, "items": {"type": "integer"}},
    "number": {"type": "number", "minimum": 0},
    "shares": {"type": "array", "minItems": 1,
               "items": {"type": "number", "minimum": 0, "maximum": 1}},
    "date": {"type": "string", "format": "date"},
    "condition": {"type": "boolean"},
    "choice": {"type": "string"},
}  # fmt: skip


def provisions_schema() -> Schema:
    """Return the schema of `provisions:`: closed, with a key for each item that needs one."""
    return {
        "title": "Provisions",
        "description": "What the contract states besides the numbers of its models.",
        "type": "object",
        "minProperties": 1,
        **closed({item.key: _provision(item) for item in BY_KEY.values()}, []),
    }


def _provision(item: Item) -> Schema:
    describe = f"Says {item.question}. For example: {item.example}."
    words = {
        "says": {"title": "Says", "description": "What the contract says.", **_TEXT},
        **{one.name: _field(one) for one in item.fields},
        "not_applicable": {
            "title": "Not applicable",
            "description": "Why the contract needs no such provision.",
            **_TEXT,
        },
        "cites": CITES,
    }
    return {
        "title": item.title,
        "description": describe,
        "type": ["string", "object"],
        "minLength": 1,
        "minProperties": 1,
        **closed(words, []),
    }


def _field(field: Field) -> Schema:
    choices = {"enum": list(field.choices)} if field.choices else {}
    title = field.name.replace("_", " ").capitalize()
    return {"title": title, "description": field.title, **_TYPES[field.kind], **choices}
