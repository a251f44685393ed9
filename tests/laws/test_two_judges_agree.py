"""What surely fits a schema breaks none of its keywords, as jsonschema judges it.

`surely_fits` keeps jsonschema from being imported for a valid contract, so the two must agree on
every document: on shipped contracts, on changed and damaged ones, and on random values of random
schemas. Where a schema uses what only jsonschema understands, nothing surely fits.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laws.damage import damaged
from tests.laws.mutations import CONTRACTS, Mutant, documents, mutants
from vbc_rules.contracts.fitting import Schema, surely_fits
from vbc_rules.contracts.keywords import judged_by_library
from vbc_rules.contracts.located import Located
from vbc_rules.contracts.meaning import named_models
from vbc_rules.contracts.schema import schema_for
from vbc_rules.contracts.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry

REGISTRY = Registry.installed()
EXAMPLES = 150
the_same_in_every_run = settings(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def fits_by_library(value: object, schema: Schema) -> bool:
    return next(judged_by_library(value, schema), None) is None


def assert_both_say_the_same(document: Located) -> None:
    models, _ = named_models(document, REGISTRY)
    schema = schema_for(tuple(set(models.values())))
    assert surely_fits(document.value, schema) == fits_by_library(document.value, schema)


@pytest.mark.parametrize("number", range(len(CONTRACTS)), ids=[one.stem for one in CONTRACTS])
def test_a_shipped_contract_surely_fits(number: int) -> None:
    document = documents()[number]
    models, _ = named_models(document, REGISTRY)
    assert surely_fits(document.value, schema_for(tuple(set(models.values()))))


@the_same_in_every_run
@given(mutants(REGISTRY))
def test_both_say_the_same_of_a_changed_contract(mutant: Mutant) -> None:
    assert_both_say_the_same(parse_document(mutant.text, mutant.file))


@the_same_in_every_run
@given(st.sampled_from(CONTRACTS).flatmap(damaged))
def test_both_say_the_same_of_a_damaged_contract(text: str) -> None:
    try:
        document = parse_document(text, "damaged.yaml")
    except Refusal:
        return
    assert_both_say_the_same(document)


names = st.sampled_from(["a", "b", "c1", "C"])
numbers = st.sampled_from([0, 1, 2, -1, Decimal("0.5"), Decimal("1.0"), Decimal("1.5")])
texts = st.sampled_from(["", " ", "a", "ab", "a\n", "1", "2024-01-01"])
plain = st.one_of(numbers, texts, st.booleans(), st.just(date(2024, 1, 1)))
values = st.recursive(
    plain, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(names, inner))
)
kinds = st.sampled_from(["object", "array", "string", "boolean", "number", "integer"])
sizes = st.integers(0, 3)
of_a_value = st.fixed_dictionaries(
    {},
    optional={
        "type": st.one_of(kinds, st.lists(kinds, min_size=1, max_size=3, unique=True)),
        "format": st.just("date"),
        "enum": st.lists(plain, min_size=1, max_size=3),
        "const": plain,
        "uniqueItems": st.booleans(),
        "minimum": numbers,
        "maximum": numbers,
        "exclusiveMinimum": numbers,
        "minLength": sizes,
        "pattern": st.sampled_from(["^[a-z]+$", "^[a-z]", "1"]),
        "minItems": sizes,
        "minProperties": sizes,
        "required": st.lists(names, max_size=2),
        "title": texts,
        "$ref": st.just("#/$defs/shared"),
    },
)


def _wider(inner: st.SearchStrategy[Schema]) -> st.SearchStrategy[Schema]:
    parts: dict[str, st.SearchStrategy[Any]] = {
        "properties": st.dictionaries(names, inner, max_size=3),
        "additionalProperties": st.one_of(st.booleans(), inner),
        "propertyNames": inner,
        "items": inner,
        "allOf": st.lists(inner, min_size=1, max_size=2),
        "if": inner,
        "then": inner,
        "else": inner,
    }
    within = st.fixed_dictionaries({}, optional=parts)
    return st.builds(lambda one, other: {**one, **other}, of_a_value, within)


schemas = st.recursive(of_a_value, _wider, max_leaves=6)
shared = of_a_value.map(lambda one: {name: said for name, said in one.items() if name != "$ref"})


@the_same_in_every_run
@given(values, schemas, shared)
def test_both_say_the_same_of_any_value(value: object, schema: Schema, definition: Schema) -> None:
    whole = {**schema, "$defs": {"shared": definition}}
    assert surely_fits(value, whole) == fits_by_library(value, whole)


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (1, {"oneOf": [{"minimum": 0}, {"minimum": 2}]}),
        ([1], {"enum": [[1], [2]]}),
        ([[1], [2]], {"uniqueItems": True}),
        ("a", {"$ref": "#/$defs/a~1b", "$defs": {"a/b": {"type": "string"}}}),
        ("a", {"$ref": "#named", "$defs": {"a": {"$anchor": "named", "type": "string"}}}),
        ({"a": 1}, {"properties": {"a": True}}),
        ("a", {"type": ["string", "null"]}),
        ({"ab": 1}, {"patternProperties": {"^a": {"minimum": 0}}, "additionalProperties": True}),
    ],
)
def test_what_only_the_library_understands_never_surely_fits(value: object, schema: Schema) -> None:
    assert not surely_fits(value, schema)
