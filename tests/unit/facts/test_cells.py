from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from vbc_rules.diagnostics import Place
from vbc_rules.facts.layouts.cells import read_column, read_date, read_number
from vbc_rules.facts.layouts.layout import ColumnRule, EntityRule, FileRule, Layout
from vbc_rules.facts.readers.csv_text import parse_csv

ALL = ("thousands_separators", "currency_signs", "parentheses", "exponents")
HERE = Place("layout.yaml")
LAYOUT = Layout(
    id="acme.results",
    title="Results",
    file="layout.yaml",
    blank=("-", "N/A"),
    encodings=("utf-8",),
    tolerates=ALL,
    entity=EntityRule(("Id",), HERE),
    file_rule=FileRule(),
    columns={},
    conditions={},
    contracts=(),
    facts={},
    published=None,
    causes=(),
)


def values(texts: list[str], **rule: Any) -> list[object]:
    column = ColumnRule("it", ("It",), place=HERE, **rule)
    cells, unreadable = read_column(column, LAYOUT, texts)
    assert unreadable == []
    return [cell.value for cell in cells]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,175,345,650", Fraction(1175345650)),
        ("$1,000.50", Fraction(2001, 2)),
        ("$ 5", Fraction(5)),
        ("($1,000)", Fraction(-1000)),
        ("-7", Fraction(-7)),
        ("2e-04", Fraction(2, 10000)),
        ("5.", Fraction(5)),
        ("- $ 1,000 ", Fraction(-1000)),
        ("\u22127", Fraction(-7)),
    ],
)
def test_a_number_is_read_as_files_print_it(text: str, number: Fraction) -> None:
    assert read_number(text, ALL) == number


@pytest.mark.parametrize("text", ["1,000", "$5", "(5)", "1e3"])
def test_only_what_the_layout_tolerates_is_read(text: str) -> None:
    assert read_number(text, ()) is None


@pytest.mark.parametrize(
    "text", ["1,00", "12,34,567", "five", "", "1e999", "9" * 70, "--5", "1.2.3"]
)
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert read_number(text, ALL) is None


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-01",
        "2024-07-01T00:00:00",
        "20240701",
        "7/1/2024",
        "07/01/2024 12:00:00 AM",
        "7/1/24",
        "7/1/24 0:00",
        "2024/07/01",
        "July 1, 2024",
        "Jul 1 2024",
        "1-Jul-2024",
        "01JUL2024",
    ],
)
def test_a_day_is_read_month_first(text: str) -> None:
    assert read_date(text) == date(2024, 7, 1)


@pytest.mark.parametrize("text", ["2024-13-01", "2/30/2024", "Foo 1, 2024", "soon", "1.7.2024"])
def test_what_is_no_day_is_not_read(text: str) -> None:
    assert read_date(text) is None


RATE: dict[str, Any] = {
    "reads": "rate",
    "scales": ("fraction", "percent", "divided_twice"),
    "largest_between": (Fraction(2, 100), Fraction(30, 100)),
}


@pytest.mark.parametrize(
    "texts", [["0.02", "0.1"], ["2.00", "10"], ["0.0002", "1e-3"], ["2%", "10%"]]
)
def test_the_scale_of_a_rate_is_found_from_its_largest_value(texts: list[str]) -> None:
    assert values(texts, **RATE) == [Fraction(2, 100), Fraction(10, 100)]


@pytest.mark.parametrize(
    "texts",
    [["2.00%", "0.1", "0"], ["2.00 %", "10", "0"], ["2", "10%", "0"], ["0.02", "10%", "0%"]],
)
def test_a_percent_sign_says_the_scale_of_its_own_cell_only(texts: list[str]) -> None:
    assert values(texts, **RATE) == [Fraction(2, 100), Fraction(10, 100), 0]


def test_a_percent_sign_is_not_applied_twice() -> None:
    assert values(["12.5%", "12.5"], reads="rate", scales=("percent",)) == [Fraction(1, 8)] * 2


def test_zeros_alone_need_no_scale() -> None:
    assert values(["0", "0.00%"], **RATE) == [0, 0]


def test_a_rate_that_fits_no_scale_is_refused() -> None:
    column = ColumnRule("it", ("It",), place=HERE, **RATE)
    _, unreadable = read_column(column, LAYOUT, ["5000"])
    assert [one.row for one in unreadable] == [-1]


def test_a_word_has_its_value_in_every_scale() -> None:
    found = values(["P4R", "90", "-"], **{**RATE, "largest_between": (Fraction(1, 2), Fraction(1))},
                   words={"p4r": Fraction(1)})  # fmt: skip
    assert found == [Fraction(1), Fraction(9, 10), None]


def test_an_empty_cell_is_what_the_layout_says() -> None:
    assert values(["", "-"], reads="number") == [None, None]
    assert values(["", "-"], reads="number", blank="zero") == [0, 0]
    assert values(["", "1"], reads="flag", blank="no") == [False, True]


def test_noise_of_a_conversion_is_dropped_and_a_sign_left_out() -> None:
    found = values(["-0.30000000000000004"], reads="number", decimals=9, absolute=True)
    assert found == [Fraction(3, 10)]


@pytest.mark.parametrize(("texts", "step"), [(["0.9", "1"], "0.01"), (["0.9084"], "0.0001")])
def test_a_file_that_prints_more_decimals_rounds_to_a_finer_step(
    texts: list[str], step: str
) -> None:
    column = ColumnRule("it", ("It",), "number", HERE, printed_to=Fraction(1, 100))
    cells, _ = read_column(column, LAYOUT, texts)
    assert {cell.step for cell in cells} == {Fraction(step)}


@pytest.mark.parametrize("text", ["1", "1.0", "1.00", "TRUE", "Yes", "x"])
def test_a_yes_is_read_as_files_print_it(text: str) -> None:
    assert values([text], reads="flag") == [True]


@pytest.mark.parametrize("text", ["2", "1.5", "01", "", "yes and no", "."])
def test_what_is_neither_yes_nor_no_is_not_read(text: str) -> None:
    column = ColumnRule("it", ("It",), "flag", HERE)
    cells, _ = read_column(column, LAYOUT, [text])
    assert [cell.value for cell in cells] == [None]


def test_cells_are_found_in_whatever_order_they_are_asked_for() -> None:
    found = parse_csv('a,"b\nc",d\n1,22,333\n', "it.csv")
    asked = [(1, 2), (0, 2), (0, 1), (1, 0), (1, 1), (0, 0), (0, 3)]
    assert [(found.place(*one).line, found.place(*one).column) for one in asked] == [
        *((3, 6), (2, 4), (1, 3), (3, 1), (3, 3), (1, 1), (1, 1)),
    ]
