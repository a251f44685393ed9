"""Checks of the JSON Schema of a model's parameters: valid, closed, described."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from vbc_rules.contracts.declared.agreed import agreed_terms
from vbc_rules.contracts.schema.bundle import schema_for
from vbc_rules.contracts.schema.terms import parameters_schema
from vbc_rules.contracts.text.json_text import pretty_json
from vbc_rules.testing.kit.findings import OPEN, UNDESCRIBED, Findings, told
from vbc_rules.testing.kit.subject import Model, Subject

_KEYWORDS = ("properties", "$defs")


def schema_is_closed(_subject: Subject, model: Model) -> Findings:
    """The schema of `parameters:` is valid, takes no key or word it does not name, and says why."""
    whole = json.loads(pretty_json(schema_for([model])))
    try:
        Draft202012Validator.check_schema(whole)
    except SchemaError as error:
        message = f"The schema of {model.id} is no JSON Schema: {error.message}."
        yield told(OPEN, message, model.defined_at, "tell the authors of vbc-rules")
        return
    schema = json.loads(pretty_json(parameters_schema(model)))
    for path, one in _mappings(schema, ()):
        yield from _closed(model, path, one)
        yield from _described(model, path, one)
    yield from _words(model)


def _closed(model: Model, path: tuple[str, ...], schema: Mapping[str, Any]) -> Findings:
    if "properties" in schema and schema.get("additionalProperties", True) is not False:
        message = f"The schema of {model.id} takes any key at `{'.'.join(path) or 'parameters'}`."
        yield told(OPEN, message, model.defined_at, "declare every term as parameter or table")


def _described(model: Model, path: tuple[str, ...], schema: Mapping[str, Any]) -> Findings:
    for name, one in schema.get("properties", {}).items():
        description = one.get("description", ".")
        if "$ref" not in one and (not one.get("title") or description.startswith(".")):
            message = f"The schema of {model.id} has no description of `{'.'.join((*path, name))}`."
            yield told(UNDESCRIBED, message, model.defined_at, "give the parameter a title")


def _words(model: Model) -> Findings:
    """Yield parameters that take any word: a misspelt one would be no finding."""
    for name, agreed in agreed_terms(model).items():
        if agreed.table is None and agreed.kind.is_choice and not agreed.kind.choices:
            message = f"Parameter `{name}` of {model.id} takes any word: its schema is open."
            hint = 'list what it may be: parameter("…", choices=("one_sided", "two_sided"))'
            yield told(OPEN, message, agreed.term.declaration.place, hint)


def _mappings(
    schema: object, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Mapping[str, Any]]]:
    """Yield every schema of a mapping within a schema, with the way to it."""
    if isinstance(schema, list):
        for one in schema:
            yield from _mappings(one, path)
    if not isinstance(schema, dict):
        return
    if "properties" in schema:
        yield path, schema
    for key, one in schema.items():
        if key in _KEYWORDS:
            for name, inner in one.items():
                yield from _mappings(inner, (*path, name))
        else:
            yield from _mappings(one, path)
