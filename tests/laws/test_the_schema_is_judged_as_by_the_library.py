"""Our reading of the schema's keywords finds what the general library finds, no more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import acme
from hypothesis import assume, given
from jsonschema import Draft202012Validator, ValidationError, validators

from tests.laws.damage import damaged_contracts
from vbc_rules.contracts.keywords import violations
from vbc_rules.contracts.schema import schema_for
from vbc_rules.contracts.strict_yaml import parse_document
from vbc_rules.diagnostics import Refusal
from vbc_rules.hooks.registry import Registry

SCHEMA = schema_for(Registry.of(acme).payment_models())


def typed(
    validator: Any, kinds: Any, value: object, schema: dict[str, Any]
) -> Iterator[ValidationError]:
    """Teach the library that a date is a date, and text is none."""
    if schema.get("format") != "date":
        yield from Draft202012Validator.VALIDATORS["type"](validator, kinds, value, schema)
    elif not isinstance(value, date):
        yield ValidationError("not a date")


LIBRARY: Any = validators.extend(Draft202012Validator, {"type": typed})


@given(damaged_contracts)
def test_a_damaged_contract_breaks_the_same_keywords_at_the_same_places(text: str) -> None:
    value = None
    try:
        value = parse_document(text, "x.yaml").value
    except Refusal:
        assume(condition=False)
    ours = {
        (one.keyword, one.at[: len(one.at) - one.about_key]) for one in violations(value, SCHEMA)
    }
    theirs = {
        (one.validator, tuple(one.absolute_path)) for one in LIBRARY(SCHEMA).iter_errors(value)
    }
    assert ours == theirs
