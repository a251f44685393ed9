"""The section `provisions:`: what a contract states besides the numbers of its models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from vbc_rules.contracts.fitting import Schema
from vbc_rules.contracts.located import Located
from vbc_rules.contracts.provision_items import BY_KEY, Field, Item
from vbc_rules.contracts.schema_terms import CITES, closed
from vbc_rules.diagnostics import Place

Stated: TypeAlias = str | bool | int | Fraction | date | tuple[str | int | Fraction, ...]

WORDS = ("says", "cites", "not_applicable")
"""The keys that every provision may have."""
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


@attrs.frozen
class Provision:
    """What a contract states about one item: words, typed fields, or why it does not apply."""

    key: str
    says: str
    fields: Mapping[str, Stated]
    not_applicable: str
    cites: str
    place: Place


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


def stated_provisions(document: Located) -> dict[str, Provision]:
    """Return the provisions of a document whose shape is checked, in the order of the file."""
    written = document.value.get("provisions", {})
    return {key: _stated(document, key, raw) for key, raw in written.items()}


def _stated(document: Located, key: str, raw: Any) -> Provision:  # noqa: ANN401 - plain data
    given = {"says": raw} if isinstance(raw, str) else raw
    fields = {name: _exact(value) for name, value in given.items() if name not in WORDS}
    says, cites, reason = (given.get(word, "") for word in WORDS)
    return Provision(key, says, fields, reason, cites, document.key_place_of(("provisions", key)))


def _exact(value: Any) -> Any:  # noqa: ANN401 - plain data
    if isinstance(value, list):
        return tuple(_exact(one) for one in value)
    return Fraction(value) if isinstance(value, Decimal) else value


def gaps(provision: Provision) -> Iterator[Field]:
    """Yield the needed fields that a provision leaves open; words are taken to say it all."""
    if provision.says or provision.not_applicable:
        return
    for field in BY_KEY[provision.key].fields:
        if field.needed and field.name not in provision.fields:
            yield field
