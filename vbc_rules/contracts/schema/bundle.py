"""The bundled JSON Schema of a contract, composed from the installed payment models.

The bundle declares draft 2020-12 and uses only keywords that draft-07 has too, besides
`$defs`: editors differ in which later ones they know. `parameters:` is chosen by an
`if/then` on the constant `model:`, and every mapping is closed, so that a misspelt key
is reported as such and nothing else is.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import attrs

from vbc_rules.contracts.declared.agreed import Model
from vbc_rules.contracts.declared.categories import CATEGORIES
from vbc_rules.contracts.schema.choices import PROVIDER_TYPES, one_of
from vbc_rules.contracts.schema.forms import day, text
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.schema.open_terms import OPEN, open_definitions, parameters_of_stream
from vbc_rules.contracts.schema.terms import SHARED, closed, facts_schema, parameters_schema

_NAME = "^[a-z][a-z0-9_]*$"
_DASHED = "^[a-z0-9]+(-[a-z0-9]+)*$"
_IDENTIFIER = r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$"


RARE = frozenset({"provisions", "settlement"})
"""The sections that few contracts have, and whose schemas take longest to build."""


@attrs.frozen
class InstalledModel:
    """A payment model and, in words, the distribution that provides it."""

    model: Model
    provided_by: str


def contract_schema(installed: Iterable[InstalledModel]) -> Schema:
    """Return the bundle for editors and other programs, with the list of all models."""
    ordered = sorted(installed, key=lambda one: one.model.id)
    listed = {"oneOf": [_listed(one) for one in ordered]} if ordered else {}
    return _bundle([one.model for one in ordered], listed, RARE)


def schema_for(models: Sequence[Model], rare: Collection[str] = RARE) -> Schema:
    """Return the bundle for the models and the `RARE` sections that one contract has.

    It judges as the whole bundle does, except that an unknown model is left to the
    check of meaning, which can say why the model is not there.
    """
    return _bundle(sorted(models, key=lambda model: model.id), {"pattern": _IDENTIFIER}, rare)


def schema_text(installed: Iterable[InstalledModel]) -> str:
    """Return the bundle as JSON text: the same models give the same bytes."""
    from vbc_rules.contracts.text.json_text import pretty_json

    return pretty_json(contract_schema(installed))


def _listed(installed: InstalledModel) -> Schema:
    model = installed.model
    kind = f" Kind: {model.arrangement.kind}." if model.arrangement else ""
    description = f"{model.title()} ({installed.provided_by}).{kind}"
    return {"const": model.id, "title": model.title(), "description": description}


def _bundle(models: Sequence[Model], which: Schema, rare: Collection[str]) -> Schema:
    provisions = {"provisions": _provisions() if "provisions" in rare else {}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Value-based care contract",
        "description": "A payer contract: parties, term, and the payment streams with their terms.",
        "type": "object",
        **closed(_HEAD | provisions | _LISTS, _REQUIRED),
        "$defs": {
            **SHARED,
            "stream": _stream(models, which),
            **(_settlement() if "settlement" in rare else {}),
            **{model.id: parameters_schema(model) for model in models},
            **{_facts_of(model): facts_schema(model) for model in models},
            **{name: one for model in models for name, one in open_definitions(model).items()},
        },
    }


def _provisions() -> Schema:
    from vbc_rules.contracts.schema.provisions import provisions_schema

    return provisions_schema()


def _settlement() -> Schema:
    from vbc_rules.contracts.schema.steps import settlement_schema, step_schema

    return {"settlement": settlement_schema(), "step": step_schema()}


def _stream(models: Sequence[Model], which: Schema) -> Schema:
    properties = {
        "name": text("Name", "The name of the stream within the contract.", _NAME),
        "model": {
            "title": "Model",
            "description": "The payment model, as plugin.model.",
            "type": "string",
            **which,
        },
        "parameters": {
            "title": "Parameters",
            "description": "The terms that the parties agree for this model.",
            "type": "object",
        },
        "facts": {
            "title": "Facts",
            "description": "The facts that are not reported, each with the clause of a stream "
            "that computes it, as stream.clause.",
            "type": "object",
        },
        "measures": {
            "title": "Measures",
            "description": "The quality measure that an entry stands for, as plugin.measure.",
            "type": "object",
            "minProperties": 1,
            "additionalProperties": text("Measure", "The id of the measure."),
        },
        "hcp_lan": one_of("HCP-LAN category", _DECLARED, CATEGORIES),
        **OPEN,
    }
    dispatch = {"allOf": [_dispatch(model) for model in models]} if models else {}
    return {
        "title": "Stream",
        "description": "One payment or quality score: a model and its agreed terms.",
        "type": "object",
        **closed(properties, ["name", "model"]),
        **dispatch,
    }


def _dispatch(model: Model) -> Schema:
    facts = {"$ref": f"#/$defs/{_facts_of(model)}"}
    required = bool(parameters_schema(model).get("required"))
    parameters = parameters_of_stream(model, required=required)
    then: Schema = {"properties": {"facts": facts}, **parameters}
    chosen = {"required": ["model"], "properties": {"model": {"const": model.id}}}
    return {"if": chosen, "then": then}


def _facts_of(model: Model) -> str:
    return f"{model.id}.facts"


_DECLARED = "The category of payment that is declared; it is held against the terms."
_HEAD: Schema = {
    "contract": text("Contract", "The id of the contract: the file's name without .yaml.", _DASHED),
    "title": text("Title", "The name of the contract as people use it."),
    "description": text("Description", "What the contract is about."),
    "carrier": text("Carrier", "The payer's short name, such as the plugin's.", _NAME),
    "plugins": {
        "title": "Plugins",
        "description": "The plugins whose models are used, each with the range of its versions.",
        "type": "object",
        "propertyNames": {"pattern": _NAME},
        "additionalProperties": text("Versions", 'A range of versions, such as ">=0.1,<1".'),
    },
    "term": {
        "title": "Term",
        "description": "The first and the last day of the contract.",
        "type": "object",
        **closed(
            {
                "from": day("From", "The first day of the contract."),
                "to": day("To", "The last day of the contract."),
            },
            ["from", "to"],
        ),
    },
    "line_of_business": text("Line of business", "Such as medicare_ffs or commercial.", _NAME),
    "hcp_lan": one_of("HCP-LAN category", _DECLARED, CATEGORIES),
    "parties": {
        "title": "Parties",
        "description": "Who pays and who provides care.",
        "type": "object",
        **closed(
            {
                "payer": text("Payer", "The name of the payer."),
                "provider": text("Provider", "The name of the provider or its organisation."),
                "provider_type": one_of(
                    "Provider type", "What kind of organisation signs.", PROVIDER_TYPES
                ),
                "contracts_through": one_of(
                    "Contracts through",
                    "The kind of larger organisation through which the provider contracts.",
                    PROVIDER_TYPES,
                ),
                "integrated": {
                    "title": "Integrated",
                    "description": "Payer and provider are one organisation, or share finances.",
                    "type": "boolean",
                },
            },
            ["payer", "provider"],
        ),
    },
}
_STREAMS: Schema = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/stream"}}
_PAYMENT: Schema = {
    "title": "Payment",
    "description": "The payment streams of the contract.",
    **_STREAMS,
}
_QUALITY: Schema = {
    "title": "Quality",
    "description": "The streams that score quality, for payment streams to use.",
    **_STREAMS,
}
_REPORTS: Schema = {
    "title": "Reports",
    "description": "The report formats that the contract asks for, as plugin.format.",
    "type": "array",
    "uniqueItems": True,
    "items": {"type": "string", "pattern": _IDENTIFIER},
}
_EPISODES: Schema = {
    "title": "Episodes",
    "description": "The definition by which episodes are built from service lines.",
    "type": "object",
    **closed(
        {
            "definition": text(
                "Definition", "The file beside the contract, without .episodes.yaml.", _DASHED
            ),
            "sha256": text("SHA-256", "The hash of what the definition says, as it was agreed."),
        },
        ["definition", "sha256"],
    ),
}
_LISTS: Schema = {
    "episodes": _EPISODES,
    "payment": _PAYMENT,
    "quality": _QUALITY,
    "settlement": {"$ref": "#/$defs/settlement"},
    "reports": _REPORTS,
}
_REQUIRED = [
    "contract",
    "title",
    "carrier",
    "plugins",
    "term",
    "line_of_business",
    "parties",
    "payment",
]
