"""The schema of what a contract leaves open, for each agreement on it to state.

A stream with `elections:` or `exhibits:` need not state all parameters of its model; every
other rule of `parameters:` holds for it as well.
"""

from __future__ import annotations

from vbc_rules.contracts.declared.agreed import Agreed, Model, agreed_terms
from vbc_rules.contracts.schema.forms import several
from vbc_rules.contracts.schema.keywords import Schema
from vbc_rules.contracts.schema.terms import CITES, closed, scalar_schema

OPEN: Schema = {
    "elections": {
        "title": "Elections",
        "description": "The parameters that each agreement elects, with what it may elect.",
        "type": "object",
        "minProperties": 1,
    },
    "exhibits": {
        "title": "Exhibits",
        "description": "The parameters that each agreement brings with it.",
        "type": "array",
        "minItems": 1,
        "uniqueItems": True,
    },
}
"""The keys of a stream that make it a template, before its model is known."""

_OFFERED_BY_STREAM: Schema = {"doNotSuggest": True}
"""Tells editors that the key itself is offered by every stream: once, not for each model."""


def open_definitions(model: Model) -> Schema:
    """Return the definitions that the streams of a model need where they leave terms open."""
    return {
        _stated(model): _some_parameters(model),
        _elections(model): elections_schema(model),
        _exhibits(model): exhibits_schema(model),
    }


def parameters_of_stream(model: Model, *, required: bool) -> Schema:
    """Return what holds in a stream of the model: all parameters, or with open ones fewer."""
    whole: Schema = {"properties": {"parameters": {"$ref": f"#/$defs/{model.id}"}}}
    if required:
        whole["required"] = ["parameters"]
    some = {
        "parameters": {"$ref": f"#/$defs/{_stated(model)}"},
        "elections": {"$ref": f"#/$defs/{_elections(model)}"},
        "exhibits": {"$ref": f"#/$defs/{_exhibits(model)}"},
    }
    leaves_open = {"anyOf": [{"required": [key]} for key in OPEN]}
    return {"if": leaves_open, "then": {"properties": some}, "else": whole}


def elections_schema(model: Model) -> Schema:
    """Return the schema of `elections:`: parameters of one value, with what may be elected."""
    terms = agreed_terms(model)
    single = {name: _election(one) for name, one in terms.items() if is_single(one)}
    hint = "tables and parameters by entry belong under exhibits"
    return {**OPEN["elections"], **_OFFERED_BY_STREAM, "x-hint": hint, **closed(single, [])}


def exhibits_schema(model: Model) -> Schema:
    """Return the schema of `exhibits:`: names of parameters."""
    names: Schema = {"type": "string", "enum": sorted(agreed_terms(model))}
    return {**OPEN["exhibits"], **_OFFERED_BY_STREAM, "items": names}


def is_single(agreed: Agreed) -> bool:
    """Say whether the parameter is one value, neither a table nor different by entry."""
    return agreed.table is None and not agreed.term.axes


def _election(agreed: Agreed) -> Schema:
    value = scalar_schema(agreed.kind)
    title = agreed.term.declaration.title
    keys: Schema = {"one_of": _one_of(value), "cites": CITES}
    if value["type"] in ("number", "integer"):
        keys["at_least"] = {"title": "At least", "description": "The least value.", **value}
        keys["at_most"] = {"title": "At most", "description": "The greatest value.", **value}
    description = f"{title}: what an agreement may elect."
    return {"title": title, "description": description, "type": "object", **closed(keys, [])}


def _one_of(value: Schema) -> Schema:
    return several("One of", "The values of which an agreement elects one.", value)


def _some_parameters(model: Model) -> Schema:
    """Return the schema of parameters of which none is required."""
    names = agreed_terms(model)
    properties = {name: {"$ref": f"#/$defs/{model.id}/properties/{name}"} for name in names}
    description = f"The terms that all agreements on {model.id} have in common."
    return {
        "title": "Parameters",
        "description": description,
        **_OFFERED_BY_STREAM,
        "type": "object",
        **closed(properties, []),
    }


def _stated(model: Model) -> str:
    return f"{model.id}.stated"


def _elections(model: Model) -> str:
    return f"{model.id}.elections"


def _exhibits(model: Model) -> str:
    return f"{model.id}.exhibits"
