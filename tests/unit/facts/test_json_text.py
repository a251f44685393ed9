from __future__ import annotations

from decimal import Decimal

import pytest

from vbc_rules.facts.readers.json_text import parse_json
from vbc_rules.facts.values import Written

TEXT = '{"a": [10, {"b\\"": "x,]}", "c":\n  1.50}],\n "d": {}, "e": [], "f": -0.1}'


@pytest.mark.parametrize(
    ("pointer", "line", "column"),
    [
        ((), 1, 1),
        (("a",), 1, 7),
        (("a", 0), 1, 8),
        (("a", 1), 1, 12),
        (("a", 1, 'b"'), 1, 20),
        (("a", 1, "c"), 2, 3),
        (("d",), 3, 7),
        (("f",), 3, 25),
        (("a", 1, "absent"), 1, 12),
    ],
)
def test_every_value_knows_where_it_is_written(
    pointer: tuple[str | int, ...], line: int, column: int
) -> None:
    place = parse_json(TEXT, "facts.json").place_of(pointer)
    assert (place.line, place.column) == (line, column)


def test_a_key_knows_where_it_is_written() -> None:
    place = parse_json(TEXT, "facts.json").key_place_of(("a", 1, "c"))
    assert (place.line, place.column) == (1, 28)


def test_numbers_are_exact_or_kept_as_they_are_written() -> None:
    value = parse_json("[0.10, 1e3, NaN, 12345678901234567890]", "facts.json").value
    assert value == [Decimal("0.10"), Written("1e3"), Written("NaN"), 12345678901234567890]


def test_an_absent_key_is_told_at_its_nearest_parent() -> None:
    place = parse_json(TEXT, "facts.json").key_place_of(("a", 1, "absent"))
    assert (place.line, place.column) == (1, 12)
