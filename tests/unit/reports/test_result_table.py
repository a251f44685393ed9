from __future__ import annotations

from fractions import Fraction

import attrs

from tests.unit.reports.samples import LOSER, SAVER, ZERO, many
from vbc_rules.reports.result_table import result_tables


def test_each_contract_has_its_table_in_the_order_they_come() -> None:
    other = attrs.evolve(ZERO, contract="other", title="Other")
    tables = result_tables([SAVER, other, LOSER])
    assert [(table.contract, len(table.rows)) for table in tables] == [
        ("mssp-basic-e", 2),
        ("other", 1),
    ]


def test_a_row_remembers_its_place_among_all_settlements() -> None:
    other = attrs.evolve(ZERO, contract="other")
    rows = [row for table in result_tables([SAVER, other, LOSER]) for row in table.rows]
    assert [(row.position, row.entity) for row in rows] == [
        (1, "A3507"),
        (3, "A2308"),
        (2, "A9999"),
    ]


def test_money_is_totalled_exactly() -> None:
    (table,) = result_tables(many(3))
    assert table.columns[0].total == Fraction("1655644.07")


def test_rates_have_no_total() -> None:
    (table,) = result_tables(many(3))
    assert [column.total for column in table.columns[1:]] == [None] * 4


def test_a_missing_amount_leaves_the_column_without_a_total() -> None:
    missing = attrs.evolve(ZERO.results[0], value=None, shown="missing")
    (table,) = result_tables([SAVER, attrs.evolve(ZERO, results=(missing,))])
    assert table.columns[0].total is None


def test_an_entity_without_a_result_has_an_empty_cell() -> None:
    (table,) = result_tables([SAVER, ZERO])
    assert [result is None for result in table.rows[1].results] == [False, True, True, True]


def test_no_settlements_give_no_table() -> None:
    assert result_tables([]) == ()
