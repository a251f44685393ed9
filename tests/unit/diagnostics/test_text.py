from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbc_rules.diagnostics.text import csv_cell, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Müller & Söhne — 5 €", "Müller & Söhne — 5 €"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("two\nlines\tand a tab", r"two\nlines\tand a tab"),
        ("pay \u202e00.1$", r"pay \u202e00.1$"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("half a pair \ud800", r"half a pair \ud800"),
        ("no\u00a0break", "no\u00a0break"),
    ],
)
def test_what_cannot_be_seen_is_written_as_an_escape(text: str, shown: str) -> None:
    assert plain(text) == shown


@given(st.text())
def test_plain_text_holds_no_character_that_moves_the_cursor(text: str) -> None:
    assert all(character.isprintable() or character.isspace() for character in plain(text))
    assert len(plain(text).splitlines()) <= 1


@pytest.mark.parametrize("text", ["-1604660.00", "0", "2055644.07", "+3", "-0.5"])
def test_a_plain_number_stays_a_number(text: str) -> None:
    assert csv_cell(text) == text


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1+cmd", "-2+3", "@SUM(A1)", "|calc", " =1", "＝1+1", "-1604660.00\n=1", "-٣"],
)
def test_text_that_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text).startswith("'")


@pytest.mark.parametrize(("text", "cell"), [("\t=1", r"\t=1"), ("\r=1", r"\r=1")])
def test_a_control_character_in_a_cell_becomes_visible(text: str, cell: str) -> None:
    assert csv_cell(text) == cell


@given(st.text())
def test_no_cell_begins_a_formula_unless_it_is_a_number(text: str) -> None:
    cell = csv_cell(text)
    if cell.startswith(("=", "+", "-", "@", "\t", "\r")):
        assert cell.lstrip("+-").replace(".", "", 1).isdigit()
