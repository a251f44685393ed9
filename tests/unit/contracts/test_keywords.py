from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from vbc_rules.contracts.declared.agreed import Kind
from vbc_rules.contracts.schema.keywords import violations
from vbc_rules.contracts.schema.terms import scalar_schema
from vbc_rules.language import Count

DAY = {"type": "string", "format": "date"}


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        (1, {"type": "integer"}),
        (Decimal("2.0"), {"type": "integer"}),
        (Decimal("2.5"), {"type": ["string", "number"]}),
        (date(2024, 1, 1), DAY),
        (Decimal("0.1"), {"minimum": Decimal("0.1"), "maximum": Decimal("0.1")}),
        ("text", {"minimum": 5}),
        ({"a": 1}, {"items": {"type": "string"}}),
        ([1, 2], {"required": ["a"], "uniqueItems": True}),
        ("ab", {"if": {"type": "string"}, "then": {"enum": ["ab"]}, "else": {"minimum": 3}}),
    ],
)
def test_a_value_that_fits_breaks_nothing(value: object, schema: dict[str, Any]) -> None:
    assert list(violations(value, schema)) == []


@pytest.mark.parametrize(
    ("value", "schema", "keyword", "at"),
    [
        (True, {"type": "number"}, "type", ()),
        (Decimal("2.5"), {"type": "integer"}, "type", ()),
        ("2024-01-01", DAY, "type", ()),
        (date(2024, 1, 1), {"type": "string"}, "type", ()),
        ("abc\n", {"pattern": "^[a-z]+$"}, "pattern", ()),
        ([1, 2, 1], {"uniqueItems": True}, "uniqueItems", ()),
        ({"A": 1}, {"propertyNames": {"pattern": "^[a-z]$"}}, "pattern", ("A",)),
        (
            {"a": {"b": 0}},
            {"additionalProperties": {"properties": {"b": {"minimum": 1}}}},
            "minimum",
            ("a", "b"),
        ),
        (5, {"if": {"type": "string"}, "then": {}, "else": {"maximum": 3}}, "maximum", ()),
        (
            [{"x": 1}],
            {"items": {"$ref": "#/$defs/x"}, "$defs": {"x": {"required": ["y"]}}},
            "required",
            (0,),
        ),
        (5, {"allOf": [{"minimum": 1}, {"const": 6}]}, "const", ()),
    ],
)
def test_a_broken_keyword_is_found_at_its_place(
    value: object, schema: dict[str, Any], keyword: str, at: tuple[str | int, ...]
) -> None:
    found = [(one.keyword, one.at) for one in violations(value, schema)]
    assert found == [(keyword, at)]


def test_a_count_is_a_whole_number() -> None:
    assert scalar_schema(Kind(Count, places=0))["type"] == "integer"
