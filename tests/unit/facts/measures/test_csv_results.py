"""Results in long CSV: a row for each entity and measure."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.unit.facts.measures.samples import codes, read_csv
from vbc_rules import Refusal

HEADER = "entity,measure,numerator,denominator,denominator_exclusion,score,first_day,last_day"


def refused(text: str, **headings: str) -> list[str]:
    with pytest.raises(Refusal) as caught:
        read_csv(text, **headings)
    return codes(caught.value)


def test_a_row_is_a_result_and_an_empty_cell_is_not_reported() -> None:
    text = f"{HEADER}\nA1,CBP,60,100,20,0.75,2024-01-01,2024-12-31\nA1,BCS,,,,0.5,,\n"
    first, second = read_csv(text).results
    assert (first.count("numerator"), first.rate) == (60, Fraction(3, 4))
    assert (second.count("numerator"), second.score) == (None, Fraction(1, 2))
    assert (first.period, second.period) == ("2024-01-01..2024-12-31", "a period not said")


def test_columns_may_be_called_otherwise() -> None:
    (found,) = read_csv("TIN,Measure ID\n7,CBP\n", entity="TIN", measure="Measure ID").results
    assert (found.reporters[0].value, found.measure) == ("7", "CBP")


def test_a_column_that_is_not_read_is_told() -> None:
    assert read_csv("entity,measure,comment\nA1,CBP,fine\n").beside == (("column comment", 1),)


def test_a_column_that_is_nearly_there_is_suggested() -> None:
    with pytest.raises(Refusal) as caught:
        read_csv("entity,mesure\nA1,CBP\n")
    (finding,) = caught.value.diagnostics
    assert (finding.code, finding.hint) == ("VBC441", "did you mean `mesure`?")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("entity,measure,measure\nA1,CBP,CBP\n", ["VBC443"]),
        ("entity,measure\n", ["VBC417"]),
        ("entity,measure\nA1\n", ["VBC407"]),
        ("entity,measure\n,CBP\n", ["VBC454"]),
        ("entity,measure,numerator\nA1,CBP,many\n", ["VBC454"]),
        ("entity,measure,score\nA1,CBP,75%\n", ["VBC454"]),
        ("entity,measure,first_day,last_day\nA1,CBP,2024-01-01,\n", ["VBC454"]),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, wanted: list[str]) -> None:
    assert refused(text) == wanted
