"""The JSON Schema of settlement documents; schemas/settlement.schema.json is its written form."""

from __future__ import annotations

import json
from typing import Any

from vbc_rules.statements.numbers import EXACT_NUMBER, LONGEST_NUMBER

FORMAT = "vbc-rules/settlement"
"""What a settlement document says of itself, so that no other file is taken for one."""

VERSION = 1
"""The version of the form. It changes when a reader of the old form would go wrong."""

OPTIONAL = ("settlement", "priors")
"""Keys of contracts with several settlements in a period; no other document has them."""

_TEXT = {"type": "string"}
_VALUE_TYPES = ("choice", "missing", "number", "yes_no")


def settlement_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12, written with draft-07 keywords plus `$defs`)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settlement document of vbc-rules",
        **_object(
            "Settlements, each with its results, reasons and provenance.",
            format={"const": FORMAT, "description": "Always this text."},
            version={"const": VERSION, "description": "The version of this form."},
            settlements=_list_of("settlement", "One entry for each entity, in settled order."),
        ),
        "$defs": _definitions(),
    }


def schema_text() -> str:
    """Return the schema as its committed file has it."""
    return json.dumps(settlement_schema(), indent=2) + "\n"


def _definitions() -> dict[str, Any]:
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
    }


def _settlement() -> dict[str, Any]:
    return _object(
        "The settlement of one entity under one contract for one performance period.",
        contract=_text("Id of the contract."),
        title=_text("Title of the contract."),
        carrier=_text("The carrier the contract is with."),
        payer=_text("The party that pays."),
        provider=_text("The party that is paid."),
        entity=_text("Whom the settlement is for, as the facts name it."),
        period=_text("The performance period, such as 2024."),
        results=_list_of("result", "What the contract pays or publishes."),
        lines=_list_of("line", "The explanation, line by line."),
        waterfalls=_list_of("waterfall", "How each money result came about."),
        provenance={"$ref": "#/$defs/provenance"},
        settlement=_name("Which one it is of several in a period, such as interim."),
    )


def _result() -> dict[str, Any]:
    return _with_typed_value(
        _object(
            "A clause that the contract pays or publishes.",
            name=_text("Name of the clause."),
            title=_text("The clause in words."),
            unit=_text("Id of the unit, such as USD or Rate."),
            **_value(),
            shown=_text("The value as a person reads it."),
            line=_integer("Number of the line that explains it."),
        )
    )


def _line() -> dict[str, Any]:
    kinds = ["clause", "constant", "fact", "parameter", "table"]
    return _with_typed_value(
        _object(
            "One numbered line of the explanation.",
            number=_integer("Number of the line, unique in its settlement."),
            name=_text("Name of the fact, parameter, constant, table or clause."),
            kind={"type": "string", "enum": kinds, "description": "What the line is."},
            title=_text("The line in words."),
            unit=_text("Id of the unit, such as USD or Rate."),
            **_value(),
            shown=_text("The value as a person reads it."),
            formula=_text("The clause's formula with the numbers in it, or empty."),
            because=_text("The decision the clause took, or empty."),
            cites=_text("The law or agreement it stands on, or empty."),
            inputs={
                "type": "array",
                "items": {"type": "integer"},
                "description": "Numbers of the lines it read.",
            },
            source=_text("Where it is written, as file:line:col, or empty."),
        )
    )


def _waterfall() -> dict[str, Any]:
    return _object(
        "How a money result came about, in dollars.",
        result=_text("Name of the result."),
        title=_text("The result in words."),
        bars=_list_of("bar", "The steps, in order; their amounts add up to the total."),
        total=_number("The sum of the bars."),
    )


def _bar() -> dict[str, Any]:
    return _object(
        "One step of a waterfall.",
        name=_text("Name of the clause that made the step."),
        title=_text("The step in words."),
        amount=_number("Dollars added to what stood before; negative where taken away."),
        line=_integer("Number of the line that explains it."),
    )


def _provenance() -> dict[str, Any]:
    return _object(
        "All that is needed to compute the same settlement again.",
        contract_sha256=_text("SHA-256 of the contract in canonical form."),
        facts_sha256=_text("SHA-256 of the facts."),
        contract_file=_text("The contract's file."),
        facts_file=_text("The file of the facts."),
        engine_version=_text("Version of vbc-rules."),
        plugins=_list_of("plugin_version", "The distributions that took part."),
        models=_list_of("model_edition", "The payment models that were used."),
        priors={
            **_list_of("prior_settlement", "The earlier settlements whose payment is taken off."),
            "minItems": 1,
        },
    )


def _plugin_version() -> dict[str, Any]:
    return _object(
        "An installed distribution that took part.",
        namespace=_text("Namespace of the plugin, such as core."),
        distribution=_text("Name of the distribution."),
        version=_text("Version of the distribution."),
    )


def _model_edition() -> dict[str, Any]:
    return _object(
        "The edition of a payment model that was used.",
        stream=_text("The payment stream of the contract."),
        model=_text("Id of the model."),
        edition=_text("The edition of the model."),
        fingerprint=_text("Hash of the model's terms."),
    )


def _prior_settlement() -> dict[str, Any]:
    return _object(
        "An earlier settlement of the period, by its document.",
        settlement=_name("Which one it is, such as interim."),
        file=_text("The file of the document."),
        sha256=_text("SHA-256 of the file."),
    )


def _object(description: str, **properties: object) -> dict[str, Any]:
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


def _text(description: str) -> dict[str, Any]:
    return {**_TEXT, "description": description}


def _name(description: str) -> dict[str, Any]:
    return {**_TEXT, "minLength": 1, "description": description}


def _integer(description: str) -> dict[str, Any]:
    return {"type": "integer", "description": description}


def _number(description: str) -> dict[str, Any]:
    # allOf, because older validators ignore what stands beside a $ref.
    return {"allOf": [{"$ref": "#/$defs/exact_number"}], "description": description}


def _list_of(definition: str, description: str) -> dict[str, Any]:
    return {
        "type": "array",
        "items": {"$ref": f"#/$defs/{definition}"},
        "description": description,
    }
