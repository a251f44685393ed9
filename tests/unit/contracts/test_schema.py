from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from vbc_rules.contracts.schema.bundle import (
    InstalledModel,
    contract_schema,
    schema_for,
    schema_text,
)
from vbc_rules.contracts.schema.sentences import TOLD
from vbc_rules.contracts.text.json_text import canonical_json
from vbc_rules.contracts.text.strict_yaml import read_document
from vbc_rules.hooks.registry import Registry

SPECS = Path(__file__).parents[2] / "specs"
DRAFT_07 = {
    *("$schema", "$ref", "$defs", "title", "description", "type", "enum", "const", "format"),
    *("properties", "required", "additionalProperties", "propertyNames", "minProperties"),
    *("items", "minItems", "uniqueItems", "minimum", "maximum", "minLength", "pattern"),
    *("if", "then", "else", "allOf", "anyOf", "oneOf", "examples", "x-unit", "x-hint"),
    *("defaultSnippets", "doNotSuggest"),  # for YAML editors, and passed over by others
}
COMBINE_SCHEMAS = ("allOf", "anyOf", "oneOf")
HOLD_SCHEMAS = ("if", "then", "else", "items", "additionalProperties", "propertyNames")


def installed(registry: Registry) -> list[InstalledModel]:
    return [InstalledModel(model, "acme 0") for model in registry.payment_models()]


@pytest.fixture
def bundle(registry: Registry) -> dict[str, Any]:
    return contract_schema(installed(registry))


def schemas(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a schema and all within it."""
    yield schema
    inner = [schema[key] for key in HOLD_SCHEMAS if isinstance(schema.get(key), dict)]
    inner += [*schema.get("properties", {}).values(), *schema.get("$defs", {}).values()]
    for one in [*inner, *(one for key in COMBINE_SCHEMAS for one in schema.get(key, []))]:
        yield from schemas(one)


def test_the_bundle_is_a_valid_schema(bundle: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(json.loads(canonical_json(bundle)))


def test_only_keywords_that_every_editor_knows_are_used(bundle: dict[str, Any]) -> None:
    assert {key for schema in schemas(bundle) for key in schema} <= DRAFT_07


def test_every_keyword_that_is_used_has_a_sentence_or_needs_none(registry: Registry) -> None:
    schema = schema_for(registry.payment_models())
    describing = {"$schema", "$defs", "title", "description", "format", "x-unit", "x-hint"}
    describing |= {"examples", "defaultSnippets", "doNotSuggest"}
    leading = {
        "$ref",
        "allOf",
        "anyOf",
        "if",
        "then",
        "else",
        "const",
        "properties",
        "items",
        "propertyNames",
    }
    assert {key for one in schemas(schema) for key in one} <= TOLD | describing | leading


def test_a_choice_of_rules_is_only_asked_and_never_broken(bundle: dict[str, Any]) -> None:
    asked = {id(one["if"]) for one in schemas(bundle) if "if" in one}
    choices = [one for one in schemas(bundle) if "anyOf" in one]
    assert choices
    assert all(id(one) in asked for one in choices), "a finding about it would say too much"


def test_alternatives_are_lists_of_constants_only(bundle: dict[str, Any]) -> None:
    alternatives = [one for schema in schemas(bundle) for one in schema.get("oneOf", [])]
    assert [one["const"] for one in alternatives] == [
        "acme.capitation",
        "acme.cell_capitation",
        "acme.gains",
        "acme.ladder",
        "acme.quality_bonus",
        "acme.shared_savings",
        "acme.targets",
    ]


def test_every_mapping_with_named_keys_is_closed(bundle: dict[str, Any]) -> None:
    dispatching = [schema["if"] for schema in schemas(bundle) if "if" in schema]
    dispatching += [
        schema[branch]
        for schema in schemas(bundle)
        for branch in ("then", "else")
        if "$ref" in str(schema.get(branch))
    ]
    for schema in schemas(bundle):
        if "properties" in schema and schema not in dispatching:
            assert schema["additionalProperties"] is False


def referred(bundle: dict[str, Any], reference: str) -> dict[str, Any]:
    found: Any = bundle
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return dict(found)


def test_every_key_has_a_title_and_a_description(bundle: dict[str, Any]) -> None:
    dispatching = [schema["if"] for schema in schemas(bundle) if "if" in schema]
    dispatching += [
        schema[branch]
        for schema in schemas(bundle)
        for branch in ("then", "else")
        if "allOf" not in schema and branch in schema
    ]
    for schema in schemas(bundle):
        if schema in dispatching and schema.get("additionalProperties") is not False:
            continue
        for key in schema.get("properties", {}).values():
            described = referred(bundle, key["$ref"]) if "$ref" in key else key
            assert described["title"]
            assert described["description"]


def test_a_number_shows_its_unit_and_its_limits(bundle: dict[str, Any]) -> None:
    properties = bundle["$defs"]["acme.shared_savings"]["properties"]
    assert properties["sharing_rate"]["x-unit"] == "rate"
    assert (properties["sharing_rate"]["minimum"], properties["sharing_rate"]["maximum"]) == (0, 1)
    assert properties["rural_bonus"]["x-unit"] == "USD"


def test_a_parameter_of_some_editions_only_is_not_required_by_the_shape(
    bundle: dict[str, Any],
) -> None:
    required = bundle["$defs"]["acme.shared_savings"]["required"]
    assert required == ["includes_pharmacy", "sharing_rate", "tiers", "track"]


def test_the_order_of_the_models_does_not_change_the_text(registry: Registry) -> None:
    models = installed(registry)
    assert schema_text(models) == schema_text(reversed(models))


def test_the_schema_of_one_contract_judges_parameters_as_the_bundle_does(
    registry: Registry, bundle: dict[str, Any]
) -> None:
    model = registry.payment_model("acme.capitation")
    assert schema_for([model])["$defs"][model.id] == bundle["$defs"][model.id]


def test_an_editor_accepts_what_the_loader_accepts(bundle: dict[str, Any]) -> None:
    document = read_document(SPECS / "good" / "acme-all-forms.yaml")
    seen_by_an_editor = json.loads(canonical_json(document.value), parse_float=Decimal)
    validator = Draft202012Validator(json.loads(canonical_json(bundle), parse_float=Decimal))
    assert list(validator.iter_errors(seen_by_an_editor)) == []
