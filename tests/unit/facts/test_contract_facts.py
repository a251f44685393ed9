from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import attrs
import pytest
import sample_facts

from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.layouts import load_layout_file
from vbc_rules.facts.layouts.contract_facts import facts_by_layout
from vbc_rules.facts.layouts.layout import Layout
from vbc_rules.facts.table import FactTable

SPECS = Path(__file__).parents[2] / "specs"
HEADER = "Plan ID,Benchmark ($),Expenditures ($),Score,Met,Start,Level,Paid\n"


@pytest.fixture
def layout() -> Layout:
    return load_layout_file(SPECS / "layouts" / "good" / "results.yaml")


@pytest.fixture
def table(layout: Layout) -> FactTable:
    path = SPECS / "published" / "good" / "plain.csv"
    return facts_by_layout(path, layout, "upside", sample_facts.FACTS)[0]


def test_only_the_rows_of_the_contract_are_taken(table: FactTable) -> None:
    assert table.entities == ("P1",)


def test_rows_of_other_contracts_are_counted(layout: Layout) -> None:
    path = SPECS / "published" / "good" / "plain.csv"
    assert facts_by_layout(path, layout, "upside", sample_facts.FACTS)[1] == 1


def test_facts_follow_from_the_columns(table: FactTable) -> None:
    assert table.facts_of(0) == {
        "benchmark": 1000000,
        "members": 1000,
        "quality_score": Fraction(9, 10),
        "quality_met": True,
        "track": "upside",
        "relief": 1000005,
    }


@pytest.mark.parametrize(("fact", "column"), [("benchmark", 4), ("relief", 1)])
def test_a_fact_knows_its_cell_or_else_its_row(table: FactTable, fact: str, column: int) -> None:
    place = table.place_of(0, fact, ())
    assert (place.line, place.column) == (2, column)


def test_a_file_without_a_row_of_the_contract_is_refused(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text(HEADER + "P1,1,1,0.9,yes,1/1/2024,two,5\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        facts_by_layout(path, layout, "upside", sample_facts.FACTS)
    [finding] = refused.value.diagnostics
    assert (finding.code, finding.hint) == ("VBC448", "its rows belong to two-sided")


def test_two_rows_of_one_name_get_a_number_where_the_layout_says_so(
    layout: Layout, tmp_path: Path
) -> None:
    numbered = attrs.evolve(layout, entity=attrs.evolve(layout.entity, numbered=True))
    path = tmp_path / "results.csv"
    row = "P1,5,1,0.9,yes,1/1/2024,one,5\n"
    path.write_text(HEADER + row + row, encoding="utf-8")
    table, _ = facts_by_layout(path, numbered, "upside", sample_facts.FACTS)
    assert table.entities == ("P1", "P1 (2)")


def test_rows_without_content_are_left_out(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    path.write_text(HEADER + "P1,5,1,0.9,yes,1/1/2024,one,5\n,,,,,,,\n", encoding="utf-8")
    table, others = facts_by_layout(path, layout, "upside", sample_facts.FACTS)
    assert (table.entities, others) == (("P1",), 0)
