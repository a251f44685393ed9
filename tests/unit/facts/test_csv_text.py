from __future__ import annotations

import pytest

from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.readers.csv_text import parse_csv

TEXT = 'entity,note,amount\r\nA1,"two\nlines, one comma",5\n\n"A""2",,6\n'


@pytest.mark.parametrize(
    ("row", "cell", "line", "column"),
    [(0, 2, 1, 13), (1, 0, 2, 1), (1, 1, 2, 4), (1, 2, 3, 19), (2, 1, 5, 8), (2, 2, 5, 9)],
)
def test_a_cell_knows_where_it_begins(row: int, cell: int, line: int, column: int) -> None:
    place = parse_csv(TEXT, "facts.csv").place(row, cell)
    assert (place.line, place.column) == (line, column)


def test_quotes_line_ends_and_empty_lines_are_no_content() -> None:
    assert parse_csv(TEXT, "facts.csv").rows == (
        ["entity", "note", "amount"],
        ["A1", "two\nlines, one comma", "5"],
        ['A"2', "", "6"],
    )


def test_a_cell_that_is_no_value_any_more_is_refused() -> None:
    with pytest.raises(Refusal, match="VBC402"):
        parse_csv(f"entity,note\nA1,{'x' * 200_000}\n", "facts.csv")


def test_many_control_characters_are_told_only_as_often_as_it_helps() -> None:
    with pytest.raises(Refusal) as refused:
        parse_csv("\x01" * 1000, "facts.csv")
    assert len(refused.value.diagnostics) == 20
