"""The JSON Schema of settlement documents; schemas/settlement.schema.json is its written form."""

from __future__ import annotations

import json
from typing import Any

from vbc_rules.statements.numbers import EXACT_NUMBER, LONGEST_NUMBER

FORMAT = "vbc-rules/settlement"
"""What a settlement document says of itself, so that no other file is taken for one."""

VERSION = 1
"""The version of the form. It changes when a reader of the old form would go wrong."""

OPTIONAL = ("settlement", "priors", "agreement")
"""Keys of contracts with several settlements in a period, and of books; no others have them."""

_TEXT = {"type": "string"}
_VALUE_TYPES = ("choice", "missing", "number", "yes_no")


def settlement_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12, written with draft-07 keywords plus `$defs`)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settlement document of vbc-rules",
        **object_of(
            "Settlements, each with its results, reasons and provenance.",
            format={"const": FORMAT, "description": "Always this text."},
            version={"const": VERSION, "description": "The version of this form."},
            settlements=list_of("settlement", "One entry for each entity, in settled order."),
        ),
        "$defs": definitions(),
    }


def schema_text() -> str:
    """Return the schema as its committed file has it."""
    return json.dumps(settlement_schema(), indent=2) + "\n"


def definitions() -> dict[str, Any]:
    """Return the definitions of a settlement and its parts."""
    return {
        "exact_number": {
            "type": "string",
            "description": "An exact number: a plain decimal, or num/den where none is exact.",
            "pattern": EXACT_NUMBER,
            "maxLength": LONGEST_NUMBER,
        },
        "settlement": _settlement(),
        "result": _result(),
        "line": _line(),
        "waterfall": _waterfall(),
        "bar": _bar(),
        "provenance": _provenance(),
        "plugin_version": _plugin_version(),
        "model_edition": _model_edition(),
        "prior_settlement": _prior_settlement(),
        "agreement_origin": _agreement_origin(),
        "applied_amendment": _applied_amendment(),
    }


def _settlement() -> dict[str, Any]:
    return object_of(
        "The settlement of one entity under one contract for one performance period.",
        contract=text("Id of the contract."),
        title=text("Title of the contract."),
        carrier=text("The carrier the contract is with."),
        payer=text("The party that pays."),
        provider=text("The party that is paid."),
        entity=text("Whom the settlement is for, as the facts name it."),
        period=text("The performance period, such as 2024."),
        results=list_of("result", "What the contract pays or publishes."),
        lines=list_of("line", "The explanation, line by line."),
        waterfalls=list_of("waterfall", "How each money result came about."),
        provenance={"$ref": "#/$defs/provenance"},
        settlement=_name("Which one it is of several in a period, such as interim."),
    )


def _result() -> dict[str, Any]:
    return _with_typed_value(
        object_of(
            "A clause that the contract pays or publishes.",
            name=text("Name of the clause."),
            title=text("The clause in words."),
            unit=text("Id of the unit, such as USD or Rate."),
            **_value(),
            shown=text("The value as a person reads it."),
            line=_integer("Number of the line that explains it."),
        )
    )


def _line() -> dict[str, Any]:
    kinds = ["clause", "constant", "fact", "parameter", "table"]
    return _with_typed_value(
        object_of(
            "One numbered line of the explanation.",
            number=_integer("Number of the line, unique in its settlement."),
            name=text("Name of the fact, parameter, constant, table or clause."),
            kind={"type": "string", "enum": kinds, "description": "What the line is."},
            title=text("The line in words."),
            unit=text("Id of the unit, such as USD or Rate."),
            **_value(),
            shown=text("The value as a person reads it."),
            formula=text("The clause's formula with the numbers in it, or empty."),
            because=text("The decision the clause took, or empty."),
            cites=text("The law or agreement it stands on, or empty."),
            inputs={
                "type": "array",
                "items": {"type": "integer"},
                "description": "Numbers of the lines it read.",
            },
            source=text(
                "Where it is written: file:line:col of a fact or a parameter, module:line of a "
                "clause, since when a law holds; or empty."
            ),
        )
    )


def _waterfall() -> dict[str, Any]:
    return object_of(
        "How a money result came about, in dollars.",
        result=text("Name of the result."),
        title=text("The result in words."),
        bars=list_of("bar", "The steps, in order; their amounts add up to the total."),
        total=number("The sum of the bars."),
    )


def _bar() -> dict[str, Any]:
    return object_of(
        "One step of a waterfall.",
        name=text("Name of the clause that made the step."),
        title=text("The step in words."),
        amount=number("Dollars added to what stood before; negative where taken away."),
        line=_integer("Number of the line that explains it."),
    )


def _provenance() -> dict[str, Any]:
    return object_of(
        "All that is needed to compute the same settlement again.",
        contract_sha256=text("SHA-256 of the contract in canonical form."),
        facts_sha256=text("SHA-256 of the facts."),
        contract_file=text("The contract's file."),
        facts_file=text("The file of the facts."),
        engine_version=text("Version of vbc-rules."),
        plugins=list_of("plugin_version", "The distributions that took part."),
        models=list_of("model_edition", "The payment models that were used."),
        priors={
            **list_of("prior_settlement", "The earlier settlements whose payment is taken off."),
            "minItems": 1,
        },
        agreement={"$ref": "#/$defs/agreement_origin"},
    )


def _agreement_origin() -> dict[str, Any]:
    return object_of(
        "Where the terms come from that a book adds to the contract; only where there is a book.",
        agreement=text("Id of the agreement in the book."),
        book=text("Id of the book."),
        book_file=text("The book's file."),
        book_sha256=text("SHA-256 of the book in canonical form."),
        terms_sha256=text("SHA-256 of the contract with all that the agreement states."),
        tin={"type": "array", "items": _TEXT, "description": "Taxpayer numbers of the provider."},
        npi={"type": "array", "items": _TEXT, "description": "NPIs of the provider."},
        amendments=list_of("applied_amendment", "The amendments that apply in the period."),
    )


def _applied_amendment() -> dict[str, Any]:
    return object_of(
        "An amendment that applies in the period.",
        name=text("Its name in the book."),
        start=text("The first day on which it applies, as 2025-01-01."),
    )


def _plugin_version() -> dict[str, Any]:
    return object_of(
        "An installed distribution that took part.",
        namespace=text("Namespace of the plugin, such as core."),
        distribution=text("Name of the distribution."),
        version=text("Version of the distribution."),
    )


def _model_edition() -> dict[str, Any]:
    return object_of(
        "The edition of a payment model that was used.",
        stream=text("The payment stream of the contract."),
        model=text("Id of the model."),
        edition=text("The edition of the model."),
        fingerprint=text("Hash of the model's terms."),
    )


def _prior_settlement() -> dict[str, Any]:
    return object_of(
        "An earlier settlement of the period, by its document.",
        settlement=_name("Which one it is, such as interim."),
        file=text("The file of the document."),
        sha256=text("SHA-256 of the file."),
    )


def object_of(description: str, **properties: object) -> dict[str, Any]:
    """Return a closed object in which every property is required, but those of `OPTIONAL`."""
    return {
        "description": description,
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in OPTIONAL],
        "additionalProperties": False,
    }


def _value() -> dict[str, Any]:
    return {
        "value_type": {
            "type": "string",
            "enum": list(_VALUE_TYPES),
            "description": "How to read the value.",
        },
        "value": {
            "type": ["string", "boolean", "null"],
            "description": "An exact number or a choice as text, a yes/no, or null where missing.",
        },
    }


def _with_typed_value(schema: dict[str, Any]) -> dict[str, Any]:
    """Tie `value` to what `value_type` says, one if/then each, so that findings stay exact."""
    forms: dict[str, Any] = {
        "choice": _TEXT,
        "missing": {"type": "null"},
        "number": {"$ref": "#/$defs/exact_number"},
        "yes_no": {"type": "boolean"},
    }
    schema["allOf"] = [
        {
            "if": {"properties": {"value_type": {"const": name}}},
            "then": {"properties": {"value": forms[name]}},
        }
        for name in _VALUE_TYPES
    ]
    return schema


def text(description: str) -> dict[str, Any]:
    """Return the schema of a text."""
    return {**_TEXT, "description": description}


def _name(description: str) -> dict[str, Any]:
    return {**_TEXT, "minLength": 1, "description": description}


def _integer(description: str) -> dict[str, Any]:
    return {"type": "integer", "description": description}


def number(description: str) -> dict[str, Any]:
    """Return the schema of an exact number."""
    # allOf, because older validators ignore what stands beside a $ref.
    return {"allOf": [{"$ref": "#/$defs/exact_number"}], "description": description}


def list_of(definition: str, description: str) -> dict[str, Any]:
    """Return the schema of a list of what a definition describes."""
    return {
        "type": "array",
        "items": {"$ref": f"#/$defs/{definition}"},
        "description": description,
    }
