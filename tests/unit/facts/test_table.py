from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
import sample_facts

from vbc_rules.diagnostics import Refusal
from vbc_rules.facts.declared import facts_of_model
from vbc_rules.facts.readers.csv_facts import parse_csv_facts
from vbc_rules.facts.readers.document_facts import document_facts
from vbc_rules.facts.readers.json_text import parse_json
from vbc_rules.facts.table import FactTable
from vbc_rules.language import USD, PaymentModel, clause, fact, result, stages, to_cents

HEADER = "entity,benchmark,members,quality_score,quality_met,track,relief,old_fact\n"
ROWS = "A1,100.50,9000,0.9084,yes,upside,,12\nA2,100,1,1,no,two_sided,2.5,\n"
EPISODES = (
    "entity,target[knee],target[hip],allowed[knee/e1],allowed[knee/e2],allowed[hip/e3]\n"
    "A1,100,200,90,80,70\nA2,100,,90,,\n"
)


@pytest.fixture
def table() -> FactTable:
    return parse_csv_facts(HEADER + ROWS, "facts.csv", sample_facts.FACTS)


@pytest.fixture
def episodes() -> FactTable:
    return parse_csv_facts(EPISODES, "facts.csv", sample_facts.BY_EPISODE)


def test_entities_keep_the_order_of_the_file(table: FactTable) -> None:
    assert table.entities == ("A1", "A2")


def test_facts_are_given_as_an_evaluation_reads_them(table: FactTable) -> None:
    assert table.facts_of(1) == {
        "benchmark": 100,
        "members": 1,
        "quality_score": 1,
        "quality_met": False,
        "track": "two_sided",
        "relief": Fraction(5, 2),
    }


def test_a_missing_value_is_left_out_and_so_is_what_the_year_does_not_read(
    table: FactTable,
) -> None:
    assert {"relief", "old_fact"} & set(table.facts_of(0)) == set()


def test_a_value_knows_its_line_and_column(table: FactTable) -> None:
    place = table.place_of(1, "track", ())
    assert (place.line, place.column) == (3, 15)


def test_an_unknown_entity_is_refused_with_the_nearest_one(table: FactTable) -> None:
    with pytest.raises(Refusal) as refused:
        table.row("A11")
    assert refused.value.diagnostics[0].code == "VBC421"


def test_a_fact_that_varies_is_given_by_its_entries(episodes: FactTable) -> None:
    assert episodes.facts_of(1) == {"target": {("knee",): 100}, "allowed": {("e1",): 90}}


def test_each_entity_has_its_own_entries(episodes: FactTable) -> None:
    assert episodes.members_of(0) == {"category": ("knee", "hip"), "episode": ("e1", "e2", "e3")}
    assert episodes.members_of(1) == {"category": ("knee",), "episode": ("e1",)}


def test_entries_of_a_child_axis_know_their_parents(episodes: FactTable) -> None:
    assert episodes.parents == {"episode": {"e1": "knee", "e2": "knee", "e3": "hip"}}
    assert episodes.inputs(0, {}).parents == episodes.parents


def test_the_hash_depends_on_the_facts_and_not_on_their_file() -> None:
    csv = parse_csv_facts(
        "entity,target[knee],allowed[knee/e1]\nA1,100,90.0\n", "a.csv", sample_facts.BY_EPISODE
    )
    text = (
        '{"axes": {"episode": {"e1": "knee"}},'
        ' "entities": {"A1": {"allowed": {"e1": 90}, "target": {"knee": 100.00}}}}'
    )
    json = document_facts(parse_json(text, "b.json"), sample_facts.BY_EPISODE)
    assert csv.sha256() == json.sha256()


def test_the_hash_does_not_depend_on_the_order_of_rows(table: FactTable) -> None:
    first, second = ROWS.splitlines(keepends=True)
    turned = parse_csv_facts(HEADER + second + first, "facts.csv", sample_facts.FACTS)
    assert turned.sha256() == table.sha256()


def test_the_hash_changes_with_a_value(table: FactTable) -> None:
    changed = parse_csv_facts(HEADER + ROWS.replace("9000", "9001"), "f", sample_facts.FACTS)
    assert changed.sha256() != table.sha256()


class Growing(PaymentModel):
    """A model that reads another fact from 2020 on."""

    id = "test.growing"
    waterfall = stages("gross", "paid")
    old: USD = fact("Amount")
    new: USD = fact("Later amount")

    @clause(cites="Exhibit A")
    def gross(self) -> USD:
        """Amount before rounding."""
        return self.old

    @gross.since(2020, cites="Exhibit B")
    def _(self) -> USD:
        """Both amounts."""
        return self.old + self.new

    @result(cites="Exhibit A")
    def paid(self) -> USD:
        """Amount paid."""
        return to_cents(self.gross)


@pytest.mark.parametrize(("year", "read"), [(2019, False), (2020, True)])
def test_a_fact_of_another_year_may_be_given_and_is_not_required(year: int, *, read: bool) -> None:
    assert facts_of_model(Growing, year)["new"].required is read


def test_a_folder_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "facts.csv"
    folder.mkdir()
    from vbc_rules.facts.readers import read_facts

    with pytest.raises(Refusal, match="VBC002"):
        read_facts(folder, sample_facts.FACTS)


def test_more_findings_than_anyone_reads_are_counted() -> None:
    rows = "".join(f"A{number},x,1,1,yes,upside\n" for number in range(600))
    text = "entity,benchmark,members,quality_score,quality_met,track\n" + rows
    with pytest.raises(Refusal) as refused:
        parse_csv_facts(text, "facts.csv", sample_facts.FACTS)
    last = refused.value.diagnostics[-1]
    assert (last.code, len(refused.value.diagnostics)) == ("VBC420", 101)
    assert last.message == "500 further findings are not shown: 500 of VBC410."


def test_many_findings_of_one_kind_hide_no_other_kind() -> None:
    rows = "".join(f"A{number},x,1,1,yes,upside\n" for number in range(600))
    text = "entity,benchmark,members,quality_score,quality_met,track\n" + rows + "B,1,1,2,no,x\n"
    with pytest.raises(Refusal) as refused:
        parse_csv_facts(text, "facts.csv", sample_facts.FACTS)
    assert {one.code for one in refused.value.diagnostics} == {"VBC410", "VBC412", "VBC420"}
