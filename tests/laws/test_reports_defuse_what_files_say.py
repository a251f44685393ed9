"""Text from a file never becomes markup, a formula or a control sequence in a report."""

from __future__ import annotations

import csv
import io
import unicodedata
from html.parser import HTMLParser

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.laws.settlements import settlements
from tests.unit.reports.samples import LOSER, SAVER, ZERO
from vbc_rules.reports.csv_statement import csv_statement
from vbc_rules.reports.html import html_statement
from vbc_rules.reports.text.statement import text_statement
from vbc_rules.statements.settlement import Settlement

lists = st.lists(settlements(), max_size=5)
slow = settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=50)


class Markup(HTMLParser):
    """Collects the tags and attributes of a page, and where its links lead."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.feed(page.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {value or "" for name, value in attrs if name == "href"}


HARMLESS = Markup(html_statement([SAVER, LOSER, ZERO]))
"""A page of settlements that mean no harm: it has every tag and attribute of the templates."""


def control_characters(text: str) -> set[str]:
    """Return what could steer a terminal or turn the direction of writing."""
    return {
        character for character in text if unicodedata.category(character) in ("Cc", "Cf", "Cs")
    } - {"\n"}


@slow
@given(lists)
def test_text_of_a_file_never_becomes_markup(originals: list[Settlement]) -> None:
    markup = Markup(html_statement(originals))
    assert markup.tags <= HARMLESS.tags
    assert markup.attributes <= HARMLESS.attributes
    assert {link[:2] for link in markup.links} <= {"#s"}


@slow
@given(lists)
def test_text_of_a_file_never_steers_a_reader_of_the_page(originals: list[Settlement]) -> None:
    assert control_characters(html_statement(originals).decode()) == set()


@slow
@given(lists)
def test_text_of_a_file_never_steers_a_terminal(originals: list[Settlement]) -> None:
    assert control_characters(text_statement(originals).decode()) == set()


@slow
@given(lists)
def test_no_cell_of_a_csv_file_is_a_formula(originals: list[Settlement]) -> None:
    text = csv_statement(originals).decode()
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(rows) == len(originals) + 1
    assert len({len(row) for row in rows}) == 1
    for cell in (cell for row in rows for cell in row):
        assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or is_plain_number(cell)


def is_plain_number(cell: str) -> bool:
    return cell.removeprefix("-").removeprefix("+").replace(".", "", 1).isdecimal()
