"""The JSON Schema of a book of agreements; schemas/book.schema.json is its written form.

What an election, an exhibit or a change may be depends on the contract, so it is judged by
the schema of the contract's models, and here only its name and place are.
"""

from __future__ import annotations

from vbc_rules.contracts.schema.forms import day, heading, several, text
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.schema.terms import closed
from vbc_rules.contracts.text.json_text import pretty_json

_DASHED = "^[a-z0-9]+(-[a-z0-9]+)*$"


def book_schema() -> Schema:
    """Return the schema (draft 2020-12, written with keywords that draft-07 has too)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Book of agreements",
        "description": "Agreements of many providers, each on a contract that is a template.",
        "type": "object",
        **closed(_book(), ["book", "title", "agreements"]),
        "$defs": {"agreement": _agreement(), "amendment": _amendment()},
    }


def book_schema_text() -> str:
    """Return the schema as its committed file has it."""
    return pretty_json(book_schema())


def _book() -> Schema:
    return {
        "book": text("Book", "The id of the book: the file's name without .book.yaml.", _DASHED),
        "title": text("Title", "The name of the book as people use it."),
        "description": text("Description", "What the book is about."),
        "facts": {
            "title": "Facts",
            "description": "The facts file of all agreements, or of each contract by its path. "
            "{period} in it stands for the performance period.",
            "type": ["string", "object"],
            "minLength": 1,
            "minProperties": 1,
            "additionalProperties": text("Facts file", "The path of the facts file."),
        },
        "agreements": _list("Agreements", "What each provider agrees.", "agreement"),
    }


def _agreement() -> Schema:
    keys = {
        "agreement": text("Agreement", "The id of the agreement, once in the book.", _DASHED),
        "contract": text("Contract", "The path of the contract, from the folder of the book."),
        "provider": _provider(),
        "entity": text("Entity", "Whom the facts are about, as they name it; else the id."),
        "facts": text("Facts", "The facts file of this agreement, if it has one of its own."),
        "effective": {
            "title": "Effective",
            "description": "The first and the last day, where they are not those of the contract.",
            "type": "object",
            "minProperties": 1,
            **closed(
                {
                    "from": day("From", "The first day of the agreement."),
                    "to": day("To", "The last day of the agreement."),
                },
                [],
            ),
        },
        "elections": _values("Elections", "What the provider elects, by parameter."),
        "exhibits": _values("Exhibits", "The parameters that the agreement brings with it."),
        "amendments": _list("Amendments", "What was changed later, by date.", "amendment"),
    }
    return {
        "title": "Agreement",
        "description": "One provider on one contract.",
        "type": "object",
        **closed(keys, ["agreement", "contract", "provider"]),
    }


def _provider() -> Schema:
    named = {
        "name": text("Name", "The name of the provider or its organisation."),
        "tin": _identifiers("TIN", "Taxpayer identification numbers, nine digits each."),
        "npi": _identifiers("NPI", "National provider identifiers, ten digits each."),
    }
    return {
        "title": "Provider",
        "description": "Who provides care: a name, or a name with identifiers.",
        "type": ["string", "object"],
        "minLength": 1,
        **closed(named, ["name"]),
    }


def _amendment() -> Schema:
    keys = {
        "amendment": text("Amendment", "The name of the amendment."),
        "from": day("From", "The first day on which it applies."),
        "cites": text("Citation", "Where it is agreed; else its name."),
        "changes": _values("Changes", "What each parameter is from that day on."),
    }
    return {
        "title": "Amendment",
        "description": "A change of parameters from a day on.",
        "type": "object",
        **closed(keys, ["amendment", "from", "changes"]),
    }


def _list(title: str, description: str, definition: str) -> Schema:
    items = {"$ref": f"#/$defs/{definition}"}
    return {**heading(title, description), "type": "array", "minItems": 1, "items": items}


def _identifiers(title: str, description: str) -> Schema:
    return several(title, description, {"type": "string", "minLength": 1})


def _values(title: str, description: str) -> Schema:
    of_one = "Written as in a contract; `stream.parameter`, or plain where one stream has it."
    return {
        "title": title,
        "description": f"{description} {of_one}",
        "type": "object",
        "minProperties": 1,
        "additionalProperties": {
            "title": "Value",
            "description": "A value, entries or rows, as a contract writes them.",
        },
    }
