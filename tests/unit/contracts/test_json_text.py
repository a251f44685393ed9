from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.contracts.text.json_text import canonical_json, pretty_json

PLAIN = st.recursive(
    st.one_of(st.text(), st.integers(), st.booleans(), st.decimals(-1000, 1000, places=3)),
    lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)),
)


@given(PLAIN)
def test_what_is_written_is_read_back_exactly(value: object) -> None:
    assert json.loads(pretty_json(value), parse_float=Decimal) == value
    assert json.loads(canonical_json(value), parse_float=Decimal) == value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        (Decimal("0.50"), Decimal("0.5")),
        (Decimal("2.0"), 2),
        (date(2024, 1, 31), "2024-01-31"),
    ],
)
def test_equal_values_have_one_canonical_text(one: object, other: object) -> None:
    assert canonical_json(one) == canonical_json(other)


@pytest.mark.parametrize(
    ("one", "other"), [(1, "1"), (True, "true"), (Decimal("0.1"), Decimal("0.10000001")), ([], {})]
)
def test_different_values_have_different_texts(one: object, other: object) -> None:
    assert canonical_json(one) != canonical_json(other)


def test_pretty_text_keeps_the_order_and_every_digit() -> None:
    assert pretty_json({"b": [Decimal("0.10"), {}], "a": "é"}) == (
        '{\n  "b": [\n    0.1,\n    {}\n  ],\n  "a": "é"\n}\n'
    )
