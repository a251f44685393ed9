from __future__ import annotations

import json
from pathlib import Path

from vbc_rules.facts.layouts.schema import layout_schema, schema_text

COMMITTED = Path(__file__).parents[3] / "schemas" / "layout.schema.json"


def test_the_committed_schema_is_the_one_that_layouts_are_checked_by() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text()


def test_editors_can_read_the_schema() -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(json.loads(schema_text()))


def test_every_key_says_what_it_means() -> None:
    unexplained = [
        name
        for definition in (layout_schema(), *layout_schema()["$defs"].values())
        for name, schema in definition["properties"].items()
        if "description" not in schema and "$ref" not in schema
    ]
    assert unexplained == []
