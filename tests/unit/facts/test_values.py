from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from vbc_rules.contracts.text.scalars import Objection
from vbc_rules.facts.declared import DeclaredFact
from vbc_rules.facts.values import Written, checked_value, from_data, from_text, shown

AMOUNT = DeclaredFact("benchmark", "Benchmark", "USD", 2, Fraction(0))
RATE = DeclaredFact("score", "Score", "Rate", 4, Fraction(0), Fraction(1))
MET = DeclaredFact("met", "Met", "YesNo")
TRACK = DeclaredFact("track", "Track", "Choice", choices=("upside", "two_sided"))


def code(found: object) -> str:
    return found.code if isinstance(found, Objection) else f"accepted {found}"


@pytest.mark.parametrize(
    ("text", "fact", "value"),
    [
        ("100000000.50", AMOUNT, Fraction(200000001, 2)),
        ("0", AMOUNT, Fraction(0)),
        ("1.500", AMOUNT, Fraction(3, 2)),
        ("0.9084", RATE, Fraction(9084, 10000)),
        ("Yes", MET, True),
        ("FALSE", MET, False),
        ("two_sided", TRACK, "two_sided"),
    ],
)
def test_a_cell_is_read_exactly(text: str, fact: DeclaredFact, value: object) -> None:
    assert from_text(text, fact) == value


@pytest.mark.parametrize(
    ("text", "fact", "expected"),
    [
        ("1,000", AMOUNT, "VBC019"),
        ("$5", AMOUNT, "VBC023"),
        ("1e3", AMOUNT, "VBC019"),
        ("NaN", AMOUNT, "VBC020"),
        ("-inf", AMOUNT, "VBC020"),
        ("9" * 50, AMOUNT, "VBC027"),
        ("0.001", AMOUNT, "VBC411"),
        ("-0.01", AMOUNT, "VBC412"),
        ("75", RATE, "VBC412"),
        (" 1", AMOUNT, "VBC413"),
        ("2024-01-01", AMOUNT, "VBC410"),
        ("1", MET, "VBC410"),
        ("sideways", TRACK, "VBC410"),
    ],
)
def test_a_cell_that_could_be_read_in_two_ways_is_refused(
    text: str, fact: DeclaredFact, expected: str
) -> None:
    assert code(from_text(text, fact)) == expected


def test_a_percent_is_told_as_a_share() -> None:
    found = from_text("75", RATE)
    assert isinstance(found, Objection)
    assert found.hint == "write 75 % as 0.75"


@pytest.mark.parametrize(
    ("data", "fact", "value"),
    [
        (5, AMOUNT, Fraction(5)),
        (Decimal("0.10"), AMOUNT, Fraction(1, 10)),
        (True, MET, True),
        ("no", MET, False),
        ("upside", TRACK, "upside"),
    ],
)
def test_a_value_of_a_document_is_read_exactly(
    data: object, fact: DeclaredFact, value: object
) -> None:
    assert from_data(data, fact) == value


@pytest.mark.parametrize(
    ("data", "fact"),
    [("5", AMOUNT), (True, AMOUNT), ([1], AMOUNT), ({}, MET), (1, MET), (5, TRACK), ([], TRACK)],
)
def test_a_value_of_another_type_is_refused(data: object, fact: DeclaredFact) -> None:
    assert code(from_data(data, fact)) == "VBC410"


def test_a_number_with_an_exponent_is_refused_in_a_document_too() -> None:
    assert code(from_data(Written("1e3"), AMOUNT)) == "VBC019"


@pytest.mark.parametrize(
    ("value", "fact", "expected"),
    [
        (Fraction(1, 3), RATE, "VBC411"),
        (Fraction(2), RATE, "VBC412"),
        (True, RATE, "VBC410"),
        ("yes", MET, "VBC410"),
        ("sideways", TRACK, "VBC410"),
    ],
)
def test_a_value_that_a_layout_gives_is_checked_as_any_other(
    value: object, fact: DeclaredFact, expected: str
) -> None:
    assert code(checked_value(value, fact)) == expected


def test_a_long_text_is_cut_in_a_message() -> None:
    assert shown("x" * 100) == f"`{'x' * 40}…`"
